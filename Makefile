# Two commands do everything: `make comic` and `make test`.

VENV ?= .venv
PYTHON ?= $(shell for p in python3.13 python3.12 python3.11 python3; do \
	$$p -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' 2>/dev/null && { echo $$p; break; }; done)
BIN := $(VENV)/bin
SYNOPSIS ?= examples/the-map-in-the-rain.txt
# EXTRAS=dev-llama: test GGUF planners as well; this compiles llama-cpp-python, which takes minutes.
# EXTRAS=local: test diffusion painters and detectors as well; this installs torch, and groundingdino-py
# without what it depends on, since its torchvision would bring CUDA and another torch. Both: dev-llama,local.
EXTRAS ?=
DEV := $(VENV)/.installed-dev$(EXTRAS:%=-%)

.PHONY: comic test check format lint types tests clean

comic: $(VENV)/.installed
	$(BIN)/agent plan-and-draw "$(SYNOPSIS)"

test: $(DEV) check

check: lint types tests

lint:
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .

types:
	$(BIN)/mypy

tests:
	$(BIN)/pytest -q -n 2 --dist worksteal

format:
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

$(VENV)/bin/python:
	@test -n "$(PYTHON)" || { echo "Panelwright needs Python 3.11, 3.12 or 3.13; none was found. Set PYTHON=/path/to/python3."; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: $(VENV)/bin/python pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e .
	@touch $@

$(DEV): $(VENV)/bin/python pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e ".[dev$(EXTRAS:%=,%)]"
	$(if $(findstring local,$(EXTRAS)),$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps "groundingdino-py==0.4.0")
	@touch $@ $(VENV)/.installed

clean:
	rm -rf $(VENV) dist build .mypy_cache .ruff_cache .pytest_cache .hypothesis
