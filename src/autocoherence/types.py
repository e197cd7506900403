"""Names for what goes in and comes out, for type checkers and readers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Protocol, TypeAlias, Union

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from autocoherence.model import Arm
    from autocoherence.modes import Modes

__all__ = ["Arms", "ArrayFunction", "Bath", "ComplexResult", "FloatArray", "Result"]

FloatArray: TypeAlias = NDArray[np.float64]
Result: TypeAlias = np.float64 | FloatArray  # a number where all arguments are numbers
ComplexResult: TypeAlias = np.complex128 | NDArray[np.complex128]
ArrayFunction: TypeAlias = Callable[..., FloatArray]  # evaluated on arrays that broadcast
Arms: TypeAlias = Union["Arm", Sequence["Arm"]]


class Bath(Protocol):
    """What every function knows of a bath."""

    @property
    def modes(self) -> Modes:
        """Finitely many modes that stand for it."""

    @property
    def reorganization_energy(self) -> float:
        """Omega."""
