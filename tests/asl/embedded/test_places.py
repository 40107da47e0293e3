"""Properties: however a definition is embedded, its value is read back and every place slices to its own text."""

# ruff: noqa: E501 - tables read best one row to a line

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from asl.diagnostics import Edit, Fix
from asl.document import Document
from asl.embedded import find_definitions
from asl.source import Source, Span
from asl.syntax import apply_edits
from asl.syntax.edit import insert_member, remove_member, replace_value
from tests.strategies import machines as plain_machines

machines = plain_machines().map(lambda machine: {**machine, "Comment": 'é "q" \\ \U0001f600 \t ${a}'})
as_json: Callable[[str], str] = lambda text: json.loads(f'"{text}"')  # noqa: E731 - one of a table
as_is: Callable[[str], str] = lambda text: text  # noqa: E731 - one of a table


def template(property_: str) -> str:
    return (
        "Resources:\n  M:\n    Type: AWS::StepFunctions::StateMachine\n    Properties:\n"
        f"      DefinitionString: {property_}\n      RoleArn: r\n"
    )


def block(machine: Any, header: str) -> str:
    lines = json.dumps(machine, indent=1, ensure_ascii=False).replace("\x7f", "\\u007f").split("\n")
    return template(header + "\n" + "\n".join(f"          {line}" for line in lines))


def string_in_json(machine: Any, *, is_ascii: bool) -> str:
    properties = {"DefinitionString": {"Fn::Sub": json.dumps(machine, indent=2)}}
    resource = {"Type": "AWS::StepFunctions::StateMachine", "Properties": properties}
    return json.dumps({"Resources": {"M": resource}}, ensure_ascii=is_ascii, indent=1)


def joined(machine: Any) -> str:
    text = json.dumps(machine, ensure_ascii=False)
    pieces = [text[at : at + 7] for at in range(0, len(text), 7)]
    properties = {"DefinitionString": {"Fn::Join": ["", pieces]}}
    resource = {"Type": "AWS::StepFunctions::StateMachine", "Properties": properties}
    return json.dumps({"Resources": {"M": resource}}, indent=1)


def heredoc(machine: Any) -> str:
    lines = "\n".join("    " + line for line in json.dumps(machine, indent=1, ensure_ascii=False).split("\n"))
    return f'resource "aws_sfn_state_machine" "M" {{\n  definition = <<-EOT\n{lines}\n  EOT\n}}\n'


def quoted(machine: Any) -> str:
    text = json.dumps(json.dumps(machine), ensure_ascii=False)
    return f'resource "aws_sfn_state_machine" "M" {{\n  definition = {text}\n}}\n'


def encoded(machine: Any) -> str:
    text = json.dumps(machine, indent=2, ensure_ascii=False)
    return f'resource "aws_sfn_state_machine" "M" {{\n  definition = jsonencode({text})\n}}\n'


NOTATIONS: dict[str, tuple[str, Callable[[Any], str], Callable[[str], str]]] = {
    "object": ("t.json", lambda m: json.dumps({"Resources": {"M": {"Type": "AWS::Serverless::StateMachine", "Properties": {"Definition": m}}}}), as_is),
    "string in json": ("t.json", lambda m: string_in_json(m, is_ascii=False), as_json),
    "escaped string in json": ("t.json", lambda m: string_in_json(m, is_ascii=True), as_json),
    "joined": ("t.json", joined, as_json),
    "literal block": ("t.yaml", lambda m: block(m, "!Sub |"), as_is),
    "literal block with indentation": ("t.yaml", lambda m: block(m, "|4-"), as_is),
    "folded block": ("t.yaml", lambda m: block(m, ">-"), as_is),
    "double quotes": ("t.yaml", lambda m: template(json.dumps(json.dumps(m))), as_json),
    "single quotes": ("t.yaml", lambda m: template("'" + json.dumps(m).replace("'", "''") + "'"), lambda t: t.replace("''", "'")),
    "heredoc": ("m.tf", heredoc, as_is),
    "quoted": ("m.tf", quoted, as_json),
    "jsonencode": ("m.tf", encoded, as_is),
}  # fmt: skip


def read(text: str, name: str) -> Document:
    (found,) = find_definitions(Source(text, name, "yaml" if name.endswith(".yaml") else "json"))
    return found.document


def scalars(value: Any, pointer: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], Any]]:
    if isinstance(value, dict):
        for key, child in value.items():
            yield from scalars(child, (*pointer, key))
    elif isinstance(value, list):
        for index, child in enumerate(value):
            yield from scalars(child, (*pointer, index))
    else:
        yield pointer, value


