"""JSONata expressions: syntax, functions, ``$states``, and that they have no input of their own."""

from __future__ import annotations

import json

import pytest

from asl.diagnostics import Severity
from asl.document import parse
from asl.validator import validate
from asl.validator.jsonata_facts import jsonata_facts
from asl.validator.jsonata_readings import plain_path_facts

_FUNCTION = "arn:aws:lambda:eu-west-1:123456789012:function:f"


def found_in(state, *more):
    """Return code, severity and the marked characters of what is found in a state of a JSONata machine."""
    states = {"A": state, **dict(more)}
    text = json.dumps({"StartAt": "A", "QueryLanguage": "JSONata", "States": states}, ensure_ascii=False)
    document = parse(text)
    found = validate(document)
    shown = [(document.locate(diagnostic), diagnostic) for diagnostic in found]
    return [(one.code, one.severity.value, text[span.start : span.end]) for span, one in shown]


def output(text):
    return found_in({"Type": "Pass", "Output": text, "End": True})


@pytest.mark.parametrize(
    "text",
    [
        "{% $states.input %}",
        "{% $sum($states.input.items[price > 1].price) %}",
        "{% $map($states.input.items, function($item, $index) { $item.name & $index }) %}",
        "{% ($total := $count($states.input.items); $total > 1 ? $total : 0) %}",
        "{% $states.input.items^(>price).{'name': name, 'rest': *} %}",
        "{% $states.input.items{name: $sum(price)} %}",
        "{% $states.input.items@$item#$index.{'name': $item.name, 'number': $index} %}",
        "{% $states.input.text ~> $trim ~> $uppercase %}",
        "{% $states.input ~> |items|{'seen': true}| %}",
        "{% $reduce([1, 2], function($a, $b) { $a + $b }) + $round(2.5) %}",
        "{% $filter([1, 2], $boolean) %}",
        "{% $now() & $uuid() & $string($random(1)) %}",
        "{% $partition($range(1, 5, 1), 2) %}",
        "{% $exists($states.input.a) ? $parse($states.input.a) : null %}",
        "{% $states.context.Execution.Input.$keys($) %}",
        "{% $substring(?, 1)($states.input.name) %}",
        " {% not an expression %} ",
        "plain",
    ],
)
def test_sound_expressions(text):
    assert output(text) == []


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("{% 1 + %}", "+"),
        ("{% $sum($states.input.a %}", "a"),
        ("{% $states.input.a ?? 1 %}", "?"),
        ("{% a b %}", "b"),
        ("{%%}", "{"),
    ],
)
def test_syntax_is_marked_inside_the_string(text, marked):
    (found,) = output(text)
    assert found[:2] == ("ASL905", "error")
    assert found[2] == marked or marked == "{"


def test_an_escaped_string_is_marked_at_its_own_characters():
    state = '{"Type": "Succeed", "Output": "{% \\"\\u00e9\\" & $fo() %}"}'
    text = f'{{"StartAt": "A", "QueryLanguage": "JSONata", "States": {{"A": {state}}}}}'
    document = parse(text)
    (found,) = validate(document)
    span = document.locate(found)
    assert text[span.start : span.end] == "$fo"


@pytest.mark.parametrize("text", ["{% $states.input", "$states.input %}", "x {% 1 %}", "{% 1 %}."])
def test_delimiters(text):
    ((code, severity, _),) = output(text)
    assert (code, severity) == ("ASL904", "error")


@pytest.mark.parametrize(
    ("text", "code", "marked"),
    [
        ("{% $upper($states.input.a) %}", "ASL906", "$upper"),
        ("{% $eval('1') %}", "ASL906", "$eval"),
        ("{% sum([1]) %}", "ASL906", "sum"),
        ("{% $sum() %}", "ASL907", "$sum"),
        ("{% $sum(1, 2) %}", "ASL907", "$sum"),
        ("{% $length(5) %}", "ASL907", "$length"),
        ("{% $sum(['a']) %}", "ASL907", "$sum"),
        ("{% $map($states.input.a, 'name') %}", "ASL907", "$map"),
        ("{% $join($states.input.a, 1) %}", "ASL907", "$join"),
        ("{% $states.input.a ~> $split('/', 1, 2) %}", "ASL907", "$split"),
        ("{% $states.inptu.a %}", "ASL908", "inptu"),
        ("{% name %}", "ASL920", "name"),
        ("{% $.name %}", "ASL920", "$"),
        ("{% $$.name %}", "ASL920", "$$"),
        ("{% $count(*) %}", "ASL920", "*"),
        ("{% {'a': name} %}", "ASL920", "name"),
    ],
)
def test_what_fails_when_it_runs_is_a_warning(text, code, marked):
    assert output(text) == [(code, "warning", marked)]


def test_result_and_error_output_exist_in_their_places_alone():
    handled = {"ErrorEquals": ["States.ALL"], "Output": "{% $states.errorOutput.Cause %}", "Next": "B"}
    task = {
        "Type": "Task",
        "Resource": _FUNCTION,
        "Arguments": "{% $states.input %}",
        "Output": "{% $states.result %}",
        "Catch": [handled],
        "Next": "B",
    }
    end = ("B", {"Type": "Succeed"})
    assert found_in(task, end) == []
    assert found_in({**task, "Arguments": "{% $states.result %}"}, end) == [("ASL908", "error", "result")]
    assert found_in({**task, "Output": "{% $states.errorOutput %}"}, end) == [("ASL908", "error", "errorOutput")]
    wrong = {**handled, "Output": "{% $states.result %}"}
    assert found_in({**task, "Catch": [wrong]}, end) == [("ASL908", "warning", "result")]
    assert output("{% $states.result %}") == [("ASL908", "error", "result")]


def test_facts_of_an_expression():
    facts = jsonata_facts("($f := function($x) { $x + $limit }; $f(1) + $count($rest[$ > $least]))")
    assert [reading.name for reading in facts.readings] == ["limit", "rest", "least"]
    assert [call.name for call in facts.calls] == ["count"]
    assert facts.without_context == ()


def test_a_long_chain_of_operators_is_walked_without_recursion():
    facts = jsonata_facts(" + ".join(["$a"] * 200))
    assert len(facts.readings) == 200


@pytest.mark.parametrize("text", ["$x", " $states.input.a.b ", "$states", "$a_1.b2\n"])
def test_plain_paths_are_read_like_by_the_engine(text):
    assert plain_path_facts(text) == jsonata_facts(text)


@pytest.mark.parametrize("text", ["$", "$$", "a.b", "$a.and", "$a[0]", "$a.`b`", "$a.%", "1"])
def test_other_expressions_are_left_to_the_engine(text):
    assert plain_path_facts(text) is None


def test_severity_lets_certain_failures_run():
    assert not any(
        one.severity is Severity.ERROR
        for one in validate(
            '{"StartAt":"A","QueryLanguage":"JSONata","States":{"A":{"Type":"Succeed","Output":"{% $nothing($x) %}"}}}'
        )
    )
