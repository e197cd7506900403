"""Import this where a process is brief: Python then looks through all that was loaded for cycles much more rarely."""

import gc

gc.set_threshold(50_000)
