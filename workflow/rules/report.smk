REPORT = "workflow/scripts/build_report.py"


def report_sources(wildcards):
    """Whatever the page reads besides results: its own module, the sources whose structure it shows, the notebooks."""
    parts = ["src/reproduction/report/**/*", "src/autocoherence/**/*.py", "src/ledger/**/*.py", "notebooks/*.ipynb", "docs/accuracy.md"]
    found = (path for part in parts for path in Path(workflow.basedir).glob(part))
    return sorted(path.relative_to(workflow.basedir).as_posix() for path in found if path.suffix not in (".pyc", ""))


rule certificate:
    """Certify the run: every output with its hash and the numbers another machine can compare, see docs/certificate.md."""
    input:
        script=REPORT,
        module="src/reproduction/report/certificate.py",
        provenance="src/reproduction/report/provenance.py",
        results=list(RESULTS),
    output:
        report(FULL + "certificate.json", caption="../report/certificate.rst", category="Provenance"),
    log:
        "logs/certificate.log",
    benchmark:
        "results/benchmarks/certificate.tsv"
    conda:
        "../../environment.yml"
    localrule: True
    message:
        "certificate: {output}"
    shell:
        "python {input.script} certificate {output} {input.results:q} 2> {log}"


use rule certificate as quick_certificate with:
    input:
        script=REPORT,
        module="src/reproduction/report/certificate.py",
        provenance="src/reproduction/report/provenance.py",
        results=list(QUICK_RESULTS),
    output:
        QUICK + "certificate.json",
    log:
        "logs/quick/certificate.log",
    benchmark:
        QUICK + "benchmarks/certificate.tsv"


rule crate:
    """Describe the outputs as an RO-Crate, whose root is the checkout."""
    input:
        script=REPORT,
        module="src/reproduction/report/crate.py",
        certificate=FULL + "certificate.json",
    output:
        report("ro-crate-metadata.json", caption="../report/crate.rst", category="Provenance"),
    log:
        "logs/crate.log",
    benchmark:
        "results/benchmarks/crate.tsv"
    conda:
        "../../environment.yml"
    localrule: True
    message:
        "RO-Crate: {output}"
    shell:
        "python {input.script} crate {output} {input.certificate} 2> {log}"


rule report_page:
    """Write the page that holds everything; absent results are named as such."""
    input:
        script=REPORT,
        sources=report_sources,
        configuration="config/config.yaml",
        lock="requirements.lock",
        results=list(RESULTS),
        certificate=FULL + "certificate.json",
    output:
        report(FULL + "report/index.html", caption="../report/page.rst", category="Report"),
    log:
        "logs/report.log",
    benchmark:
        "results/benchmarks/report.tsv"
    conda:
        "../../environment.yml"
    localrule: True
    params:
        tier="full",
    message:
        "report: {output}"
    shell:
        "python {input.script} page {output} --tier {params.tier} 2> {log}"


use rule report_page as quick_report_page with:
    input:
        script=REPORT,
        sources=report_sources,
        configuration="config/config.yaml",
        lock="requirements.lock",
        results=list(QUICK_RESULTS),
        certificate=QUICK + "certificate.json",
    output:
        QUICK + "report/index.html",
    log:
        "logs/quick/report.log",
    benchmark:
        QUICK + "benchmarks/report.tsv"
    params:
        tier="quick",


RESULTS += [*rules.certificate.output, *rules.crate.output, *rules.report_page.output]
QUICK_RESULTS += [*rules.quick_certificate.output, *rules.quick_report_page.output]
