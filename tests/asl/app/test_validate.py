"""``asl validate``: what is shown, for people and for programs, and the exit status."""

import json

import pytest

from asl.app.render.colour import Paint
from asl.app.render.text import render_diagnostics, render_totals
from asl.diagnostics import Diagnostic, Label, Place, Severity
from asl.document import parse

VALID = '{"StartAt": "A", "States": {"A": {"Type": "Succeed"}}}'

WRONG = {
    "not-json": """\
{
  "StartAt": "Train"
  "States": {
    "Train": {"Type": "Succeed"},
  }
}
""",
    "misspelt-field": """\
{
  "StartAt": "Train",
  "States": {
    "Train": {
      "Type": "Task",
      "Resurce": "arn:aws:states:::sagemaker:createTrainingJob.sync",
      "End": true
    }
  }
}
""",
    "missing-target": """\
{
  "StartAt": "Train",
  "States": {
    "Train": {"Type": "Pass", "Next": "Deplyo"},
    "Deploy": {"Type": "Succeed"}
  }
}
""",
    "broken-path": """\
{
  "StartAt": "Make",
  "States": {
    "Make": {
      "Type": "Pass",
      "Parameters": {
        "Model\\u004eame.$": "States.Format('model-{}', $.Job['Na\\u006de)"
      },
      "End": true
    }
  }
}
""",
}


@pytest.mark.parametrize("case", WRONG)
def test_wrong_definitions(check_command, check_golden, case):
    name = f"{case}.asl.json"
    text = check_command(["validate", name], files={name: WRONG[case]}, status=1)
    check_golden(f"validate-{case}", text.shown())
    told = json.loads(check_command(["validate", "--format", "json", name], status=1).stdout)
    assert told["version"] == 1
    assert told["files"] == [{"file": name, "errors": len(told["diagnostics"]), "warnings": 0, "infos": 0}]
    for diagnostic in told["diagnostics"]:
        place = f"{name}:{diagnostic['line']}:{diagnostic['column']}: error {diagnostic['code']}"
        assert place in text.stdout
        assert diagnostic["line"] > 1
    # The same file is refused by a run, with the same diagnostics, and nothing is run.
    run = check_command(["run", name], status=1)
    assert run.stdout == ""
    assert run.stderr.startswith(text.stdout)


def test_a_broken_path_is_underlined_inside_its_string(check_command):
    line = '"InputPath": "$.items[?(@.price < ]",'
    text = f'{{"StartAt": "A", "States": {{"A": {{"Type": "Pass",\n{line}\n"End": true}}}}}}'
    result = check_command(["validate", "--format", "json", "-"], stdin=text, status=1)
    (diagnostic,) = json.loads(result.stdout)["diagnostics"]
    assert (diagnostic["line"], diagnostic["pointer"]) == (2, "/States/A/InputPath")
    assert line.index("$") < diagnostic["column"] <= diagnostic["endColumn"] <= len(line)


def test_json_shape(check_command):
    name = "a.asl.json"
    result = check_command(["validate", "--format", "json", name], files={name: WRONG["missing-target"]}, status=1)
    (diagnostic,) = [found for found in json.loads(result.stdout)["diagnostics"] if found["code"] == "ASL201"]
    assert diagnostic == {
        "file": name,
        "code": "ASL201",
        "name": "missing-target",
        "severity": "error",
        "message": '"Next" names unknown state "Deplyo"',
        "pointer": "/States/Train/Next",
        "line": 4,
        "column": 39,
        "endLine": 4,
        "endColumn": 47,
        "help": 'did you mean "Deploy"?',
        "labels": diagnostic["labels"],
        "awsCode": "MISSING_TRANSITION_TARGET",
        "awsMessage": diagnostic["awsMessage"],
        "fix": None,
    }


def test_a_clean_file_says_so_on_stderr_only(check_command):
    result = check_command(["validate", "a.json"], files={"a.json": VALID}, status=0)
    assert (result.stdout, result.stderr) == ("", "no errors in 1 file\n")
    result = check_command(["validate", "-"], stdin=VALID, status=0)
    assert (result.stdout, result.stderr) == ("", "no errors in 1 file\n")


