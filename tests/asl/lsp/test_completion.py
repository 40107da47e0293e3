"""What is offered at the cursor: complete and incomplete texts, JSON, YAML and templates."""

# ruff: noqa: E501 - tables read best one row to a line

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from asl.diagnostics import Edit
from asl.lsp.completion import complete
from asl.lsp.hover import hover
from asl.lsp.navigation import state_at
from asl.lsp.outline import outline
from asl.syntax import apply_edits
from tests.asl.lsp.marked import BAR, marked

MACHINE = """\
{
  "StartAt": "First",
  "States": {
    "First": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "Parameters": {"FunctionName": "f"}, "Next": "Second"},
    "Second": {"Type": "Choice", "Choices": [{"Variable": "$.a", "IsPresent": true, "Next": "Third"}]},
    "Third": {"Type": "Succeed"}
  }
}
"""


def labels(text: str, name: str = "x.asl.json") -> list[str]:
    _, definition, offset = marked(text, name)
    return [one.label for one in complete(definition, offset)]


def accepted(text: str, label: str, name: str = "x.asl.json") -> str:
    """The text after one offer has been taken."""
    _, definition, offset = marked(text, name)
    one = next(one for one in complete(definition, offset) if one.label == label)
    return apply_edits(text.replace(BAR, "", 1), [Edit(one.span, one.text)])


JSON_CASES = [
    ("top level", '{"StartAt": "A", █}', "States", "Resource"),
    ("state fields", '{"StartAt": "A", "States": {"A": {"Type": "Wait", █}}}', "Seconds", "Resource"),
    ("a word is begun", '{"StartAt": "A", "States": {"A": {"Type": "Wait", Sec█}}}', "Seconds", "Type"),
    ("a key is begun", '{"StartAt": "A", "States": {"A": {"Type": "Wait", "Sec█"}}}', "Seconds", "Type"),
    ("a key without end", '{"StartAt": "A", "States": {"A": {"Type": "Wait", "Sec█}}}', "Seconds", "Type"),
    ("the text ends here", '{"StartAt": "A", "States": {"A": {"Type": "Wait",\n  █', "Seconds", "Type"),
    ("excluded fields", '{"StartAt": "A", "States": {"A": {"Type": "Wait", "Seconds": 1, █}}}', "Next", "Timestamp"),
    ("no type yet", '{"StartAt": "A", "States": {"A": {█}}}', "Type", "Resource"),
    ("type", '{"StartAt": "A", "States": {"A": {"Type": "█"}}}', "Parallel", "First"),
    ("type without quotes", '{"StartAt": "A", "States": {"A": {"Type": █}}}', "Parallel", "First"),
    ("jsonata fields", '{"QueryLanguage": "JSONata", "StartAt": "A", "States": {"A": {"Type": "Task", █}}}', "Arguments", "Parameters"),
    ("next", MACHINE.replace('"Next": "Third"', '"Next": "█"'), "Third", "Task"),
    ("next without value", MACHINE.replace('"Next": "Third"', '"Next": █'), "Third", "Task"),
    ("start", MACHINE.replace('"StartAt": "First"', '"StartAt": "█"'), "First", "true"),
    ("boolean", '{"StartAt": "A", "States": {"A": {"Type": "Pass", "End": █}}}', "true", "A"),
    ("retrier", '{"StartAt": "A", "States": {"A": {"Type": "Task", "Retry": [{█}]}}}', "MaxAttempts", "Next"),
    ("error names", '{"StartAt": "A", "States": {"A": {"Type": "Task", "Retry": [{"ErrorEquals": ["█"]}]}}}', "States.ALL", "A"),
    ("errors of the service", MACHINE.replace('"Next": "Second"', '"Retry": [{"ErrorEquals": ["█"]}]'), "Lambda.TooManyRequestsException", "A"),
    ("choice rule", MACHINE.replace('"IsPresent": true', "█"), "StringEquals", "Variable"),
    ("resource", MACHINE.replace("lambda:invoke", "█"), "arn:aws:states:::sagemaker:createTrainingJob.sync", "First"),
    ("sdk service", MACHINE.replace("lambda:invoke", "aws-sdk:█"), "arn:aws:states:::aws-sdk:s3:", "First"),
    ("sdk action", MACHINE.replace("lambda:invoke", "aws-sdk:s3:█"), "arn:aws:states:::aws-sdk:s3:getObject", "First"),
    ("parameters", MACHINE.replace('"FunctionName": "f"', '"FunctionName": "f", █'), "Payload", "FunctionName"),
    ("parameters by path", MACHINE.replace('"FunctionName": "f"', "█"), "FunctionName.$", "Type"),
    ("enum of a parameter", MACHINE.replace('"FunctionName": "f"', '"InvocationType": "█"'), "RequestResponse", "First"),
    ("intrinsic functions", MACHINE.replace('"FunctionName": "f"', '"FunctionName.$": "States.█"'), "States.Format", "First"),
    ("context", MACHINE.replace('"FunctionName": "f"', '"FunctionName.$": "$$.█"'), "Execution", "Id"),
    ("context, deeper", MACHINE.replace('"FunctionName": "f"', '"FunctionName.$": "$$.Execution.█"'), "StartTime", "Execution"),
    ("jsonata functions", '{"QueryLanguage": "JSONata", "StartAt": "A", "States": {"A": {"Type": "Pass", "Output": "{% $█ %}"}}}', "$map", "$$"),
    ("states", '{"QueryLanguage": "JSONata", "StartAt": "A", "States": {"A": {"Type": "Pass", "Output": "{% $states.█ %}"}}}', "input", "$map"),
    ("jsonata context", '{"QueryLanguage": "JSONata", "StartAt": "A", "States": {"A": {"Type": "Pass", "Output": "{% $states.context.Ex█"}}}', "Execution", "$map"),
    ("variables", '{"QueryLanguage": "JSONata", "StartAt": "A", "States": {"A": {"Type": "Pass", "Assign": {"total": 1}, "Output": "{% $█ %}"}}}', "$total", "$$"),
    ("query language", '{"QueryLanguage": "█"}', "JSONata", "Pass"),
]  # fmt: skip

