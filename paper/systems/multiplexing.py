"""Two equal outputs: their noise, their signal, and what one does to the other."""

from __future__ import annotations

import numpy as np

from ledger.exact.number import Inexact
from ledger.sample import Sample
from paper.routes import fock, meanfield, operators, raw
from paper.systems.sampling import couplings, modes, spin_energies, within
from paper.systems.two_outputs import covariance, exact_averages, multiplex, outputs, outputs_only

POWER = "0.5 < s < 2.5, 0.2 < omega_1/omega_c < 1, 0.5 < b < 4, 0.5 < w < 3"


def equal_outputs(source) -> Sample:
    """Return equal input frequencies and two equal outputs; ``G`` is the kernel from raw integrals."""
    w1, w = source.number(0.5, 1.0), within(source, (1.2, 1.7), (4.0, 4.5), (0.2, 0.3))
    s = outputs(source, source.number(0.8, 2.2), [w1, w1, w, w], modes(source, 2, low=2.0, high=3.5))
    return s.but(omega1=w1, w=w, G=lambda xi: outputs_only(s, xi))


def with_root(source) -> Sample:
    """Return the same with a symbol for the root of the noise over 4 f2^2, the only root that (50) takes."""
    s = equal_outputs(source)
    square, root = covariance(s) / (4 * s.f2**2), source.number()

    def sqrt(value):
        if value != square:
            raise Inexact("another root than that of the noise")
        return root

    return s.but(sqrt=sqrt, root=root)


def ratio_with_root(s):
    coherence = raw.second_order(s.modes, s.beta, s.E, s.F0, s.X1)
    return (abs(coherence) / (2 * abs(s.f2) * s.root),)


def exact_ratio(s):
    """Return the exact signal-to-noise ratio for the first mode alone."""
    both, first, second = exact_averages(s)
    return abs(first) / np.sqrt(both - first * second)


def at_one_frequency(s):
    """Return the same if the bath is one mode at 1.7 omega_1."""
    xi, inputs, output = 1.7 * s.omega1, [s.omega1] * s.M, s.w * s.omega1
    density = s.lam * xi**s.s * s.omega_c ** (1 - s.s) * np.exp(-xi / s.omega_c)
    mode = xi, np.sqrt(density * s.omega1)
    return exact_ratio(s.but(beta=s.b / s.omega1, x=output, y=output, omega=inputs, modes=[mode]))


def ratio_of_moments(s):
    coherence = raw.second_order(s.modes, s.beta, s.E, s.F0, s.X1)
    return {"signal": abs(coherence), "noise": np.sqrt(covariance(s))}


def scaled(source) -> Sample:
    """Return the dimensionless parameters of (51); f1 M and lambda only enter through eta."""
    f, lam, inputs = couplings(source, "f1", "f2"), source.number(0.05, 0.2), source.choice((1, 2, 3, 4))
    omega1 = source.number(0.5, 1.5)
    return Sample(
        **f,
        s=source.number(0.5, 2.5),
        omega1=omega1,
        b=source.number(0.5, 4),
        w=source.number(0.5, 3),
        lam=lam,
        M=inputs,
        omega_c=omega1 * source.number(1.0, 5.0),
        x=within(source, (3.2, 5.0), (0.1, 0.4)),
        eta=4 * f["f1"] * inputs * np.sqrt(lam),
    )


def power_law_moments(s):
    beta, omega = s.b / s.omega1, s.w * s.omega1
    sigma = operators.spins(2)
    density = lambda xi: s.lam * xi**s.s * s.omega_c ** (1 - s.s) * np.exp(-xi / s.omega_c)
    square = raw.continuum(density, s.omega_c, beta, spin_energies([omega, omega]), s.f2 * (sigma[0, 0] + sigma[1, 0]),
                           sigma[0, 0] @ sigma[1, 0])  # fmt: skip
    energy = raw.reorganization_energy(s.lam, s.s, s.omega_c)
    coherence = meanfield.coherence(beta, omega, [(energy, s.f2, [(s.f1, s.omega1)] * s.M)])
    return {"coherence": coherence, "sigma": np.sqrt(square), "ratio": abs(coherence) / np.sqrt(square)}


