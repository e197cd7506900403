"""The derivation in Appendices A to D: each step in the paper's own words, and what it must equal."""

from ledger.derivation import Step
from paper.derivation.phrases import EACH, ORDERED, PAULI, TURNED, coefficient, product

STEPS = (
    Step(77, (3,), "relabel", "we present the spin-boson interaction term (3) as", ((2, "eq(3)"),)),
    Step(78, (8, 77), "substitute", "we present Eq. (8) in the form"),
    Step(79, (11, 78), "average", "Then the averaging over bosonic degrees of freedom takes the form"),
    Step(80, (79, 81), "relabel", "Replacing the integration indices for each separate term",
         ((0, "eq(79, 2)"), (1, "eq(79, 3)"))),
    Step(82, (15, 80), "substitute", "Introducing the spectral density function one can write",
         ((0, "eq(80, 2)"), (1, "eq(80, 3)"))),
    Step(
        83, (82, 84), "expand", "Therefore the leading term of the aforementioned expression is",
        ((0, "eq(82)"),
         (1, "bath(lambda xi: ordered(lambda t, u: eq(84, xi=xi, tau=t, taup=u) * picture(F0, E, t)"
             " @ picture(F0, E, u), beta, 9), modes)")),
    ),
    Step(84, (81,), "sum", "where we introduced the notation", ((0, "eq(81) + eq(81, tau=taup, taup=tau)"),)),
    Step(85, (9, 10, 83), "expand", "up to the second order of the perturbation theory"),
    Step(86, (31,), "average", "Evaluating the integrands", ((0, "av(eq(31)) * zf"),)),
    Step(87, (31,), "average", "Evaluating the integrands", ((0, "av(eq(31) @ z[M])"),)),
    Step(
        88, (85, 86, 87), "substitute", "and substituting them into the Eq. (85) we get",
        ((0, "zf + bath(lambda xi: ordered(lambda t, u: phi(xi, t - u, beta) * (eq(87, tau=t, taup=u)"
             " - eq(86, tau=t, taup=u)), beta, 9), modes)"), (0, "eq(85)")),
    ),
    Step(89, (88,), "integrate", "The final result reads", ((0, "eq(88) - zf"),)),
    Step(
        90, (42, 83, 84, 40, 96), "average", "In the leading order of the perturbation theory Eq. (42) reads",
        ((1, ORDERED.format(phi=84, inner="av(eq(40, tau=t, taup=u) @ X1 @ X2)")),
         (1, "f2**2 * bath(lambda xi: eq(96, xi=xi) / ((xi**2 - w1**2) * (xi**2 - w2**2)), modes)")),
    ),
    Step(91, (92, 93, 94, 95), "sum", "where we introduced",
         ((0, "eq(92) + tanh(beta * w1 / 2) * tanh(beta * w2 / 2) * eq(93) - tanh(beta * w2 / 2) * eq(94)"
              " - tanh(beta * w1 / 2) * eq(95)"),)),
    Step(92, (40, 84), "integrate", "where we introduced", ((0, coefficient("X1 @ X2", "f2**2")),)),
    Step(93, (40, 84), "integrate", "where we introduced", ((0, coefficient("Y1 @ Y2", "-f2**2")),)),
    Step(94, (40, 84), "integrate", "where we introduced", ((0, coefficient("X1 @ Y2", "1j * f2**2")),)),
    Step(95, (40, 84), "integrate", "where we introduced", ((0, coefficient("Y1 @ X2", "1j * f2**2")),)),
    Step(96, (91, 92, 93, 94, 95), "substitute", "After simplification one gets the following expression",
         ((0, "eq(91, a=eq(92), b=eq(93), c=eq(94), d=eq(95))"),)),
    Step(97, (59,), "relabel", "We calculate the average using the formula", ((0, "eq(59)"),)),
    Step(98, (97, 99), "transform", "We rewrite this expression in the form", ((1, "eq(97)"),)),
    Step(100, (53, 99), "transform", "and the transformed Hamiltonian"),
    Step(101, (100,), "define", "are the new spin Hamiltonians"),
    Step(102, (100,), "define", "The Hamiltonian of the corresponding baths is"),
    Step(103, (100,), "define", "is the Hamiltonian of the remaining (output) spin"),
    Step(104, (100,), "define", "coupled to both baths by term"),
    Step(
        105, (100, 101, 102, 103, 104), "sum", "Finally, the term describes effective coupling",
        ((0, f"eq(100) - eq(101) - eq(101, 1) - eq(102, low=lambda m: m) - eq(103, low=lambda m: m, {PAULI})"
             f" - eq(104, low=lambda m: m, {PAULI})"),),
    ),
    Step(106, (101,), "define", "the eigenstates can be written as a product"),
    Step(
        107, (101, 106), "substitute", "all the eigenstates with m spin-down spins are characterized by the eigenvalue",
        ((0, "Tr(eq(101, z=[-one] * m + [one] * (M - m))) / 2"),),
    ),
    Step(
        108, (100, 107), "trace", "we can take a trace over the input spin states",
        ((0, "Sum(eq(107, 1, m=m) * eq(107, 1, M=N, m=n) * exp(-beta * (eq(107, m=m) + eq(107, M=N, m=n, omega1=omega2,"
             " Omega=Upsilon, f1=g1))) * expm(-beta * (HB + Hint + w / 2 * Zo - (2 * f1 * f2 * Omega * (M - 2 * m)"
             f" + 2 * g1 * g2 * Upsilon * (N - 2 * n)) * X)) {EACH})"),),
    ),
    Step(109, (6, 8, 110), "transform", "We transform the last exponent in the expression to the form",
         ((0, "expm(-beta * Hmn) @ chronological(lambda tau: [eq(110, 1, tau=tau)], beta, eye)"),)),
    Step(110, (104, 111), "transform", "using the notations"),
    Step(111, (103, 105), "transform", "Here f_k(tau) and sigma^x(tau) are"),
    Step(112, (11,), "relabel", "To do it we introduce the average"),
    Step(113, (108, 112), "average", "Then, the sigma-dependent reduced density matrix is",
         ((0, "ZB / Z * eq(112, Hmn=expm(beta * HB) @ eq(108))"),)),
    Step(114, (109, 113), "substitute", "After the averaging procedure we obtain"),
    Step(115, (57, 81, 82, 114), "substitute", "using the results of Appendix A"),
    Step(116, (111,), "transform", "we use the identity"),
    Step(117, (115, 116, 118), "transform", "and we rewrite rho_S in the form", ((0, "eq(115)"),)),
    Step(118, (111,), "transform", "Here we introduced",
         ((1, "expm(-1j * angle / 2 * sy) @ eq(111) @ expm(1j * angle / 2 * sy)"),)),
    Step(119, (118,), "substitute", "which gives the following expression",
         ((1, product("eq(118, 1, tau={})")),)),
    Step(120, (117,), "trace", "Taking into account the identity Tr rho_S = 1", ((0, f"Z * Tr(eq(117, {TURNED}))"),)),
    Step(121, (117, 120), "trace", "Therefore the expression for the coherence takes the form",
         ((0, f"Tr(eq(117, {TURNED}) @ sx)"),)),
    Step(122, (120, 121, 84), "expand", "we provide the algorithm of calculation of the T_tau-exponent"),
    Step(
        123, (119, 122), "integrate", "Using the previously obtained result for the product of operators",
        ((0, "line(lambda t: line(lambda u: phi(xi, t - u, beta) * eq(119, 1, tau=t, taup=u), t), beta)"),),
    ),
    Step(124, (123,), "trace", "where", ((0, "Tr(eq(123)) / 2"),)),
    Step(125, (123,), "trace", "where", ((0, "Tr(eq(123) @ sz) / 2"),)),
    Step(126, (123,), "trace", "where", ((0, "Tr(eq(123) @ sx) / 2"),)),
    Step(127, (123,), "trace", "where", ((0, "Tr(eq(123) @ sy) / 2"),)),
)  # fmt: skip
