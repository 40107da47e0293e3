"""The configuration: what it may say, what is wrong with it and where, and which codes come out."""

from __future__ import annotations

import pytest

from asl.diagnostics import Severity
from lint.configuration import Configuration
from lint.configuration_file import ConfigurationError, find_configuration, parse_configuration, read_configuration
from lint.engine import lint
from lint.selection import Selection

NO_DEFAULT = (
    '{"StartAt": "Ask", "States": {"Ask": {"Type": "Choice", "Choices": '
    '[{"Variable": "$.a", "StringEquals": "b", "Next": "Done"}]}, "Done": {"Type": "Succeed"}}}'
)


def test_everything_can_be_set():
    found = parse_configuration(
        """
        select = ["ALL"]
        extend-select = ["style"]
        ignore = ["ASL5", "choice-no-default"]
        fail-on = "warning"
        type = "express"

        [severity]
        ASL517 = "error"
        security = "info"

        [per-path-ignores]
        "legacy/**" = ["reliability"]

        [rules.retry-storm]
        max-seconds = 60

        [rules.ASL516]
        functions = {resize = 30}
        """,
        folder="/work",
    )
    assert found == Configuration(
        select=("ALL",),
        extend_select=("style",),
        ignore=("ASL5", "choice-no-default"),
        severity={"ASL517": Severity.ERROR, "security": Severity.INFO},
        per_path_ignores=(("legacy/**", ("reliability",)),),
        options={"retry-storm": {"max-seconds": 60}, "lambda-timeout-mismatch": {"functions": {"resize": 30}}},
        fail_on=Severity.WARNING,
        type="EXPRESS",
        folder="/work",
    )


@pytest.mark.parametrize(
    ("text", "line", "column", "message"),
    [
        ("select = ", 1, 10, "this is not TOML: invalid value"),
        ('\nslect = ["ASL5"]', 2, 1, 'there is no setting "slect"'),
        ('ignore = "ASL5"', 1, 1, '"ignore" must be a list of strings'),
        ('ignore = ["ASL5", "nonsense"]', 1, 1, '"nonsense" is no code, name, family or beginning of a code'),
        ('fail-on = "fatal"', 1, 1, '"fail-on" must be one of error, warning, info'),
        ('type = "EXPRESS"', 1, 1, '"type" must be one of standard, express'),
        ("severity = 1", 1, 1, '"severity" must be a table'),
        ('[severity]\nASL517 = "fatal"', 2, 1, "the severity must be one of error, warning, info"),
        ('[severity]\n"ASL999" = "error"', 2, 1, '"ASL999" is no code, name, family or beginning of a code'),
        ('[per-path-ignores]\n"a/*" = "ASL5"', 2, 1, '"a/*" must be a list of strings'),
        ("[rules.retry-strom]", 1, 2, 'there is no rule "retry-strom"'),
        ("[rules.retry-storm]\nmax-second = 1", 2, 1, 'the rule retry-storm has no option "max-second"'),
        ('[rules.retry-storm]\nmax-seconds = "1"', 2, 1, 'the option "max-seconds" must be a number'),
        ("[rules.retry-storm]\nmax-seconds = true", 2, 1, 'the option "max-seconds" must be a number'),
        ("[rules.missing-comment]\nstates = 1", 2, 1, 'the option "states" must be true or false'),
        ("[rules.lambda-timeout-mismatch]\nfunctions = {f = 'x'}", 2, 1, "must be a table of names and whole numbers"),
        ("rules.retry-storm.max-second = 1", 1, 1, 'has no option "max-second"'),
    ],
)
def test_what_is_wrong_is_told_with_its_place(text, line, column, message):
    with pytest.raises(ConfigurationError) as caught:
        parse_configuration(text)
    (found,) = caught.value.diagnostics
    assert message in found.message
    assert caught.value.source.position(found.span.start) == (line, column)
    assert str(caught.value).startswith(f"asl.toml:{line}:{column}: ")


