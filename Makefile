# One word per task; `make help` lists them.

SHELL := bash
BIN := .venv/bin
SETTINGS := pyproject.toml constraints.txt scripts/setup.sh
# What is on screen when, in a browser: other work on the machine would be measured with it.
ALONE := tests/studio/slides/test_html_in_a_browser.py
QUALITY ?=
FLAGS := $(if $(QUALITY),-q $(QUALITY))

.DEFAULT_GOAL := help
.PHONY: help lecture stills bench test lint types layers tests format setup clean

help:  ## This list
	@awk -F ':.*## ' '/^[a-z]+:.*## /{printf "  make %-9s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

lecture: .venv/.ready-runtime  ## The whole lecture to media/lecture/ (QUALITY=l is quick)
	@$(BIN)/calcml lecture $(FLAGS)

stills: .venv/.ready-runtime  ## A picture of the end of every beat to media/stills/
	@$(BIN)/calcml render --stills $(FLAGS)

test: lint types layers tests  ## All checks

lint: .venv/.ready-dev  ## ruff: rules and format
	$(BIN)/ruff check
	$(BIN)/ruff format --check

types: .venv/.ready-dev  ## mypy, strict
	$(BIN)/mypy calcml scenes benchmarks scripts tests

layers: .venv/.ready-dev  ## import-linter: studio > stage > decks, oracles > lessons > core
	$(BIN)/lint-imports

tests: .venv/.ready-dev  ## pytest with doctests; the core is covered to the last branch (EVERY=1: no sampling)
	$(BIN)/pytest -n 2 $(if $(EVERY),--every) tests/core calcml/core --cov
	$(BIN)/pytest -n 2 --dist loadgroup $(if $(EVERY),--every) tests calcml --ignore tests/core --ignore calcml/core $(addprefix --ignore ,$(ALONE))
	$(BIN)/pytest $(ALONE)

bench: .venv/.ready-runtime  ## What rendering costs, beside plain Manim and the encoder alone (half an hour)
	@$(BIN)/python -m benchmarks.bench $(BENCH)

format: .venv/.ready-dev  ## Mend what a tool can mend
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

setup: .venv/.ready-dev  ## .venv with everything, and the pre-commit hooks
	@$(BIN)/pre-commit install || true

clean:  ## Remove what was rendered and the tools' caches
	rm -rf media .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache .coverage
	find calcml scenes tests -name __pycache__ -type d -prune -exec rm -rf {} +

.venv/.ready-runtime: $(SETTINGS)
	@scripts/setup.sh runtime

.venv/.ready-dev: $(SETTINGS)
	@scripts/setup.sh dev