YAML = (
    "StartAt: A\nStates:\n  A:\n    Type: Task\n    Resource: arn:aws:states:::sns:publish\n{}  B:\n    Type: Succeed\n"
)
YAML_CASES = [
    ("new line in a state", YAML.format("    █\n"), "Next", "Seconds"),
    ("a word is begun", YAML.format("    Ne█\n"), "Next", "Type"),
    ("value", YAML.format("    Next: █\n"), "B", "Task"),
    ("a value is begun", YAML.format("    Next: B█\n"), "B", "Task"),
    ("parameters", YAML.format("    Parameters:\n      █\n"), "TopicArn", "Next"),
    ("list item", YAML.format("    Retry:\n      - █\n"), "ErrorEquals", "Next"),
    ("second line of an item", YAML.format("    Retry:\n      - ErrorEquals: [States.ALL]\n        █\n"), "MaxAttempts", "Type"),
    ("end of the text", YAML.format("") + "█", "Comment", "Resource"),
    ("type", "StartAt: A\nStates:\n  A:\n    Type: █\n", "Task", "A"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "yes", "no"), [case[1:] for case in JSON_CASES], ids=[case[0] for case in JSON_CASES])
def test_json(text, yes, no):
    found = labels(text)
    assert yes in found
    assert no not in found


@pytest.mark.parametrize(("text", "yes", "no"), [case[1:] for case in YAML_CASES], ids=[case[0] for case in YAML_CASES])
def test_yaml(text, yes, no):
    found = labels(text, "x.asl.yaml")
    assert yes in found
    assert no not in found


def test_the_likely_ones_come_first():
    assert labels('{"StartAt": "A", "States": {"A": {█}}}')[0] == "Type"
    assert labels(MACHINE.replace('"Next": "Second"', '"Next": "█"'))[0] == "Second"
    assert labels(MACHINE.replace('"FunctionName": "f"', "█"))[0] == "FunctionName"


def test_an_accepted_offer_is_sound_text():
    text = MACHINE.replace('"Next": "Third"', '"Next": "█"')
    assert json.loads(accepted(text, "Third")) == json.loads(MACHINE)
    assert '"Seconds": }' in accepted('{"StartAt": "A", "States": {"A": {"Type": "Wait", Sec█}}}', "Seconds")
    assert '"Seconds": 3' in accepted('{"StartAt": "A", "States": {"A": {"Type": "Wait", "S█": 3}}}', "Seconds")
    assert '"End": true}' in accepted('{"StartAt": "A", "States": {"A": {"Type": "Pass", "End": █}}}', "true")
    assert "    Next: \n" in accepted(YAML.format("    Ne█\n"), "Next", "x.asl.yaml")


def test_definitions_in_templates_are_completed_in_their_notation():
    sam = "Resources:\n  M:\n    Type: AWS::Serverless::StateMachine\n    Properties:\n      Definition:\n        StartAt: A\n        States:\n          A:\n            Type: Wait\n            █\n"
    assert "Seconds" in labels(sam, "template.yaml")
    block = 'Resources:\n  M:\n    Type: AWS::StepFunctions::StateMachine\n    Properties:\n      DefinitionString: |\n        {"StartAt": "A", "States": {"A": {"Type": "Wait", █}}}\n'
    assert "Seconds" in labels(block, "template.yaml")
    text = json.dumps({"definition": '{"StartAt": "A", "States": {"A": {"Type": "Pass", "Next": "A"}}}', "name": "m"})
    cursor = text.replace('\\"Next\\": \\"A', '\\"Next\\": \\"█A')
    mended = accepted(cursor, "A", "request.json")
    assert mended == text


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_no_incomplete_text_is_an_exception(data):
    text, name = data.draw(st.sampled_from([(MACHINE, "x.asl.json"), (YAML.format("    Next: B\n"), "x.asl.yaml")]))
    cut = data.draw(st.integers(0, len(text)))
    rest = data.draw(st.integers(cut, len(text)))
    typed = data.draw(st.sampled_from(["", '"', "Ne", '"Next": ', "{", "[", "$", "- ", "\n  "]))
    analysis, definition, offset = marked(text[:cut] + typed + BAR + text[rest:], name)
    if definition is not None:
        complete(definition, offset)
        state_at(definition, offset)
    hover(analysis, offset)
    outline(analysis)
