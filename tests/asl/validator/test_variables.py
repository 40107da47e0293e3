"""Workflow variables: set before they are read, seen where they exist, used."""

from __future__ import annotations

import json

import pytest

from asl.document import parse
from asl.pointer import aws_location
from asl.validator import validate


def found_in(states, language="JSONata"):
    """Return code, place and marked characters of what is found in the states of a machine."""
    text = json.dumps({"StartAt": next(iter(states)), "QueryLanguage": language, "States": states})
    document = parse(text)
    spans = [(document.locate(one), one) for one in validate(document)]
    return [(one.code, aws_location(one.place.pointer)[7:], text[span.start : span.end]) for span, one in spans]


def pass_(next_="", **fields):
    return {"Type": "Pass", **fields, **({"Next": next_} if next_ else {"End": True})}


def branches(*states):
    made = [{"StartAt": next(iter(each)), "States": each} for each in states]
    return {"Type": "Parallel", "Branches": made}


def map_(states, mode="INLINE", **fields):
    config = {"Mode": mode, **({"ExecutionType": "STANDARD"} if mode == "DISTRIBUTED" else {})}
    return {
        "Type": "Map",
        "ItemProcessor": {"ProcessorConfig": config, "StartAt": next(iter(states)), "States": states},
        **fields,
    }


def test_set_then_read():
    assert found_in({"A": pass_("B", Assign={"x": 1}), "B": pass_(Output="{% $x %}")}) == []


def test_never_set():
    assert found_in({"A": pass_(Output="{% $x %}")}) == [("ASL909", "/A/Output", "$x")]


def test_the_nearest_name_is_offered():
    states = {
        "A": pass_("B", Assign={"total": 1}),
        "B": pass_("C", Output="{% $totl %}"),
        "C": pass_(Output="{% $total %}"),
    }
    (found,) = validate(json.dumps({"StartAt": "A", "QueryLanguage": "JSONata", "States": states}))
    assert (found.code, found.help) == ("ASL909", 'did you mean "$total"?')


def test_set_too_late():
    states = {"A": pass_("B", Output="{% $x %}"), "B": pass_("C", Assign={"x": 1}), "C": pass_(Output="{% $x %}")}
    assert found_in(states) == [("ASL909", "/A/Output", "$x")]


def test_set_by_the_same_state():
    states = {"A": pass_("B", Assign={"x": 1, "y": "{% $x %}"}), "B": pass_(Output="{% $x & $y %}")}
    assert found_in(states) == [("ASL909", "/A/Assign/y", "$x")]


def _choice(**rule):
    rules = [{"Condition": "{% true %}", "Next": "B", **rule}]
    return {"Type": "Choice", "Choices": rules, "Default": "C"}


def test_set_on_one_way_only():
    states = {"A": _choice(), "B": pass_("C", Assign={"x": 1}), "C": pass_(Output="{% $x %}")}
    ((code, place, _),) = found_in(states)
    assert (code, place) == ("ASL909", "/C/Output")
    guarded = {**states, "C": pass_(Output="{% $exists($x) ? 1 : 0 %}")}
    assert found_in(guarded) == []


def test_a_rule_sets_on_its_own_way():
    states = {"A": _choice(Assign={"x": 1}), "B": pass_(Output="{% $x %}"), "C": pass_()}
    assert found_in(states) == []
    states = {"A": _choice(Assign={"x": 1}), "B": pass_(), "C": pass_(Output="{% $x %}")}
    assert found_in(states) == [("ASL909", "/C/Output", "$x")]


def test_a_catcher_sets_on_its_own_way():
    catch = [{"ErrorEquals": ["States.ALL"], "Assign": {"why": "{% $states.errorOutput.Cause %}"}, "Next": "B"}]
    task = {"Type": "Task", "Resource": "arn:aws:lambda:eu-west-1:123456789012:function:f", "Catch": catch, "Next": "C"}
    assert found_in({"A": task, "B": pass_(Output="{% $why %}"), "C": pass_()}) == []
    assert found_in({"A": task, "B": pass_(), "C": pass_(Output="{% $why %}")}) == [("ASL909", "/C/Output", "$why")]


def test_a_loop_keeps_what_was_set_before_it():
    states = {
        "A": pass_("B", Assign={"i": 0}),
        "B": {"Type": "Choice", "Choices": [{"Condition": "{% $i < 3 %}", "Next": "C"}], "Default": "D"},
        "C": pass_("B", Assign={"i": "{% $i + 1 %}"}),
        "D": pass_(),
    }
    assert found_in(states) == []


