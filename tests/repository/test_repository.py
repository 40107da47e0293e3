"""Rules of the repository itself: what the wheel holds, what the README promises, what must not be in the tree."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def tracked(*patterns: str) -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "--cached", *patterns], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if listed.returncode:
        pytest.skip("not a git checkout")
    return [ROOT / line for line in listed.stdout.splitlines() if (ROOT / line).is_file()]


def test_the_wheel_holds_three_packages_and_nothing_else():
    assert PROJECT["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"] == ["asl", "interpreter", "lint"]


def test_every_package_says_what_it_is_for():
    for package in ("asl", "interpreter", "lint"):
        for init in (ROOT / package).rglob("__init__.py"):
            assert init.read_text(encoding="utf-8").startswith('"""'), init.relative_to(ROOT)


def test_the_python_of_the_readme_runs():
    blocks = re.findall(r"```python\n(.*?)```", (ROOT / "README.md").read_text(encoding="utf-8"), re.DOTALL)
    assert blocks
    for block in blocks:
        exec(compile(block, "README.md", "exec"), {})  # our own text


def test_the_files_that_the_readme_links_to_exist():
    for target in re.findall(r"\]\(([^)#]+)\)", (ROOT / "README.md").read_text(encoding="utf-8")):
        if "://" not in target:
            assert (ROOT / target).exists(), target


def test_the_command_of_the_readme_is_the_entry_point():
    assert PROJECT["project"]["scripts"] == {"asl": "asl.app.start:main"}
    assert "uv run asl run fixtures/mnist/pipeline.asl.json --input fixtures/mnist/input.json" in (
        ROOT / "README.md"
    ).read_text(encoding="utf-8")


def test_the_published_schema_is_up_to_date():
    made = subprocess.run(
        [sys.executable, "-m", "asl.model.schema"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    assert (ROOT / "schemas" / "asl.schema.json").read_text(encoding="utf-8") == made, "run make docs"


def test_no_lock_file_and_no_host_of_a_registry_is_tracked():
    hosts = re.compile("|".join(("pypi" + r"\.org", "python" + r"hosted\.org", "registry" + r"\.npmjs")))
    for file in tracked():
        assert file.name not in ("uv.lock", "poetry.lock", "package-lock.json")
        if file.suffix in (".py", ".toml", ".md", ".txt", ".json", ".yaml", ".yml", ""):
            text = file.read_text(encoding="utf-8", errors="replace")
            assert hosts.search(text) is None, file.relative_to(ROOT)


def test_large_modules_are_tables_or_reviewed():
    allowed = {"asl/syntax/json_recover.py", "asl/model/fields.py"}
    for file in tracked("asl/*.py", "interpreter/*.py", "lint/*.py"):
        name = file.relative_to(ROOT).as_posix()
        lines = len(file.read_text(encoding="utf-8").splitlines())
        assert lines <= 500 or name in allowed, f"{name} has {lines} lines"
