"""Times that can be compared: interleaved, medians, processor time of one thread (other programs hardly disturb it)."""

import os
import resource
import subprocess
import sys
import time

import numpy as np


def medians(candidates, repeat=5):
    """Run every candidate in turn, ``repeat`` times over, and return the median seconds of each by name."""
    seconds = {name: [] for name in candidates}
    for _ in range(repeat):
        for name, call in candidates.items():
            start = time.process_time()
            result = call()
            seconds[name].append(time.process_time() - start)
            del result
    return {name: float(np.median(values)) for name, values in seconds.items()}


def commands(candidates, repeat=5):
    """The same for command lines, each in its own process: seconds of processor and of the clock."""
    cpu, wall = ({name: [] for name in candidates} for _ in range(2))
    for _ in range(repeat):
        for name, command in candidates.items():
            before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
            subprocess.run([sys.executable, *command], check=True, capture_output=True, env=os.environ)
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
            wall[name].append(time.perf_counter() - start)
            cpu[name].append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return {name: {"cpu": float(np.median(cpu[name])), "wall": float(np.median(wall[name]))} for name in candidates}
