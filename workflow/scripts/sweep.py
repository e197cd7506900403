"""Compute one shard of a sweep, or merge all of them.

python workflow/scripts/sweep.py shard OUT.nc --sweep '{"quantity": ...}' --number 3
python workflow/scripts/sweep.py merge OUT.nc --sweep '{"quantity": ...}' SHARD.nc ...
"""

import argparse
import json
import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "src"))
os.environ.update({f"{library}_NUM_THREADS": "1" for library in ("OMP", "OPENBLAS", "MKL")})

from reproduction import sweep


def main():
    """Do what the command line says; a failure is one line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=["shard", "merge"])
    parser.add_argument("file")
    parser.add_argument("shards", nargs="*")
    parser.add_argument("--sweep", type=json.loads, required=True, help="JSON object, as in the configuration")
    parser.add_argument("--number", type=int, help="of the shard, from 0")
    options = parser.parse_intermixed_args()
    unfinished = f"{options.file}.unfinished"
    try:
        if options.what == "shard":
            sweep.shard(unfinished, options.sweep, options.number)
        else:
            sweep.merge(unfinished, options.sweep, options.shards)
        os.replace(unfinished, options.file)
    except (ValueError, OSError) as error:
        Path(unfinished).unlink(missing_ok=True)
        sys.exit(f"{options.file}: {error}")


if __name__ == "__main__":
    main()
