rule analysis:
    """Run one notebook: its figure, its numbers, its verdicts on the paper's claims, and itself as executed."""
    input:
        notebook=notebook,
        runner=RUNNER,
        library=library,
        surroundings=SURROUNDINGS,
    output:
        figure_pdf=told("figures/{name}.pdf", "Figures", "figure", analysis="{name}"),
        figure_png=told("figures/{name}.png", "Figures", "figure", analysis="{name}"),
        figure_bare=told("figures/{name}.bare.png", "Figures", "bare", analysis="{name}"),  # beside the PNG
        data=told("results/data/{name}.nc", "Numbers", "data", analysis="{name}"),
        claims=told("results/claims/{name}.json", "Claims", "claims", analysis="{name}"),
        executed=told("results/notebooks/{name}.ipynb", "Notebooks", "executed", analysis="{name}"),
    log:
        "logs/{name}.ipynb",
    benchmark:
        "results/benchmarks/{name}.tsv"
    conda:
        "../../environment.yml"
    threads: 1
    resources:
        runtime=minutes,
        limit_s=seconds,
        mem_mb=2000,
    params:
        parameters=parameters,
    message:
        "{wildcards.name}: {input.notebook}"
    shell:
        "python {input.runner:q} {input.notebook:q} --parameters {params.parameters:q}"
        " --executed {output.executed:q} --log {log:q} --seconds {resources.limit_s}"
        " figure_pdf={output.figure_pdf:q} figure_png={output.figure_png:q}"
        " data={output.data:q} claims={output.claims:q}"


use rule analysis as quick_analysis with:
    output:
        figure_pdf="results/quick/figures/{name}.pdf",
        figure_png="results/quick/figures/{name}.png",
        figure_bare="results/quick/figures/{name}.bare.png",
        data="results/quick/data/{name}.nc",
        claims="results/quick/claims/{name}.json",
        executed="results/quick/notebooks/{name}.ipynb",
    log:
        "logs/quick/{name}.ipynb",
    benchmark:
        "results/quick/benchmarks/{name}.tsv"
    params:
        parameters=quick_parameters,


RESULTS += expand(rules.analysis.output, name=ANALYSES)
QUICK_RESULTS += expand(rules.quick_analysis.output, name=ANALYSES)
