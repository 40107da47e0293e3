"""Each mistake of JSON is reported once, at its place, in plain words, and the rest of the text is still read."""

from __future__ import annotations

import pytest

from asl.diagnostics import Severity
from asl.json_values import MISSING
from asl.source import Source
from asl.syntax import apply_edits, parse_source

# text · line:column · what is underlined · message · help · value
MISTAKES = {
    "missing colon": ('{"a" 1}', "1:5", " ", '":" is missing after "a"', 'add ":"', {"a": 1}),
    "equals sign": ('{"a" = 1}', "1:6", "=", '":" is missing after "a"', 'write ":"', {"a": 1}),
    "two colons": ('{"a":: 1}', "1:6", ":", "one : too many", "remove it", {"a": 1}),
    "missing comma": ('{"a": 1\n "b": 2}', "1:8", "\n", "a comma is missing", "add a comma", {"a": 1, "b": 2}),
    "missing comma in array": ('{"a": [1 2]}', "1:9", " ", "a comma is missing", "add a comma", {"a": [1, 2]}),
    "missing comma between objects": (
        '{"a": [{"x": 1} {"x": 2}]}', "1:16", " ", "a comma is missing", "add a comma", {"a": [{"x": 1}, {"x": 2}]},
    ),
    "trailing comma": (
        '{"a": 1,}', "1:8", ",", "a comma before the end of the object", "remove the comma", {"a": 1},
    ),
    "trailing comma in array": (
        '{"a": [1,\n]}', "1:9", ",", "a comma before the end of the array", "remove the comma", {"a": [1]},
    ),
    "two commas": ('{"a": 1,, "b": 2}', "1:9", ",", "one comma too many", "remove it", {"a": 1, "b": 2}),
    "leading comma": ('{, "a": 1}', "1:2", ",", "one comma too many", "remove it", {"a": 1}),
    "semicolon": (
        '{"a": "x"; "b": 2}', "1:10", ";", "; stands where a comma belongs", "write a comma", {"a": "x", "b": 2},
    ),
    "no value": ('{"a": , "b": 1}', "1:2", '"a"', '"a" has no value', "write a value after the colon", {"b": 1}),
    "no colon and value": (
        '{"a", "b": 1}', "1:2", '"a"', '"a" has no value', 'write ":" and a value after it', {"b": 1},
    ),
    "single quotes": (
        "{\"a\": 'b'}", "1:7", "'b'", "strings are written in double quotes", 'write "b"', {"a": "b"},
    ),
    "quotes of a word processor": (
        '{"a": “b”}', "1:7", "“b”", "strings are written in double quotes", 'write "b"', {"a": "b"},
    ),
    "bare key": ("{a: 1}", "1:2", "a", "a name stands outside quotes", 'write "a"', {"a": 1}),
    "bare value": (
        '{"Next": Second, "b": 1}', "1:10", "Second", "text stands outside quotes", 'write "Second"',
        {"Next": "Second", "b": 1},
    ),
    "bare path": (
        '{"a": $.b[0].c, "d": 1}', "1:7", "$.b[0].c", "text stands outside quotes", 'write "$.b[0].c"',
        {"a": "$.b[0].c", "d": 1},
    ),
    "bare timestamp": (
        '{"a": 2016-03-14T01:59:00Z}', "1:7", "2016-03-14T01:59:00Z", "text stands outside quotes",
        'write "2016-03-14T01:59:00Z"', {"a": "2016-03-14T01:59:00Z"},
    ),
    "opening quote missing": ('{"a": b", "c": 1}', "1:7", 'b"', "the opening quote is missing", 'write "b"',
                              {"a": "b", "c": 1}),
    "key without opening quote": ('{a": 1}', "1:2", 'a"', "the opening quote is missing", 'write "a"', {"a": 1}),
    "closing quote missing": (
        '{"a": "b,\n "c": 1}', "1:7", '"b', "the closing quote is missing", 'add "', {"a": "b", "c": 1},
    ),
    "closing quote missing at the end": ('{"a": "b}', "1:7", '"b', "the closing quote is missing", 'add "', {"a": "b"}),
    "key without closing quote": (
        '{"a: "b", "c": 1}', "1:2", '"a', "the closing quote is missing", 'add "', {"a": "b", "c": 1},
    ),
    "quotes inside a string": (
        '{"a": "say "hi" now", "b": 1}', "1:12", '"', "a double quote ends the string here, and the text goes on",
        r'write \" for a quote inside a string', {"a": 'say "hi" now', "b": 1},
    ),
    "line comment": ('{\n  // why\n  "a": 1}', "2:3", "// why", "JSON has no comments",
                     'move the text to a "Comment" field', {"a": 1}),
    "block comment": ('{"a": /* why\n */ 1}', "1:7", "/* why\n */", "JSON has no comments",
                      'move the text to a "Comment" field', {"a": 1}),
    "hash comment": ('{"a": 1 # why\n}', "1:9", "# why", "JSON has no comments",
                     'move the text to a "Comment" field', {"a": 1}),
    "bad escape": (r'{"a": "x\dy"}', "1:9", r"\d", r"\d is not an escape of JSON",
                   r"write \\d for a backslash in the text", {"a": r"x\dy"}),
    "bad unicode escape": (r'{"a": "\u00g0"}', "1:8", r"\u", r"\u is not followed by four hexadecimal digits",
                           r"write \u00e9, for example", {"a": r"\u00g0"}),
    "tab in a string": ('{"a": "x\ty"}', "1:9", "\t", "a tab stands inside a string", r"write \t instead",
                        {"a": "x\ty"}),
    "line break in a string": ('{"a": "x\ny z", "b": 1}', "1:9", "\n", "a line break stands inside a string",
                               r"write \n instead", {"a": "x\ny z", "b": 1}),
    "control character": ('{"a": "x\x01"}', "1:9", "\x01", "the control character U+0001 stands inside a string",
                          r"write \u0001 instead", {"a": "x\x01"}),
    "Python's True": ('{"a": True}', "1:7", "True", "True is not JSON", "write true", {"a": True}),
    "Python's None": ('{"a": None}', "1:7", "None", "None is not JSON", "write null", {"a": None}),
    "NaN": ('{"a": NaN}', "1:7", "NaN", "NaN is not JSON", "write null", {"a": None}),
    "infinity": ('{"a": -Infinity}', "1:7", "-Infinity", "-Infinity is not JSON", "write a number that is finite",
                 {"a": None}),
    "leading zero": ('{"a": 012}', "1:7", "012", "the number 012 starts with 0", "write 12", {"a": 12}),
    "leading plus": ('{"a": +1}', "1:7", "+1", "the number +1 starts with +", "write 1", {"a": 1}),
    "leading point": ('{"a": .5}', "1:7", ".5", "the number .5 has no digit before the point", "write 0.5", {"a": 0.5}),
    "trailing point": ('{"a": 1.}', "1:7", "1.", "the number 1. has no digit after the point", "write 1.0", {"a": 1.0}),
    "hexadecimal": ('{"a": 0x1F}', "1:7", "0x1F", "the number 0x1F is not decimal", "write 31", {"a": 31}),
    "underscore": ('{"a": 1_000}', "1:7", "1_000", "the number 1_000 has an underscore", "write 1000", {"a": 1000}),
    "unclosed object": ('{"a": {"b": 1}', "1:15", "", "the text ends before { is closed", "add }", {"a": {"b": 1}}),
    "unclosed brackets": ('{"a": [{"b": 1', "1:15", "", "the text ends before 3 brackets are closed", "add }]}",
                          {"a": [{"b": 1}]}),
    "text cut off after a colon": ('{"a": 1, "b":\n', "1:14", "", "the text ends before { is closed", "add }",
                                   {"a": 1}),
    "bracket missing inside": ('{"a": [1, 2}', "1:12", "}", "} comes before the ] that closes [", "add ]",
                               {"a": [1, 2]}),
    "wrong bracket": ('{"a": {"b": 1], "c": 2}', "1:14", "]", "] closes {", "write }", {"a": {"b": 1}, "c": 2}),
    "stray bracket": ('{"a": 1]}', "1:8", "]", "] closes nothing", "remove it", {"a": 1}),
    "extra closing brackets": ('{"a": 1}}\n}', "1:9", "}\n}", "} closes nothing", "remove it", {"a": 1}),
    "closed too early": ('{"a": 1},\n"b": 2}', "1:8", "}", "} closes the definition, but more members follow",
                         "remove it", {"a": 1, "b": 2}),
    "trailing text": ('{"a": 1} x y', "1:10", "x y", "the text goes on after the end of the definition",
                      "remove the rest", {"a": 1}),
    "opening bracket missing": ('"a": 1, "b": 2}', "1:1", '"', "the text does not start with {",
                                "put { and } around it", {"a": 1, "b": 2}),
    "member without a name": ('{"a": 1, {"b": 2}, "c": 3}', "1:10", "{", "a member of an object has no name",
                              'write a name in double quotes and ":"', {"a": 1, "c": 3}),
    "stray word": ('{"a": 1, foo, "c": 3}', "1:10", "foo", "unexpected text foo", "remove it", {"a": 1, "c": 3}),
    "two values": ('{"a": "b" "c", "d": 1}', "1:11", '"c"', "a value follows a value", "remove one of the two",
                   {"a": "b", "d": 1}),
    "byte order mark": ("\ufeff{}", "1:1", "\ufeff", "the text starts with a byte order mark",
                        "save the file as UTF-8 without it", {}),
    "no-break space": ('{"a":\u00a01}', "1:6", "\u00a0", "U+00A0 is not a blank of JSON", "write an ordinary space",
                       {"a": 1}),
    "no JSON at all": ("not a definition", "1:1", "not a definition", "the text is not JSON",
                       "start the definition with {", MISSING),
    "YAML": ("StartAt: A\nStates: {}", "1:1", "StartAt: A", "the text is not JSON", "name the file .yaml if it is YAML",
             MISSING),
}  # fmt: skip


