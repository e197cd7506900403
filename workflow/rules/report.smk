REPORT = ours("workflow/scripts/build_report.py")
CONFIGURED = json.dumps(ANALYSES, sort_keys=True)


rule certificate:
    """Certify the run: every output with its hash and the numbers another machine can compare, see docs/certificate.md."""
    input:
        script=REPORT,
        library=library_files(ours("src/reproduction/report/certificate.py"), ours("src")),
        lock=ours("requirements.lock"),
        results=results,
    output:
        told("results/certificate.json", "Provenance", "certificate"),
    log:
        "logs/certificate.log",
    benchmark:
        "results/benchmarks/certificate.tsv"
    localrule: True
    conda:
        "../../environment.yml"
    params:
        analyses=CONFIGURED,
    message:
        "certificate: {output}"
    shell:
        "python {input.script:q} certificate {output:q} {input.results:q} --analyses {params.analyses:q} 2> {log:q}"


use rule certificate as quick_certificate with:
    input:
        script=REPORT,
        library=library_files(ours("src/reproduction/report/certificate.py"), ours("src")),
        lock=ours("requirements.lock"),
        results=quick_results,
    output:
        "results/quick/certificate.json",
    log:
        "logs/quick/certificate.log",
    benchmark:
        "results/quick/benchmarks/certificate.tsv"


rule crate:
    """Describe the outputs as an RO-Crate, whose root is the checkout."""
    input:
        script=REPORT,
        library=library_files(ours("src/reproduction/report/crate.py"), ours("src")),
        certificate="results/certificate.json",
    output:
        told("ro-crate-metadata.json", "Provenance", "crate"),
    log:
        "logs/crate.log",
    benchmark:
        "results/benchmarks/crate.tsv"
    localrule: True
    conda:
        "../../environment.yml"
    message:
        "RO-Crate: {output}"
    shell:
        "python {input.script:q} crate {output:q} {input.certificate:q} 2> {log:q}"


rule report_page:
    """Write the page that holds everything; absent results are named as such."""
    input:
        script=REPORT,
        sources=report_sources,
        lock=ours("requirements.lock"),
        results=results,
        certificate="results/certificate.json",
    output:
        told("results/report/index.html", "Report", "page"),
    log:
        "logs/report.log",
    benchmark:
        "results/benchmarks/report.tsv"
    localrule: True
    conda:
        "../../environment.yml"
    params:
        analyses=CONFIGURED,
    message:
        "report: {output}"
    shell:
        "python {input.script:q} page {output:q} --analyses {params.analyses:q} 2> {log:q}"


use rule report_page as quick_report_page with:
    input:
        script=REPORT,
        sources=report_sources,
        lock=ours("requirements.lock"),
        results=quick_results,
        certificate="results/quick/certificate.json",
    output:
        "results/quick/report/index.html",
    log:
        "logs/quick/report.log",
    benchmark:
        "results/quick/benchmarks/report.tsv"


ABOUT += [*rules.certificate.output, *rules.crate.output, *rules.report_page.output]
QUICK_ABOUT += [*rules.quick_certificate.output, *rules.quick_report_page.output]
