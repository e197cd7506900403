"""What every test relies on, wherever the tests are started from.

One linear-algebra thread per process: faster for small matrices, and rounding does not depend on the cores.
"""

import os
import signal

from hypothesis import settings

for library in ("OMP", "OPENBLAS", "MKL"):
    os.environ.setdefault(f"{library}_NUM_THREADS", "1")

# started in the background, the tests would hand an ignored Ctrl-C on to the programs they interrupt; and what one
# `make` was told is not meant for those that the tests start
signal.signal(signal.SIGINT, signal.default_int_handler)
for name in ("MAKEFLAGS", "MFLAGS", "MAKEOVERRIDES", "MAKELEVEL"):
    os.environ.pop(name, None)

# the same examples everywhere; for many, and others in every run: pytest --hypothesis-profile=thorough
settings.register_profile("fast", max_examples=25, deadline=None, derandomize=True, database=None)
settings.register_profile("thorough", max_examples=500, deadline=None)
settings.load_profile("fast")