@pytest.mark.parametrize(
    ("text", "position", "underlined", "message", "help_", "value"), MISTAKES.values(), ids=MISTAKES
)
def test_one_mistake_is_one_diagnostic(text, position, underlined, message, help_, value):
    source = Source(text)
    tree, found = parse_source(source)
    assert [diagnostic.message for diagnostic in found] == [message]
    (diagnostic,) = found
    span = diagnostic.span
    line, column = source.position(span.start)
    assert (f"{line}:{column}", text[span.start : span.end], diagnostic.help) == (position, underlined, help_)
    assert (diagnostic.code, diagnostic.name, diagnostic.severity, diagnostic.aws_code) == (
        "ASL001",
        "syntax-error",
        Severity.ERROR,
        "INVALID_JSON_DESCRIPTION",
    )
    assert tree.value == value


@pytest.mark.parametrize(("text", "value"), [(row[0], row[5]) for row in MISTAKES.values()], ids=MISTAKES)
def test_the_offered_fix_mends_the_text_and_keeps_the_value(text, value):
    _, found = parse_source(Source(text))
    if found[0].fix is None:
        return
    mended, left = parse_source(Source(apply_edits(text, found[0].fix.edits)))
    assert left == ()
    assert mended.value == value


FIVE = """{
  "StartAt": 'First',
  "States": {
    "First": {
      "Type": "Pass"
      "Next": "Second",
    },
    "Second": {
      "Type": "Wait",
      "Seconds": 010, // ten
      "End": true
    }
  }
}
"""


