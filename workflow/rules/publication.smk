# What `make publish` makes beside the results: none of it is part of `make`.
PUBLISH = ours("workflow/scripts/publish.py")


rule publication_errata:
    """Write a page for the authors on every misprint, and run the program that shows it."""
    input:
        script=PUBLISH,
        sources=publication_sources,
        library=library_files(ours("src/reproduction/publication/errata.py"), ours("src")),
        ledger="results/ledger.json",
    output:
        directory("results/publication/errata"),
    log:
        "logs/publication/errata.log",
    benchmark:
        "results/benchmarks/publication_errata.tsv"
    conda:
        "../../environment.yml"
    threads: 2
    message:
        "errata: {output}"
    shell:
        "python {input.script:q} errata {output:q} {input.ledger:q} 2> {log:q}"
