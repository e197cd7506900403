rule manifest:
    """List the hash of every output, so that a later `make` notices one that was cut off or edited."""
    input:
        script=ours("workflow/scripts/manifest.py"),
        results=listed,
    output:
        told("results/manifest.json", "Provenance", "manifest"),
    log:
        "logs/manifest.log",
    benchmark:
        "results/benchmarks/manifest.tsv"
    localrule: True
    conda:
        "../../environment.yml"
    message:
        "hashes of all outputs: {output}"
    shell:
        "python {input.script:q} {output:q} {input.results:q} 2> {log:q}"


use rule manifest as quick_manifest with:
    input:
        script=ours("workflow/scripts/manifest.py"),
        results=quick_listed,
    output:
        "results/quick/manifest.json",
    log:
        "logs/quick/manifest.log",
    benchmark:
        "results/quick/benchmarks/manifest.tsv"
