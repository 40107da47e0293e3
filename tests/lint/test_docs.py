"""What the page about linting shows works as it is shown."""

from __future__ import annotations

import json
import re
from pathlib import Path

from lint.configuration_file import parse_configuration
from lint.engine import lint

_PAGE = (Path(__file__).parents[2] / "docs" / "linting.md").read_text(encoding="utf-8")


def _blocks(language):
    return re.findall(rf"```{language}\n(.*?)```", _PAGE, re.DOTALL)


def test_python_runs():
    for block in _blocks("python"):
        exec(compile(block, "linting.md", "exec"), {})  # our own text


def test_configuration_can_be_read():
    (block,) = _blocks("toml")
    found = parse_configuration(block)
    assert found.per_path_ignores
    assert found.options


def test_suppression_suppresses():
    (block,) = _blocks("json")
    state = json.loads(block)
    text = json.dumps({"StartAt": "A", "States": {"A": state}})
    assert lint(text) == ()
    state.pop("Comment")
    assert [found.code for found in lint(json.dumps({"StartAt": "A", "States": {"A": state}}))] == ["ASL515"]
