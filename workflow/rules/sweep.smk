rule sweep_shard:
    """Compute one stretch of a sweep: a job of its own, and the only thing computed again if it is lost."""
    input:
        script=ours("workflow/scripts/sweep.py"),
        library=code("sweep"),
        lock=LOCK,
    output:
        "results/sweeps/shards/{sweep}/{shard}.nc",
    log:
        "logs/sweeps/{sweep}/{shard}.log",
    benchmark:
        "results/sweeps/benchmarks/{sweep}/{shard}.tsv"
    conda:
        "../../environment.yml"
    threads: 1
    resources:
        runtime=30,
        mem_mb=1000,
    params:
        sweep=sweep_text,
    message:
        "{wildcards.sweep}: shard {wildcards.shard}"
    shell:
        "python {input.script:q} shard {output:q} --sweep {params.sweep:q} --number {wildcards.shard} 2> {log:q}"


rule sweep_merge:
    """Put the shards of a sweep together."""
    input:
        script=ours("workflow/scripts/sweep.py"),
        shards=shards,
        library=code("sweep"),
        lock=LOCK,
    output:
        "results/sweeps/{sweep}.nc",
    log:
        "logs/sweeps/{sweep}.log",
    benchmark:
        "results/sweeps/benchmarks/{sweep}.tsv"
    conda:
        "../../environment.yml"
    threads: 1
    resources:
        runtime=30,
        mem_mb=2000,
    params:
        sweep=sweep_text,
    message:
        "{wildcards.sweep}: merge {wildcards.sweep}.nc"
    shell:
        "python {input.script:q} merge {output:q} --sweep {params.sweep:q} {input.shards:q} 2> {log:q}"
