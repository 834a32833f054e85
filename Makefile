# Flotilla. `make` or `make help` lists what there is.

SHELL := /bin/bash
.DEFAULT_GOAL := help
.PHONY: help run reset install check package test unit e2e chaos bench screenshots requirements settings clean

# Python 3.11 under whatever name this machine has it; preflight says so if it is another one.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv/bin
export PYTHONPATH := api:runners:.

help: ## List the targets
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-14s %s\n", $$1, $$2}'

run: ## Run everything on this machine (PORT=4666 moves it), until Ctrl-C
	@$(PYTHON) -m infra.local.preflight
	@$(PYTHON) -m infra.local.install
	@exec $(VENV)/python -m infra.local

reset: ## Forget the local installation's state; the next run starts anew
	@$(PYTHON) -m infra.local.reset

install: ## Install and build what is missing, without running anything
	@$(PYTHON) -m infra.local.install

package: install ## Build the Lambda zip and the merged template into build/package
	@$(VENV)/python -m infra.packaging.build

check: package ## Lint and type-check everything
	$(VENV)/ruff check .
	$(VENV)/ruff format --check .
	$(VENV)/mypy
	$(VENV)/lint-imports
	cd runners && npm run --silent check && npm run --silent lint
	cd frontend && npm run --silent check && npm run --silent lint
	$(VENV)/cfn-lint build/package/template.json

unit: install ## Run the tests that need no running stack
	cd frontend && npm run --silent test
	$(VENV)/pytest -m "not e2e and not browser"

e2e: package ## Run the end-to-end and browser tests against a stack of their own
	$(VENV)/pytest tests/e2e tests/browser

# pytest goes last: its closing line says how everything went.
test: check ## Check everything, then run every test
	cd frontend && npm run --silent test
	$(VENV)/pytest

chaos: package ## Kill, freeze and cut off a busy fleet, and account for every message (SEED=, BOTS=, MESSAGES=, MINUTES=)
	@$(VENV)/python -m tests.chaos

bench: package ## Measure what is promised: latency, units, memory, sizes
	@$(VENV)/python -m tests.bench

screenshots: package ## Take screenshots of every page into screenshots/
	@$(VENV)/python -m tests.browser.screenshots

requirements: ## Compile the hashed requirement files from pyproject.toml
	@$(PYTHON) -m infra.packaging.requirements

settings: ## Write the table of settings into the README
	@$(VENV)/python -m infra.packaging.readme

clean: ## Remove what was built; state and installed packages stay
	rm -rf build frontend/dist runners/bridge/dist runners/simulator/page/dist api/.chalice/deployments \
		.mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache screenshots
