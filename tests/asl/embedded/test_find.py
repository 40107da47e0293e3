"""Each notation holds the same machine with one mistake; the mistake must be found and placed in the outer file."""

# ruff: noqa: E501, ISC004 - tables read best one row to a line

from __future__ import annotations

import json

import pytest

from asl.diagnostics import Severity
from asl.document import Document
from asl.embedded import Definition, NotFollowedError, find_definitions
from asl.source import Format, Source
from asl.syntax import apply_edits
from asl.validator import validate

MACHINE = {
    "StartAt": "Call",
    "States": {
        "Call": {"Type": "Task", "Resource": "@ARN@", "Next": "Choose"},
        "Choose": {"Type": "Pass", "Next": "Nowhere"},
    },
}
BLOCK = json.dumps(MACHINE, indent=2)
LINE = json.dumps(MACHINE)


def indented(text: str, columns: int) -> str:
    return "\n".join(" " * columns + line for line in text.splitlines())


def folder(**files: str):
    def read(path: str) -> Source:
        name = path.removeprefix("./")
        if name not in files:
            raise NotFollowedError("there is no such file")
        return Source(files[name], name, "yaml" if name.endswith((".yaml", ".yml")) else "json")

    return read


def find(text: str, name: str, *, written_as: Format | None = None, **files: str) -> tuple[Definition, ...]:
    format_ = written_as or ("yaml" if name.endswith((".yaml", ".yml")) else "json")
    return find_definitions(Source(text, name, format_), read=folder(**files))


def texts_of_errors(document: Document, type_: str | None = None) -> list[str]:
    found = validate(document, type=type_ or "STANDARD")
    spans = [document.locate(diagnostic) for diagnostic in found if diagnostic.severity is Severity.ERROR]
    return [document.source.text[span.start : span.end] for span in spans]