def test_many_files_in_the_order_given(check_command):
    files = {"a.json": WRONG["missing-target"], "b.json": VALID, "c.json": "[]"}
    result = check_command(["validate", "c.json", "b.json", "a.json"], files=files, status=1)
    assert result.stdout.index("c.json:1:1") < result.stdout.index("a.json:4:39")
    assert result.stderr.endswith(" in 3 files\n")


def test_an_unreadable_file_does_not_hide_the_others(check_command):
    result = check_command(["validate", "none.json", "a.json"], files={"a.json": WRONG["missing-target"]}, status=2)
    assert "asl: cannot read none.json" in result.stderr
    assert "a.json:4:39" in result.stdout


def test_the_workflow_type_counts(check_command):
    sync = json.dumps(
        {
            "StartAt": "A",
            "States": {
                "A": {
                    "Type": "Task",
                    "Resource": "arn:aws:states:::states:startExecution.sync",
                    "Parameters": {"StateMachineArn": "arn:aws:states:us-east-1:123456789012:stateMachine:x"},
                    "End": True,
                }
            },
        }
    )
    assert check_command(["validate", "-"], stdin=sync).status == 0
    assert check_command(["validate", "--type", "express", "-"], stdin=sync).status == 1
    assert check_command(["validate", "--type", "EXPRESS", "-"], stdin=sync).status == 1


def test_the_notation_of_standard_input(check_command):
    yaml = "StartAt: A\nStates:\n  A: {Type: Succeed}\n"
    assert check_command(["validate", "-"], stdin=yaml).status == 0
    assert check_command(["validate", "--stdin-format", "yaml", "-"], stdin=yaml).status == 0
    assert check_command(["validate", "--stdin-format", "json", "-"], stdin=yaml).status == 1


def make_diagnostic(severity=Severity.ERROR, **attributes):
    return Diagnostic("ASL000", "made-up", severity, "the message", Place(("b",)), **attributes)


def test_labels_and_help():
    document = parse('{\n  "a": 1,\n  "b": 2\n}', name="x.json")
    found = make_diagnostic(labels=(Label(Place(("a",), "key"), "first here"),), help="do something")
    assert render_diagnostics(document, [found], Paint(is_on=False)) == (
        "x.json:3:8: error ASL000 made-up: the message\n"
        "  |\n"
        '2 |   "a": 1,\n'
        "  |   --- first here\n"
        '3 |   "b": 2\n'
        "  |        ^\n"
        "  help: do something\n\n"
    )


def test_colours_wrap_the_parts():
    shown = render_diagnostics(parse('{"b": 2}', name="x.json"), [make_diagnostic()], Paint(is_on=True))
    assert "\x1b[1mx.json:1:7:\x1b[0m \x1b[1;31merror ASL000\x1b[0m made-up: " in shown


def test_escape_codes_in_a_definition_do_not_reach_the_terminal(check_command):
    text = '{"StartAt": "\\u001b[31mA", "States": {"A": {"Type": "Succ\x1b]0;eed"}}}'
    assert "\x1b" not in check_command(["validate", "-"], stdin=text, status=1).stdout


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ((2, 1, 0), "2 errors, 1 warning in 1 file"),
        ((0, 2, 1), "no errors, 2 warnings, 1 info in 1 file"),
        ((1, 0, 0), "1 error in 1 file"),
    ],
)
def test_totals(counts, expected):
    found = [make_diagnostic(severity) for severity, count in zip(Severity, counts, strict=True) for _ in range(count)]
    assert render_totals(found, 1) == expected


def test_aws_format_is_the_response_of_the_service(check_command):
    result = check_command(["validate", "--format", "aws", "-"], stdin='{"StartAt": "A"}', status=1)
    assert json.loads(result.stdout) == {
        "result": "FAIL",
        "diagnostics": [
            {
                "severity": "ERROR",
                "code": "SCHEMA_VALIDATION_FAILED",
                "message": "These fields are required: [States]",
                "location": "/",
            }
        ],
        "truncated": False,
    }
