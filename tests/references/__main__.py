"""Write the reference tables: python -m references [name ...]."""

import sys

from references.table import generate
from references.tables import TABLES


def main(names):
    """Generate the named tables, or all."""
    known = {table.name: table for table in TABLES}
    unknown = sorted(set(names) - set(known))
    if unknown:
        sys.exit(f"unknown tables {unknown}; valid: {sorted(known)}")
    for name in names or known:
        seconds, digits = generate(known[name])
        print(f"{name}: {len(known[name].points)} rows, routes agree to {digits} digits, {seconds:.1f} s", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
