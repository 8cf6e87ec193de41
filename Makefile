# The habits of those who use planparse and of those who develop it. `make help` lists them.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
SAMPLES := corpus/samples

.PHONY: help demo test lint format types imports check samples score bench clean

help: ## list these commands
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):[^#]*## (.*)/  make \1\t\2/' | expand -t 18

$(READY): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "planparse needs Python 3.11 or newer; say make PYTHON=python3.11"; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { echo "python -m venv failed; on Debian: apt install python3-venv"; exit 1; }
	@echo "Installing planparse and its libraries into $(VENV) (a few minutes the first time) …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[dev]'
	@$(BIN)/python -m compileall -q planparse corpus extractors evaluation
	@touch $@

demo: $(READY) ## set up, then compare a sample ward's plan with its city's
	@$(BIN)/planparse diff $(SAMPLES)/ha-lang-2026.docx $(SAMPLES)/hai-xuyen-2026.docx --fail-on never

test: $(READY) ## set up, then run all tests
	$(BIN)/python -m pytest -n auto

lint: $(READY) ## ruff: style and common slips
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

format: $(READY) ## ruff: put files into the house style
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

types: $(READY) ## mypy --strict
	$(BIN)/mypy

imports: $(READY) ## import-linter: imports point one way
	$(BIN)/lint-imports

check: lint types imports test ## all of the above

samples: $(READY) ## build the sample plans anew from their sources
	$(BIN)/python -m corpus.samples.build

score: $(READY) ## extraction against the samples' labels
	$(BIN)/python -m evaluation score

bench: $(READY) ## speeds, as ratios to peers in the same run
	$(BIN)/python -m evaluation bench

clean: ## remove the environment and caches
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache build dist *.egg-info