SAM_OBJECT = """\
Resources:
  Order:
    Type: AWS::Serverless::StateMachine
    Properties:
      Type: EXPRESS
      Definition:
        StartAt: Call
        States:
          Call:
            Type: Task
            Resource: !GetAtt Fn.Arn
            Next: Choose
          Choose: {Type: Pass, Next: Nowhere}
"""
SAM_JSON = json.dumps(
    {
        "Resources": {
            "Order": {
                "Type": "AWS::Serverless::StateMachine",
                "Properties": {
                    "Type": "EXPRESS",
                    "Definition": json.loads(LINE.replace('"@ARN@"', '{"Fn::GetAtt": ["Fn", "Arn"]}')),
                },
            }
        }
    },
    indent=1,
)
STRING_IN_JSON = json.dumps(
    {
        "Resources": {
            "Order": {
                "Type": "AWS::StepFunctions::StateMachine",
                "Properties": {
                    "StateMachineType": "EXPRESS",
                    "DefinitionString": {"Fn::Sub": BLOCK.replace("@ARN@", "${Fn.Arn}")},
                },
            }
        }
    }
)
HEAD, TAIL = LINE.split("@ARN@")
CDK = json.dumps(
    {
        "Resources": {
            "Order": {
                "Type": "AWS::StepFunctions::StateMachine",
                "Properties": {
                    "DefinitionString": {
                        "Fn::Join": [
                            "",
                            [HEAD + "arn:", {"Ref": "AWS::Partition"}, ":states:::lambda:invoke", TAIL[:30], TAIL[30:]],
                        ]
                    },
                    "StateMachineType": "EXPRESS",
                },
                "Metadata": {"aws:cdk:path": "Stack/Order/Resource"},
            }
        }
    },
    indent=1,
)
BLOCK_IN_YAML = f"""\
Resources:
  Order:
    Type: AWS::StepFunctions::StateMachine
    Properties:
      StateMachineType: EXPRESS
      DefinitionString: !Sub |
{indented(BLOCK.replace("@ARN@", "${Fn.Arn}"), 8)}
      RoleArn: !GetAtt Role.Arn
"""
FOLDED_IN_YAML = BLOCK_IN_YAML.replace("!Sub |", "!Sub >-")
LIST_IN_YAML = f"""\
Resources:
  Order:
    Type: AWS::StepFunctions::StateMachine
    Properties:
      StateMachineType: EXPRESS
      DefinitionString:
        Fn::Sub:
          - |-
{indented(BLOCK.replace("@ARN@", "${FnArn}"), 12)}
          - FnArn: !GetAtt Fn.Arn
"""
JOIN_IN_YAML = (
    "Resources:\n  Order:\n    Type: AWS::StepFunctions::StateMachine\n    Properties:\n"
    '      StateMachineType: EXPRESS\n      DefinitionString: !Join\n        - "\\n"\n        -\n'
    + "".join(
        f"          - '{line}'\n"
        if "@ARN@" not in line
        else f"          - !Sub '{line.replace('@ARN@', '${Fn.Arn}')}'\n"
        for line in BLOCK.splitlines()
    )
)
DOUBLE_IN_YAML = (
    "Resources:\n  Order:\n    Type: AWS::StepFunctions::StateMachine\n    Properties:\n"
    f"      StateMachineType: EXPRESS\n      DefinitionString: {json.dumps(LINE.replace('@ARN@', 'arn:aws:lambda:eu-west-1:123456789012:function:f'))}\n"
)
TERRAFORM_HEREDOC = f"""\
resource "aws_iam_role" "role" {{
  name = "a{{b"
}}
# aws_sfn_state_machine in a comment {{
resource "aws_sfn_state_machine" "Order" {{
  name     = "order"
  type     = "EXPRESS"
  definition = <<-EOF
{indented(BLOCK.replace("@ARN@", '${aws_lambda_function.f["a"].arn}'), 4)}
  EOF
  tags = {{ a = "}}" }}
}}
"""
TERRAFORM_ENCODED = """\
locals {
  machine = {
    StartAt = "Call" // first
    States = {
      Call = {
        Type     = "Task"
        Resource = aws_lambda_function.f.arn
        Next     = "Choose",
        Retry = [{ ErrorEquals = ["States.ALL"], MaxAttempts = var.attempts }]
      }
      "Choose" : { Type = "Pass", Next = "Nowhere" }
    }
  }
}
resource "aws_sfn_state_machine" "Order" {
  type       = "EXPRESS"
  definition = jsonencode(local.machine)
}
"""
SERVERLESS = """\
service: orders
provider: {name: aws}
stepFunctions:
  stateMachines:
    Order:
      name: ${self:service}-order
      type: EXPRESS
      definition:
        StartAt: Call
        States:
          Call:
            Type: Task
            Resource: "#{FnArn}"
            Next: Choose
          Choose:
            Type: Pass
            Next: Nowhere
"""
CDKTF = json.dumps(
    {
        "resource": {
            "aws_sfn_state_machine": {
                "Order": {
                    "type": "EXPRESS",
                    "definition": "${jsonencode(" + LINE.replace("@ARN@", "${aws_lambda_function.f.arn}") + ")}",
                }
            }
        }
    },
    indent=1,
)
REQUEST = json.dumps(
    {
        "name": "Order",
        "type": "EXPRESS",
        "definition": LINE.replace("@ARN@", "arn:aws:lambda:eu-west-1:123456789012:function:f"),
    }
)

EMBEDDED = [
    ("sam object", SAM_OBJECT, "template.yaml", "sam", "Nowhere"),
    ("sam object in json", SAM_JSON, "template.json", "sam", '"Nowhere"'),
    ("string in json", STRING_IN_JSON, "stack.json", "cloudformation", r"\"Nowhere\""),
    ("cdk", CDK, "cdk.out/Stack.template.json", "cdk", r"\"Nowhere\""),
    ("block", BLOCK_IN_YAML, "template.yaml", "cloudformation", '"Nowhere"'),
    ("folded block", FOLDED_IN_YAML, "template.yaml", "cloudformation", '"Nowhere"'),
    ("block in a list", LIST_IN_YAML, "template.yaml", "cloudformation", '"Nowhere"'),
    ("join of lines", JOIN_IN_YAML, "template.yml", "cloudformation", '"Nowhere"'),
    ("double quotes", DOUBLE_IN_YAML, "template.yml", "cloudformation", r"\"Nowhere\""),
    ("heredoc", TERRAFORM_HEREDOC, "main.tf", "terraform", '"Nowhere"'),
    ("jsonencode", TERRAFORM_ENCODED, "main.tf", "terraform", '"Nowhere"'),
    ("terraform json", CDKTF, "cdk.tf.json", "terraform", r"\"Nowhere\""),
    ("serverless", SERVERLESS, "serverless.yml", "serverless", "Nowhere"),
    ("request", REQUEST, "request.json", "api", r"\"Nowhere\""),
]


