"""Write the report, its twins, the certificate or the RO-Crate of a run, or hold this checkout against a certificate.

python workflow/scripts/build_report.py twins results/twins.json MADE_OF.json
python workflow/scripts/build_report.py page results/report/index.html MADE_OF.json
python workflow/scripts/build_report.py certificate results/certificate.json MADE_OF.json
python workflow/scripts/build_report.py crate ro-crate-metadata.json MADE_OF.json
python workflow/scripts/build_report.py verify CERTIFICATE       status 0: all agree; 1: some do not; 2: no certificate

MADE_OF is a JSON object: the `analyses` as configured, for the page and its twins as pairs in their order, and the
`outputs` to certify or the `certificate` to describe.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

import brief_process  # noqa: F401 - before what is large

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "src"), str(ROOT)]


def page(path, made_of):
    """Return the page of the results beside it."""
    from reproduction.report.page import build

    return build(path.parent.parent, dict(made_of["analyses"]), ROOT)


def twins(path, made_of):
    """Return the interactive twins of the figures whose numbers lie beside it."""
    from reproduction.report.collect import Tier
    from reproduction.report.twins import twins

    return json.dumps(twins(Tier(path.parent), dict(made_of["analyses"])), allow_nan=False) + "\n"


def certificate(_, made_of):
    """Return the certificate of the outputs."""
    from reproduction.report.certificate import certificate, text

    return text(certificate(made_of["outputs"], made_of["analyses"], ROOT))


def crate(path, made_of):
    """Return the RO-Crate of a certificate."""
    from reproduction.report.crate import crate

    return (
        json.dumps(crate(made_of["certificate"], path.parent, made_of["analyses"]), indent=1, ensure_ascii=False) + "\n"
    )


def configured():
    """Return the analyses of the configuration, as the rules have them."""
    import yaml
    from config_check import checked_analyses

    return checked_analyses(yaml.safe_load(Path("config", "config.yaml").read_text(encoding="utf-8")))


def verify(path):
    """Say what agrees with a certificate; return the exit status."""
    from reproduction.report.compare import CertificateError, compare, read, told
    from reproduction.report.provenance import provenance

    try:
        there = read(path)
    except CertificateError as error:
        print(error, file=sys.stderr)
        return 2
    findings = compare(there, ".")
    print("\n".join(told(there, provenance(ROOT, configured()), findings)))
    return int(any(finding.bad for finding in findings))


def main(words=None):
    """Do one of them; return the exit status."""
    tasks = {"page": page, "twins": twins, "certificate": certificate, "crate": crate}
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("task", choices=[*tasks, "verify"])
    parser.add_argument("file", type=Path)
    parser.add_argument("made_of", type=Path, nargs="?")
    options = parser.parse_args(words)
    if options.task == "verify":
        return verify(options.file)
    if options.made_of is None:
        parser.error(f"{options.task} of what? valid: a JSON file after {options.file}")
    made_of = json.loads(options.made_of.read_text(encoding="utf-8"))
    text = tasks[options.task](options.file, made_of)
    options.file.parent.mkdir(parents=True, exist_ok=True)
    options.file.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
