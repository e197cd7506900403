"""Snakemake's own report works offline, with every output of the analyses in its category."""

import pytest
from toy import snakemake


@pytest.mark.slow
def test_snakemake_reports_every_output(checkout):
    done = snakemake(checkout, "--report", "report.html")
    assert done.returncode == 0, done.stderr
    html = (checkout / "report.html").read_text(encoding="utf-8")
    for word in (
        "A wave",
        "wave.png",
        "wave.pdf",
        "wave.nc",
        "wave.json",
        "wave.ipynb",
    ):
        assert word in html
    for category in ("Figures", "Numbers", "Claims", "Notebooks", "Provenance"):
        assert f'"{category}"' in html