def slice_of(document: Document, span: Span, decode: Callable[[str], str]) -> str:
    return decode(document.source.text[span.start : span.end])


@pytest.mark.parametrize(("name", "write", "decode"), NOTATIONS.values(), ids=NOTATIONS)
@settings(max_examples=12, deadline=None)
@given(machine=machines)
def test_every_place_slices_to_its_own_text(name, write, decode, machine):
    if write is joined:
        # Where a string is cut in two, its place holds what stands between the parts as well.
        document = read(write(machine), name)
        assert document.value == machine
        return
    document = read(write(machine), name)
    assert document.value == machine
    for pointer, value in scalars(machine):
        assert json.loads(slice_of(document, document.tree.span(pointer), decode)) == value
        if isinstance(pointer[-1], str):
            assert json.loads(slice_of(document, document.tree.span(pointer, "key"), decode)) == pointer[-1]


@pytest.mark.parametrize(("name", "write", "decode"), NOTATIONS.values(), ids=NOTATIONS)
def test_characters_of_strings_are_found_behind_all_escapes(name, write, decode):
    text = 'say "x" \\ é \U0001f600 here'
    machine = {"StartAt": "A", "States": {"A": {"Type": "Succeed", "Comment": text}}}
    document = read(write(machine), name)
    start = text.index("here")
    span = document.tree.span_within(("States", "A", "Comment"), Span(start, start + 4))
    assert document.source.text[span.start] == "h"
    assert document.source.text[span.end - 1] == "e"


@pytest.mark.parametrize(("name", "write"), [case[:2] for case in NOTATIONS.values()], ids=NOTATIONS)
def test_edits_are_written_in_the_outer_notation(name, write):
    machine = {"StartAt": "A", "States": {"A": {"Type": "Pass", "Comment": "c", "End": True}}}
    text = write(machine)
    document = read(text, name)
    if write is joined:
        # "Comment" is cut in two, and nothing is written across a cut; the "A" of StartAt stands in one piece.
        assert remove_member(document.tree, ("States", "A", "Comment")) is None
        edit = replace_value(document.tree, ("StartAt",), "B")
        assert edit is None or read(apply_edits(text, [edit]), name).value["StartAt"] == "B"
        return
    edits = [
        replace_value(document.tree, ("StartAt",), 'B "q"\n\\'),
        remove_member(document.tree, ("States", "A", "Comment")),
        insert_member(document.tree, ("States",), 'B "q"\n\\', {"Type": "Wait", "Seconds": 1, "End": True}),
    ]
    assert all(edit is not None for edit in edits)
    mended = read(apply_edits(text, edits), name)
    assert mended.diagnostics == ()
    assert mended.value == {
        "StartAt": 'B "q"\n\\',
        "States": {"A": {"Type": "Pass", "End": True}, 'B "q"\n\\': {"Type": "Wait", "Seconds": 1, "End": True}},
    }


@pytest.mark.parametrize(("name", "write"), [case[:2] for case in NOTATIONS.values()], ids=NOTATIONS)
def test_a_fix_of_the_written_text_is_brought_to_the_file(name, write):
    machine = {"StartAt": "A", "States": {"A": {"Type": "Succeed"}}}
    text = write(machine)
    document = read(text, name)
    written = document.written
    assert written.value == machine
    span = written.tree.span(("StartAt",))
    fix = document.outward(Fix("quote", (Edit(span, '"\u00e9\\""'),)))
    if fix is None:
        assert write is joined
        return
    assert read(apply_edits(text, fix.edits), name).value["StartAt"] == '\u00e9"'


@settings(max_examples=60, deadline=None)
@given(
    st.text() | st.text(alphabet='${}%"\\<-EOT\n []()=#/*,ab'),
    st.sampled_from(["m.tf", "t.json", "t.yaml", "x.tf.json"]),
)
def test_no_text_is_an_exception(text, name):
    for content in (
        text,
        f'resource "aws_sfn_state_machine" "m" {{\n  definition = {text}\n}}\n',
        f"stepFunctions:\n  stateMachines: {text}\n",
        template(text),
    ):
        for found in find_definitions(Source(content, name, "yaml" if name.endswith("yaml") else "json")):
            for diagnostic in found.document.diagnostics:
                span = found.document.locate(diagnostic)
                assert 0 <= span.start <= span.end <= len(found.document.source.text)
