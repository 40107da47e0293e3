"""Whole histories, byte for byte: ``golden/<name>/history.json`` beside what it was made from.

A folder ``objects`` holds the buckets that Distributed Maps read. ``UPDATE_GOLDEN=1`` rewrites the histories; the
difference is to be read before it is kept. What a folder does not have comes from the fixture of the same name.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from asl.source import Source
from interpreter import FolderStore, run
from interpreter.backends import ScriptedBackend, SyntheticBackend, load_mocks

GOLDEN = Path(__file__).parent / "golden"
FIXTURES = Path(__file__).parents[2] / "fixtures"
ELSEWHERE = {
    ("mnist", "definition.asl.json"): FIXTURES / "mnist" / "pipeline.asl.json",
    ("mnist", "input.json"): FIXTURES / "mnist" / "input.json",
    ("orders", "definition.asl.json"): FIXTURES / "orders" / "order.asl.json",
    ("orders", "input.json"): FIXTURES / "orders" / "input.json",
}
NAMES = sorted(folder.name for folder in GOLDEN.iterdir() if folder.is_dir())


def read(name: str, file: str) -> str:
    return ELSEWHERE.get((name, file), GOLDEN / name / file).read_text(encoding="utf-8")


def history_text(name: str) -> str:
    mocks = load_mocks(Source(read(name, "mocks.json"), "mocks.json"))
    objects = GOLDEN / name / "objects"
    execution = run(
        read(name, "definition.asl.json"),
        json.loads(read(name, "input.json")),
        backend=ScriptedBackend(mocks, SyntheticBackend()),
        name=name,
        objects=FolderStore(objects) if objects.is_dir() else None,
    )
    return json.dumps(execution.history.to_aws(), indent=2, ensure_ascii=False) + "\n"


@pytest.mark.parametrize("name", NAMES)
def test_history(name: str) -> None:
    golden = GOLDEN / name / "history.json"
    found = history_text(name)
    if os.environ.get("UPDATE_GOLDEN") == "1":
        golden.write_text(found, encoding="utf-8", newline="\n")
    assert golden.read_bytes().decode() == found
