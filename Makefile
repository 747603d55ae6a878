# Everything a person does here begins with make. `make` alone lists it.

PYTHON ?= $(firstword $(shell command -v python3.11 python3.12 python3.13 python3 2>/dev/null))
VENV := .venv
BIN := $(VENV)/bin
LOCK := $(if $(wildcard $(VENV)/.with-dev),requirements/dev.lock,requirements/base.lock)
WORDS := $(wildcard src/recours/locale/*/LC_MESSAGES/*.po)

.DEFAULT_GOAL := help
.PHONY: help setup demo dev test prove bench words docs lock wheel clean

help:
	@echo "make setup   the environment, with the command $(BIN)/recours"
	@echo "make demo    a populated organisation on http://127.0.0.1:8000 (PORT=... to change)"
	@echo "make test    the laws, the types and every test, on each database found and in Chromium"
	@echo "make prove   what takes long: fuzzing, crash loops, large volumes, every page in every language"
	@echo "make bench   measurements against their targets"
	@echo "make words   extract what is said to people into the catalogues (needs gettext)"
	@echo "make docs    write the tables of docs/ anew from the code"
	@echo "make lock    resolve the versions anew (UPGRADE=1 takes newer ones)"
	@echo "make wheel   build dist/*.whl"

setup: $(VENV)/.installed $(VENV)/.translated

demo: setup
	@exec $(BIN)/recours demo

dev: $(VENV)/.with-dev setup

test: dev
	@$(BIN)/python tools/run_tests.py

prove: dev
	@$(BIN)/python tools/run_tests.py --prove

bench: dev
	@$(BIN)/python -m bench $(ARGS)

words: dev
	@$(BIN)/python tools/extract_messages.py

docs: dev
	@$(BIN)/python tools/write_docs.py

lock: dev
	@$(BIN)/python tools/lock.py $(if $(UPGRADE),--upgrade)

wheel: dev
	@$(BIN)/uv build --quiet --wheel --no-build-isolation --python $(BIN)/python && ls dist/*.whl

clean:
	rm -rf $(VENV) dist .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .reports

$(BIN)/uv: requirements/uv.lock
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "Recours needs Python 3.11 or newer; name it: make PYTHON=/path/to/python3.11"; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV) \
		|| { rm -rf $(VENV); echo "This Python cannot make environments; on Debian install python3-venv."; exit 1; }
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --require-hashes --requirement requirements/uv.lock
	@touch $@

# uv is quick but reads no pip configuration; where the package index is known to pip alone, pip does it.
$(VENV)/.installed: $(BIN)/uv $(LOCK) pyproject.toml
	@$(BIN)/uv pip sync --quiet --python $(BIN)/python --require-hashes $(LOCK) \
		|| $(BIN)/python -m pip install -qq --disable-pip-version-check --require-hashes --requirement $(LOCK)
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --no-index --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.translated: $(VENV)/.installed $(WORDS)
	@$(BIN)/python tools/compile_translations.py
	@touch $@

# The tools for testing join the environment and stay in it; what `setup` installs from then on includes them.
$(VENV)/.with-dev: $(BIN)/uv requirements/dev.lock
	@touch $@
	@rm -f $(VENV)/.installed
	@$(MAKE) --no-print-directory $(VENV)/.installed || { rm -f $@; exit 1; }
