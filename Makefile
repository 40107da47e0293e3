# The verbs of this repository. `make` alone checks everything that CI checks.
.PHONY: all setup test lint fix docs bench conformance build

all: lint test

setup:            ## make the environment that the other verbs use
	uv sync

test:             ## all tests
	uv run pytest

lint:             ## format, lint, types, import directions
	uv run ruff format --check .
	uv run ruff check .
	uv run mypy
	uv run lint-imports

fix:              ## what can be mended without thinking
	uv run ruff format .
	uv run ruff check --fix .

docs:             ## files that are generated from the code
	uv run python -m asl.model.schema > schemas/asl.schema.json
	uv run python -m asl.app.docs > docs/commands.md
	uv run python -m lint.docs docs/rules
	uv run python -m asl.app.render.report_schema > schemas/report.schema.json

bench:            ## timings; see benchmarks/README.md
	uv run python -m benchmarks

conformance:      ## recorded cases, when ../shared has them
	uv run python tests/conformance/check.py

build:            ## wheel and source distribution
	uv build
