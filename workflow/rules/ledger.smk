# The ledger: the sections of the paper, each a run of one notebook, merged into one file of verdicts.
import runpy

from notebook_source import section_files

PRINT = runpy.run_path(ours("paper/print.py"))["SECTIONS"]
LEDGER_SECTIONS = list(PRINT)
LEDGER_TITLES = {
    name: f"Ledger of {'Appendix' if section['label'].isalpha() else 'Section'} {section['label']}: {section['title']}"
    for name, section in PRINT.items()
}
LEDGER_NOTEBOOK = ours("notebooks/ledger_section.ipynb")
LEDGER_STEPS = ours("workflow/scripts/ledger_steps.py")
LEDGER_ROOMS = ours("paper"), ours("src")
DERIVATION = [
    path for path in ("src/ledger/derivation.py", "paper/derivation/__init__.py") if Path(HERE, path).exists()
]
DERIVED = {path for module in DERIVATION for path in library_files(ours(module), ours("src"))}
for section in LEDGER_SECTIONS:
    DERIVED |= set(section_files(LEDGER_NOTEBOOK, section, *LEDGER_ROOMS))


wildcard_constraints:
    section="|".join(LEDGER_SECTIONS),


rule ledger_section:
    """Judge the equations, claims and captions of one section of the paper."""
    input:
        notebook=LEDGER_NOTEBOOK,
        runner=RUNNER,
        library=lambda wildcards: section_files(LEDGER_NOTEBOOK, wildcards.section, *LEDGER_ROOMS),
        surroundings=SURROUNDINGS,
    output:
        checks=told("results/checks/{section}.json", "Ledger", "checks", section="{section}"),
        executed=told("results/notebooks/ledger_{section}.ipynb", "Ledger", "checks", section="{section}"),
    log:
        "logs/ledger_{section}.ipynb",
    benchmark:
        "results/benchmarks/ledger_{section}.tsv"
    priority: 1  # the longest first: short ones fill the cores to the end
    conda:
        "../../environment.yml"
    threads: 1
    resources:
        runtime=12,  # a little more than the runner's own limit, so that this comes first and says where
        limit_s=600,
        mem_mb=2000,
    params:
        title=lambda wildcards: LEDGER_TITLES[wildcards.section],
    message:
        "ledger: {wildcards.section}"
    shell:
        'python {input.runner:q} {input.notebook:q} --parameters \'{{"section": "{wildcards.section}"}}\''
        " --executed {output.executed:q} --log {log:q} --seconds {resources.limit_s} --title {params.title:q}"
        " checks={output.checks:q}"


rule ledger_derivation:
    """Judge the steps of the derivation: does each equation follow from its premises, and from no broken ones?"""
    input:
        script=LEDGER_STEPS,
        library=sorted({*DERIVED, *code("ledger_steps", "derivation")}),
        lock=LOCK,
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
    """Merge the sections: one verdict for each equation, claim and caption."""
    input:
        script=LEDGER_STEPS,
        library=code("ledger_steps", "merge"),
        checks=expand(rules.ledger_section.output.checks, section=LEDGER_SECTIONS),
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
        "python {input.script:q} merge {output:q} {input.checks:q} {input.derivation:q} 2> {log:q}"


rule errata:
    """Write the errata; docs/errata.md is the copy in the repository, and a test compares the two."""
    input:
        script=LEDGER_STEPS,
        library=code("ledger_steps", "errata"),
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
