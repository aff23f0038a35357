# Works with GNU make 3.81 and later, Python 3.11 or later and a package index; nothing else.
PYTHON ?= python3
RAW ?= raw/

BIN := .venv/bin
STAMP := .venv/.installed
NOTEBOOKS := $(wildcard notebooks/*.ipynb)

.DEFAULT_GOAL := help
.PHONY: help setup ingest test lint coverage bench notebook dictionary schema clean

help: ## show this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "make %-11s %s\n", $$1, $$2}' Makefile

setup: $(STAMP) ## make .venv with everything that the project needs

$(STAMP): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; v = sys.version_info; sys.exit(v < (3, 11) and "hyoka needs Python 3.11 or later, and $(PYTHON) is %d.%d: say make PYTHON=python3.11" % v[:2])'
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet -c constraints.txt -e '.[dev,notebooks,postgresql]'
	@touch $(STAMP)

ingest: setup ## read the sheets in raw/ into db/hyoka.sqlite (another folder: make ingest RAW=folder)
	$(BIN)/hyoka ingest $(RAW)

test: lint ## everything that must hold: lint, then the tests
	$(BIN)/python -m pytest

lint: setup ## ruff, mypy --strict and the import contracts
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo

coverage: setup ## the tests, and which lines they do not reach
	$(BIN)/python -m pytest --cov --cov-report=term-missing

bench: setup ## how fast PDFs and scans are read, beside other programs (BENCH=--quick for a short look)
	$(BIN)/python -m tests.bench $(BENCH)
	$(BIN)/python -m tests.bench.scans_main $(BENCH)

notebook: ingest ## run the notebooks on db/hyoka.sqlite and keep what they show
	$(if $(NOTEBOOKS),$(BIN)/jupyter-execute --inplace $(NOTEBOOKS),@echo 'no notebook in notebooks/')

dictionary: setup ## write db/dictionary.md from the table definitions
	$(BIN)/python -m db.dictionary

schema: setup ## write the JSON schema of the form specs, for editors
	$(BIN)/hyoka forms schema --write

clean: ## remove .venv, caches and builds; the database and parsed/ stay
	rm -rf .venv build dist .coverage htmlcov .hypothesis .mypy_cache .pytest_cache .ruff_cache .import_linter_cache
	find pipeline db tests -name __pycache__ -type d -prune -exec rm -rf {} +