@pytest.mark.parametrize(
    ("text", "name", "origin", "written"), [case[1:] for case in EMBEDDED], ids=[c[0] for c in EMBEDDED]
)
def test_the_one_mistake_is_placed_in_the_outer_file(text, name, origin, written):
    (found,) = find(text, name)
    assert (found.name, found.origin, found.workflow_type) == ("Order", origin, "EXPRESS")
    assert found.document.source.text == text
    assert found.document.diagnostics == ()
    assert texts_of_errors(found.document, "EXPRESS") == [written]
    assert text.count(written) == 1


@pytest.mark.parametrize(("text", "name"), [case[1:3] for case in EMBEDDED], ids=[c[0] for c in EMBEDDED])
def test_with_a_target_only_the_missing_end_is_left(text, name):
    (found,) = find(text.replace("Nowhere", "Call"), name)
    assert [diagnostic.name for diagnostic in validate(found.document, type="EXPRESS")] == ["no-terminal-state"]


FOLLOWING = [
    (
        "sam",
        "Resources:\n  Order:\n    Type: AWS::Serverless::StateMachine\n    Properties:\n"
        "      DefinitionUri: machine.json\n      DefinitionSubstitutions: {ARN: !GetAtt Fn.Arn}\n",
        "template.yaml",
        "machine.json",
    ),
    (
        "include",
        "Resources:\n  Order:\n    Type: AWS::StepFunctions::StateMachine\n    Properties:\n      Definition:\n"
        "        Fn::Transform: {Name: AWS::Include, Parameters: {Location: ./machine.json}}\n",
        "template.yaml",
        "machine.json",
    ),
    (
        "templatefile",
        'resource "aws_sfn_state_machine" "Order" {\n  definition = templatefile("${path.module}/machine.tpl", { ARN = 1 })\n}\n',
        "main.tf",
        "machine.tpl",
    ),
    (
        "template_file",
        'data "template_file" "t" {\n  template = file("machine.json")\n  vars = {}\n}\n'
        'resource "aws_sfn_state_machine" "Order" {\n  definition = data.template_file.t.rendered\n}\n',
        "main.tf",
        "machine.json",
    ),
    (
        "serverless file",
        "service: a\nprovider: aws\nstepFunctions:\n  stateMachines:\n    Order: {definition: '${file(machine.json)}'}\n",
        "serverless.yml",
        "machine.json",
    ),
    (
        "serverless section",
        "service: a\nprovider: aws\nstepFunctions: ${file(machine.yml):custom.steps}\n",
        "serverless.yml",
        "machine.yml",
    ),
]


@pytest.mark.parametrize(("text", "name", "target"), [case[1:] for case in FOLLOWING], ids=[c[0] for c in FOLLOWING])
def test_a_named_file_is_followed(text, name, target):
    inner = BLOCK.replace("@ARN@", "${ARN}")
    if target.endswith(".yml"):
        inner = json.dumps({"custom": {"steps": {"stateMachines": {"Order": {"definition": json.loads(inner)}}}}})
    (found,) = find_definitions(
        Source(text, name, "yaml" if name.endswith(("yaml", "yml")) else "json"), read=folder(**{target: inner})
    )
    assert (found.name, found.document.source.name) == ("Order", target)
    assert texts_of_errors(found.document) == ['"Nowhere"']


@pytest.mark.parametrize(("text", "name"), [case[1:3] for case in FOLLOWING], ids=[c[0] for c in FOLLOWING])
def test_a_missing_file_is_noted_where_it_is_named(text, name):
    (found,) = find(text, name)
    (note,) = found.document.diagnostics
    assert note.code == "ASL019"
    assert note.severity is Severity.WARNING
    assert "machine." in text[note.span.start : note.span.end]
    assert "there is no such file" in note.message
    assert validate(found.document) == (note,)


UNFOLLOWED = [
    ("s3", "DefinitionUri: s3://bucket/key", "s3://bucket/key"),
    ("s3 location", "DefinitionS3Location: {Bucket: b, Key: k}", "{Bucket: b, Key: k}"),
    ("variable file", "DefinitionUri: !Sub '${Stage}.json'", "!Sub '${Stage}.json'"),
    ("imported", "DefinitionString: !ImportValue Text", "!ImportValue Text"),
    ("macro", "Definition: {'Fn::Transform': {Name: Mine}}", "{'Fn::Transform': {Name: Mine}}"),
    ("none", "RoleArn: r", "Order"),
]


