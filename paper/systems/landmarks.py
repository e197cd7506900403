"""What a reader looks at in Figs. 2, 3 and 5, along two temperatures: proven balls, and the samples at them."""

from __future__ import annotations

from ledger.sample import Sample
from paper.routes import certified
from paper.systems.sampling import couplings

EXPONENTS, CUTOFF, WARM, NEAR, FARTHEST = (0.5, 1.0, 2.0), 10.0, 0.5, 2.0, 10.0
COLD = {"fig2": 1.0, "fig3": 5.0, "fig5": 5.0}
QUANTITIES = {"fig2": certified.sent, "fig3": certified.ratio, "fig5": certified.to_noise}
LEVELS = {  # of the coherence that is sent, where the figure's quantity is 1
    "fig2": lambda beta, s, cutoff: beta / beta,
    "fig3": certified.own,
}


def line(figure: str) -> str:
    """Return in words what a figure is looked at along."""
    exponents = ", ".join(f"{s:g}" for s in EXPONENTS)
    temperatures = f"beta omega_1 = {COLD[figure]:g} and {WARM:g}"
    return f"s = {exponents}, omega_c = {CUTOFF:g} omega_1, {temperatures}; any units and couplings"


def crossing_and_value(figure: str, quantity: str) -> str:
    """Return in words what the two numbers of a figure are where its quantity crosses 1."""
    return (
        f"the first number is the omega_2/omega_1 at which {quantity} is 1 for beta omega_1 = {COLD[figure]:g}, "
        f"the second its value at {FARTHEST:g} for beta omega_1 = {WARM:g}."
    )


def place(figure: str, s: float):
    """Return the ball of the frequency at which a figure's quantity is 1."""
    return certified.crossing(LEVELS[figure], COLD[figure], s, CUTOFF)


def at(figure: str, beta: float, omega: float, s: float):
    """Return the ball of a figure's quantity."""
    return certified.ball(QUANTITIES[figure], beta, omega, s, CUTOFF)


def sample(figure: str):
    """Return a sampler of one exponent after the other; frequencies of the output are in units of omega_1."""

    def draw(source) -> Sample:
        s, f = source.choice(EXPONENTS), couplings(source, "f1", "f2", "eta")
        omega1, lam = source.number(0.5, 2), source.number(0.05, 0.2)
        first = float(place(figure, s).mid()) if figure in LEVELS else NEAR
        names = Sample(**f, s=s, lam=lam, omega1=omega1, omega_c=CUTOFF * omega1)
        return names.but(cold=COLD[figure], first=first, warm=WARM, last=FARTHEST)

    return draw


def centres(figure: str, unit):
    """Return the route to both values, the middles of their balls times ``unit(sample)``."""
    first = lambda s: 1.0 if figure in LEVELS else float(at(figure, s.cold, s.first, s.s).mid())
    return lambda s: (unit(s) * first(s), unit(s) * float(at(figure, s.warm, s.last, s.s).mid()))


def enclosed(figure: str):
    """Argue that the landmarks lie in balls, which are told."""

    def steps(source, value):
        for s in EXPONENTS:
            first = place(figure, s) if figure in LEVELS else at(figure, COLD[figure], NEAR, s)
            for said, ball in (("the first", first), ("the second", at(figure, WARM, FARTHEST, s))):
                yield f"s = {s:g}: {said} is {ball.str(16)}", ball.rel_accuracy_bits() > 40

    return steps


HALF = certified.ball(certified.half_of_cold, 1.0)  # in units of the oscillator's energy, which is the spin's


def oscillators(source) -> Sample:
    """Return an oscillator as fast as the spin that displaces it, on one bath after the other."""
    s, energy = source.choice(EXPONENTS), source.number(0.5, 2)
    numbers = couplings(source, "f", "g") | {"E": energy, "omega": energy, "omega_c": CUTOFF * energy}
    return Sample(**numbers, s=s, lam=source.number(0.05, 0.2), half=float(HALF.mid()), warm=WARM)


def displacements(s):
    """Return the middles of the balls of both signal-to-noise ratios, for the couplings of a sample."""
    unit = 4 * abs(s.f * s.g) * s.lam
    cold, warm = (certified.ball(certified.oscillator, beta, 1.0, s.s, CUTOFF) for beta in (200.0, WARM))
    return unit * float(cold.mid()) / 2, unit * float(warm.mid())


def enclosed_displacements(source, value):
    """Argue that the temperature and both ratios lie in balls, which are told."""
    yield f"the temperature is {HALF.str(16)}", HALF.rel_accuracy_bits() > 40
    for s in EXPONENTS:
        ball = certified.ball(certified.oscillator, WARM, 1.0, s, CUTOFF)
        yield f"s = {s:g}: the second is {ball.str(16)}", ball.rel_accuracy_bits() > 40
