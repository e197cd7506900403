# What stands after ## is what `make help` says.
PYTHON ?= $(shell for python in python3 python3.14 python3.13 python3.12 python3.11 python; do \
	$$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$python && break; done)
AUTOCOHERENCE_VENV ?= .venv
BIN := $(AUTOCOHERENCE_VENV)/bin
PUBLISHING := $(AUTOCOHERENCE_VENV)-publication/bin
RUN := @$(BIN)/python workflow/scripts
unexport PYTHONDONTWRITEBYTECODE PYTHONPATH PYTHONHOME
export AUTOCOHERENCE_VENV
.DEFAULT_GOAL := all

.PHONY: all quick sweeps test status falls verify lab
all: environment ## set up .venv, reproduce everything (PYTHON=python3.12)
quick: environment ## the same on coarse grids, into results/quick
sweeps: environment ## the sweeps of the configuration, into results/sweeps
all quick sweeps:
	$(RUN)/reproduce.py $@ $(ARGS)

test: environment ## run the tests
	@$(BIN)/python -m pytest -n auto --dist loadfile --no-loadscope-reorder $(ARGS)

status: environment ## which equations stand as printed? (SEEDS=100: however drawn?)
	@test -z "$(SEEDS)" || OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 PYTHONPATH=src:. \
		$(BIN)/python -m ledger.stability --seeds "$(SEEDS)" $(ARGS)
	$(RUN)/reproduce.py results/ledger.json
	$(RUN)/ledger_steps.py status results/ledger.json

falls: environment ## which equations are derived from one? (EQ=33)
	$(RUN)/reproduce.py results/ledger.json
	$(RUN)/ledger_steps.py falls results/ledger.json "$(EQ)"

verify: environment ## does this run agree with another? (CERTIFICATE=file)
	@test -n "$(CERTIFICATE)" || { echo "which one? make verify CERTIFICATE=path/to/certificate.json" >&2; exit 2; }
	$(RUN)/build_report.py verify "$(CERTIFICATE)"

lab: environment ## the notebooks in JupyterLab
	@$(BIN)/jupyter lab --LabApp.default_url=/lab/tree/notebooks

.PHONY: new-analysis new-claim accept errata references
new-analysis: environment ## a notebook of one's own, and its entry (NAME=name)
	$(RUN)/new_analysis.py "$(NAME)"

new-claim: environment ## a claim of one's own (NAME=name SECTION=sec4)
	$(RUN)/new_claim.py "$(NAME)" "$(SECTION)"

accept: environment ## accept this run's figures (ANALYSES=names)
	$(RUN)/accept.py $(ANALYSES)

errata: environment ## accept this run's errata
	$(RUN)/reproduce.py results/errata.md
	cp results/errata.md docs/errata.md

references: environment ## compute the reference tables anew (TABLES=names)
	PYTHONPATH=tests $(BIN)/python -m references $(TABLES)

.PHONY: package
package: $(AUTOCOHERENCE_VENV)-publication ## wheel and source distribution of the library, checked
	@$(PUBLISHING)/python workflow/scripts/build_package.py
	@$(PUBLISHING)/twine check --strict dist/*
	@$(PUBLISHING)/mypy

.PHONY: grade
grade: environment ## grade a fresh clone: rubric.yaml (ARGS=--mutate, --here)
	$(RUN)/grade.py $(ARGS)

.PHONY: docs
docs: $(AUTOCOHERENCE_VENV)-publication ## the documentation as a site: results/docs/index.html
	@rm -rf results/docs
	@$(PUBLISHING)/python -m sphinx --quiet --fail-on-warning --keep-going -E -d .cache/docs -c docs/site docs results/docs
	@echo results/docs/index.html

.PHONY: publish
publish: environment $(AUTOCOHERENCE_VENV)-publication ## article, errata, metadata, archive: results/publication
	@SOURCE_DATE_EPOCH=$$($(BIN)/python workflow/scripts/publish.py moment) && export SOURCE_DATE_EPOCH && \
		$(MAKE) --no-print-directory docs package
	$(RUN)/reproduce.py results/publication/index.html

.PHONY: accuracy benchmark sabotage resources
accuracy: environment ## measure the library's errors: docs/accuracy.md
	PYTHONPATH=src:tests $(BIN)/python tests/accuracy.py

benchmark: environment ## compare speeds: docs/benchmarks.md
	@PYTHONPATH=src $(BIN)/python benchmarks $(ARGS)

sabotage: environment ## break code on purpose: which test notices? docs/sabotage.csv
	PYTHONPATH=tests $(BIN)/python -m sabotage $(ARGS)

resources: environment ## what a cluster is asked for, from what this run took
	$(RUN)/measured_resources.py

.PHONY: lint format lock clean environment $(AUTOCOHERENCE_VENV)-publication help
lint: environment ## check the style
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/snakefmt --check Snakefile workflow
	$(BIN)/snakemake --lint
	$(BIN)/nbstripout --keep-id --verify notebooks/*.ipynb workflow/templates/*.ipynb

format: environment ## put the style right
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	$(BIN)/snakefmt Snakefile workflow
	$(BIN)/nbstripout --keep-id notebooks/*.ipynb workflow/templates/*.ipynb

PIN := uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --override requirements.overrides
lock: ## pin all dependencies anew (needs uv)
	$(PIN) requirements.in -o requirements.lock
	$(PIN) --constraint requirements.lock --extra publication pyproject.toml -o requirements.publication.lock
	$(BIN)/python workflow/scripts/conda_environment.py > environment.yml

clean: ## remove all results, not .venv
	rm -rf results logs dist ro-crate-metadata.json .snakemake .cache figures/*.pdf figures/*.png figures/*.svg

environment: ## only set up .venv, or elsewhere (AUTOCOHERENCE_VENV=folder)
	@test -n "$(PYTHON)" || { echo "Python 3.11 or later is needed; with one elsewhere: make PYTHON=/path/to/python3" >&2; exit 1; }
	@"$(PYTHON)" workflow/scripts/set_up.py $(if $(findstring command,$(origin PYTHON)),--with-this-python) $(MAKECMDGOALS)

$(AUTOCOHERENCE_VENV)-publication: # what only publications and documentation need, beside .venv
	@"$(PYTHON)" workflow/scripts/set_up.py --publication $(if $(findstring command,$(origin PYTHON)),--with-this-python)

help: ## this; anywhere: ARGS="options of what is run", VERBOSE=1
	@python=$$(test -x $(BIN)/python && echo $(BIN)/python || echo "$(PYTHON)"); "$$python" workflow/scripts/command_line.py

Makefile: ;
%: environment ## one figure, as in: make figure3 cutoff=3 points=100
	$(RUN)/reproduce.py "$@" $(ARGS)