@pytest.mark.parametrize(("property_", "at"), [case[1:] for case in UNFOLLOWED], ids=[c[0] for c in UNFOLLOWED])
def test_what_cannot_be_followed_is_noted(property_, at):
    text = f"Resources:\n  Order:\n    Type: AWS::StepFunctions::StateMachine\n    Properties:\n      {property_}\n"
    (found,) = find(text, "t.yaml")
    (note,) = found.document.diagnostics
    assert (note.code, text[note.span.start : note.span.end]) == ("ASL019", at)


@pytest.mark.parametrize(
    "expression",
    [
        "module.m.definition",
        "merge({}, {})",
        "var.a ? 1 : 2",
        'replace(file("a"), "b", "c")',
        "[for a in b : a]",
        "<<E\n%{ if a }{}%{ endif }\nE",
    ],
)
def test_terraform_expressions_that_only_terraform_knows_are_noted(expression):
    text = f'resource "aws_sfn_state_machine" "m" {{\n  definition = {expression}\n}}\n'
    (found,) = find(text, "main.tf")
    (note,) = found.document.diagnostics
    assert text[note.span.start : note.span.end].strip() == expression


def test_a_bare_placeholder_is_a_value_that_is_not_known_yet():
    machine = '{"StartAt": "A", "States": {"A": {"Type": "Map", "MaxConcurrency": ${N}, "ItemProcessor": {"StartAt": "B", "States": {"B": {"Type": "Pass", "End": true}}}, "End": true}}}'
    text = (
        "Resources:\n  M:\n    Type: AWS::Serverless::StateMachine\n    Properties:\n"
        "      DefinitionUri: m.json\n      DefinitionSubstitutions: {N: 3}\n"
    )
    (found,) = find_definitions(Source(text, "t.yaml", "yaml"), read=folder(**{"m.json": machine}))
    assert validate(found.document) == ()
    assert found.substitutions == {"N"}
    (plain,) = find(machine, "m.json")
    assert [diagnostic.code for diagnostic in validate(plain.document)] == ["ASL014"]


def test_mistakes_of_the_inner_text_are_placed_and_mended_in_the_outer_text():
    text = json.dumps(
        {
            "Resources": {
                "M": {
                    "Type": "AWS::StepFunctions::StateMachine",
                    "Properties": {"DefinitionString": '{"StartAt": "A" "States": {"A": {"Type": "Succeed"}}}'},
                }
            }
        }
    )
    (found,) = find(text, "t.json")
    (mistake,) = found.document.diagnostics
    assert mistake.code == "ASL001"
    mended = apply_edits(text, mistake.fix.edits)
    (found,) = find(mended, "t.json")
    assert validate(found.document) == ()


def test_other_files_hold_no_definition():
    assert find('{"a": 1}', "a.json") == ()
    assert find("[]", "a.json") == ()
    assert find("Resources: {B: {Type: 'AWS::S3::Bucket'}}", "t.yaml") == ()
    assert find('resource "a" "b" {}', "m.tf") == ()
    assert len(find("{}", "a.asl.json")) == 1


def test_a_template_that_is_not_yaml_says_so():
    text = SAM_OBJECT + "  Broken: [\n"
    found = find(text, "t.yaml")
    assert [definition.name for definition in found] == ["", "Order"]
    assert [diagnostic.code for diagnostic in found[0].document.diagnostics] == ["ASL001"]


def test_repeated_keys_inside_a_definition_are_told_with_its_own_pointers():
    text = SAM_OBJECT.replace("            Type: Task\n", "            Type: Task\n            Type: Task\n")
    text = text.replace("Resources:", "Outputs: {A: 1, A: 2}\nResources:")
    (found,) = find(text, "t.yaml")
    (repeated,) = found.document.diagnostics
    assert (repeated.code, repeated.place.pointer) == ("ASL003", ("States", "Call", "Type"))


def test_types_from_parameters_and_branches_of_conditions():
    text = """\
Parameters: {Kind: {Type: String, Default: EXPRESS}}
Resources:
  M:
    Type: AWS::Serverless::StateMachine
    Properties:
      Type: !Ref Kind
      Definition: !If [A, {StartAt: A, States: {A: {Type: Succeed}}}, !Ref AWS::NoValue]
"""
    (found,) = find(text, "t.yaml")
    assert found.workflow_type == "EXPRESS"
    assert validate(found.document, type="EXPRESS") == ()
