"""Files, folders, patterns and standard input lead to definitions, each once and with what its template says."""

from __future__ import annotations

import io
import json
import os
from pathlib import Path

import pytest

from asl.app.application import App
from asl.app.files import load_definitions
from asl.errors import UsageError

MACHINE = '{"StartAt": "A", "States": {"A": {"Type": "Succeed"}}}'
SAM = """\
Resources:
  Order:
    Type: AWS::Serverless::StateMachine
    Properties:
      Type: EXPRESS
      DefinitionUri: %s
"""


def app(stdin: str = "") -> App:
    return App(io.StringIO(stdin), io.StringIO(), io.StringIO(), {})


def put(folder: Path, **texts: str) -> None:
    for name, text in texts.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def labels(*arguments: object, stdin: str = "") -> list[str]:
    return [found.label for found in load_definitions(app(stdin), [str(argument) for argument in arguments])]


def labels_in(folder: Path, *arguments: object) -> list[str]:
    return [label.removeprefix(f"{folder}{os.sep}") for label in labels(*arguments or (folder,))]


def test_a_named_file_is_a_definition_whatever_it_holds(tmp_path):
    put(tmp_path, **{"a.json": "{}", "b.txt": "[", "template.yaml": "Resources: {}"})
    assert labels_in(tmp_path, tmp_path / "a.json", tmp_path / "b.txt") == ["a.json", "b.txt"]


def test_a_named_template_without_state_machines_holds_no_definition(tmp_path):
    names = {
        "template.yaml": "Resources: {Bucket: {Type: 'AWS::S3::Bucket'}}",
        "serverless.yml": "service: a\nprovider: {name: aws}\n",
        "main.tf": 'resource "aws_s3_bucket" "b" {}\n',
    }
    put(tmp_path, **names)
    assert labels(*(tmp_path / name for name in names)) == []


def test_a_definition_is_found_again_in_a_changed_text(tmp_path):
    put(tmp_path, **{"template.yaml": SAM % "o.json", "o.json": MACHINE, "p.json": MACHINE})
    for found in load_definitions(app(), [str(tmp_path)]):
        changed = found.reread(found.document.source.text.replace("Succeed", "Fail"))
        assert changed.value["States"]["A"]["Type"] == "Fail"
        assert changed.source.name == found.document.source.name


def test_a_folder_is_searched_by_content(tmp_path):
    put(
        tmp_path,
        **{
            "a.json": MACHINE,
            "b.json": '{"name": "package"}',
            "c.asl.json": "{",
            "d.yaml": "StartAt: A\nStates: {A: {Type: Succeed}}\n",
            "e.txt": MACHINE,
            "sub/main.tf": 'resource "aws_sfn_state_machine" "m" {\n  definition = jsonencode({ StartAt = "A" })\n}\n',
            "node_modules/f.json": MACHINE,
            ".git/g.json": MACHINE,
            "cdk.out/h.template.json": MACHINE,
        },
    )
    assert labels_in(tmp_path) == ["a.json", "c.asl.json", "d.yaml", "sub/main.tf:m"]


def test_escapes_in_terraform_are_seen_through(tmp_path):
    text = json.dumps(MACHINE.replace('"StartAt": "A"', '"StartAt": "\u00e9"'))
    put(tmp_path, **{"main.tf": f'resource "aws_sfn_state_machine" "m" {{\n  definition = {text}\n}}\n'})
    (found,) = load_definitions(app(), [str(tmp_path)])
    span = found.document.tree.span(("StartAt",))
    assert found.document.source.text[span.start : span.end] == r"\"\u00e9\""


def test_a_cloud_assembly_is_searched_for_templates(tmp_path):
    template = {
        "Resources": {
            "M": {"Type": "AWS::StepFunctions::StateMachine", "Properties": {"DefinitionString": MACHINE}},
            "N": {
                "Type": "AWS::StepFunctions::StateMachine",
                "Properties": {"DefinitionS3Location": {"Bucket": "b", "Key": "0" * 64 + ".json"}},
            },
        }
    }
    put(
        tmp_path,
        **{
            "cdk.out/manifest.json": "{}",
            "cdk.out/Stack.template.json": json.dumps(template),
            f"cdk.out/asset.{'0' * 64}.json": MACHINE,
            f"cdk.out/asset.{'1' * 64}/Function.template.json": json.dumps(template),
        },
    )
    expected = ["cdk.out/Stack.template.json:M", "cdk.out/Stack.template.json:N"]
    assert labels_in(tmp_path) == labels_in(tmp_path, tmp_path / "cdk.out") == expected


