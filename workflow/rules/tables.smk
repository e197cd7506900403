rule tables:
    """Write the numbers behind every panel as CSV: one job for all analyses, since starting costs more than writing."""
    input:
        script=ours("workflow/scripts/tables.py"),
        library=code("tables"),
        data=expand("results/data/{name}.nc", name=ANALYSES),
    output:
        directory("results/csv"),
    log:
        "logs/tables.log",
    benchmark:
        "results/benchmarks/tables.tsv"
    localrule: True
    conda:
        "../../environment.yml"
    params:
        data=lambda wildcards, input: kept(list(input.data)),
    message:
        "tables: {output}"
    shell:
        "python {input.script:q} {output:q} {params.data:q} 2> {log:q}"


RESULTS += rules.tables.output
