"""For every misprint: numbers for its symbols, and its left side by means that anybody can check without us.

What is said of two baths is tried on modes much slower than the temperature, at fixed strength. Such a bath is a field
that does not move: an ordered exponential is an average of ordinary ones over a Gaussian number, and every value is one
of two-by-two matrices. The formulas are claimed for any bath, so this one has to agree with them.
"""

from __future__ import annotations

from ledger.counterexample import Counterexample

__all__ = ["CASES"]

PAULI = "sx, sy, sz = matrix([[0, 1], [1, 0]]), matrix([[0, -1j], [1j, 0]]), matrix([[1, 0], [0, -1]])"
CORRELATION = "C = lambda n: 2*w*tanh(beta*w/2) / ((2*pi*n/beta)**2 + w**2)  # of the output, at frequency 2 pi n/beta"
RAY = "halfline = lambda f, scale: quad(lambda t: f(t*expj(0.6))*expj(0.6), [0, 1, 9, inf]).real  # principal value"
FROM_21_AND_23 = "Eqs. (21) and (23), which hold as printed"
MATSUBARA = "the second order in the couplings, summed over Matsubara frequencies"

FIELD = "field = lambda v: [(sqrt(v)*k*0.75, exp(-(k*0.75)**2/2)*0.75/sqrt(2*pi)) for k in range(-12, 13)]"
EXACT = (
    "rho = sum((p*q * (2*cosh(beta*(omega1/2 + f1*x)))**M * (2*cosh(beta*(omega2/2 + g1*y)))**N"
    " * expm(-beta*(omega/2*sz + (f2*x + g2*y)*sx))"
    " for x, p in field(2*Omega/beta) for y, q in field(2*Upsilon/beta)), zeros(2))  # of the output, times Z/Z_B"
)
SECTORS = (
    "sectors = [Sector(m=m, n=n, R=hypot(omega, b), theta=atan2(b, omega), Sigma=eye(4)[:, 2*m + n]) for m in (0, 1)"
    " for n in (0, 1) for b in [4*f1*f2*Omega*(1 - 2*m) + 4*g1*g2*Upsilon*(1 - 2*n)]]",
    "slow = lambda R, theta, v: expm(beta*R/2*sz) * sum((p*expm(-beta*(R/2*sz + x*(cos(theta)*sx - sin(theta)*sz)))"
    " for x, p in field(v)), zeros(2))  # the ordered exponential",
    "Texp = lambda half: next(slow(c.R, c.theta, 2*sum(half)) for c in sectors if (half.T*c.Sigma)[0])",
)
SECTOR = (  # the only one where there are no inputs
    "class c: m, n, R, tilted, sigma, Sigma = 0, 0, omega, omega/2*sz, 1, 1",
    "Texp = lambda half: expm(beta*c.tilted) * sum((p*expm(-beta*(c.tilted + x*sx)) for x, p in field(2*half)), zeros(2))",
    "sectors = [c]",
)
SLOW = (
    "G, bilinear = lambda xi, t, beta: 1/(beta*xi), lambda weight, whose, beta: weight(0, 0)*whose  # Eq. (81), xi -> 0",
    "bath, left, right = lambda f, strength: 0.01*strength*f(0.01), Omega, Upsilon  # each of one mode",
    "Tr, ZB, Z = lambda m: m[0, 0] + m[1, 1], 1, rho[0, 0] + rho[1, 1]",
)
NUMBERS = (
    "beta, omega, omega1, omega2, f1, f2, g1, g2, Omega, Upsilon, M, N ="
    " 2, 1.1, 0.7, 0.9, 0.4, 0.8, -0.3, {g2}, 0.5, 0.6, {inputs}"
)
FROZEN = "the exact average over the two fields"


def two_baths(left: str, *more: str) -> Counterexample:
    """Return the system of one input at each of two frozen baths, and the value of ``left`` in it."""
    start = ("from types import SimpleNamespace as Sector", NUMBERS.format(g2=0.7, inputs="1, 1"), PAULI, FIELD, EXACT)
    return Counterexample(given=(*start, *SECTORS, *SLOW, *more), left=left, how=FROZEN)


