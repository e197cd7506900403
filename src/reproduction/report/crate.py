"""The outputs as an RO-Crate, so that tools which know that standard can read what belongs together."""

from __future__ import annotations

import os
from pathlib import Path

from rocrate.rocrate import ROCrate

from paper.print import NAME
from reproduction.report.collect import read_json

__all__ = ["crate"]

FORMATS = {
    ".nc": "application/x-netcdf",
    ".png": "image/png",
    ".pdf": "application/pdf",
    ".json": "application/json",
    ".ipynb": "application/x-ipynb+json",
    ".md": "text/markdown",
    ".html": "text/html",
}


def crate(certificate_path, folder) -> dict:
    """Return the RO-Crate metadata of everything a certificate lists, for a crate whose root is ``folder``."""
    certificate = read_json(Path(certificate_path))
    made = certificate["made"]
    made_crate = ROCrate()
    made_crate.name = f"A reproduction of {NAME}"
    made_crate.description = "Figures, numbers, judged claims and executed notebooks, with the certificate of the run."
    made_crate.datePublished = made["time"]
    made_crate.license = "BSD-3-Clause"
    listed = [*certificate["outputs"], {"path": str(certificate_path)}]
    for output in listed:
        properties = {"encodingFormat": FORMATS.get(Path(output["path"]).suffix, "application/octet-stream")}
        properties |= {"contentSize": str(output["bytes"]), "sha256": output["sha256"]} if "sha256" in output else {}
        made_crate.add_file(dest_path=Path(os.path.relpath(output["path"], folder)).as_posix(), properties=properties)
    return made_crate.metadata.generate()
