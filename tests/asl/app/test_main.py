"""Exit statuses and messages that all verbs share."""

import io

import pytest

from asl.app import docs
from asl.app.commands import COMMANDS
from asl.app.main import main
from asl.app.page import WIDTH

VALID = '{"StartAt": "A", "States": {"A": {"Type": "Succeed"}}}'


@pytest.mark.parametrize("verb", COMMANDS)
def test_every_verb_has_a_page_in_the_documentation(verb):
    assert f"\n## asl {verb}\n" in docs.commands_page()


def test_the_documentation_is_up_to_date(request):
    path = request.config.rootpath / "docs" / "commands.md"
    assert path.read_text(encoding="utf-8") == docs.commands_page(), "python -m asl.app.docs > docs/commands.md"


@pytest.mark.parametrize("verb", COMMANDS)
def test_a_page_reads_like_a_short_man_page(check_command, verb):
    page = check_command([verb, "--help"], status=0).stdout
    assert page.startswith(f"Usage: asl {verb} ")
    for heading in ("Common options:", "Exit status:", "Examples:"):
        assert f"\n{heading}\n" in page
    assert page.split("Examples:\n")[1].count(f"asl {verb}") >= 2
    assert all(len(line) <= WIDTH for line in page.splitlines())
    assert page.count("\n") < 80
    assert "  " not in page.split("\n\n")[1].replace("\n  ", " ").strip(), "paragraphs are wrapped anew"


def test_help_is_the_same_after_other_options(check_command):
    assert check_command(["--debug", "--help"], status=0).stdout == check_command(["--help"], status=0).stdout
    assert check_command(["--debug", "--version"], status=0).stdout == check_command(["--version"]).stdout


def test_nothing_to_do_is_a_usage_error(check_command):
    result = check_command([], status=2)
    assert result.stdout == ""
    assert result.stderr.startswith("Usage: asl VERB")


@pytest.mark.parametrize(
    ("argv", "message"),
    [
        (["valdate", "x"], 'there is no verb "valdate"; did you mean "validate"?'),
        (["qqq"], f'there is no verb "qqq"; the verbs are {", ".join(COMMANDS)}'),
        (["validate"], "missing argument 'FILE...'"),
        (["validate", "--typ", "express", "x"], "no such option"),
        (["--nope", "validate"], "no such option"),
        (["validate", "--type", "fast", "x"], "invalid value for '--type'"),
        (["validate", "none.asl.json"], "cannot read none.asl.json: No such file or directory"),
        (["run", "none.asl.json"], "cannot read none.asl.json: No such file or directory"),
        (["fmt", "."], "cannot read .: Is a directory"),
        (["run", "-", "--test-case", "x"], "--test-case needs a mock file"),
        (["run", "-", "--json", "--history", "-"], "--json and --history - both want standard output"),
        (["run", "-", "--input", "-"], "standard input was named twice"),
        (["run", "-", "--name", "a b"], "the execution name \"a b\" has the character ' '"),
        (["run", "-", "--name", "x" * 81], "the execution name has 81 characters"),
        (["run", "-", "--machine-name", "a/b"], "the machine name \"a/b\" has the character '/'"),
        (["run", "-", "--region", "Mars"], '"Mars" is not a region'),
        (["run", "-", "--account", "12"], '"12" is not an account'),
        (["run", "-", "--start-time", "noon"], '"noon" is not a time'),
        (["run", "-", "--input", "none.json"], "cannot read none.json: No such file or directory"),
        (["run", "-", "--mocks", "none.yaml"], "cannot read none.yaml: No such file or directory"),
    ],
)
def test_usage_errors_are_one_sentence_and_the_next_step(check_command, argv, message):
    result = check_command(argv, stdin=VALID, status=2)
    assert result.stdout == ""
    first, second = result.stderr.splitlines()[:2]
    assert first.startswith(f"asl: {message}")
    assert second.startswith("help: ")


def test_text_that_is_not_utf_8_is_named(check_command, tmp_path):
    (tmp_path / "a.json").write_bytes(b'{"a": "\xff"}')
    assert "a.json is not UTF-8 text (byte 7)" in check_command(["validate", "a.json"], status=2).stderr
    assert "standard input is not UTF-8" in check_command(["validate", "-"], stdin=b"\xff", status=2).stderr


def test_a_file_that_cannot_be_written_is_status_3(check_command):
    result = check_command(["run", "-", "--quiet", "--history", "no/such/folder.json"], stdin=VALID, status=3)
    assert "No such file or directory" in result.stderr
    assert "Traceback" not in result.stderr


class Broken(io.StringIO):
    def __init__(self, error: BaseException) -> None:
        super().__init__()
        self.error = error

    def write(self, text: str) -> int:
        raise self.error


@pytest.mark.parametrize(
    ("error", "status"),
    [(BrokenPipeError(), 141), (KeyboardInterrupt(), 130), (RuntimeError("odd"), 3), (OSError(28, "No space"), 3)],
)
def test_what_goes_wrong_while_writing(error, status):
    stderr = io.StringIO()
    assert main(["fmt", "-"], io.StringIO(VALID), Broken(error), stderr) == status
    assert "Traceback" not in stderr.getvalue()
    if isinstance(error, RuntimeError):
        assert stderr.getvalue().startswith("asl: internal error: RuntimeError: odd\nhelp: report this")


def test_debug_shows_the_traceback():
    stderr = io.StringIO()
    assert main(["--debug", "fmt", "-"], io.StringIO(VALID), Broken(RuntimeError("odd")), stderr) == 3
    assert stderr.getvalue().startswith("Traceback")
    assert "asl: internal error: RuntimeError: odd\n" in stderr.getvalue()


@pytest.mark.parametrize(
    ("argv", "environ", "on_terminal", "is_colored"),
    [
        ([], {}, False, False),
        ([], {}, True, True),
        ([], {"NO_COLOR": "1"}, True, False),
        ([], {"NO_COLOR": ""}, True, True),
        ([], {"TERM": "dumb"}, True, False),
        ([], {"FORCE_COLOR": "1"}, False, True),
        ([], {"FORCE_COLOR": "1", "NO_COLOR": "1"}, False, False),
        (["--color", "always"], {"NO_COLOR": "1"}, False, True),
        (["--color", "never"], {"FORCE_COLOR": "1"}, True, False),
    ],
)
def test_colour(check_command, argv, environ, on_terminal, is_colored):
    for call in ([*argv, "explain", "ASL201"], ["explain", *argv, "ASL201"]):
        result = check_command(call, environ=environ, on_terminal=on_terminal, status=0)
        assert ("\x1b[" in result.stdout) == is_colored