def without_inputs(left: str, g2: float = 0.7) -> Counterexample:
    """Return the output spin alone between two frozen baths, which is enough where the order in time is misprinted."""
    start = (NUMBERS.format(g2=g2, inputs="0, 0"), PAULI, FIELD, EXACT)
    return Counterexample(given=(*start, *SECTOR, *SLOW), left=left, how=FROZEN)


ONE_FIELD = (
    "beta, lam, Om, K = 2, (0.6, 0.9), (0.5, 0.8), 2",
    PAULI,
    "field = lambda h: expm(beta*sz/2) * expm(-beta*(sz/2 + h*(sx + sz/3)))  # U of a field that does not move",
    "D = {n: matrix([[diff(lambda h: field(h)[i, j], 0, n) for j in (0, 1)] for i in (0, 1)]) for n in (2, 4)}",
    "F, U = None, lambda n: D[n] / factorial(n)  # its orders",
    "bdk, bk = lambda k, t: (k, 1), lambda k, t: (k, -1)  # slow modes: b^dagger and b are numbers",
    "avB = lambda w: 0 if sum(x[1] for x in w) else factorial(len(w)/2) / (beta*Om[w[0][0]])**(len(w)/2)  # word w",
    "order = lambda weight: weight.__code__.co_argcount",
    "hypercube = lambda weight, F, beta: weight(*[0]*order(weight)) * factorial(order(weight)) * U(order(weight))",
    "apart = lambda g, h: hypercube(g, F, beta) * hypercube(h, F, beta)",
    "together = lambda g, h: g(0, 0)*h(0, 0) * factorial(4) * U(4)",
)
ORDERED = Counterexample(
    given=ONE_FIELD,
    left="3 * (2*lam[0]**2/(beta*Om[0]) + 2*lam[1]**2/(beta*Om[1]))**2 * U(4)",
    how="the fourth moment of the field of both modes, which is Gaussian",
    form=1,
)
MEAN = "-4*f1*f2*tanh(beta*omega1/2)"

