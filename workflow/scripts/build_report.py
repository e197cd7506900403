"""Write the report, the certificate or the RO-Crate of a run, or compare this checkout with a certificate.

python workflow/scripts/build_report.py page results/report/index.html --analyses JSON
python workflow/scripts/build_report.py certificate results/certificate.json --analyses JSON OUTPUT ...
python workflow/scripts/build_report.py crate ro-crate-metadata.json results/certificate.json
python workflow/scripts/build_report.py verify CERTIFICATE       status 0: all agree; 1: some do not; 2: no certificate
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

import brief_process  # noqa: F401 - before what is large

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "src"), str(ROOT)]


def write(path, content):
    """Write a text, making its folder."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content, encoding="utf-8")


def page(options):
    """Write the page."""
    from reproduction.report.page import build

    write(options.file, build(options.file.parent.parent, options.analyses, ROOT))


def certificate(options):
    """Write the certificate of the outputs."""
    from reproduction.report.certificate import certificate

    content = certificate(options.outputs, options.analyses, ROOT)
    write(options.file, json.dumps(content, indent=1, ensure_ascii=False, allow_nan=False) + "\n")


def crate(options):
    """Write the RO-Crate of a certificate."""
    from reproduction.report.crate import crate

    write(options.file, json.dumps(crate(options.outputs[0], options.file.parent), indent=1, ensure_ascii=False) + "\n")


def configured():
    """Return the analyses of the configuration, as the rules have them."""
    import yaml
    from config_check import checked_analyses

    return checked_analyses(yaml.safe_load(Path("config", "config.yaml").read_text(encoding="utf-8")))


def verify(options):
    """Say what agrees with a certificate; return the exit status."""
    from reproduction.report.compare import CertificateError, compare, read, told
    from reproduction.report.provenance import provenance

    try:
        there = read(options.file)
    except CertificateError as error:
        print(error, file=sys.stderr)
        return 2
    findings = compare(there, ".")
    print("\n".join(told(there, provenance(ROOT, configured()), findings)))
    return int(any(finding.bad for finding in findings))


def main(words=None):
    """Do one of the four; return the exit status."""
    tasks = {"page": page, "certificate": certificate, "crate": crate, "verify": verify}
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("task", choices=tasks)
    parser.add_argument("file", type=Path)
    parser.add_argument("outputs", nargs="*")
    parser.add_argument("--analyses", type=json.loads, default={}, help="JSON object, as configured")
    options = parser.parse_intermixed_args(words)
    return tasks[options.task](options) or 0


if __name__ == "__main__":
    sys.exit(main())