def test_all_mistakes_are_told_at_once():
    with pytest.raises(ConfigurationError) as caught:
        parse_configuration('a = 1\nb = 2\nfail-on = "x"')
    assert len(caught.value.diagnostics) == 3


def test_in_a_pyproject_only_our_table_counts():
    text = '[project]\nname = "x"\n\n[tool.asl]\nignore = ["style"]\n'
    assert parse_configuration(text, name="/work/pyproject.toml").ignore == ("style",)
    with pytest.raises(ConfigurationError) as caught:
        parse_configuration(text + "wrong = 1\n", name="pyproject.toml")
    assert str(caught.value).startswith("pyproject.toml:6:1: ")


def test_the_nearest_configuration_counts(tmp_path):
    inner = tmp_path / "a" / "b"
    inner.mkdir(parents=True)
    (tmp_path / "asl.toml").write_text("")
    assert find_configuration(inner) == tmp_path / "asl.toml"
    (tmp_path / "a" / "pyproject.toml").write_text("[tool.ruff]\n")
    assert find_configuration(inner) == tmp_path / "asl.toml"
    (tmp_path / "a" / "pyproject.toml").write_text("[tool.asl]\nfail-on = 'info'\n")
    assert find_configuration(inner) == tmp_path / "a" / "pyproject.toml"
    assert read_configuration(tmp_path / "a" / "pyproject.toml").fail_on is Severity.INFO
    assert read_configuration(None) == Configuration()


@pytest.mark.parametrize(
    ("select", "extend", "ignore", "inside", "outside"),
    [
        (None, (), (), ["ASL201", "ASL703"], ["ASL956"]),
        (None, ("style",), (), ["ASL201", "ASL956"], []),
        (("ALL",), (), (), ["ASL201", "ASL956"], []),
        (("ALL",), (), ("style",), ["ASL201"], ["ASL956"]),
        (("missing-comment",), (), ("style",), ["ASL956"], ["ASL201", "ASL108"]),
        (("ASL70",), (), ("ASL703",), ["ASL704"], ["ASL703"]),
        (("ASL703",), (), ("ASL703",), [], ["ASL703"]),
        (None, (), ("validator",), ["ASL703"], ["ASL201"]),
        (("security",), (), (), ["ASL523"], ["ASL201", "ASL703"]),
    ],
)
def test_selection(select, extend, ignore, inside, outside):
    selection = Selection(select, extend, ignore)
    assert all(code in selection for code in inside)
    assert not any(code in selection for code in outside)


def _codes(configuration, **options):
    return [(d.code, d.severity.value) for d in lint(NO_DEFAULT, configuration=configuration, **options)]


def test_severity_can_be_changed_and_the_more_precise_selector_wins():
    assert _codes(Configuration()) == [("ASL703", "warning")]
    assert _codes(Configuration(severity={"transitions": Severity.INFO})) == [("ASL703", "info")]
    both = {"ASL703": Severity.ERROR, "transitions": Severity.INFO}
    assert _codes(Configuration(severity=both)) == [("ASL703", "error")]


def test_ignores_by_path():
    configuration = Configuration(per_path_ignores=(("old/**", ("ASL7",)),), folder="/work")
    assert _codes(configuration, path="/work/new/a.json") == [("ASL703", "warning")]
    assert _codes(configuration, path="/work/old/a.json") == []
    assert _codes(configuration) == [("ASL703", "warning")]


def test_what_cannot_be_read_is_told_whatever_is_selected():
    assert [d.code for d in lint("{", configuration=Configuration(select=("security",)))] == ["ASL001"]


def test_options_of_a_rule():
    text = '{"StartAt": "A", "States": {"A": {"Type": "Wait", "Timestamp": "2029-01-01T00:00:00Z", "End": true}}}'
    assert not lint(text)
    later = Configuration(options={"timestamp-in-past": {"before": "2030-01-01T00:00:00Z"}})
    assert [d.code for d in lint(text, configuration=later)] == ["ASL306"]
