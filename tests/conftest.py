"""One thread per process for linear algebra: small matrices are faster so, and rounding does not depend on the cores."""

import os

for library in ("OMP", "OPENBLAS", "MKL"):
    os.environ.setdefault(f"{library}_NUM_THREADS", "1")
