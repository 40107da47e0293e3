"""``asl fmt``: files are replaced whole or not at all."""

import stat
from pathlib import Path

import pytest

from asl.app.files import replace_file

UGLY = '{"StartAt":"A","States":{"A":{"Type":"Succeed"}}}'
CANONICAL = """\
{
  "StartAt": "A",
  "States": {
    "A": {
      "Type": "Succeed"
    }
  }
}
"""
DIFF_HEAD = "--- a.json\n+++ a.json\n@@ -1"


def test_in_place(check_command):
    result = check_command(["fmt", "a.json"], files={"a.json": UGLY}, status=0)
    assert Path("a.json").read_text() == CANONICAL
    assert (result.stdout, result.stderr) == (
        "",
        "formatted a.json\n1 file changed, 0 already formatted\n",
    )
    again = check_command(["fmt", "a.json"], status=0)
    assert again.stderr == "0 files changed, 1 already formatted\n"


def test_check_writes_nothing(check_command):
    files = {"a.json": UGLY, "b.json": CANONICAL}
    result = check_command(["fmt", "--check", "a.json", "b.json"], files=files, status=1)
    assert Path("a.json").read_text() == UGLY
    assert (result.stdout, result.stderr) == (
        "",
        "would change a.json\n1 file would change, 1 already formatted\n",
    )
    assert check_command(["fmt", "--check", "b.json"], status=0).stdout == ""


def test_diff_writes_nothing(check_command):
    result = check_command(["fmt", "--diff", "a.json"], files={"a.json": UGLY}, status=0)
    assert result.stdout.startswith(DIFF_HEAD)
    assert Path("a.json").read_text() == UGLY
    result = check_command(["fmt", "--diff", "--check", "a.json"], status=1)
    assert result.stdout.startswith(DIFF_HEAD)


def test_filter(check_command):
    assert check_command(["fmt", "-"], stdin=UGLY, status=0).stdout == CANONICAL
    assert check_command(["fmt", "--check", "-"], stdin=UGLY, status=1).stdout == ""
    assert check_command(["fmt", "--diff", "-"], stdin=UGLY, status=0).stdout.startswith("--- <stdin>")


def test_mistakes_leave_the_file_alone(check_command):
    wrong = '{"StartAt": "A",}'
    result = check_command(["fmt", "a.json", "b.json"], files={"a.json": wrong, "b.json": UGLY}, status=1)
    assert Path("a.json").read_text() == wrong
    assert Path("b.json").read_text() == CANONICAL
    assert "a.json:1:16: error ASL001" in result.stderr
    assert result.stderr.endswith("1 file changed, 0 already formatted, 1 left as it is\n")
    assert check_command(["fmt", "-"], stdin=wrong, status=1).stdout == wrong


def test_yaml_keeps_its_comments(check_command):
    text = "# why\nStartAt:   A\nStates: {A: {Type: Succeed}}  # all\n"
    check_command(["fmt", "a.yaml"], files={"a.yaml": text}, status=0)
    shown = Path("a.yaml").read_text()
    assert "# why" in shown
    assert "# all" in shown
    assert shown != text


def test_the_mode_stays_and_a_link_stays_a_link(tmp_path):
    real, link = tmp_path / "real.json", tmp_path / "link.json"
    real.write_text("old")
    real.chmod(0o640)
    link.symlink_to(real)
    replace_file(str(link), "new")
    assert link.is_symlink()
    assert real.read_text() == "new"
    assert stat.S_IMODE(real.stat().st_mode) == 0o640
    assert {path.name for path in tmp_path.iterdir()} == {"link.json", "real.json"}


def test_a_failed_write_leaves_the_old_text_and_no_rubbish(tmp_path):
    real = tmp_path / "real.json"
    real.write_text("old")
    with pytest.raises(UnicodeEncodeError):
        replace_file(str(real), "new \ud800")
    assert real.read_text() == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["real.json"]


def test_line_ends_of_the_file_are_seen(check_command):
    check_command(["fmt", "a.json"], files={"a.json": CANONICAL.replace("\n", "\r\n")}, status=0)
    assert Path("a.json").read_bytes() == CANONICAL.encode()
