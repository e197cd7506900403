rule regression:
    """Compare one analysis with what was accepted: numbers, landmarks, claims, picture, words. A difference stops the run."""
    input:
        script=ours("workflow/scripts/regression.py"),
        library=code("regression"),
        data="results/data/{name}.nc",
        bare="figures/{name}.bare.png",
        claims="results/claims/{name}.json",
        executed="results/notebooks/{name}.ipynb",
        accepted=accepted,
    output:
        told("results/regression/{name}.json", "Regression", "regression", analysis="{name}"),
    log:
        "logs/regression/{name}.log",  # and, if there is a difference, a picture of it: {name}.png
    benchmark:
        "results/benchmarks/regression_{name}.tsv"
    conda:
        "../../environment.yml"
    params:
        reference=reference,
        words=said,
    message:
        "{wildcards.name}: compare with {params.reference}"
    shell:
        "python {input.script:q} {wildcards.name} {input.data:q} {input.bare:q} {params.reference:q} {output:q} {log:q}"
        " --claims {input.claims:q} --executed {input.executed:q} --words {params.words:q} 2>&1 | tee {log:q} >&2"


RESULTS += expand(rules.regression.output, name=ANALYSES)
