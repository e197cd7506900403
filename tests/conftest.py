"""One linear-algebra thread per process: faster for small matrices, and rounding does not depend on the cores."""

import os

from hypothesis import settings

for library in ("OMP", "OPENBLAS", "MKL"):
    os.environ.setdefault(f"{library}_NUM_THREADS", "1")

# the same examples everywhere; for many, and others in every run: pytest --hypothesis-profile=thorough
settings.register_profile("fast", max_examples=25, deadline=None, derandomize=True, database=None)
settings.register_profile("thorough", max_examples=500, deadline=None)
settings.load_profile("fast")
