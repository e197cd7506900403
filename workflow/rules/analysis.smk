# Snakemake's path variables: a tier is the same rule in other folders.
pathvars:
    tier="results",
    figures="figures",


rule analysis:
    """Run one notebook: its figure, its numbers, its verdicts on the paper's claims, and itself as executed."""
    input:
        notebook=notebook,
        files=data_files,
        runner=RUNNER,
        library=library,
        surroundings=SURROUNDINGS,
    output:
        figure_pdf=told("<figures>/{name}.pdf", "Figures", "figure", analysis="{name}"),
        figure_png=told("<figures>/{name}.png", "Figures", "figure", analysis="{name}"),
        figure_bare=told("<figures>/{name}.bare.png", "Figures", "bare", analysis="{name}"),  # beside the PNG
        data=told("<tier>/data/{name}.nc", "Numbers", "data", analysis="{name}"),
        claims=told("<tier>/claims/{name}.json", "Claims", "claims", analysis="{name}"),
        executed=told("<tier>/notebooks/{name}.ipynb", "Notebooks", "executed", analysis="{name}"),
    log:
        "<logs>/{name}.ipynb",
    benchmark:
        "<tier>/benchmarks/{name}.tsv"
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
        "python {input.runner:q} {input.notebook:q} --parameters {params.parameters:q} --files {input.files:q}"
        " --executed {output.executed:q} --log {log:q} --seconds {resources.limit_s}"
        " figure_pdf={output.figure_pdf:q} figure_png={output.figure_png:q}"
        " data={output.data:q} claims={output.claims:q}"


use rule analysis as quick_analysis with:
    pathvars:
        tier="results/quick",
        figures="results/quick/figures",
        logs="logs/quick",
    params:
        parameters=quick_parameters,


rule verdicts:
    """Tell which claims came out otherwise than expected. They fail the run only here: figures and numbers stay."""
    input:
        script=ours("workflow/scripts/verdicts.py"),
        library=code("verdicts"),
        claims=expand(rules.analysis.output.claims, name=ANALYSES),
    output:
        told("<tier>/verdicts.txt", "Claims", "verdicts"),
    log:
        "<logs>/verdicts.log",
    benchmark:
        "<tier>/benchmarks/verdicts.tsv"
    localrule: True
    conda:
        "../../environment.yml"
    params:
        claims=lambda wildcards, input: kept(list(input.claims)),
    message:
        "verdicts on all claims: {output}"
    shell:
        "python {input.script:q} {output:q} {params.claims:q} 2>&1 | tee {log:q} >&2"


use rule verdicts as quick_verdicts with:
    input:
        script=ours("workflow/scripts/verdicts.py"),
        library=code("verdicts"),
        claims=expand(rules.quick_analysis.output.claims, name=ANALYSES),
    pathvars:
        tier="results/quick",
        logs="logs/quick",


RESULTS += expand(rules.analysis.output, name=ANALYSES)
QUICK_RESULTS += expand(rules.quick_analysis.output, name=ANALYSES)
