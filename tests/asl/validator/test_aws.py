"""The answers of the service's API to a definition: shapes, words, places."""

from __future__ import annotations

import json

import pytest

from asl.document import parse
from asl.validator.aws import JsonTextError, definition_error, read_json_text, validation_response

_SOUND = '{"StartAt": "A", "States": {"A": {"Type": "Succeed"}}}'
_EXPECTED = "was expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false')"


def _machine(**state):
    return json.dumps({"StartAt": "A", "States": {"A": state}})


def check_answer(text, *expected, **options):
    found = validation_response(text, **options)["diagnostics"]
    assert [(entry["code"], entry["message"], entry.get("location")) for entry in found] == list(expected)


def test_a_sound_definition_is_taken():
    assert validation_response(_SOUND) == {"result": "OK", "diagnostics": [], "truncated": False}
    assert definition_error(_SOUND) == ""
    assert validation_response(parse("StartAt: A\nStates: {A: {Type: Succeed}}\n"))["result"] == "OK"


@pytest.mark.parametrize("text", ["", " \n", "null", "[]", '"x"', "12"])
def test_what_is_no_object_has_no_place(text):
    check_answer(text, ("SCHEMA_VALIDATION_FAILED", "Definition must be a valid JSON object", None))
    assert definition_error(text).endswith("'SCHEMA_VALIDATION_FAILED: Definition must be a valid JSON object'")


def test_the_words_of_the_json_reader_are_the_whole_answer():
    place = '[Source: (String)"{"States": nothing}"; line: 1, column: 19]'
    message = f"Unrecognized token 'nothing': {_EXPECTED}\n at {place}"
    check_answer('{"States": nothing}', ("INVALID_JSON_DESCRIPTION", message, place))


def test_a_misspelt_field_is_unknown_and_missing():
    check_answer(
        _machine(Type="Pass", Nxt="B"),
        (
            "SCHEMA_VALIDATION_FAILED",
            "This object should have only one of the following fields: [Next, End]",
            "/States/A",
        ),
        ("SCHEMA_VALIDATION_FAILED", "Field 'Nxt' is not supported", "/States/A/Nxt"),
    )


def test_an_error_lists_all_problems_with_their_places():
    text = _machine(Type="Wait", Seconds=-1, End=True, Retry=[])
    assert definition_error(text) == (
        "Invalid State Machine Definition: 'SCHEMA_VALIDATION_FAILED: Minimum value is 0 at /States/A/Seconds, "
        "SCHEMA_VALIDATION_FAILED: Field 'Retry' is not supported at /States/A/Retry'"
    )


def test_places_in_branches_have_brackets():
    inner = {"StartAt": "X", "States": {"X": {"Type": "Pass", "Next": "Y"}}}
    check_answer(
        _machine(Type="Parallel", Branches=[inner], End=True),
        ("MISSING_TRANSITION_TARGET", "Missing 'Next' target: Y", "/States/A/Branches[0]/States/X/Next"),
    )


def test_warnings_are_listed_on_request_and_refuse_nothing():
    text = _machine(Type="Pass", Parameters={"a": "$.b"}, End=True)
    assert validation_response(text) == {"result": "OK", "diagnostics": [], "truncated": False}
    (warning,) = validation_response(text, severity="WARNING")["diagnostics"]
    assert (warning["severity"], warning["code"], warning["location"]) == (
        "WARNING",
        "NO_DOLLAR",
        "/States/A/Parameters/a",
    )
    own = _machine(Type="Pass", Assign={"a": 1}, End=True)
    assert validation_response(own, severity="WARNING")["diagnostics"] == []


def test_results_are_cut_where_asked():
    text = _machine(Type="Wait", Seconds=-1, End=True, Retry=[], Branches=[])
    found = validation_response(text, max_results=2)
    assert (len(found["diagnostics"]), found["truncated"], found["result"]) == (2, True, "FAIL")
    assert validation_response(text, max_results=3)["truncated"] is False
    assert len(validation_response(text, max_results=0)["diagnostics"]) == 3


def test_express_is_judged_as_express():
    text = _machine(Type="Task", Resource="arn:aws:states:eu-west-1:123456789012:activity:a", End=True)
    assert validation_response(text)["result"] == "OK"
    message = "Express state machine does not support Activity ARN"
    check_answer(text, ("SCHEMA_VALIDATION_FAILED", message, "/States/A/Resource"), type="EXPRESS")


@pytest.mark.parametrize(
    "text",
    ['{"a": [1, -2.5e+3, true, false, null, "x\\u00e9\\n", {}, []]}', "", "  12 ", '{"a":{"b":[[{}]]},"c":0}\n'],
)
def test_sound_json_is_read(text):
    read_json_text(text)


_OBJECT = 'Unexpected end-of-input: expected close marker for Object (start marker at [Source: (String)"'


@pytest.mark.parametrize(
    ("text", "message", "line", "column"),
    [
        ("not a definition", f"Unrecognized token 'not': {_EXPECTED}", 1, 4),
        ("{'a': 1}", "Unexpected character (''' (code 39)): was expecting double-quote to start field name", 1, 3),
        ('{"a": 1,\n}', "Unexpected character ('}' (code 125)): was expecting double-quote to start field name", 2, 2),
        (
            '{"a" 1}',
            "Unexpected character ('1' (code 49)): was expecting a colon to separate field name and value",
            1,
            7,
        ),
        (
            '{"a": 1\n "b": 2}',
            "Unexpected character ('\"' (code 34)): was expecting comma to separate Object entries",
            2,
            3,
        ),
        ("[1 2]", "Unexpected character ('2' (code 50)): was expecting comma to separate Array entries", 1, 5),
        ('{"a": 1', f'{_OBJECT}{{"a": 1"; line: 1, column: 1])', 1, 8),
        ('{"a": "b', "Unexpected end-of-input: was expecting closing quote for a string value", 1, 9),
        ('{"a', "Unexpected end-of-input in field name", 1, 4),
        ('{"a": ', "Unexpected end-of-input within/between Object entries", 1, 7),
        ('{"a": 01}', "Invalid numeric value: Leading zeroes not allowed", 1, 8),
        ('{"a": "\\x"}', "Unrecognized character escape 'x' (code 120)", 1, 10),
        (
            '{"a": -}',
            "Unexpected character ('}' (code 125)): expected digit (0-9) to follow minus sign, for valid numeric value",
            1,
            9,
        ),
    ],
)
def test_mistakes_in_json(text, message, line, column):
    with pytest.raises(JsonTextError) as caught:
        read_json_text(text)
    assert caught.value.message == message
    assert caught.value.source == f'[Source: (String)"{text}"; line: {line}, column: {column}]'


def test_a_long_text_is_cut_in_the_description():
    text = " " * 600 + "x"
    with pytest.raises(JsonTextError) as caught:
        read_json_text(text)
    assert caught.value.source == f'[Source: (String)"{" " * 500}"[truncated 101 chars]; line: 1, column: 602]'


def test_deep_text_is_read_without_recursion():
    read_json_text("[" * 5000 + "]" * 5000)