def at_each_frequency(source) -> Sample:
    """Return the bath at one point x of ``xi = omega_1 x``, where integrals are their integrands; s = 2 r - 1.

    The square of the noise is linear in the density, as the integral in the ratio is: they are equal if their
    integrands are. ``sqrt`` knows one root that is none of symbols, that of the integrand.
    """
    s = scaled(source)
    s = s.but(s=2 * source.number() - 1, gamma=source.number(), root=source.number())
    density = s.lam * s.omega_c * (s.omega1 * s.x / s.omega_c) ** s.s * np.exp(-s.omega1 * s.x / s.omega_c)
    sigma, omega = operators.spins(2), s.w * s.omega1
    square = raw.second_order(
        [(s.omega1 * s.x, np.sqrt(density * s.omega1))],
        s.b / s.omega1,
        spin_energies([omega, omega]),
        s.f2 * (sigma[0, 0] + sigma[1, 0]),
        sigma[0, 0] @ sigma[1, 0],
    )
    unit = s.f2**2 * s.lam * (s.omega1 / s.omega_c) ** (s.s - 1) / s.w

    def sqrt(value):
        try:
            return value.sqrt()
        except Inexact:
            return (value / square * unit).sqrt() * s.root

    return s.but(Gamma=lambda _: s.gamma, halfline=lambda integrand, scale: integrand(s.x), square=square, sqrt=sqrt)


def noise_at_each_frequency(s):
    energy = s.lam * s.omega_c * s.gamma
    inputs = [(s.f1, s.omega1)] * s.M
    coherence = meanfield.coherence(s.b / s.omega1, s.w * s.omega1, [(energy, s.f2, inputs)])
    return {"coherence": coherence, "sigma": s.sqrt(s.square)}


def scaled_kernel(s):
    """Return g(x) = 4 w omega_1 G(omega_1 x, omega, omega) / x from raw integrals at omega_1 = 1."""
    return (4 * s.w * outputs_only(Sample(beta=s.b, x=s.w, y=s.w), s.x) / s.x,)


def exact_levels(s):
    """Return the moduli of the exact coherence of the first output with the second one and alone."""
    inputs, values = s.f1 * s.sigma[: s.M, 2].sum(axis=0), []
    for second in (1.0, 0.0):
        operator = s.scale * (inputs + s.f2 * (s.X1 + second * s.X2))
        values.append(abs(fock.mean(np.diag(s.E), [(operator, s.modes)], s.beta, 20, s.X1)))
    return {"with_second": values[0], "alone": values[1]}


def at_scale(source) -> Sample:
    inputs, scale = source.choice((1, 2)), source.choice((0.1, 1.0, 3.0))
    return multiplex(source, inputs, 1).but(scale=scale)


def without_inputs(s):
    operator = s.f2 * (s.X1 + s.X2)
    lone = raw.second_order(s.modes, s.beta, s.E, operator, s.X1 @ s.X2)
    return {"with_inputs": covariance(s), "without": lone, "size": 1.0, "excess": 1 + lone}


def fig4_values(s):
    forced = lambda out, inputs: meanfield.coherence(s.beta, out, [(s.Omega, s.f2, inputs)])
    inputs = [(s.f1, w) for w in s.omega[: s.M]]
    single = forced(s.omega[s.M], inputs[:1])
    return {"first": forced(s.omega[s.M], inputs), "second": forced(s.omega[s.M + 1], inputs), "single": single}


def fig4_raw(s):
    """Return the same from raw integrals with all spins at once, and with one input and one output."""
    first, second = (raw.second_order(s.modes, s.beta, s.E, s.F0, x) for x in (s.X1, s.X2))
    sigma, energies = operators.spins(2), spin_energies([s.omega[0], s.omega[s.M]])
    single = raw.second_order(s.modes, s.beta, energies, s.f1 * sigma[0, 2] + s.f2 * sigma[1, 0], sigma[1, 0])
    return {"first": first, "second": second, "single": single}


def fig4_sample(source) -> Sample:
    equal = source.choice((True, False))
    return (equal_outputs if equal else multiplex)(source).but(equal=equal)


def fig5_parameters(s):
    moments = [power_law_moments(s.but(omega_c=cutoff)) for cutoff in (s.omega_c, s.other_cutoff)]
    here, there = (abs(m["coherence"]) / m["sigma"] for m in moments)
    return {"here": here, "there": there}


def with_other_cutoff(source) -> Sample:
    times = source.choice((1.0, 2.0))
    s = scaled(source)
    return s.but(other_cutoff=times * s.omega_c)


def scaled_units(s):
    """Return the ratio over eta as it is and with every energy tripled: beta is b/omega_1 and falls to a third."""
    here, there = (power_law_moments(s.but(omega1=k * s.omega1, omega_c=k * s.omega_c)) for k in (1.0, 3.0))
    noise = [abs(m["coherence"]) / m["sigma"] for m in (here, there)]
    return {"ratio": noise[0], "scaled_ratio": noise[1]}
