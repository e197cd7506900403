# `make` sets up .venv and reproduces everything; `make test` tests it. The rest is for those who work on it.
PYTHON ?= $(shell for python in python3 python3.14 python3.13 python3.12 python3.11 python; do \
	$$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$python && break; done)
BIN := .venv/bin
unexport PYTHONDONTWRITEBYTECODE PYTHONPATH PYTHONHOME
.PHONY: all quick sweeps test new-analysis new-claim resources lab lint format lock references accuracy accept clean environment
.DEFAULT_GOAL := all

all quick sweeps: environment
	@$(BIN)/python workflow/scripts/reproduce.py $@ $(ARGS)

test: environment
	@$(BIN)/python -m pytest -n auto --dist loadfile --no-loadscope-reorder $(ARGS)

new-analysis: environment
	@$(BIN)/python workflow/scripts/new_analysis.py "$(NAME)"

.PHONY: verify
# does this checkout's run agree with one made elsewhere? status 0: yes
verify: environment
	@test -n "$(CERTIFICATE)" || { echo "which one? make verify CERTIFICATE=path/to/certificate.json" >&2; exit 2; }
	@$(BIN)/python workflow/scripts/build_report.py verify "$(CERTIFICATE)"

.PHONY: status mutation errata
# how many equations stand as printed, and which do not
status: environment
	@$(BIN)/snakemake --quiet --cores all results/ledger.json
	@$(BIN)/python workflow/scripts/ledger_steps.py status results/ledger.json

# break every formula of the ledger on purpose: what would have gone unnoticed?
mutation: environment
	@$(BIN)/snakemake --quiet --cores all --forcerun ledger_mutation -- results/ledger.json
	@$(BIN)/python workflow/scripts/ledger_steps.py status results/ledger.json | grep mutants

# accept this run's errata as those of the repository
errata: environment
	@$(BIN)/snakemake --quiet --cores all results/errata.md
	cp results/errata.md docs/errata.md

new-claim: environment
	@$(BIN)/python workflow/scripts/new_claim.py "$(NAME)" "$(SECTION)"

resources: environment
	@$(BIN)/python workflow/scripts/measured_resources.py

.PHONY: benchmark
# how fast, beside what one would use instead: results/benchmarks.json and docs/benchmarks.md; ARGS="end_to_end cold_start"
# for whole runs and for setting up, which take ten minutes
benchmark: environment
	@PYTHONPATH=src $(BIN)/python benchmarks $(ARGS)

lab: environment
	@$(BIN)/jupyter lab notebooks

lint: environment
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/snakefmt --check Snakefile workflow
	$(BIN)/snakemake --lint
	$(BIN)/nbstripout --keep-id --verify notebooks/*.ipynb workflow/templates/*.ipynb

format: environment
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	$(BIN)/snakefmt Snakefile workflow
	$(BIN)/nbstripout --keep-id notebooks/*.ipynb workflow/templates/*.ipynb

lock:
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate requirements.in -o requirements.lock
	$(BIN)/python workflow/scripts/conda_environment.py > environment.yml

references: environment
	PYTHONPATH=tests $(BIN)/python -m references $(TABLES)

accuracy: environment
	PYTHONPATH=src:tests $(BIN)/python tests/accuracy.py

accept: environment
	$(BIN)/python workflow/scripts/accept.py $(ANALYSES)

clean:
	rm -rf results logs ro-crate-metadata.json .snakemake .cache figures/*.pdf figures/*.png figures/*.svg

environment:
	@test -n "$(PYTHON)" || { echo "Python 3.11 or later is needed; with one elsewhere: make PYTHON=/path/to/python3" >&2; exit 1; }
	@"$(PYTHON)" workflow/scripts/set_up.py
