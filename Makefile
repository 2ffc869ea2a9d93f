# Everything runs in .venv, made from the hashed lock (requirements.txt). `make help` lists the targets.
PY ?= python3
VENV := .venv
BIN := $(VENV)/bin
UV := $(shell command -v uv 2>/dev/null)
PYTEST := $(BIN)/python -m pytest
.DEFAULT_GOAL := help

help: ## list the targets
	@sed -n 's/^\([a-z][a-z-]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 16

$(VENV)/.ready: requirements.txt pyproject.toml
	@$(PY) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo 'Waqai needs Python 3.11 or newer; set PY=/path/to/python3.11' >&2; exit 1; }
ifdef UV
	$(UV) venv --quiet --allow-existing --python "$(PY)" $(VENV)
	$(UV) pip install --quiet --python $(BIN)/python --require-hashes --only-binary :all: -r requirements.txt
	$(UV) pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation -e .
else
	$(PY) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --only-binary :all: -r requirements.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
endif
	@touch $@

setup: $(VENV)/.ready ## make the environment

build: setup ## draft what has no record yet and render the site into public/
	$(BIN)/waqai build

serve: setup ## live preview on http://127.0.0.1:8000/
	@$(BIN)/waqai serve || [ $$? -eq 130 ] # Ctrl-C is how a preview ends

lint: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

check: setup lint ## the quick part: lint, types, and tests that need no browser
	$(PYTEST) -n 2 -m "not browser and not slow"

test: setup lint programs ## everything: lint, types, unit, property, golden and browser tests
	$(PYTEST) -n 2 --dist loadgroup

programs: setup
	@$(BIN)/python tests/programs.py

score: setup ## extraction against annotated articles (WAQAI_CORPORA)
	@$(BIN)/python tests/corpus/score.py

score-registry: setup ## what accepted entities do for the next article (WAQAI_CORPORA)
	@$(BIN)/python tests/corpus/registry.py

audit-tools: ## fetch the Nu HTML checker and Lighthouse into .cache/audit (needs npm)
	npm install --silent --no-save --no-audit --no-fund --prefix .cache/audit vnu-jar lighthouse

audit: build audit-tools ## markup and Lighthouse of the built site
	$(BIN)/python scripts/audit.py public

bench: setup ## build times beside a floor measured in the same run
	@$(BIN)/python tests/bench/build.py

bench-extract: setup ## speed of the extraction, stage by stage, beside a floor measured in the same run
	@$(BIN)/python tests/bench/extract.py

bench-search: setup ## cost of the search index, and what one query sends (Chromium)
	@$(BIN)/python tests/bench/search.py

lock: ## renew requirements.txt from pyproject.toml (needs uv)
	uv lock --upgrade
	uv export --quiet --no-emit-project --all-groups --no-header --format requirements-txt -o requirements.txt

clean: ## remove what can be made again: public/, .cache/, the environment
	@if [ -x $(BIN)/waqai ]; then $(BIN)/waqai clean; fi
	rm -rf $(VENV) .mypy_cache .ruff_cache .hypothesis dist build

.PHONY: help setup build serve lint check test programs score score-registry audit audit-tools bench bench-extract bench-search lock clean
