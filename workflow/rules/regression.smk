def accepted(wildcards):
    """The accepted values of an analysis, where there are any."""
    paths = [f"figures/reference/{wildcards.name}.{ending}" for ending in ("json", "nc", "png")]
    return [path for path in paths if Path(path).exists()]


rule regression:
    """Compare one analysis with what was accepted: numbers, landmarks, picture. A difference stops the run."""
    input:
        script="workflow/scripts/regression.py",
        library=expand("src/reproduction/{module}.py", module=["regression", "landmarks"]),
        data="results/data/{name}.nc",
        bare="figures/{name}.bare.png",
        accepted=accepted,
    output:
        "results/regression/{name}.json",
    log:
        text="logs/regression/{name}.log",
        picture="logs/regression/{name}.png",
    benchmark:
        "results/benchmarks/regression_{name}.tsv"
    conda:
        "../../environment.yml"
    message:
        "{wildcards.name}: compare with figures/reference"
    shell:
        "python {input.script} {wildcards.name} {input.data:q} {input.bare:q} figures/reference/{wildcards.name}"
        " {output:q} {log.picture:q} 2>&1 | tee {log.text:q} >&2"


RESULTS += expand(rules.regression.output, name=ANALYSES)
