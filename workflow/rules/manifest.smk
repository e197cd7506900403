rule manifest:
    """List the hash of every output, so that a later `make` notices one that was cut off or edited.

    One rule for all tiers, the full one of which has no folder.
    """
    input:
        script=ours("workflow/scripts/manifest.py"),
        library=code("manifest"),
        results=listed_in_tier,
    output:
        told("results/{tier}manifest.json", "Provenance", "manifest"),
    log:
        "logs/{tier}manifest.log",
    benchmark:
        "results/{tier}benchmarks/manifest.tsv"
    wildcard_constraints:
        tier="|quick/|sweeps/",
    localrule: True
    conda:
        "../../environment.yml"
    params:
        listed=lambda wildcards, input: kept(list(input.results)),
    message:
        "hashes of all outputs: {output}"
    shell:
        "python {input.script:q} {output:q} {params.listed:q} 2> {log:q}"