def test_unused():
    assert found_in({"A": pass_(Assign={"x": 1})}) == [("ASL910", "/A/Assign/x", '"x"')]
    assert found_in({"A": pass_(Assign={"x": "${Later}"})}) == []


def test_inner_flows_read_outer_variables_and_do_not_set_them():
    inner = {"X": pass_(Output="{% $x %}")}
    states = {"A": pass_("B", Assign={"x": 1}), "B": {**branches(inner), "End": True}}
    assert found_in(states) == []
    inner = {"X": pass_("Y", Assign={"x": 2}), "Y": pass_(Output="{% $x %}")}
    states = {"A": pass_("B", Assign={"x": 1}), "B": {**branches(inner), "End": True}}
    assert found_in(states) == [("ASL911", "/B/Branches[0]/States/X/Assign/x", '"x"')]


def test_branches_may_use_the_same_name():
    one = {"X": pass_("Y", Assign={"x": 2}), "Y": pass_(Output="{% $x %}")}
    two = {"V": pass_("W", Assign={"x": 2}), "W": pass_(Output="{% $x %}")}
    assert found_in({"A": {**branches(one, two), "End": True}}) == []


def test_a_variable_of_a_branch_ends_with_it():
    inner = {"X": pass_("Y", Assign={"x": 2}), "Y": pass_(Output="{% $x %}")}
    states = {"A": {**branches(inner), "Next": "B"}, "B": pass_(Output="{% $x %}")}
    assert found_in(states) == [("ASL912", "/B/Output", "$x")]


def test_a_distributed_map_sees_nothing_from_outside():
    inner = {"X": pass_(Output="{% $x %}")}
    states = {"A": pass_("B", Assign={"x": 1}), "B": map_(inner, ItemSelector={"x": "{% $x %}"}, End=True)}
    assert found_in(states) == []
    states = {**states, "B": map_(inner, "DISTRIBUTED", ItemSelector={"x": "{% $x %}"}, End=True)}
    assert found_in(states) == [("ASL912", "/B/ItemProcessor/States/X/Output", "$x")]
    inner = {"X": pass_("Y", Assign={"x": 2}), "Y": pass_(Output="{% $x %}")}
    states = {"A": pass_("B", Assign={"x": 1}), "B": map_(inner, "DISTRIBUTED", Items="{% [$x] %}", End=True)}
    assert found_in(states) == []


def test_the_old_value_is_read_in_the_state_that_sets():
    states = {"A": pass_("B", Assign={"x": 1}), "B": pass_(Assign={"x": 2}, Output="{% $x %}")}
    assert found_in(states) == [("ASL913", "/B/Output", "$x")]
    states = {"A": pass_("B", Assign={"x": 1}), "B": pass_(Assign={"x": "{% $x + 1 %}"})}
    assert found_in(states) == []


@pytest.mark.parametrize(
    ("field", "value", "place"),
    [
        ("InputPath", "$x.a", "/A/InputPath"),
        ("Parameters", {"a": [{"b.$": "$x"}]}, "/A/Parameters/a[0]/b.$"),
        ("Parameters", {"a.$": "States.Format('$y {}', $x.b)"}, "/A/Parameters/a.$"),
        ("OutputPath", "$x[0]", "/A/OutputPath"),
    ],
)
def test_jsonpath_reads(field, value, place):
    assert found_in({"A": pass_(**{field: value})}, "JSONPath") == [("ASL909", place, "$x")]


@pytest.mark.parametrize("value", ["$.x", "$", "$['x']", "$$.Execution.Id", "$.a['$x']"])
def test_jsonpath_paths_that_read_no_variable(value):
    assert found_in({"A": pass_(InputPath=value)}, "JSONPath") == []


def test_choice_rules_read_variables():
    rule = {"Variable": "$x.a", "StringEqualsPath": "$y", "Next": "B"}
    states = {"A": {"Type": "Choice", "Choices": [rule]}, "B": pass_()}
    assert [found[0::2] for found in found_in(states, "JSONPath")] == [("ASL909", "$x"), ("ASL909", "$y")]


def test_a_flow_whose_order_is_not_known_is_left_alone():
    text = json.dumps({"StartAt": "${First}", "States": {"A": pass_(InputPath="$x")}})
    assert [one.code for one in validate(text) if one.code == "ASL909"] == []
