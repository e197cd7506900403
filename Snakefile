"""Everything that `make` runs: each analysis is one notebook with the parameters of config/config.yaml.

snakemake --cores all                    everything          snakemake -n                              what is out of date
snakemake --cores all quick              on coarse grids     snakemake --cores 1 figures/figure2.pdf   one target
"""

from snakemake.utils import min_version

min_version("9.0")


include: "workflow/rules/common.smk"


configfile: "config/config.yaml"


include: "workflow/rules/configuration.smk"
# each of these adds its outputs to RESULTS and QUICK_RESULTS, in any order
include: "workflow/rules/analysis.smk"
include: "workflow/rules/ledger.smk"
include: "workflow/rules/regression.smk"
include: "workflow/rules/tables.smk"
include: "workflow/rules/report.smk"
include: "workflow/rules/manifest.smk"
include: "workflow/rules/sweep.smk"
include: "workflow/rules/publication.smk"


# whatever else lies in workflow/rules, see docs/extending.md
for path in rule_files(RULES):

    include: path


# One run at a time owns the checkout, and says so in a way that ends with it, however it ends.
onstart:
    start_run()


rule all:
    """Every figure, array and claim, the ledger, and the list of their hashes."""
    default_target: True
    input:
        listed,
        about_results,
        "results/manifest.json",
        "results/verdicts.txt",
    message:
        "all results are there"


rule quick:
    """The same on coarse grids, in results/quick."""
    input:
        quick_listed,
        "results/quick/manifest.json",
        "results/quick/verdicts.txt",
    message:
        "all results of the quick tier are there"


rule sweeps:
    """The sweeps of the configuration; they may be too large for one machine, so `all` does not make them."""
    input:
        SWEEP_RESULTS,
        SWEPT + "manifest.json",
    message:
        "all sweeps are there"
