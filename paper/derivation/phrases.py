"""Pieces that the checks of several steps have in common."""

CONTINUUM = (
    "bath=lambda f, modes: halfline(lambda xi: lam * xi**s / omega_c**(s - 1) * exp(-xi / omega_c) * f(xi), omega_c)"
    ", modes=None"
)
ORDERED = "bath(lambda xi: ordered(lambda t, u: eq({phi}, xi=xi, tau=t, taup=u) * ({inner}), beta, 9), modes)"
INPUTS = "n=[[0, 0, f1]] * M + [[f2, 0, 0]], spin=[[x[j], y[j], z[j]] for j in range(M + 1)]"
EACH = "for m in range(M + 1) for n in range(N + 1)"
TURNED = "inside=lambda turn, term: Sum(turn(c.theta) @ term(c) @ turn(-c.theta) for c in sectors)"


def product(picture: str) -> str:
    """Return F(tau) F(tau') for one F(tau)."""
    return f"{picture.format('tau')} @ {picture.format('taup')}"


GENERAL = "eq(17, HS=Sum(omega[j] / 2 * z[j] for j in range(M + 1)), tau={}, " + INPUTS + ")"
PAIR = (
    "eq(17, M=1, HS=omega1 / 2 * z1 + omega2 / 2 * z2, n=[[0, 0, f1], [f2, 0, 0]],"
    " spin=[[0 * z1, 0 * z1, z1], [x2, y2, z2]], tau={})"
)
OUTPUTS = (
    "eq(17, M=M + 1, HS=Sum(omega[j] / 2 * sigma[j][2] for j in range(M + 2)), n=[[0, 0, f1]] * M"
    " + [[f2, 0, 0]] * 2, spin=sigma, tau={})"
)
OSCILLATOR = "Tr(expm(-beta * HA) @ {}) / Tr(expm(-beta * HA))"
PAULI = "s=[[x[j], None, z[j]] for j in range(M + N + 1)]"
MATRIX = "cut=lambda matrix: matrix"


def coefficient(of: str, size: str) -> str:
    """Return the integral (92)-(95) of one coefficient of the product (40) of two output spins."""
    inner = f"Tr(eq(40, tau=t, taup=u) @ {of}) / Tr(eye) / ({size})"
    whole = "ordered(lambda t, u: eq(84, tau=t, taup=u) * " + inner + ", beta, 9)"
    return f"(xi**2 - w1**2) * (xi**2 - w2**2) * {whole}"
