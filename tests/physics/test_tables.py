"""The library against the reference tables in tests/data, and the tables against their generators."""

import random

import accuracy
import pytest
from references import bath
from references.table import AGREED, BITS, DIGITS, agreement, evaluate, read, records, reference
from references.tables import TABLES

by_name = pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)


def report(table, rows):
    """What is wrong, where, and how badly: every bad row, the worst first."""
    bad = sorted((row for row in rows if not row[-1] <= accuracy.TOLERANCE), key=lambda row: -row[-1])
    lines = [f"{len(bad)} of {len(rows)} values of {table.name} (Eq. {table.equation}) are off:"]
    for output, point, value, wanted, error in bad:
        where = ", ".join(f"{name}={number!r}" for name, number in zip(table.columns, point, strict=True))
        lines.append(f"  {error:9.2e}  {output} = {value!r}, reference {wanted!r}, at {where}")
    return "\n".join(lines) if bad else ""


@by_name
def test_library_agrees_with_the_table(table):
    problem = report(table, accuracy.errors(table))
    assert not problem, problem


def test_a_failure_says_what_where_and_how_bad(monkeypatch):
    table = next(table for table in TABLES if table.name == "transfer_kernel")
    name, outputs, call = accuracy.CALLS[table.name]
    wrong = lambda omega, beta: call(omega, beta) * (1 + 1e-10 * (omega > 1) + 1e-3 * (omega == 10.0))  # noqa: E731
    monkeypatch.setitem(accuracy.CALLS, table.name, (name, outputs, wrong))
    lines = report(table, accuracy.errors(table)).splitlines()
    above = sum(point[0] > 1 for point in table.points)
    assert len(lines) == 1 + above
    assert lines[0].startswith(f"{above} of {len(table.points)} values of transfer_kernel (Eq. (25)")
    assert "1.00e-03  value = " in lines[1] and "omega=10.0" in lines[1]


def test_accuracy_has_not_drifted():
    published = {(row["equation"], row["output"]): float(row["worst_error"]) for row in accuracy.published()}
    drifted = []
    for table in TABLES:
        for output, _, error, point in accuracy.worst(table):
            known = published[table.equation, output]
            ratio = max(error, accuracy.FLOOR) / max(known, accuracy.FLOOR)
            if not 0.1 <= ratio <= 10:
                drifted.append(f"{table.name}.{output}: {error:.1e}, published {known:.1e}, at {point}")
    assert not drifted, "benchmarks/accuracy.csv is out of date (make accuracy, if on purpose):\n" + "\n".join(drifted)


@by_name
def test_table_covers_what_its_generator_says(table):
    points, values = read(table)
    assert points == [tuple(point) for point in table.points]
    assert len(points) >= 60 and len(values) == len(points)


@by_name
def test_every_value_has_a_proven_radius_where_there_can_be_one(table):
    for point, row in zip(table.points, records(table), strict=True):
        assert bool(row["radius"]) == table.proven(point)
        assert not row["radius"] or 0 <= float(row["radius"]) < 10.0 ** (1 - DIGITS)


@by_name
def test_a_random_row_comes_out_again_by_the_other_route(table):
    """Another row in every run: the file was made by the first route, this recomputes it by the second."""
    points, values = read(table)
    row = random.SystemRandom().randrange(len(points))
    digits = 0
    for bits in BITS[:-1]:
        bath.precision(bits)
        try:
            second = evaluate(table.second, points[row])
        except (ArithmeticError, ValueError):  # too few bits for this point, as for the generator
            continue
        digits = min(agreement(bath.arb(text), value) for text, value in zip(values[row], second, strict=True))
        if digits >= DIGITS - 2:
            return
    pytest.fail(f"{table.name}{points[row]}: file and second route agree to {digits} digits only")


@pytest.mark.slow
@by_name
def test_the_whole_table_comes_out_again(table):
    for point, texts in zip(*read(table), strict=True):
        values, digits = reference(table, point)
        assert digits >= AGREED
        for text, value in zip(texts, values, strict=True):
            assert agreement(bath.arb(text), value) >= DIGITS - 2, f"{table.name}{point}: {text} is now {value}"