CASES = {
    29: Counterexample(
        given=("beta, omega1, omega2, omega_c, s = 2, 1, 0.75, 5, 1.5", RAY),
        left=(
            "tanh(beta*omega2/2)/omega2 * quad(lambda x: x**(s - 1)*exp(-x/omega_c), [0, inf]) / quad(lambda x:"
            " x**(s - 1)*exp(-x/omega_c)*(x*coth(beta*x/2) - omega1*coth(beta*omega1/2))/(x**2 - omega1**2),"
            " [0, omega1, 3, inf])"
        ),
        how=FROM_21_AND_23,
    ),
    33: Counterexample(
        given=(
            "M, lam, n, sigma, dot = 1, (0.5, 0.7), (0.3, 0.4), (1, 1), lambda s, n: s*n  # both spins up",
            "b = [matrix([[0, 0, 1, 0], [0, 0, 0, 1], [0]*4, [0]*4]), matrix([[0, 1, 0, 0], [0]*4, [0, 0, 0, 1], [0]*4])]",
            "Sum_k, sigma_k, dagger = lambda f: f(0) + f(1), lambda f: f(0), lambda m: m.H  # at best, one of the modes",
        ),
        left="0.7 * matrix([[0, 0.7, 0.5, 0], [0.7, 0, 0, 0.5], [0.5, 0, 0, 0.7], [0, 0.5, 0.7, 0]])",
        how="the matrix elements between no quantum and one in either of two modes",
    ),
    50: Counterexample(
        given=(
            "beta, omega1, w, f1, f2, M, modes = 2, 1, 1.3, -0.2, 0.1, 2, [(0.7, 0.5)]",
            CORRELATION,
            "phi = lambda n, xi: 2*xi / ((2*pi*n/beta)**2 + xi**2)  # of the mode",
            "variance = f2**2/beta * nsum(lambda n: 0.5**2 * phi(n, 0.7) * C(n)**2, [-inf, inf])",
            "bath, Omega = lambda f, modes: sum(g**2*f(xi) for xi, g in modes), 0.5**2/0.7",
            "G = lambda xi: variance*xi / (4*f2**2*0.5**2)  # by Eq. (43)",
        ),
        left="abs(f1*f2*M*tanh(beta*omega1/2) * 0.5**2*phi(0, 0.7)*C(0)) / sqrt(variance)",
        how=MATSUBARA,
    ),
    51: Counterexample(
        given=(
            "omega1, omega_c, s, b, w, f1, f2, M, strength = 1, 4, 1.5, 2, 1.3, 0.2, 0.1, 2, 0.3",
            "beta, eta = b, 4*f1*M*sqrt(strength)",
            CORRELATION,
            "I = lambda xi: strength * xi**s * omega_c**(1 - s) * exp(-xi/omega_c)",
            RAY,
            "mean = lambda n: quad(lambda xi: I(xi)*2*xi / ((2*pi*n/beta)**2 + xi**2), [0, 1, 9, inf])",
            "sigma = f2*sqrt((mean(0)*C(0)**2 + 2*sum(mean(n)*C(n)**2 for n in range(1, 60)))/beta)",
            "coherence = -f1*f2*M*tanh(beta*omega1/2)*mean(0)*C(0)",
        ),
        how=MATSUBARA,
    ),
    52: Counterexample(
        given=("beta = b = 2; w, x = 1.3, 1.9", CORRELATION),
        left="w/beta * nsum(lambda n: 2*x/((2*pi*n/beta)**2 + x**2) * C(n)**2, [-inf, inf])",
        how=MATSUBARA + ", for one mode at omega_1 = 1",
    ),
    60: two_baths("(rho[0, 1] + rho[1, 0])/Z"),
    61: without_inputs("Z"),
    62: without_inputs("Z", g2=0),
    76: Counterexample(
        given=("f, g, E, xi, lam, Omega = -1e-5, 1e-5, 1.2, 0.7, 0.5, 0.5**2/0.7",),
        left="abs(lu_solve(matrix([[E, 2*g*lam], [2*g*lam, xi]]), matrix([0, sqrt(2)*f*lam]))[0]) / sqrt(0.5)",
        how="two coupled oscillators at rest, one of them pushed by a spin that points down",
    ),
    79: ORDERED,
    80: ORDERED,
    111: Counterexample(
        given=(
            "omega, omega_mn, tau = 1.1, -0.8, 0.7",
            PAULI,
            "R, H = hypot(omega, omega_mn), omega/2*sz - omega_mn/2*sx",
        ),
        left="expm(tau*H) * sx * expm(-tau*H)",
        how="its definition, by the matrix exponential",
    ),
    113: Counterexample(
        given=(
            "beta, omega, xi, g = 1.2, 1.1, 0.7, 0.6  # one spin, one mode of two levels, no input",
            "two = lambda a, b: matrix([[a[i//2, j//2]*b[i%2, j%2] for j in range(4)] for i in range(4)])",
            "x, HB = matrix([[0, 1], [1, 0]]), two(eye(2), diag([0, xi]))",
            "E, Q = eigsy(HB + two(diag([omega/2, -omega/2]), eye(2)) + g*two(x, x))",
            "traced, ZB = Q * diag([exp(-beta*e) for e in E]) * Q.T, 1 + exp(-beta*xi)",
            "part = lambda m: matrix([[sum(m[2*i+l, 2*j+l] for l in (0, 1)) for j in (0, 1)] for i in (0, 1)])",
            "avB, Z = lambda m: part(expm(-beta*HB)*m) / ZB, sum(exp(-beta*e) for e in E)  # Eq. (112)",
        ),
        left="part(traced) / Z",
        how="the partial trace of the exact state, from its eigenvectors",
    ),
    115: without_inputs("rho / Z"),
    117: two_baths(
        "rho / Z",
        "inside = lambda turn, term: sum((turn(c.theta) * term(c) * turn(-c.theta) for c in sectors), zeros(2))",
        "outside = lambda turn, term: turn(sectors[0].theta) * sum(map(term, sectors), zeros(2)) * turn(-sectors[0].theta)",
    ),
    120: without_inputs("Z"),
    121: two_baths("(rho[0, 1] + rho[1, 0])/Z"),
    123: Counterexample(
        given=(
            "mp.dps = 30; beta, xi, R, theta, tau, taup, k = 1.5, 3.5, 1.2, 0.5, 0.6, 0.3, 5  # levels of the mode",
            PAULI,
            "phi = lambda xi, t, beta: cosh((beta/2 - t)*xi) / sinh(beta*xi/2)  # Eq. (16)",
            "S = lambda t: expm(t*R/2*sz) * (cos(theta)*sx - sin(theta)*sz) * expm(-t*R/2*sz)",
            "P = taylor(lambda x: legendre(9, x), 0, 9)[::-1]",
            "nodes = [(x, 2/((1 - x*x)*polyval(P, x, derivative=True)[1]**2)) for x in polyroots(P, 200, extraprec=99)]",
            "line = lambda f, end: sum((end*p/2*f(end*(1 + x)/2) for x, p in nodes), zeros(2))  # Gauss's rule",
            "two = lambda a, b: matrix([[a[i//k, j//k]*b[i%k, j%k] for j in range(2*k)] for i in range(2*k)])",
            "step = matrix([[sqrt(max(i, j)) if abs(i - j) == 1 else 0 for j in range(k)] for i in range(k)])",
            "H = two(R/2*sz, eye(k)) + two(eye(2), diag([xi*i for i in range(k)]))",
            "part = lambda m: matrix([[sum(m[i*k+l, j*k+l] for l in range(k)) for j in (0, 1)] for i in (0, 1)])",
            "U = lambda h: expm(beta*R/2*sz) * part(expm(-beta*(H + h*two(S(0), step)))) * (1 - exp(-beta*xi))",
        ),
        left="(U(1e-8) + U(-1e-8) - 2*U(0)) / 2e-16",
        how="the second order of the exact average over the mode, by a difference at small coupling",
    ),
    "fig3-sign": Counterexample(
        given=(
            "beta, omega1, omega2, f1, f2 = 2, 1, 10, 0.1, 0.1  # s = 1/2, omega_c = 10: the second average is the weaker",
            "average = lambda f: quad(lambda x: x**-0.5*exp(-x/10)*f(x), [0, omega1, 3, inf])  # over the bath",
            f"sigma2 = {MEAN} * tanh(beta*omega2/2)/omega2 * average(lambda x: 1)",
            f"sigma1 = {MEAN} * average(lambda x: (x*coth(beta*x/2) - omega1*coth(beta*omega1/2))/(x**2 - omega1**2))",
        ),
        how=FROM_21_AND_23,
    ),
    "sigma-below-60": Counterexample(
        given=("R, tau, theta = 1.2, 0.7, 0.5", PAULI),
        left="expm(tau*R/2*sz) * (cos(theta)*sx - sin(theta)*sz) * expm(-tau*R/2*sz)",
        how="its definition, by the matrix exponential",
    ),
    "conditions-below-65": Counterexample(
        given=(
            "beta, omega2, N, g1, g2, Upsilon = 1, 0.5, 4, 0.6, 0, 1",
            "weight = lambda n, g: binomial(N, n)*exp(-beta*omega2/2*(N - 2*n) + beta*Upsilon*g**2*(N - 2*n)**2)",
            "average = lambda g: sum((N - 2*n)*weight(n, g) for n in range(N + 1)) / sum(weight(n, g) for n in range(N + 1))",
            "harmless = abs(average(g1)/average(0) - 1) < 0.05  # the inputs stay as they are without the bath",
            "printed_small, meant_small = (2*g1*g*Upsilon*N < 0.1*omega2 for g in (g2, g1))",
        ),
        how="the inputs on their bath, of which every configuration is known exactly where g_2 = 0",
    ),
    "largest-bias": Counterexample(
        given=(
            "f1, f2, g1, g2, Omega, Upsilon, M, N = -0.2, 0.3, 0.4, 0.1, 0.5, 0.6, 3, 2",
            "bias = lambda m, n: 4*f1*f2*Omega*(M - 2*m) + 4*g1*g2*Upsilon*(N - 2*n)",
            "largest = max(abs(bias(m, n)) for m in range(M + 1) for n in range(N + 1))",
        ),
        how="the largest over all m and n",
    ),
    "wick-permutations": Counterexample(
        given=(
            "pairs, q = 4, mpf(0.3)  # q = exp(-beta xi)",
            "moment = nsum(lambda k: (1 - q)*q**k*rf(k - pairs + 1, pairs), [pairs, inf])  # of b^dagger^4 b^4",
            "needed = moment / (q/(1 - q))**pairs  # in products of four thermal averages",
            "transpositions, permutations = binomial(pairs, 2), factorial(pairs)",
        ),
        how="a moment of the thermal populations, counted in products of pairs",
    ),
}
