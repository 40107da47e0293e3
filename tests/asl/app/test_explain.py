"""``asl explain``: every code can be read about, by any of its names."""

import pytest

from lint.registry import all_entries


def test_one_code(check_command, check_golden):
    check_golden("explain-missing-target", check_command(["explain", "missing-target"], status=0).shown())


@pytest.mark.parametrize("entry", all_entries(), ids=lambda entry: entry.code)
def test_every_code_by_every_name(check_command, entry):
    for query in (entry.code, entry.code.lower(), entry.name, *filter(None, [entry.aws_code])):
        assert f"{entry.code} {entry.name} (" in check_command(["explain", query], status=0).stdout


def test_all_codes_are_listed(check_command):
    lines = check_command(["explain"], status=0).stdout.splitlines()
    assert [line.split()[0] for line in lines] == [entry.code for entry in all_entries()]


@pytest.mark.parametrize(
    ("query", "offer"),
    [
        ("mising-target", 'did you mean "missing-target"?'),
        ("MISSING_TRANSITION_TARGETS", 'did you mean "MISSING_TRANSITION_TARGET"?'),
        ("???", "`asl explain` lists all codes"),
    ],
)
def test_unknown_codes(check_command, query, offer):
    result = check_command(["explain", query], status=2)
    assert result.stderr == f'asl: there is no code "{query}"\nhelp: {offer}\n'


def test_a_code_that_is_named_twice_is_explained_once(check_command):
    once = check_command(["explain", "ASL201"]).stdout
    assert check_command(["explain", "ASL201", "missing-target"]).stdout == once
