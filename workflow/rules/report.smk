# What is made of all results: one rule each for both tiers, the full one of which has no folder.
REPORT = ours("workflow/scripts/build_report.py")


rule certificate:
    """Certify the run: every output with its hash and what another machine can compare, see docs/certificate.md."""
    input:
        script=REPORT,
        library=code("build_report", "certificate"),
        lock=LOCK,
        results=results_of_tier,
    output:
        told("results/{tier}certificate.json", "Provenance", "certificate"),
    log:
        "logs/{tier}certificate.log",
    benchmark:
        "results/{tier}benchmarks/certificate.tsv"
    wildcard_constraints:
        tier="|quick/",
    localrule: True
    conda:
        "../../environment.yml"
    params:
        made_of=lambda wildcards, input: kept({"analyses": ANALYSES, "outputs": list(input.results)}),
    message:
        "certificate: {output}"
    shell:
        "python {input.script:q} certificate {output:q} {params.made_of:q} 2> {log:q}"


rule crate:
    """Describe the outputs as an RO-Crate, whose root is the checkout."""
    input:
        script=REPORT,
        library=code("build_report", "crate"),
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
    params:
        made_of=lambda wildcards, input: kept({"analyses": ANALYSES, "certificate": str(input.certificate)}),
    message:
        "RO-Crate: {output}"
    shell:
        "python {input.script:q} crate {output:q} {params.made_of:q} 2> {log:q}"


rule twins:
    """Make what the page draws and recomputes while sliders move: series that were measured, and numbers thinned out."""
    input:
        script=REPORT,
        library=code("build_report", "twins"),
        lock=LOCK,
        data=data_of_tier,
    output:
        told("results/{tier}twins.json", "Report", "twins"),
    log:
        "logs/{tier}twins.log",
    benchmark:
        "results/{tier}benchmarks/twins.tsv"
    wildcard_constraints:
        tier="|quick/",
    localrule: True
    conda:
        "../../environment.yml"
    params:
        made_of=lambda wildcards: kept({"analyses": list(ANALYSES.items())}),
    message:
        "twins of the figures: {output}"
    shell:
        "python {input.script:q} twins {output:q} {params.made_of:q} 2> {log:q}"


rule report_page:
    """Write the page that holds everything; absent results are named as such."""
    input:
        script=REPORT,
        sources=report_sources,
        lock=LOCK,
        results=results_of_tier,
        certificate="results/{tier}certificate.json",
        twins="results/{tier}twins.json",
        grade=lambda wildcards: [path for path in [f"results/{wildcards.tier}grade.json"] if Path(path).is_file()],
    output:
        told("results/{tier}report/index.html", "Report", "page"),
    log:
        "logs/{tier}report.log",
    benchmark:
        "results/{tier}benchmarks/report.tsv"
    wildcard_constraints:
        tier="|quick/",
    localrule: True
    conda:
        "../../environment.yml"
    params:
        made_of=lambda wildcards: kept({"analyses": list(ANALYSES.items())}),
    message:
        "report: {output}"
    shell:
        "python {input.script:q} page {output:q} {params.made_of:q} 2> {log:q}"


MADE_OF_ALL = [*rules.certificate.output, *rules.twins.output, *rules.report_page.output]
ABOUT += [*expand(MADE_OF_ALL, tier=""), *rules.crate.output]
QUICK_ABOUT += expand(MADE_OF_ALL, tier="quick/")
