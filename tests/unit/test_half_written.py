"""Whatever is written stands there whole or not at all, wherever the writing fails; and what was there stays."""

import os
from pathlib import Path

import pytest
import xarray as xr

from reproduction import arrays, regression


def content(folder):
    """Every file below a folder, with its bytes."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def failing_at(monkeypatch, owner, name, turn):
    """Let a function do its work and then fail, when it is called for the ``turn``-th time."""
    whole, calls = getattr(owner, name), []

    def function(*words, **more):
        calls.append(words)
        result = whole(*words, **more)
        if len(calls) == turn + 1:
            raise OSError("no space left on device")
        return result

    monkeypatch.setattr(owner, name, function)


@pytest.mark.parametrize("turn", range(4))
@pytest.mark.parametrize("before", [True, False])
def test_several_files_are_replaced_together(tmp_path, monkeypatch, turn, before):
    folder = tmp_path / "kept"
    old = {folder / name: b"old" for name in "abcd"} if before else {}
    regression.write_all(old)
    there = content(tmp_path)
    failing_at(monkeypatch, Path, "write_bytes", turn)
    with pytest.raises(OSError, match="no space"):
        regression.write_all({folder / name: b"new" for name in "abcd"})
    assert content(tmp_path) == there
    monkeypatch.undo()
    regression.write_all({folder / name: b"new" for name in "abcd"})
    assert content(tmp_path) == {f"kept/{name}": b"new" for name in "abcd"}


def save(path, value):
    made = {"y": arrays.quantity("x", [value, 2.0], "1", "y")}
    arrays.save(path, made, {}, title="t", equation="(1)", parameters={})


@pytest.mark.parametrize("error", [OSError, ValueError, KeyboardInterrupt])
def test_numbers_are_replaced_or_stay(tmp_path, monkeypatch, error):
    save(tmp_path / "d.nc", 1.0)
    there, whole = content(tmp_path), xr.Dataset.to_netcdf

    def half(dataset, path, **more):
        whole(dataset, path, **more)
        os.truncate(path, 40)
        raise error("in the middle of it")

    monkeypatch.setattr(xr.Dataset, "to_netcdf", half)
    for path in (tmp_path / "d.nc", tmp_path / "new" / "e.nc"):
        with pytest.raises((error, ValueError)):
            save(path, 3.0)
    assert content(tmp_path) == there
