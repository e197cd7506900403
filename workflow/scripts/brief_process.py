"""Import this where a process is brief: it then searches what it has loaded for cycles rarely, and not when it ends.

Python looks through all objects of numpy, pandas or Snakemake again and again while they are loaded, and once more at
the end: a quarter of such a process. What stands in a cycle stays until the end; files in no cycle are closed as ever.
"""

import atexit
import gc
import sys

if "pytest" not in sys.modules:  # a test that imports a script is no brief process: what is frozen has no referrers
    gc.freeze()
    gc.set_threshold(50_000)
    atexit.register(gc.freeze)
