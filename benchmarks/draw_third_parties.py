"""Draw third_parties.csv: error against time for a whole curve of coherence against the number of input spins.

PYTHONPATH=src python benchmarks/draw_third_parties.py benchmarks/third_parties.csv figure.png
"""

import csv
import sys

from reproduction import plotting

MARKS = {"this library": "o", "OQuPy GibbsTempo": "s", "QuTiP HEOM": "^"}


def draw(table, *paths):
    with open(table) as file:
        rows = list(csv.DictReader(file))
    cases = list(dict.fromkeys((row["beta"], row["strength"]) for row in rows))
    titles = [rf"$\beta = {float(beta):g}$, $f_2^2\lambda = {strength}$" for beta, strength in cases]
    figure, axes = plotting.row(titles, xlabel="seconds per curve", ylabel="relative error", height=2.4)
    for axis, case in zip(axes, cases, strict=True):
        for color, (method, mark) in enumerate(MARKS.items()):
            own = [row for row in rows if (row["beta"], row["strength"]) == case and row["method"] == method]
            seconds, errors = ([float(row[name]) for row in own] for name in ("seconds", "relative_error"))
            axis.loglog(seconds, errors, color=f"C{color}", marker=mark, markersize=4, label=method)
    axes[0].legend()
    plotting.save(figure, *paths)


if __name__ == "__main__":
    draw(*sys.argv[1:])
