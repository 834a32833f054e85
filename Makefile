# Flotilla. `make` or `make help` lists what there is.

SHELL := /bin/bash
.DEFAULT_GOAL := help
.PHONY: help run reset install check check-python check-bridge check-pages check-secrets check-template check-image package test unit unit-pages unit-python e2e e2e-stack e2e-browser chaos bench screenshots requirements settings deploy destroy cost clean

# Python 3.11 under whatever name this machine has it; preflight says so if it is another one.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv/bin
export PYTHONPATH := api:runners:.
# Dozens of processes load the same modules: without byte code on the disk each would compile them.
unexport PYTHONDONTWRITEBYTECODE

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

# Linters and compilers use one core each, so they go side by side; what each says is kept together.
check: package ## Lint and type-check everything
	@$(MAKE) --no-print-directory --jobs=2 --output-sync=target check-pages check-python check-bridge check-secrets check-template check-image

check-python:
	$(VENV)/ruff check .
	$(VENV)/ruff format --check .
	$(VENV)/mypy
	$(VENV)/lint-imports

check-bridge:
	cd runners && npm run --silent check && npm run --silent lint

check-pages:
	cd frontend && npm run --silent check && npm run --silent lint

# Nothing is sent anywhere to try it out. Passwords by their name are left to reviews: in code the word stands for what
# people type, and for names of settings. What is excluded are alphabets, ids made of them, and the end of every PNG.
SECRETS := --no-verify --disable-plugin KeywordDetector --disable-plugin ArtifactoryDetector \
	--exclude-secrets '^0?123456789ABCDEFGHJKL?MNPQRSTVWXYZ$$|^01K0ABCDEFGHJKMNPQRSTVWXYZ$$|AAAABJRU5ErkJggg==$$' \
	--exclude-files '(^|/)(package-lock[.]json|(ministack-)?requirements[.]txt|openapi[.]json)$$'

check-secrets:
	@set -o pipefail; git ls-files -z | xargs -0 $(VENV)/detect-secrets-hook $(SECRETS)

check-image:
	$(VENV)/hadolint runners/Dockerfile

check-template:
	$(VENV)/cfn-lint build/package/template.json

unit: install ## Run the tests that need no running stack
	@$(MAKE) --no-print-directory --jobs=2 unit-pages unit-python

unit-pages:
	cd frontend && npm run --silent test

# Many of these tests wait for something, such as the end of a lease: one worker more than there are processors works
# while others wait. More of them would make the waits too short. A file's tests stay with one worker, so that what they
# share is made once.
unit-python:
	$(VENV)/pytest --numprocesses=$$(($$(nproc) + 1)) --dist=loadfile -m "not e2e and not browser"

# Each kind has a stack of its own, on ports and in a folder of its own, and waits for it more than it works.
e2e: package ## Run the end-to-end and browser tests against stacks of their own
	@echo "End-to-end and browser tests run side by side; each tells what came of it at its end."
	@$(MAKE) --no-print-directory --jobs=2 --output-sync=target e2e-stack e2e-browser

e2e-stack:
	$(VENV)/pytest tests/e2e

e2e-browser:
	$(VENV)/pytest tests/browser

# pytest closes three times: after the tests that need no stack, and after each kind of those that do.
test: check ## Check everything, then run every test
	@$(MAKE) --no-print-directory unit
	@$(MAKE) --no-print-directory e2e

chaos: package ## Kill, freeze and cut off a busy fleet, and account for every message (SEED=, BOTS=, MESSAGES=, MINUTES=)
	@$(VENV)/python -m tests.chaos

bench: package ## Measure what is promised: latency, units, memory, sizes (BENCH_CHROMIUM= a full browser)
	@$(VENV)/python -m tests.bench

screenshots: package ## Take screenshots of every page in each state into screenshots/ (README=1: and those of the README)
	@$(VENV)/python -m tests.browser.screenshots

deploy: package ## Deploy a stage to your AWS account (STAGE=staging|production, YES=1)
	@$(VENV)/python -m infra.deploy --stage "$(STAGE)" $(if $(YES),--yes) $(if $(REPLACE_DATA),--replace-data)

destroy: ## Take a stage away; its data stays unless DATA=1
	@$(VENV)/python -m infra.deploy.destroy --stage "$(STAGE)" $(if $(DATA),--data)

cost: ## What an installation costs per month (ARGS="--tenants 20 --bots 2 --messages 300")
	@$(VENV)/python -m infra.cost $(ARGS)

requirements: ## Compile the hashed requirement files from pyproject.toml
	@$(PYTHON) -m infra.packaging.requirements

settings: ## Write the table of settings into the README
	@$(VENV)/python -m infra.packaging.readme

clean: ## Remove what was built; state and installed packages stay
	rm -rf build frontend/dist runners/bridge/dist runners/simulator/dist api/.chalice/deployments \
		.mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache screenshots