def test_five_mistakes_show_five():
    source = Source(FIVE)
    tree, found = parse_source(source)
    assert [(source.position(each.span.start).line, each.message, str(each.place)) for each in found] == [
        (2, "strings are written in double quotes", "/StartAt"),
        (5, "a comma is missing", "/States/First"),
        (6, "a comma before the end of the object", "/States/First"),
        (10, "the number 010 starts with 0", "/States/Second/Seconds"),
        (10, "JSON has no comments", "/States/Second"),
    ]
    assert tree.value == {
        "StartAt": "First",
        "States": {
            "First": {"Type": "Pass", "Next": "Second"},
            "Second": {"Type": "Wait", "Seconds": 10, "End": True},
        },
    }
    mended = apply_edits(FIVE, [edit for each in found for edit in each.fix.edits])
    assert parse_source(Source(mended))[1] == ()


def test_an_unclosed_bracket_is_traced_by_its_indentation():
    text = '{\n  "States": {\n    "A": {\n      "Type": "Pass",\n    "B": {\n      "End": true\n    }\n  }\n}\n'
    _, found = parse_source(Source(text))
    messages = [each.message for each in found]
    assert messages == ["the text ends before { is closed"]
    labels = {text[: label.span.start].count("\n") + 1: label.text for label in found[0].labels}
    assert labels[1] == "this { is not closed"
    assert 3 in labels


def test_a_value_that_cannot_be_read_is_left_out_and_named():
    tree, _ = parse_source(Source('{"a": , "b": [1, {"c"}]}'))
    assert tree.value == {"b": [1, {}]}
    assert tree.unreadable == (("a",), ("b", 1, "c"))


