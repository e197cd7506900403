"""The symbols of the paper."""

from math import sqrt as _sqrt

sqrt = _sqrt
