# What `make publish` makes beside the results: none of it is part of `make`.
PUBLISHED = "results/publication/"
PUBLISH = ours("workflow/scripts/publish.py")


def publication_sources(wildcards):
    """Whatever decides what is published, besides results."""
    parts = ["src/reproduction/publication/**/*.*", "paper/*.py", "CITATION.cff"]
    found = sorted(path.relative_to(HERE).as_posix() for part in parts for path in HERE.glob(part))
    return [ours(path) for path in found if not path.endswith(".pyc")]


rule publication_errata:
    """Write a page for the authors on every misprint, and run the program that shows it."""
    input:
        script=PUBLISH,
        sources=publication_sources,
        library=library_files(ours("src/reproduction/publication/errata.py"), ours("src")),
        ledger="results/ledger.json",
    output:
        directory(PUBLISHED + "errata"),
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
