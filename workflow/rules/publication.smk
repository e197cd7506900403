# What `make publish` makes beside the results: none of it is part of `make`.
PUBLISH = ours("workflow/scripts/publish.py")
PAGES = "src/reproduction/publication/templates/*.html"
# what `make docs` and `make package` made, as far as they did
ALONGSIDE = [
    str(path) for place in ("results/docs", "dist") for path in sorted(Path(place).rglob("*")) if path.is_file()
]


rule publication_errata:
    """Write a page for the authors on every misprint, and run the program that shows it."""
    input:
        script=PUBLISH,
        sources=publishing("errata", PAGES),
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


rule publication_numbers:
    """Collect every number that the article says, from what the run measured."""
    input:
        script=PUBLISH,
        sources=publishing("numbers", "CITATION.cff", "config/config.yaml"),
        measured=[ours("benchmarks/accuracy.csv"), ours("benchmarks/third_parties.csv")],
        ledger="results/ledger.json",
        claims=expand("results/claims/{name}.json", name=ANALYSES),
        regression=expand("results/regression/{name}.json", name=ANALYSES),
    output:
        told("results/publication/article/numbers.json", "Publication", "article"),
    log:
        "logs/publication/numbers.log",
    benchmark:
        "results/benchmarks/publication_numbers.tsv"
    localrule: True
    conda:
        "../../environment.yml"
    params:
        analyses=lambda wildcards: kept(list(ANALYSES)),
    message:
        "numbers of the article: {output}"
    shell:
        "python {input.script:q} numbers {output:q} {params.analyses:q} 2> {log:q}"


rule publication_article:
    """Typeset the replication article, in the environment for publications."""
    input:
        script=PUBLISH,
        sources=publishing("article", "src/reproduction/publication/typeset.py", "article/*", "CITATION.cff"),
        numbers=rules.publication_numbers.output,
        figures=expand("figures/{name}.{kind}", name=PICTURES, kind=["pdf", "png"]),
    output:
        told("results/publication/article/article.html", "Publication", "article"),
        told("results/publication/article/article.pdf", "Publication", "article"),
        told("results/publication/article/metadata.yaml", "Publication", "article"),
    log:
        "logs/publication/article.log",
    benchmark:
        "results/benchmarks/publication_article.tsv"
    localrule: True
    conda:
        "../../environment.yml"
    params:
        folder=lambda wildcards, output: os.path.dirname(output[0]),
    message:
        "article: {output}"
    shell:
        "python {input.script:q} article {params.folder:q} {input.numbers:q} 2> {log:q}"


rule publication:
    """Put everything together that goes to an archive, with an index and the hash of every file."""
    input:
        script=PUBLISH,
        sources=publishing("archive", PAGES, *METADATA),
        results=listed,
        article=rules.publication_article.output,
        errata=rules.publication_errata.output,
        alongside=ALONGSIDE,
    output:
        told("results/publication/index.html", "Publication", "publication"),
        told("results/publication/SHA256SUMS", "Publication", "publication"),
    log:
        "logs/publication/archive.log",
    benchmark:
        "results/benchmarks/publication.tsv"
    localrule: True
    conda:
        "../../environment.yml"
    params:
        folder=lambda wildcards, output: os.path.dirname(output[0]),
    message:
        "publication: {output}"
    shell:
        "python {input.script:q} archive {params.folder:q} 2> {log:q}"
