# `make` alone lists what there is. Nothing but Python 3.11, pip and make is needed.
PYTHON ?= python3.11
ifeq (, $(shell command -v $(PYTHON) 2>/dev/null))
PYTHON := python3
endif
BIN := .venv/bin
export OPENBLAS_NUM_THREADS := 1

help:  ## this list
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

.venv/installed: requirements.lock pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

.venv/dev-installed: .venv/installed requirements-dev.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements-dev.lock
	@touch $@

setup: .venv/dev-installed  ## make the environment for developers

run: .venv/installed  ## start lumbago in the browser
	$(BIN)/lumbago serve

browser:  # Chromium for the tests in a real browser, where it may be installed
	@command -v chromium >/dev/null 2>&1 || { \
	  echo "chromium is missing: trying to install it"; \
	  { apt-get update -qq && apt-get install -y -qq chromium; } >/dev/null 2>&1 \
	  || echo "LEFT OUT: the tests in a real browser, because chromium cannot be installed here"; }

test: .venv/dev-installed browser check  ## every test, and every check
	$(BIN)/python -m pytest -q -n 2

test-line: .venv/dev-installed  ## the tests of the line alone, in seconds
	$(BIN)/python -m pytest -q -n 2 tests/line tests/safety

check: .venv/dev-installed  ## style, types, and the knowledge
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lumbago check

fix: .venv/dev-installed  ## mend what the style checker can mend
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

kb: .venv/installed  ## check the knowledge
	$(BIN)/lumbago check

figures: .venv/dev-installed  ## the 45 published figures, one table
	$(BIN)/python benchmarks/figures.py

bench: .venv/dev-installed  ## speed and accuracy, all of it (some minutes)
	$(BIN)/python benchmarks/run.py

docs: .venv/dev-installed  ## write the pages of docs/reference anew, and the site of docs/_site
	$(BIN)/python docs/generate.py
	$(BIN)/python docs/components.py
	$(BIN)/python docs/site.py

bench-cases: .venv/dev-installed  ## outsiders' cases, where you have them: totals only
	$(BIN)/python benchmarks/bench_cases.py

lock: .venv/dev-installed  ## renew the pinned versions
	$(BIN)/python -m pip install --quiet uv
	$(BIN)/uv pip compile --quiet --generate-hashes --no-header --no-annotate --no-emit-index-url \
	  --python-version 3.11 --universal --extra build pyproject.toml -o requirements.lock
	$(BIN)/uv pip compile --quiet --generate-hashes --no-header --no-annotate --no-emit-index-url \
	  --python-version 3.11 --universal --extra build --extra dev -c requirements.lock pyproject.toml -o requirements-dev.lock

clean:  ## remove what was built
	rm -rf .venv build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis

.PHONY: help setup run browser test test-line check fix kb figures bench bench-cases docs lock clean