def test_a_definition_that_a_template_names_is_shown_once(tmp_path):
    put(tmp_path, **{"template.yaml": SAM % "sm/order.asl.json", "sm/order.asl.json": MACHINE})
    for arguments in (
        (tmp_path,),
        (tmp_path / "sm" / "order.asl.json", tmp_path / "template.yaml"),
        (tmp_path, tmp_path),
    ):
        (found,) = load_definitions(app(), map(str, arguments))
        assert found.label.endswith("template.yaml:Order")
        assert (found.workflow_type, found.path) == ("EXPRESS", tmp_path / "sm" / "order.asl.json")
        assert found.document.source.name == str(tmp_path / "sm" / "order.asl.json")


def test_templates_of_two_kinds_show_it_for_each_kind(tmp_path):
    second = (SAM % "o.json").replace("EXPRESS", "STANDARD")
    put(tmp_path, **{"a.yaml": SAM % "o.json", "b.yaml": second, "c.yaml": second, "o.json": MACHINE})
    assert [found.workflow_type for found in load_definitions(app(), [str(tmp_path)])] == ["EXPRESS", "STANDARD"]


@pytest.mark.parametrize(
    ("uri", "reason"),
    [
        ("nowhere.json", "there is no such file"),
        ("../outside.json", "it lies outside of project"),
        ("link.json", "it lies outside of project"),
        ("folder", "it is not a file"),
        ("bad.json", "it is not UTF-8 text (byte 0)"),
        ('"a\\0b"', "embedded null"),
    ],
)
def test_what_may_not_be_followed_is_noted(tmp_path, uri, reason):
    project = tmp_path / "project"
    put(project, **{"template.yaml": SAM % uri, "folder/x": "", ".git/HEAD": ""})
    (project / "bad.json").write_bytes(b"\xff")
    (tmp_path / "outside.json").write_text(MACHINE, encoding="utf-8")
    (project / "link.json").symlink_to(tmp_path / "outside.json")
    (found,) = load_definitions(app(), [str(project / "template.yaml")])
    (note,) = found.document.diagnostics
    assert reason in note.message


def test_a_repository_is_one_project(tmp_path):
    put(tmp_path, **{"infra/template.yaml": SAM % "../sm/o.json", "sm/o.json": MACHINE, ".git/HEAD": ""})
    (found,) = load_definitions(app(), [str(tmp_path / "infra")])
    assert found.path == tmp_path / "sm" / "o.json"


def test_patterns(tmp_path):
    put(tmp_path, **{"a/x.json": MACHINE, "a/b/y.json": MACHINE, "a/z.json": "{}"})
    assert labels_in(tmp_path, tmp_path / "a" / "*.json") == ["a/x.json"]
    assert labels_in(tmp_path, tmp_path / "**" / "*.json") == ["a/b/y.json", "a/x.json"]
    with pytest.raises(UsageError, match="no file fits"):
        labels(tmp_path / "*.yaml")


def test_standard_input(tmp_path):
    assert labels("-", stdin=MACHINE) == ["<stdin>"]
    (found,) = load_definitions(app(SAM % "x.json"), ["-"])
    assert found.label == "<stdin>:Order"
    assert "no folder" in found.document.diagnostics[0].message


def test_a_pipe_in_a_folder_is_not_read(tmp_path):
    put(tmp_path, **{"a.json": MACHINE})
    os.mkfifo(tmp_path / "b.json")
    (tmp_path / "c.asl.json").symlink_to(tmp_path / "nowhere")
    assert labels_in(tmp_path) == ["a.json"]


def test_unreadable_arguments_are_told_and_the_others_loaded(tmp_path):
    put(tmp_path, **{"a.json": MACHINE})
    (tmp_path / "b.asl.json").write_bytes(b"\xff")
    told: list[UsageError] = []
    arguments = [str(tmp_path / "none.json"), str(tmp_path), "nothing*.json"]
    found = list(load_definitions(app(), arguments, refuse=told.append))
    assert [one.label for one in found] == [str(tmp_path / "a.json")]
    assert len(told) == 3
    with pytest.raises(UsageError, match="cannot read"):
        list(load_definitions(app(), arguments))
