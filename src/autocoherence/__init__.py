"""Autonomous quantum coherences of spins and oscillators that share thermal baths (arXiv:2303.07795)."""

from autocoherence.coherence import advantage_ratio, induced_coherence, self_induced_coherence
from autocoherence.correlation import output_covariance, spin_signal_to_noise
from autocoherence.exact.equilibrium import biased_spin_equilibrium, exact_equilibria, exact_equilibrium
from autocoherence.exact.oscillator import exact_oscillator
from autocoherence.exact.outputs import exact_outputs
from autocoherence.kernels import pair_kernel, pair_kernel_bounds, self_kernel, transfer_kernel
from autocoherence.model import Arm, DiscreteBath, PowerLawBath
from autocoherence.oscillator import oscillator_position, oscillator_position_squared, oscillator_signal_to_noise
from autocoherence.polarization import polarization_shift
from autocoherence.second_order import second_order_kernel
from autocoherence.spectral import SpectralDensityBath
from autocoherence.sweeps import sweep_advantage_ratio, sweep_output_covariance, sweep_signal_to_noise
from autocoherence.two_baths import dressed_coherence

__version__ = "0.2.0"

__all__ = [
    "Arm",
    "DiscreteBath",
    "PowerLawBath",
    "SpectralDensityBath",
    "advantage_ratio",
    "biased_spin_equilibrium",
    "dressed_coherence",
    "exact_equilibria",
    "exact_equilibrium",
    "exact_oscillator",
    "exact_outputs",
    "induced_coherence",
    "oscillator_position",
    "oscillator_position_squared",
    "oscillator_signal_to_noise",
    "output_covariance",
    "pair_kernel",
    "pair_kernel_bounds",
    "polarization_shift",
    "second_order_kernel",
    "self_induced_coherence",
    "self_kernel",
    "spin_signal_to_noise",
    "sweep_advantage_ratio",
    "sweep_output_covariance",
    "sweep_signal_to_noise",
    "transfer_kernel",
]
