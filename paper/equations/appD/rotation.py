"""Appendix D, Eqs. (111) and (114)-(121): the rotation, and the result to all orders."""

from __future__ import annotations

from functools import cache

import numpy as np

from ledger.entry import Entry, Proof
from paper.equations import fourth_order
from paper.equations.sectors import WEIGHT, joint, one_ordering, scope, separate
from paper.forms import value
from paper.routes.operators import X, Z
from paper.systems.displacement import by_sectors, reduced
from paper.systems.rotation import ANGLES, about, boltzmann, rotated, splitting, tilted_spin, turning
from paper.systems.two_baths import STRONG, sample, system


@cache
def sign_lost() -> list[dict]:
    """Return what theta = arccos(omega/R) does to the coherence: sectors of negative bias enter with the wrong sign."""
    out = []
    for seed in range(3):
        s, term = system(seed), f"({WEIGHT} * Tr(expm(-beta * c.R / 2 * sz) @ {joint()} @ {_TURNED}))"
        terms = [np.real(value(term, s.but(c=c))) for c in s.sectors]
        wrong = sum(t if c.omega_mn > 0 else -t for t, c in zip(terms, s.sectors, strict=True)) / sum(terms)
        out.append({"figure": "two-bath coherence", "reading": f"theta from (111), system {seed}",
                    "largest_change": float(abs(wrong - 1))})  # fmt: skip
    return out


@cache
def one_rotation() -> list[dict]:
    """Return the coherence if the angle of one sector, whichever it is, stands outside of the sum as in (117)."""
    out, form = [], f"{WEIGHT} * expm(-beta * c.R / 2 * sz) @ {separate()}"
    for seed in (1, 2):
        s = system(seed)
        state = sum(value(form, s.but(c=c)) for c in s.sectors)
        turned = [np.trace(state @ (np.cos(c.theta) * X - np.sin(c.theta) * Z)).real for c in s.sectors]
        changes = np.abs(np.array(turned) / np.trace(state).real / s.coherence - 1)
        out.append({"figure": "two-bath coherence", "reading": f"one angle for all sectors, any of them, system {seed}",
                    "smallest_change": float(changes.min()), "largest_change": float(changes.max())})  # fmt: skip
    return out


_TURNED = "(cos(c.theta) * sx - sin(c.theta) * sz)"

_SIGMA_AT = (
    "(lambda theta: (sin(theta)**2 + cos(theta)**2 * cosh(tau * R)) * sx + 1j * cos(theta) * sinh(tau * R) * sy"
    " + sin(theta) * cos(theta) * (cosh(tau * R) - 1) * sz)({})"
)

_TURN = "expm(-1j * angle / 2 * sy) @ " + _SIGMA_AT.format("angle") + " @ expm(1j * angle / 2 * sy)"

_N = "(lambda tau: [cos(angle) * cosh(R * tau), 1j * cos(angle) * sinh(R * tau), -sin(angle)])"

_CROSS = (
    "(lambda n, m: (n[0] * m[0] + n[1] * m[1] + n[2] * m[2]) * one + 1j * (sx * (n[1] * m[2] - n[2] * m[1])"
    " + sy * (n[2] * m[0] - n[0] * m[2]) + sz * (n[0] * m[1] - n[1] * m[0])))"
)

_EXPANDED = (
    "(cos(angle)**2 * cosh(R * (tau - taup)) + sin(angle)**2) * one + sz * cos(angle)**2 * sinh(R * (tau - taup))"
    " + sx * sin(angle) * cos(angle) * (sinh(R * tau) - sinh(R * taup))"
    " + 1j * sy * sin(angle) * cos(angle) * (cosh(R * tau) - cosh(R * taup))"
)

_ROTATION = "lambda theta: expm(1j * theta / 2 * sy)"

_AVERAGE = "avB(chronological(lambda tau: [c.Hint(tau)], beta, eye))"

_SCOPE = (
    "Two ordered exponentials contain the same output spin: one ordering has to embrace both, as in (114). "
    "The difference begins with f_2^2 g_2^2 (separate-orderings)."
)


def _result(number_, form, target, route, remark=_SCOPE, picture="c.Sigma"):
    return Entry(
        number_,
        "identity",
        (form.replace("%T%", separate(picture)),),
        sample,
        {"exact diagonalization of all configurations": lambda s: (target(s),)},
        STRONG,
        corrected=(form.replace("%T%", joint(picture)),),
        tolerance=1e-8,
        samples=3,
        latex=one_ordering(r"\sigma" if picture == "c.sigma" else r"\Sigma"),
        remark=remark,
        proof=fourth_order.proof(route),
    )