@pytest.mark.parametrize(
    ("text", "message", "aws_code"),
    [
        ("", "the text is empty", "SCHEMA_VALIDATION_FAILED"),
        (" \n", "the text is empty", "SCHEMA_VALIDATION_FAILED"),
        ("null", "the definition is null", "SCHEMA_VALIDATION_FAILED"),
        ("[]", "the definition is an array, not an object", "SCHEMA_VALIDATION_FAILED"),
        ("12", "the definition is a number, not an object", "SCHEMA_VALIDATION_FAILED"),
    ],
)
def test_a_definition_is_an_object(text, message, aws_code):
    _, found = parse_source(Source(text))
    assert [(each.code, each.message, each.aws_code) for each in found] == [("ASL002", message, aws_code)]
    assert parse_source(Source(text), expect_object=False)[1] == ()


def test_placeholders_are_strings_with_a_warning():
    tree, found = parse_source(Source('{"MaxConcurrency": ${N}, "b": [${A.Arn}, ${B}], "c": "${D}"}'))
    assert tree.value == {"MaxConcurrency": "${N}", "b": ["${A.Arn}", "${B}"], "c": "${D}"}
    assert [(each.code, each.severity, str(each.place)) for each in found] == [
        ("ASL014", Severity.WARNING, "/MaxConcurrency"),
        ("ASL014", Severity.WARNING, "/b/0"),
        ("ASL014", Severity.WARNING, "/b/1"),
    ]


def test_duplicate_keys_point_at_both():
    text = '{"Next": "A", "x": {"k": 1, "k": 2}, "Next": "B"}'
    tree, found = parse_source(Source(text))
    assert tree.value == {"Next": "B", "x": {"k": 2}}
    assert [(each.code, each.name, str(each.place), each.span.start) for each in found] == [
        ("ASL003", "duplicate-key", "/x/k", 28),
        ("ASL003", "duplicate-key", "/Next", 37),
    ]
    (label,) = found[1].labels
    assert (label.text, label.span) == ("first defined here", (1, 7))
    assert text[slice(*tree.span(("Next",)))] == '"B"'


def test_duplicate_keys_are_found_beside_mistakes():
    _, found = parse_source(Source('{"a": 1, "a": 2,}'))
    assert [each.code for each in found] == ["ASL003", "ASL001"]


@pytest.mark.parametrize("count", [257, 5_000, 100_000])
def test_deep_nesting_is_one_diagnostic(count):
    for text in ("[" * count + "]" * count, '{"a":' * count + "1" + "}" * count):
        tree, found = parse_source(Source(text), expect_object=False)
        assert [(each.code, each.aws_code) for each in found] == [("ASL013", "TOO_DEEPLY_NESTED")]
        assert tree.unreadable


def test_nesting_up_to_the_limit_is_read():
    text = '{"a":[' * 128 + "]}" * 128
    tree, found = parse_source(Source(text))
    assert found == ()
    assert tree.root is not None
    assert parse_source(Source(text), max_depth=255)[1][0].code == "ASL013"


def test_large_text_is_refused_unread():
    _, found = parse_source(Source('{"a": 1}'), max_size_chars=7)
    assert [each.code for each in found] == ["ASL012"]


def test_a_number_of_thousands_of_digits_is_reported():
    tree, found = parse_source(Source('{"a": ' + "1" * 5000 + "}"))
    assert [each.message for each in found] == ["the number has 5000 digits, too many to be read"]
    assert tree.value == {"a": "1" * 5000}


def test_hopeless_text_does_not_flood():
    _, found = parse_source(Source('{"a": 1 ' * 5000))
    assert len(found) <= 200


def test_no_number_of_warnings_hides_an_error():
    _, found = parse_source(Source("[" + "${A}," * 300 + "1,]"), expect_object=False)
    assert [each.code for each in found].count("ASL014") == 100
    assert [each.message for each in found if each.code == "ASL001"] == ["a comma before the end of the array"]


def test_messages_show_no_endless_text():
    _, found = parse_source(Source('{"a": 1, ' + "x " * 500 + ', "b" ' + "y" * 900))
    assert all(len(each.message) < 150 and len(each.help) < 150 for each in found)


def test_an_unreadable_duplicate_does_not_hide_the_member_that_can_be_read():
    tree, _ = parse_source(Source('{"a": {"x": 1}, "a": }'))
    assert tree.value == {"a": {"x": 1}}
    assert tree.span(("a", "x")) is not None
