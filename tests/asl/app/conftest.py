"""One way to call the command in a test, and goldens of what it printed."""

from __future__ import annotations

import io
import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from asl.app.main import main

GOLDEN = Path(__file__).parent / "golden"
FIXTURES = Path(__file__).parents[3] / "fixtures"


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@dataclass(frozen=True)
class Result:
    argv: tuple[str, ...]
    status: int
    stdout: str
    stderr: str

    def shown(self) -> str:
        """The whole call the way a golden file keeps it."""
        return (
            f"$ asl {' '.join(self.argv)}\nexit status {self.status}\n"
            f"---- stdout\n{self.stdout}---- stderr\n{self.stderr}"
        )


@pytest.fixture
def check_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """Call ``asl`` in an empty folder; ``files`` are written there first, ``status`` is what is expected."""
    monkeypatch.chdir(tmp_path)

    def check(
        argv: Sequence[str],
        *,
        stdin: str | bytes = "",
        files: Mapping[str, str] | None = None,
        status: int | None = None,
        environ: Mapping[str, str] | None = None,
        on_terminal: bool = False,
    ) -> Result:
        for name, text in (files or {}).items():
            Path(name).write_text(text, encoding="utf-8", newline="")
        data = stdin.encode() if isinstance(stdin, str) else stdin
        make: Any = Terminal if on_terminal else io.StringIO
        out, err = make(), make()
        got = main(list(argv), io.TextIOWrapper(io.BytesIO(data), "utf-8"), out, err, environ=environ)
        result = Result(tuple(argv), got, out.getvalue(), err.getvalue())
        if status is not None:
            assert got == status, result.shown()
        return result

    return check


@pytest.fixture
def check_golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Compare a text with ``golden/<name>.txt``; UPDATE_GOLDEN=1 or --update-golden writes it anew."""
    is_update = request.config.getoption("--update-golden", default=False) or os.environ.get("UPDATE_GOLDEN")

    def check(name: str, text: str) -> None:
        path = GOLDEN / f"{name}.txt"
        if is_update:
            path.write_text(text, encoding="utf-8", newline="")
        assert path.exists(), f"no golden {path.name}; UPDATE_GOLDEN=1 writes it"
        assert text == path.read_text(encoding="utf-8")

    return check


@pytest.fixture
def mnist(tmp_path: Path) -> Path:
    """A folder with the flagship pipeline and its input."""
    folder = FIXTURES / "mnist"
    for name in ("pipeline.asl.json", "input.json", "mocks.asl-mocks.yaml"):
        (tmp_path / name).write_bytes((folder / name).read_bytes())
    return tmp_path
