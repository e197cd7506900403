# The ledger: the sections of the paper, each a run of one notebook, merged into one file of verdicts.
import runpy

LEDGER_SECTIONS = list(runpy.run_path(ours("paper/print.py"))["SECTIONS"])
PAPER = [ours(path.relative_to(HERE).as_posix()) for path in sorted(HERE.glob("paper/**/*.py"))]
LEDGER_NOTEBOOK = ours("notebooks/ledger_section.ipynb")
LEDGER_STEPS = ours("workflow/scripts/ledger_steps.py")
JUDGED = {path for file in [LEDGER_NOTEBOOK, *PAPER] for path in library_files(file, ours("src"))}
LEDGER_FILES = [*sorted(JUDGED), *PAPER, ours("paper/printed.json")]


wildcard_constraints:
    section="|".join(LEDGER_SECTIONS),


rule ledger_section:
    """Judge the equations, claims and captions of one section of the paper."""
    input:
        notebook=LEDGER_NOTEBOOK,
        runner=RUNNER,
        library=LEDGER_FILES,
        surroundings=SURROUNDINGS,
    output:
        checks=told("results/checks/{section}.json", "Ledger", "checks", section="{section}"),
        executed=told("results/notebooks/ledger_{section}.ipynb", "Ledger", "checks", section="{section}"),
    log:
        "logs/ledger_{section}.ipynb",
    benchmark:
        "results/benchmarks/ledger_{section}.tsv"
    conda:
        "../../environment.yml"
    threads: 1
    resources:
        runtime=10,
        mem_mb=2000,
    message:
        "ledger: {wildcards.section}"
    shell:
        'python {input.runner:q} {input.notebook:q} --parameters \'{{"section": "{wildcards.section}"}}\''
        " --executed {output.executed:q} --log {log:q} --minutes {resources.runtime} checks={output.checks:q}"


rule ledger_mutation:
    """Break every formula automatically, and count what its check notices."""
    input:
        script=LEDGER_STEPS,
        library=LEDGER_FILES,
        score=ours("src/ledger/score.py"),
        mutate=ours("src/ledger/mutate.py"),
    output:
        told("results/mutants.json", "Ledger", "mutants"),
    log:
        "logs/mutation.log",
    benchmark:
        "results/benchmarks/mutation.tsv"
    priority: 1  # the longest job of the ledger: all sections in one process, which starts and imports once
    conda:
        "../../environment.yml"
    threads: 1
    resources:
        runtime=15,
        mem_mb=2000,
    message:
        "mutation score"
    shell:
        "python {input.script:q} mutation {output:q} 2> {log:q}"


rule ledger_derivation:
    """Judge the steps of the derivation: does each equation follow from its premises, and from no broken ones?"""
    input:
        script=LEDGER_STEPS,
        library=LEDGER_FILES,
        derivation=ours("src/ledger/derivation.py"),
    output:
        told("results/derivation.json", "Ledger", "derivation"),
    log:
        "logs/derivation.log",
    benchmark:
        "results/benchmarks/derivation.tsv"
    priority: 1
    conda:
        "../../environment.yml"
    threads: 1
    resources:
        runtime=15,
        mem_mb=2000,
    message:
        "the derivation, step by step"
    shell:
        "python {input.script:q} derivation {output:q} 2> {log:q}"


rule ledger:
    """Merge the sections: one verdict for each equation, claim and caption, with its mutation score."""
    input:
        script=LEDGER_STEPS,
        checks=expand(rules.ledger_section.output.checks, section=LEDGER_SECTIONS),
        mutants=rules.ledger_mutation.output,
        derivation=rules.ledger_derivation.output,
    output:
        told("results/ledger.json", "Ledger", "ledger"),
    log:
        "logs/ledger.log",
    benchmark:
        "results/benchmarks/ledger.tsv"
    localrule: True
    conda:
        "../../environment.yml"
    message:
        "ledger: {output}"
    shell:
        "python {input.script:q} merge {output:q} {input.checks:q} {input.mutants:q}" " {input.derivation:q} 2> {log:q}"


rule errata:
    """Write the errata; docs/errata.md is the copy in the repository, and a test compares the two."""
    input:
        script=LEDGER_STEPS,
        text=ours("src/ledger/text.py"),
        print=ours("paper/print.py"),
        ledger="results/ledger.json",
    output:
        told("results/errata.md", "Ledger", "errata"),
    log:
        "logs/errata.log",
    benchmark:
        "results/benchmarks/errata.tsv"
    localrule: True
    conda:
        "../../environment.yml"
    message:
        "errata: {output}"
    shell:
        "python {input.script:q} errata {input.ledger:q} {output:q} 2> {log:q}"


RESULTS += [*expand(rules.ledger_section.output, section=LEDGER_SECTIONS), *rules.ledger.output, *rules.errata.output]
