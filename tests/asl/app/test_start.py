"""The console script: what it imports, whose modules it finds, how it ends when nobody reads."""

import json
import subprocess
import sys
from importlib.machinery import ModuleSpec
from pathlib import Path

import pytest

from asl.app.start import OUR_PACKAGES, shadowed_package

ROOT = Path(__file__).parents[3]
HEAVY = ("click", "rich", "lark", "botocore", "boto3", "yaml", "ruamel", "asl.validator", "asl.document", "interpreter")


def run_asl(*argv: str, code: str = "", cwd: Path | None = None, path: str = "") -> subprocess.CompletedProcess[str]:
    script = code or "import sys; from asl.app.start import main; sys.exit(main())"
    script = f"import sys; sys.path.insert(0, {str(ROOT)!r}); {path}\n{script}"
    return subprocess.run(
        [sys.executable, "-c", script, *argv], capture_output=True, text=True, cwd=cwd or ROOT, check=False, timeout=60
    )


@pytest.mark.parametrize("option", ["--help", "--version", "-h"])
def test_help_and_version_import_nothing_heavy(option):
    code = (
        "import sys, json; before = set(sys.modules)\n"
        "from asl.app.start import main; status = main()\n"
        "sys.stderr.write(json.dumps([status, sorted(set(sys.modules) - before)]))"
    )
    result = run_asl(option, code=code)
    status, modules = json.loads(result.stderr)
    assert status == 0
    assert result.stdout
    loaded = [name for name in modules if name in HEAVY or name.startswith(tuple(f"{heavy}." for heavy in HEAVY))]
    assert not loaded


def test_our_packages_are_found_beside_asl():
    assert shadowed_package(str(ROOT)) == ""


@pytest.mark.parametrize("name", OUR_PACKAGES)
def test_another_package_of_the_same_name_is_reported(tmp_path, name):
    (tmp_path / name).mkdir()
    (tmp_path / name / "__init__.py").write_text("raise SystemExit('somebody else')\n")
    result = run_asl("--version", path=f"sys.path.insert(0, {str(tmp_path)!r})")
    assert result.returncode == 2
    assert result.stdout == ""
    first, second = result.stderr.splitlines()
    assert first == (
        f"asl: another distribution's module `{name}` hides ours: Python finds {tmp_path / name / '__init__.py'}"
    )
    assert "uv tool install asl-toolkit" in second


def test_a_module_file_of_the_same_name_is_reported(tmp_path):
    (tmp_path / "lint.py").write_text("")
    result = run_asl("--version", path=f"sys.path.insert(0, {str(tmp_path)!r})")
    assert (result.returncode, result.stdout) == (2, "")
    assert f"{tmp_path / 'lint.py'}\n" in result.stderr


def test_a_folder_without_code_is_no_rival(tmp_path):
    (tmp_path / "lint").mkdir()
    assert run_asl("--version", path=f"sys.path.insert(0, {str(tmp_path)!r})").returncode == 0


def test_a_missing_package_is_reported():
    def find(name: str) -> ModuleSpec | None:
        return None

    assert "`lint` is missing" in shadowed_package(str(ROOT), find)


def test_a_closed_pipe_is_silent():
    code = "import sys; from asl.app.start import main; sys.exit(main())"
    with subprocess.Popen(
        [sys.executable, "-c", code, "explain"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=ROOT,
        text=True,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        said = process.stderr.read()
        assert process.wait(timeout=60) == 141
    assert said == ""


def test_output_to_a_pipe_is_utf_8_whatever_the_locale(tmp_path):
    (tmp_path / "a.asl.json").write_text('{"StartAt":"é漢","States":{"é漢":{"Type":"Succeed"}}}', encoding="utf-8")
    with (tmp_path / "a.asl.json").open("rb") as file:
        result = subprocess.run(
            [sys.executable, "-c", "import sys; from asl.app.start import main; sys.exit(main())", "fmt", "-"],
            stdin=file,
            capture_output=True,
            cwd=ROOT,
            check=False,
            env={"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PYTHONIOENCODING": "latin-1"},
        )
    assert "é漢" in result.stdout.decode("utf-8")
