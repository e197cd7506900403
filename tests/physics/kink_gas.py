r"""An oracle for cold baths at strong coupling: cluster Monte Carlo of the kink gas of a biased spin.

In the eigenbasis of :math:`\sigma^x` the spin runs through a path s = ±1 of imaginary time. Integrating out the bath
leaves the weight :math:`(\omega/2)^{\rm kinks}\exp[\frac12\int\!\!\int K s s' + \frac\epsilon2\int s]`. A power law
makes the kernel a mixture that can be drawn without any quadrature: :math:`f_2^2 I(\xi)/\xi` is :math:`f_2^2\Omega`
times a gamma density, and the kernel of one :math:`\xi` is an exponential distance, wrapped around the ring of length
:math:`\beta`. So the bonds of a Swendsen-Wang step are points of a Poisson process. Nothing is discretized.
"""

import numpy as np
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components
from scipy.special import expit


def kink_gas(seed, beta, omega, biases, bath, sweeps, replicas=400, warm_up=50):
    r"""Return :math:`\langle\sigma^x\rangle` and :math:`\langle\sigma^z\rangle` and their standard errors, (4, bias).

    ``replicas`` independent chains per bias start fully ordered; their spread gives the standard errors, whatever the
    correlations within a chain. All rings lie one after the other on one line of time.
    """
    rng, biases = np.random.default_rng(seed), np.repeat(biases, replicas)
    starts, up = beta * np.arange(biases.size), np.ones(biases.size, bool)
    total = np.zeros((2, biases.size))
    for sweep in range(-warm_up, sweeps):
        starts, up = _with_cuts(rng, starts, up, omega, beta * biases.size)
        ring = np.floor(starts / beta + 1e-12).astype(int)
        label, length = _clusters(rng, starts, up, ring, beta, bath)
        odds = expit(biases[_first(label, ring)] * length)
        if sweep >= 0:  # averages over the signs of the clusters, which are known
            ends = np.append(starts[1:], beta * biases.size)
            total[0] += np.bincount(ring, (ends - starts) * (2 * odds[label] - 1), biases.size) / beta
            ahead, behind = label[1:], label[:-1]
            kinks = odds[ahead] * (1 - odds[behind]) + odds[behind] * (1 - odds[ahead])
            inside = (ring[1:] == ring[:-1]) & (ahead != behind)
            total[1] -= 2 / (beta * omega) * np.bincount(ring[1:], kinks * inside, biases.size)
        up = (rng.random(odds.size) < odds)[label]
        kept = np.append(True, (ring[1:] != ring[:-1]) | (up[1:] != up[:-1]))
        starts, up = starts[kept], up[kept]
    chains = (total / sweeps).reshape(2, -1, replicas)
    return np.concatenate([chains.mean(axis=2), chains.std(axis=2, ddof=1) / np.sqrt(replicas)])


def _with_cuts(rng, starts, up, omega, end):
    """Cut the path where it might have had a kink: a kink and no kink then weigh the same."""
    cuts = end * rng.random(rng.poisson(omega / 2 * end))
    signs = up[np.searchsorted(starts, cuts, "right") - 1]
    order = np.argsort(starts := np.concatenate([starts, cuts]), kind="stable")
    return starts[order], np.concatenate([up, signs])[order]


def _clusters(rng, starts, up, ring, beta, bath):
    r"""Label the segments that bonds of density 2K between equal signs hold together; return the clusters' lengths."""
    end = beta * (ring[-1] + 1)
    frequency = rng.gamma(bath.exponent, bath.cutoff, rng.poisson(2 * bath.reorganization_energy * end))
    here = end * rng.random(frequency.size)
    origin = beta * np.floor(here / beta)
    distance = rng.standard_exponential(here.size) / np.maximum(frequency, 1e-300)
    there = origin + np.mod(here - origin + np.mod(distance, beta), beta)
    a, b = (np.searchsorted(starts, time, "right") - 1 for time in (here, there))
    bound = (a != b) & (up[a] == up[b]) & (ring[a] == ring[b])
    first = np.flatnonzero(np.append(True, ring[1:] != ring[:-1]))  # the start of a ring is no cut
    last = np.append(first[1:] - 1, starts.size - 1)
    edges = np.concatenate([a[bound], first]), np.concatenate([b[bound], last])
    graph = coo_array((np.ones(edges[0].size, bool), edges), shape=(starts.size, starts.size))
    _, label = connected_components(graph, directed=False)
    return label, np.bincount(label, np.diff(starts, append=end))


def _first(label, ring):
    """The ring of each cluster."""
    rings = np.empty(label.max() + 1, int)
    rings[label] = ring
    return rings
