# Two commands do everything: `make demo` and `make test`. Both set up .venv first.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: demo test check lock clean

demo: .venv/installed
	$(BIN)/tocsin demo

test: .venv/installed
	$(BIN)/python -m pytest

check: .venv/installed
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

.venv/installed: pyproject.toml requirements.lock
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $@

# The lock names versions and hashes, and no address.
lock: .venv/installed
	$(BIN)/uv pip compile pyproject.toml --extra spacy --group dev --group build --universal --python-version 3.11 \
	  --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --no-annotate -o requirements.lock

clean:
	rm -rf .venv

# The shipped JSON Schema, made from the types.
.PHONY: schema
schema: .venv/installed
	$(BIN)/python -c "import json; from tocsin.reading.format import schema; print(json.dumps(schema(), indent=1))" > schema.tmp
	mv schema.tmp src/tocsin/reading/tocsin-1.schema.json
