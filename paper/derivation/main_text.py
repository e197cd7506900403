"""The derivation in Sections 2 to 7: each step in the paper's own words, and what it must equal."""

from ledger.derivation import Step
from paper.derivation.phrases import CONTINUUM, EACH, GENERAL, MATRIX, ORDERED, OSCILLATOR, OUTPUTS, PAIR, product

STEPS = (
    Step(4, (1, 2, 3), "define", "the reduced density matrix of the canonical state of H = H_B + H_S + H_SB"),
    Step(5, (4,), "trace", "where Z is the partition function of the full system", ((0, "Tr(Z * eq(4))"),)),
    Step(6, (1, 2, 3), "define", "First we present the operator exponent in the form"),
    Step(
        7, (6,), "differentiate", "The operator U(tau) satisfies the differential equation",
        ((0, "derivative(lambda t: expm(t * H0) @ eq(6, beta=t), tau)"),),
    ),
    Step(8, (7,), "integrate", "The solution of the equation can be presented in the form of the ordered exponent"),
    Step(
        9, (4, 5, 6, 8, 10, 11, 12), "substitute", "Using this result we rewrite the reduced density matrix",
        ((0, "TrB(eq(6)) / eq(5)"), (0, "eq(4)")),
    ),
    Step(13, (4,), "trace", "coherence, which can be calculated as", ((0, "Tr(eq(4) @ spin[M][0])"),)),
    Step(14, (83,), "expand", "see derivation in Appendix A", ((0, "eye + eq(83, 1)"),)),
    Step(16, (84,), "relabel", "the function phi, as in Appendix A", ((0, "eq(84)"),)),
    Step(17, (2, 3), "define", "and tau-dependent multi-spin operator"),
    Step(18, (3,), "substitute", "i.e., n = (f_2, 0, f_1)", ((0, "eq(3, n=[[f2, 0, f1]])"),)),
    Step(
        19, (17, 18, 20), "substitute", "we can write the leading spin-spin correlation term",
        (
            (1, product("eq(17, M=0, HS=omega1 / 2 * sz, n=[[f2, 0, f1]], spin=[[sx, sy, sz]], tau={})")),
            (1, product("(f1 * eq(20, 5) + f2 * eq(20, 3, omega=omega1, tau={}))")),
        ),
    ),
    Step(
        21, (13, 14, 16, 19), "average", "calculated the coherence in the leading order",
        ((1, ORDERED.format(phi=16, inner="Tr(expm(-beta * omega1 / 2 * sz) @ eq(19, 1, tau=t, taup=u) @ sx)")
          + " / Tr(expm(-beta * omega1 / 2 * sz))"),),
    ),
    Step(22, (17,), "substitute", "the spin-spin correlation term reads", ((1, product(PAIR)),)),
    Step(
        23, (13, 14, 16, 22), "average", "Using this result we obtain",
        ((0, ORDERED.format(phi=16, inner="Tr(expm(-beta * (omega1 * z1 + omega2 * z2) / 2)"
          " @ eq(22, 1, tau=t, taup=u) @ x2)") + " / Tr(expm(-beta * (omega1 * z1 + omega2 * z2) / 2))"),),
    ),
    Step(24, (21,), "substitute", "rewrite both expressions in the following form",
         ((0, "eq(21, 1, omega1=omega)"),)),
    Step(25, (23,), "substitute", "we first put omega_2 = omega_1 = omega",
         ((0, "eq(23, omega1=omega, omega2=omega)"),)),
    Step(27, (23, 26), "integrate", "for this spectral density the coherence can be calculated analytically",
         ((0, "eq(23, Omega=eq(26))"),)),
    Step(28, (27,), "limit", "the coherence is maximized in the T -> 0 limit", ((0, "eq(27, beta=1e3)"),)),
    Step(29, (21, 26, 27), "substitute", "we calculate the ratio", ((0, f"eq(27) / eq(21, 1, {CONTINUUM})"),)),
    Step(30, (23,), "relabel", "from analysis of the expression for the coherence of the second spin Eq. (23)",
         ((0, "eq(23)"),)),
    Step(31, (17,), "substitute", "Then we have", ((0, product(GENERAL)),)),
    Step(
        32, (13, 14, 16, 31), "average", "Using this result we calculate the coherence",
        ((0, ORDERED.format(phi=16, inner="Tr(expm(-beta / 2 * Sum(omega[j] * z[j] for j in range(M + 1)))"
          " @ eq(31, tau=t, taup=u) @ x[M])")
          + " / Tr(expm(-beta / 2 * Sum(omega[j] * z[j] for j in range(M + 1))))"),),
    ),
    Step(33, (3,), "substitute", "This result can be generalized for the case of M spins with different couplings",
         ((0, "eq(3)"),)),
    Step(
        34, (32, 33), "sum", "Repeating the previous calculations for this case we obtain",
        ((0, "Sum(eq(32, f1=fj[j], M=1, omega=[omega[j], omega[M]]) for j in range(M))"),),
    ),
    Step(
        36, (34, 35), "relabel", "and rewrite the expression for the coherence in the form",
        ((0, "eq(34)"), (0, "-4 * f2 * eq(35, 1) * tanh(beta * omega[M] / 2) / omega[M] * Omega")),
    ),
    Step(
        37, (36,), "expand", "Therefore one can use the simplified formula for the coherence",
        ((0, "eq(36, density=lambda g: density(lambda w: w > 2 / beta))"),),
    ),
    Step(38, (2,), "substitute", "we extend the previous study to the case of (M + 2) spins", ((0, "eq(2)"),)),
    Step(39, (3,), "substitute", "we extend the previous study to the case of (M + 2) spins", ((0, "eq(3)"),)),
    Step(40, (17, 38, 39), "substitute", "we obtain the following spin-spin correlation term",
         ((0, product(OUTPUTS)),)),
    Step(
        41, (10, 40), "average", "Consequently,",
        tuple((p, "Tr(expm(-beta / 2 * Sum(omega[j] * sigma[j][2] for j in range(M + 2))) @ eq(40)"
                  f" @ sigma[M + {p}][0]) / Tr(expm(-beta / 2 * Sum(omega[j] * sigma[j][2] for j in range(M + 2))))")
              for p in (0, 1)),
    ),
    Step(
        43, (44, 90), "substitute", "which after substituting finally leads to Eqs. (43) and (44)",
        ((0, "eq(90, 1, w1=x, w2=y)"), (0, "4 * f2**2 * bath(lambda xi: eq(44, xi=xi) / xi, modes)")),
    ),
    Step(
        44, (96,), "substitute", "which after substituting finally leads to Eqs. (43) and (44)",
        ((0, "xi * eq(96, w1=x, w2=y) / 4 / ((xi**2 - x**2) * (xi**2 - y**2))"),),
    ),
    Step(45, (44,), "limit", "its values belong to the domain", ((0, "eq(44, xi=1e-5)"),)),
    Step(46, (44,), "limit", "its values belong to the domain", ((0, "eq(44, xi=1e5)"),)),
    Step(47, (43, 45, 46), "compare", "Therefore we have the following bands on the correlation value"),
    Step(
        48, (45, 46, 47), "limit", "In the high temperature limit",
        ((0, "4 * f2**2 * Omega * beta * eq(45, beta=1e-4) / 1e-4"),
         (0, "4 * f2**2 * Omega * beta * eq(46, beta=1e-4) / 1e-4")),
    ),
    Step(49, (43, 44), "limit", "In the low-temperature limit the sigma^2 has a non-vanishing value",
         ((0, "4 * f2**2 * bath(lambda xi: eq(44, xi=xi, beta=200.0) / xi, modes)"),
          (0, "eq(43, beta=200.0)"))),
    Step(
        50, (32, 43), "substitute", "we estimate the signal-to-noise ratio",
        ((0, "abs(eq(32, omega=[omega1] * M + [w])) / sqrt(eq(43, x=w * (1 + 1e-4), y=w * (1 - 1e-4)))"),),
    ),
    Step(
        51, (26, 50, 52), "substitute", "Using the special case of the power-law spectral density function",
        ((0, "abs(eq(50, w=w * omega1, beta=b / omega1, Omega=eq(26), "
             f"{CONTINUUM}, G=lambda xi: xi / omega1 * eq(52, x=xi / omega1) / (4 * w * omega1)))"),),
    ),
    Step(
        52, (44,), "substitute", "Here we have introduced",
        ((0, "4 * w / x * omega1 * eq(44, xi=x * omega1, x=w * omega1 * (1 + 1e-4), y=w * omega1 * (1 - 1e-4),"
             " beta=b / omega1)"),),
    ),
    Step(53, (54, 55, 56), "sum", "The Hamiltonian of the system", ((0, "eq(54) + eq(55) + eq(56)"),)),
    Step(57, (15,), "relabel", "characterized by spectral density functions", ((0, "eq(15)"),)),
    Step(58, (57,), "integrate", "the reorganization energies"),
    Step(59, (53,), "define", "We are interested in the evaluation of the average"),
    Step(60, (121,), "relabel", "details of the calculation are presented in the Appendix D", ((0, "eq(121)"),)),
    Step(61, (120,), "relabel", "the partition function Z of the whole system is", ((0, "eq(120)"),)),
    Step(62, (61,), "substitute", "For this case the expression for the statistical sum takes the form"),
    Step(
        63, (62,), "expand", "We keep the leading term in T_tau exponent, i.e., replace it by 1",
        ((0, f"eq(62, f1=0, g1=0, Texp=lambda exponent: one, sectors=[given(m=m, n=n, R=omega, Sigma=0) {EACH}])"),),
    ),
    Step(
        64, (60, 63), "expand", "Using the same approximation and sin theta_m we obtain",
        ((2, "eq(60, f1=0, g1=0, Z=eq(63, 1), Texp=lambda exponent: one, sin=lambda x: x, cos=lambda x: 1,"
             " sectors=[given(m=m, n=n, R=omega, Sigma=0, theta=4 * f1 * f2 * Omega * (M - 2 * m) / omega)"
             f" {EACH}])"),),
    ),
    Step(
        65, (60, 61, 64), "sum", "Considering the general case in the same approximation we get",
        ((0, "eq(64, 2) + eq(64, 2, f1=g1, f2=g2, Omega=Upsilon, M=N, omega1=omega2)"),),
    ),
    Step(70, (9, 66, 67, 68, 69, 82), "substitute", "Applying the general formula for this case we obtain"),
    Step(
        71, (17, 66, 69), "define", "where we have introduced",
        ((0, "eq(17, M=0, HS=E * dagger(A2) @ A2, n=[[f, g, 0]], spin=[[Z2, A2 + dagger(A2), 0 * Z2]])"),),
    ),
    Step(
        72, (14, 70, 71, 84), "average", "We calculate the leading order of the T_tau-exponent in the numerator",
        ((0, "cut(unit + " + ORDERED.format(phi=84, inner="Sum((1 - p * tanh(beta * omega / 2)) / 2"
          " * eq(71, Z2=p * unit, A2=a, tau=t) @ eq(71, Z2=p * unit, A2=a, tau=u) for p in (1, -1))") + ")"),),
    ),
    Step(73, (72,), "average", "The denominator of the reduced density matrix then reads",
         ((0, OSCILLATOR.format(f"eq(72, {MATRIX})")),)),
    Step(74, (70, 72, 73), "average", "Let us use the obtained result and calculate the average values",
         ((0, OSCILLATOR.format(f"eq(72, {MATRIX}) @ (a + dagger(a)) / sqrt(2)")),)),
    Step(
        75, (70, 72, 73), "average", "The square of the coordinate operator takes the form",
        ((0, OSCILLATOR.format(f"(eq(72, {MATRIX}) - (eq(73) - 1) * unit)"
          " @ (a + dagger(a)) @ (a + dagger(a)) / 2")),),
    ),
    Step(76, (74, 75), "limit", "has a simple form in the low-temperature limit",
         ((0, "abs(eq(74, beta=200.0)) / sqrt(eq(75, g=0, beta=200.0))"),)),
)  # fmt: skip
