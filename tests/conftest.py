"""One linear-algebra thread per process: faster for small matrices, and rounding does not depend on the cores."""

import os

for library in ("OMP", "OPENBLAS", "MKL"):
    os.environ.setdefault(f"{library}_NUM_THREADS", "1")