ENTRIES = [
    Entry(
        number=111,
        kind="identity",
        printed=(_SIGMA_AT.format("arccos(omega / R)"), "sqrt(omega**2 + omega_mn**2)"),
        sample=tilted_spin,
        routes={"eigenbasis of the tilted spin": lambda s: (turning(s, X, s.tau), splitting(s))},
        domain=ANGLES,
        corrected=(_SIGMA_AT.format("arcsin(omega_mn / R)"), "sqrt(omega**2 + omega_mn**2)"),
        samples=6,
        impact=sign_lost,
        latex=(
            (r"\sigma^z \end{aligned}", r"\sigma^z, \quad \theta_{mn} = \arcsin(\omega_{mn}/R_{mn}) \end{aligned}"),
        ),
        remark="The arc cosine loses the sign of omega_mn, which half of the sectors have negative; "
        "below (60) the angle is defined with its sign. Equations (116) to (121) are judged with the signed angle.",
        proof=Proof(),
    ),
    Entry(
        number=114,
        kind="identity",
        printed=(f"ZB / Z * {scope('expm(-beta * c.tilted) @ ' + _AVERAGE)}",),
        sample=by_sectors,
        routes={"partial trace of the exact state": lambda s: (reduced(s),)},
        domain="M = 3, N = 2, 2 levels in each bath; time steps extrapolated to zero",
        tolerance=1e-8,
        samples=2,
        proof=fourth_order.averaged(),
    ),
    _result(
        115,
        f"ZB / Z * {scope('expm(-beta * c.tilted) @ %T%')}",
        lambda s: s.rho,
        fourth_order.density,
        picture="c.sigma",
    ),
    Entry(
        number=116,
        kind="identity",
        printed=(
            "expm(1j * angle / 2 * sy) @ expm(-beta * R / 2 * sz) @ expm(-1j * angle / 2 * sy)",
            "expm(-beta * (omega / 2 * sz - omega_mn / 2 * sx))",
        ),
        sample=tilted_spin,
        routes={"eigenvectors": lambda s: boltzmann(s) * 2},
        domain=ANGLES,
        proof=Proof(),
    ),
    Entry(
        number=117,
        kind="identity",
        printed=(f"ZB / Z * outside({_ROTATION}, lambda c: {WEIGHT} * expm(-beta * c.R / 2 * sz) @ {separate()})",),
        sample=about,
        routes={"exact diagonalization of all configurations": lambda s: (s.rho,)},
        domain=STRONG,
        corrected=(f"ZB / Z * inside({_ROTATION}, lambda c: {WEIGHT} * expm(-beta * c.R / 2 * sz) @ {joint()})",),
        impact=one_rotation,
        tolerance=1e-8,
        samples=3,
        latex=(
            (r"\exp \left\{ i \frac{\theta_{mn}}{2} \sigma^y \right\} \left[ \frac{Z_B}{Z}", r"\frac{Z_B}{Z}"),
            (r"\binom{N}{n} \exp", r"\binom{N}{n} \exp \left\{ i \frac{\theta_{mn}}{2} \sigma^y \right\} \Big[ \exp"),
            (r"\times \right. \\", r"\times \\"),
            (r"\left. \times T_\tau", r"\times T_\tau"),
            (r"\right] \exp \left\{ -i", r"\Big] \exp \left\{ -i"),
            *one_ordering(),
        ),
        remark="The rotation by theta_mn stands outside of the sum over m and n, where it has no meaning (the residual takes "
        "the angle of the first sector); it belongs inside. " + _SCOPE,
        proof=fourth_order.proof(fourth_order.density),
    ),
    Entry(
        number=118,
        kind="identity",
        printed=(
            _TURN,
            "cos(angle) * (cosh(R * tau) * sx + 1j * sinh(R * tau) * sy) - sin(angle) * sz",
            f"(lambda N: dot((sx, sy, sz), N(tau)))({_N})",
        ),
        sample=tilted_spin,
        routes={"phases of the energy differences": lambda s: (rotated(s, s.tau),) * 3},
        domain=ANGLES,
        proof=Proof(),
    ),
    Entry(
        number=119,
        kind="identity",
        printed=(f"{_CROSS}({_N}(tau), {_N}(taup))", _EXPANDED),
        sample=tilted_spin,
        routes={"explicit matrices": lambda s: (rotated(s, s.tau) @ rotated(s, s.taup),) * 2},
        domain=ANGLES,
        remark="Cosmetic: the letter of the spectral density stands for the unit matrix.",
        proof=Proof(),
    ),
    _result(120, f"ZB * {scope('Tr(expm(-beta * c.R / 2 * sz) @ %T%)')}", lambda s: s.Z, fourth_order.partition),
    _result(
        121,
        f"ZB / Z * {scope(f'Tr(expm(-beta * c.R / 2 * sz) @ %T% @ {_TURNED})')}",
        lambda s: s.coherence,
        fourth_order.coherence,
        remark=_SCOPE + " The text calls the printed form exact: it is exact for one bath, or with one ordering.",
    ),
]
