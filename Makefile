# Every target sets up what it needs; a fresh machine has Python 3.11, Go and Node.js, and nothing else.

PYTHON ?= python3
BIN := .venv/bin
READY := .venv/.ready
ENGINE = $(shell $(PYTHON) tools/engine/engine.py | tail -n 1)

.PHONY: demo test check bench soak setup engine schema sdk plugin dist

demo: $(READY) engine
	@PATH="$(ENGINE):$$PATH" $(BIN)/python -m tools.demo

test: check engine
	$(BIN)/mypy --platform win32 --cache-dir .mypy_cache/win32 provider # nothing of Unix alone
	PATH="$(ENGINE):$$PATH" $(BIN)/pytest -n 4 --dist worksteal tests/acceptance tests/fuzz

# What is compiled once need not be compiled by each process again, whatever the environment says.
check: export PYTHONDONTWRITEBYTECODE =
check: $(READY)
	$(BIN)/ruff format --check
	$(BIN)/ruff check
	$(BIN)/mypy
	$(BIN)/pytest -n 2 tests/unit tests/conformance

setup: $(READY)

# Named by what it holds: a changed pin sets up anew.
$(READY): pyproject.toml constraints.txt
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[dev]'
	@touch $@

# Hundreds of random walks with new seeds, and of new requests to each route of the emulator; SOAK_WALKS and
# SOAK_EXAMPLES say how many.
soak: check engine
	PATH="$(ENGINE):$$PATH" SOAK_WALKS=$${SOAK_WALKS:-300} $(BIN)/pytest -n 2 -s -o faulthandler_timeout=0 \
		tests/acceptance/bad_day/test_random_walk.py
	SOAK_EXAMPLES=$${SOAK_EXAMPLES:-300} $(BIN)/pytest -n 2 -o faulthandler_timeout=0 tests/fuzz

# On the real engine: a table, and build/bench.json. BENCH names chapters and options:
# make bench BENCH="waiting start", BENCH="limits --long", BENCH="--help".
bench: $(READY) engine
	@PATH="$(ENGINE):$$PATH" PYTHONPATH="$(CURDIR)/tests:$(CURDIR)" $(BIN)/python -m benchmarks $(BENCH)

engine:
	@$(PYTHON) tools/engine/engine.py

schema: $(READY)
	$(BIN)/python -m tools.dynamicgen.generate
	$(BIN)/python -m tools.schemagen

sdk: schema
	cd tools/sdkgen && go run . examples ../../schema.json ../../docs/examples
	$(BIN)/python -m tools.schemagen # its pages show the examples
	cd tools/sdkgen && go run . sdk ../../schema.json ../../sdk

# A folder for `pulumi plugin install resource sevalla VERSION --file`.
plugin: $(READY)
	$(BIN)/python -m tools.pluginbuild.build build/plugin

# All packages that a release consists of, and their checksums.
dist: $(READY)
	@$(BIN)/python -m tools.dist dist
