"""Fixes: what they change, what they leave alone, and that they never make a definition worse."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from asl.diagnostics import Diagnostic, Edit, Fix, Severity
from asl.document import parse
from asl.source import Span
from lint.configuration import Configuration
from lint.engine import lint
from lint.fix_loop import choose_fixes, fix_document
from lint.fixes.attach import fixers
from lint.registry import all_entries

FUNCTION = "arn:aws:lambda:eu-west-1:123456789012:function:resize"


def check_fix(before: str, after: str, *, unsafe: bool = False) -> None:
    result = fix_document(parse(before), lint, unsafe=unsafe)
    assert result.document.source.text == after
    again = fix_document(result.document, lint, unsafe=unsafe)
    assert not again.is_changed


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param(
            '{"StartAt": "A", "States": {"A": {"Type": "Pass", "Nxt": "B"},\n\n "B": {"Type": "Succeed"} }  }',
            '{"StartAt": "A", "States": {"A": {"Type": "Pass", "Next": "B"},\n\n "B": {"Type": "Succeed"} }  }',
            id="misspelt field",
        ),
        pytest.param(
            '{"StartAt": "A", "States": {"A": {"type": "Pass", "End": true}}}',
            '{"StartAt": "A", "States": {"A": {"Type": "Pass", "End": true}}}',
            id="field case",
        ),
        pytest.param(
            '{"StartAt": "Proces", "States": {"Process": {"Type": "Succeed"}}}',
            '{"StartAt": "Process", "States": {"Process": {"Type": "Succeed"}}}',
            id="misspelt target",
        ),
        pytest.param(
            '{"StartAt": "A", "States": {"A": {"Type": "Pass"}}}',
            '{"StartAt": "A", "States": {"A": {"Type": "Pass", "End": true}}}',
            id="missing End, on one line",
        ),
        pytest.param(
            '{\r\n\t"StartAt": "A",\r\n\t"States": {\r\n\t\t"A": {\r\n\t\t\t"Type": "Pass"\r\n\t\t}\r\n\t}\r\n}',
            '{\r\n\t"StartAt": "A",\r\n\t"States": {\r\n\t\t"A": {\r\n\t\t\t"Type": "Pass",\r\n\t\t\t"End": true'
            "\r\n\t\t}\r\n\t}\r\n}",
            id="missing End, with tabs and CRLF",
        ),
        pytest.param(
            '{"StartAt": "A", "States": {"A": {"Type": "Wait", "Seconds": "5", "End": "true"}}}',
            '{"StartAt": "A", "States": {"A": {"Type": "Wait", "Seconds": 5, "End": true}}}',
            id="quotes around numbers and booleans",
        ),
        pytest.param(
            '{"StartAt":"A","States":{"A":{"Type":"Wait","End":true,"Timestamp":"2030-01-01T02:00:00+02:00"}}}',
            '{"StartAt":"A","States":{"A":{"Type":"Wait","End":true,"Timestamp":"2030-01-01T00:00:00Z"}}}',
            id="offset of a timestamp",
        ),
        pytest.param(
            '{"StartAt": "A", "States": {"A": {"Type": "Pass", "InputPath": "order.id", "End": true}}}',
            '{"StartAt": "A", "States": {"A": {"Type": "Pass", "InputPath": "$.order.id", "End": true}}}',
            id="path without a dollar",
        ),
        pytest.param(
            '{"StartAt": "M", "States": {"M": {"Type": "Map", "End": true, "Parameters": {"a.$": "$.a"}, "Iterator": '
            '{"StartAt": "I", "States": {"I": {"Type": "Succeed"}}}}}}',
            '{"StartAt": "M", "States": {"M": {"Type": "Map", "End": true, "ItemSelector": {"a.$": "$.a"}, '
            '"ItemProcessor": {"StartAt": "I", "States": {"I": {"Type": "Succeed"}}}}}}',
            id="older names of a Map",
        ),
        pytest.param(
            "StartAt: A\nStates:\n  A:   # first\n    Type: Pass  # hands on\n\n  # the end\n",
            "StartAt: A\nStates:\n  A:   # first\n    Type: Pass  # hands on\n    End: true\n\n  # the end\n",
            id="missing End in YAML",
        ),
        pytest.param(
            "StartAt: 'Proces'\nStates:\n  Process: {Type: Pass, end: true}\n",
            "StartAt: 'Process'\nStates:\n  Process: {Type: Pass, End: true}\n",
            id="target and case in YAML",
        ),
        pytest.param(
            '{"StartAt": "A", "States": {"A": {"Type": "Pass", "Comment": "asl-ignore: ASL703 done", "End": true}}}',
            '{"StartAt": "A", "States": {"A": {"Type": "Pass", "End": true}}}',
            id="suppression that is not needed",
        ),
        pytest.param(
            '{"StartAt": "A", "States": {"A": {"Type": "Pass", "Parameters": {"a.$": "States.Formt(\'{}\', $.b)"}, '
            '"End": true}}}',
            '{"StartAt": "A", "States": {"A": {"Type": "Pass", "Parameters": {"a.$": "States.Format(\'{}\', $.b)"}, '
            '"End": true}}}',
            id="misspelt intrinsic function",
        ),
        pytest.param(
            '{"StartAt": "A", "QueryLanguage": "JSONata", "States": {"A": {"Type": "Pass", '
            '"Output": "{% $uppercas($states.inptu.a) %}", "End": true}}}',
            '{"StartAt": "A", "QueryLanguage": "JSONata", "States": {"A": {"Type": "Pass", '
            '"Output": "{% $uppercase($states.input.a) %}", "End": true}}}',
            id="misspelt words in JSONata",
        ),
        pytest.param(
            '{"StartAt": "A", "States": {"A": {"Type": "Task", "Resource": "arn:aws:states:::sqs:sendMesage", '
            '"Parameters": {"QueueUrl": "q", "MessageBody": "m"}, "End": true}}}',
            '{"StartAt": "A", "States": {"A": {"Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage", '
            '"Parameters": {"QueueUrl": "q", "MessageBody": "m"}, "End": true}}}',
            id="misspelt integration",
        ),
        pytest.param(
            '{"StartAt": "A", "States": {"A": {"Type": "Fail", "End": true}}}',
            '{"StartAt": "A", "States": {"A": {"Type": "Fail"}}}',
            id="End of a Fail",
        ),
    ],
)
def test_safe_fix(before, after):
    check_fix(before, after)


def test_retrier_for_lambda_goes_before_what_is_there():
    state = {"Type": "Task", "Resource": FUNCTION, "Retry": [{"ErrorEquals": ["Mine"]}], "End": True}
    text = json.dumps({"StartAt": "A", "States": {"A": state}}, indent=2)
    result = fix_document(parse(text), lint)
    retry = result.document.value["States"]["A"]["Retry"]
    assert [entry["ErrorEquals"][0] for entry in retry] == ["Lambda.ClientExecutionTimeoutException", "Mine"]
    assert not result.diagnostics
    assert result.document.source.text == json.dumps(result.document.value, indent=2), "indented as the rest"


@pytest.mark.parametrize("shape", ["", "      Retry: []\n", "      Retry:\n        - ErrorEquals: [Mine]\n"])
def test_retrier_for_lambda_in_yaml(shape):
    head = f"StartAt: A\nStates:\n    A:\n      Type: Task  # work\n      Resource: {FUNCTION}\n      End: true\n"
    result = fix_document(parse(head + shape), lint)
    assert result.document.source.text.startswith(head[:-1])
    assert not result.diagnostics
    errors = result.document.value["States"]["A"]["Retry"][0]["ErrorEquals"]
    assert "Lambda.ServiceException" in errors


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('"Parameters": {"name": "$.name"}', '"Parameters": {"name.$": "$.name"}'),
        ('"Parameters": {"name.$": "name"}', '"Parameters": {"name.$": "$.name"}'),
    ],
)
def test_what_may_be_meant_waits_for_unsafe_fixes(before, after):
    frame = '{{"StartAt": "A", "States": {{"A": {{"Type": "Pass", {}, "End": true}}}}}}'
    check_fix(frame.format(before), frame.format(before))
    check_fix(frame.format(before), frame.format(after), unsafe=True)


def test_sync_version_is_unsafe():
    text = json.dumps(
        {
            "StartAt": "A",
            "TimeoutSeconds": 60,
            "States": {
                "A": {
                    "Type": "Task",
                    "Resource": "arn:aws:states:::states:startExecution.sync",
                    "Parameters": {"StateMachineArn": "${Child}"},
                    "End": True,
                }
            },
        }
    )
    check_fix(text, text)
    check_fix(text, text.replace(".sync", ".sync:2"), unsafe=True)


def test_name_that_is_taken_is_no_fix():
    text = '{"StartAt": "A", "States": {"A": {"Type": "Pass", "end": true, "End": true}}}'
    assert not fix_document(parse(text), lint).is_changed


def test_block_scalar_that_keeps_its_empty_lines_is_left_alone():
    text = "StartAt: A\nStates:\n  A:\n    Type: Pass\n    Result: |+\n      text\n\n\n"
    assert not fix_document(parse(text), lint).is_changed


def test_a_state_that_is_not_the_last_may_have_been_meant_to_go_on():
    text = '{"StartAt": "A", "States": {"A": {"Type": "Pass"}, "B": {"Type": "Succeed"}}}'
    found = [d for d in lint(text) if d.code == "ASL208"]
    assert [d.fix.is_safe for d in found] == [False]


def _diagnostic(*spans: tuple[int, int]) -> Diagnostic:
    fix = Fix("x", tuple(Edit(Span(*span), "") for span in spans), is_safe=True)
    return Diagnostic("ASL000", "x", Severity.INFO, "x", fix=fix)


def test_overlapping_edits_wait():
    first, second, third = _diagnostic((5, 9)), _diagnostic((0, 1), (8, 12)), _diagnostic((20, 20))
    assert choose_fixes([first, second, third], unsafe=False) == [first, third]
    assert choose_fixes([third, _diagnostic((20, 20))], unsafe=False) == [third]


def test_fixes_that_make_it_worse_are_taken_back():
    text = '{"StartAt": "A", "States": {"A": {"Type": "Succeed"}}}'
    bad = Fix("break it", (Edit(Span(0, 1), ""),), is_safe=True)

    def judge(document):
        spoilt = Diagnostic("ASL000", "x", Severity.INFO, "x", fix=bad)
        return (*lint(document), *([spoilt] if document.source.text == text else []))

    result = fix_document(parse(text), judge)
    assert result.document.source.text == text
    assert not result.applied


@pytest.mark.parametrize("code", sorted(fixers()))
def test_fixed_codes_exist(code):
    assert code in {entry.code for entry in all_entries()}


_EXAMPLES = [
    (entry, text) for entry in all_entries() for text in (entry.bad_source, entry.good_text) if len(text) < 5000
]


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_fixing_a_damaged_definition_never_adds_errors_and_comes_to_an_end(data):
    entry, text = data.draw(st.sampled_from(_EXAMPLES))
    start = data.draw(st.integers(0, len(text)))
    stop = data.draw(st.integers(start, min(len(text), start + 12)))
    inserted = data.draw(st.sampled_from(["", '"', ",", "}", "x", "null", "[]", ": ", "\n", "$", "End"]))
    damaged = text[:start] + inserted + text[stop:]
    everything = Configuration(extend_select=("ALL",))

    def judge(document):
        return lint(document, type=entry.type, configuration=everything)

    document = parse(damaged, format=entry.format)
    before = judge(document)
    result = fix_document(document, judge, unsafe=True)
    assert _errors(result.diagnostics) <= _errors(before)
    assert _errors(judge(result.document)) == _errors(result.diagnostics)


def _errors(diagnostics):
    return sum(diagnostic.severity is Severity.ERROR for diagnostic in diagnostics)
