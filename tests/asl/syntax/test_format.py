"""Formatting: canonical, settled after one run, and nothing of the user's text is lost."""

from __future__ import annotations

import pytest

from asl.json_values import MISSING
from asl.source import Source
from asl.syntax import FormatResult, detect_format, format_source, parse_source, print_json, unified_diff


def test_json_is_printed_from_the_text():
    source = Source('{"b":[1.0,1e3,123456789012345678901234567890,"\\u00e9é"],"a":{},"c":[{"d":[]}],"caf\\u00e9":null}')
    assert format_source(source) == FormatResult(
        """{
  "b": [1.0, 1e3, 123456789012345678901234567890, "\\u00e9é"],
  "a": {},
  "c": [
    {
      "d": []
    }
  ],
  "caf\\u00e9": null
}
""",
        changed=True,
    )


def test_an_array_of_scalars_stays_on_one_line_up_to_100_columns():
    fits = {"key": ["x" * 40, "y" * 42]}
    assert max(len(line) for line in print_json(fits).splitlines()) == 99
    wide = {"key": ["x" * 40, "y" * 43]}
    assert print_json(wide) == '{\n  "key": [\n    "' + "x" * 40 + '",\n    "' + "y" * 43 + '"\n  ]\n}\n'


def test_print_refuses_nan():
    with pytest.raises(ValueError, match="NaN"):
        print_json([float("nan")])


def test_placeholders_stay():
    assert format_source(Source('{"a": ${N}}')).text == '{\n  "a": ${N}\n}\n'


@pytest.mark.parametrize("text", ['{"a": 1,}', '{"a": 1, "a": 2}', "", "nonsense", '{"a": 1 /* why */}'])
def test_text_with_mistakes_is_left_alone(text):
    result = format_source(Source(text))
    assert (result.text, result.changed) == (text, False)
    assert result.diagnostics or text == ""


YAML = """\
# top
StartAt:   "First"   # here

States:
    First:
        Type: 'Pass'
        None: null
        Nothing:
        When: 2016-03-14
        Numbers: [1e3, 010, 1.50, ~, True]
        Text: |
          text
            more
        Folded: >-
          fold
          ed
        Items:
        - 1
        - 2   # two
        Sub: !Sub 'x ${Y}'
        Next: No
        Long: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb ccccccc

    Second: &second {x: 1}
    Third: *second
# end
"""


def test_yaml_keeps_comments_order_quotes_and_forms():
    source = Source(YAML, "x.yaml", "yaml")
    result = format_source(source)
    assert result.changed
    assert result.diagnostics == ()
    for kept in (
        "# top\n",
        "# here\n",
        "# two\n",
        "# end\n",
        "'Pass'",
        '"First"',
        "None: null",
        "Nothing:\n",
        "2016-03-14",
    ):
        assert kept in result.text
    for kept in (
        "[1e3, 010, 1.50, ~, True]",
        "|\n      text\n        more\n",
        ">-\n",
        "!Sub 'x ${Y}'",
        "Next: No\n",
        "&second",
    ):
        assert kept in result.text
    assert "\n  First:\n    Type:" in result.text
    assert "\n    Items:\n      - 1\n" in result.text
    again = format_source(Source(result.text, "x.yaml", "yaml"))
    assert (again.text, again.changed) == (result.text, False)
    before, after = (parse_source(each)[0].value for each in (source, Source(result.text, "x.yaml", "yaml")))
    assert list(before) == list(after)
    assert before == after


def test_yaml_with_mistakes_is_left_alone():
    result = format_source(Source("a: [1\nb: 2\n", "x.yaml", "yaml"))
    assert (result.text, result.changed) == ("a: [1\nb: 2\n", False)
    assert result.diagnostics


def test_empty_text_has_no_value():
    tree, _ = parse_source(Source(""))
    assert tree.value is MISSING
    assert tree.root is None
    assert tree.span(()) is None
    assert tree.nearest(("a",)) == (0, 0)


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("a.json", "a: 1", "json"),
        ("a.asl", "a: 1", "json"),
        ("a.asl.json", "", "json"),
        ("A.YAML", "{}", "yaml"),
        ("a.asl.yaml", "{}", "yaml"),
        ("a.yml", "{}", "yaml"),
        ("-", "\n {", "json"),
        ("-", "[1]", "json"),
        ("-", "// x\n{}", "json"),
        ("-", "", "json"),
        ("-", "# x\na: 1", "yaml"),
        ("machine.txt", "StartAt: A", "yaml"),
    ],
)
def test_detect_format(name, text, expected):
    assert detect_format(name, text) == expected


def test_unified_diff():
    assert unified_diff(Source("a\n"), "a\n") == ""
    diff = unified_diff(Source('{"a":1}', "m.json"), '{\n  "a": 1\n}\n')
    assert diff == (
        '--- m.json\n+++ m.json\n@@ -1 +1,3 @@\n-{"a":1}\n\\ No newline at end of file\n+{\n+  "a": 1\n+}\n'
    )
