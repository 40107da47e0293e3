"""Hover, definition, references, rename, outline: pure functions of a text and an offset."""

# ruff: noqa: E501 - tables read best one row to a line

from __future__ import annotations

import json

import pytest

from asl.lsp.hover import hover
from asl.lsp.navigation import RenameError, definition_of, references_of, rename, state_at
from asl.lsp.outline import outline
from asl.lsp.positions import LineColumn, Positions
from asl.syntax import apply_edits
from tests.asl.lsp.marked import BAR, marked

JSON = """\
{
  "StartAt": "First",
  "States": {
    "First": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "Parameters": {"FunctionName": "f",
      "Payload": {"id.$": "States.Format('{}', $$.Execution.Id)"}},
      "Retry": [{"ErrorEquals": ["States.Timeout"]}], "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "Third"}],
      "Next": "Second"},
    "Second": {"Type": "Choice", "Choices": [{"Variable": "$.a", "IsPresent": true, "Next": "Third"}], "Default": "Third"},
    "Third": {"Type": "Map", "ItemProcessor": {"StartAt": "Inner", "States": {"Inner": {"Type": "Pass", "End": true}}},
      "End": true}
  }
}
"""
YAML = """\
StartAt: First
States:
  First:
    Type: Pass
    Next: 'Second'
  "Second":
    Type: Choice
    Choices:
      - Condition: '{% $uppercase($states.input.a) = "A" %}'
        Next: First
    QueryLanguage: JSONata
    Default: Third one
  Third one: {Type: Succeed}
"""


def renamed(text: str, name: str, file: str = "x.asl.json") -> str:
    _, definition, offset = marked(text, file)
    symbol = state_at(definition, offset)
    return apply_edits(text.replace(BAR, ""), rename(symbol, name))


@pytest.mark.parametrize(
    "at", ['"Thi█rd": {"Type"', '"IsPresent": true, "Next": "█Third"', '"Default": "Third█"', '"Next": "Th█ird"}],\n']
)
def test_a_state_is_renamed_from_every_place_of_its_name(at):
    text = JSON.replace(at.replace(BAR, ""), at, 1)
    assert BAR in text
    expected = json.loads(JSON.replace('"Third"', '"La \\"st"'))
    assert json.loads(renamed(text, 'La "st')) == expected


def test_a_rename_leaves_other_flows_and_other_strings_alone():
    text = JSON.replace('"StartAt": "First"', '"StartAt": "█First"')
    assert renamed(text, "Begin") == JSON.replace('"First"', '"Begin"')
    text = JSON.replace('"StartAt": "Inner"', '"StartAt": "█Inner"')
    assert renamed(text, "Begin") == JSON.replace('"Inner"', '"Begin"')


@pytest.mark.parametrize(
    ("name", "written"), [("Go", ["Go", "'Go'", '"Go"']), ("it's: 1", ['"it\'s: 1"', "'it''s: 1'", '"it\'s: 1"'])]
)
def test_names_keep_their_quotes_in_yaml(name, written):
    text = YAML.replace("  Third one:", "  Third█ one:")
    assert renamed(text, name, "x.asl.yaml") == YAML.replace("Third one", written[0])
    text = YAML.replace('"Second"', '"█Second"')
    expected = YAML.replace("'Second'", written[1]).replace('"Second"', written[2])
    assert renamed(text, name, "x.asl.yaml") == expected


def test_a_state_inside_a_string_is_renamed_with_its_escapes():
    inner = '{"StartAt": "A", "States": {"A": {"Type": "Succeed"}}}'
    text = json.dumps({"name": "m", "definition": inner})
    cursor = text.replace('\\"A\\": ', '\\"█A\\": ')
    assert json.loads(json.loads(renamed(cursor, 'B"', "r.json"))["definition"])["StartAt"] == 'B"'


@pytest.mark.parametrize("name", ["", " ", "Second", "x" * 81])
def test_names_that_cannot_be_given_are_refused(name):
    _, definition, offset = marked(JSON.replace('"StartAt": "First"', '"StartAt": "█First"'))
    with pytest.raises(RenameError):
        rename(state_at(definition, offset), name)


def test_definition_and_references():
    analysis, definition, offset = marked(JSON.replace('"Default": "Third"', '"Default": "█Third"'))
    symbol = state_at(definition, offset)
    text = analysis.source.text
    key, whole = definition_of(symbol)
    assert text[key.start : key.end] == '"Third"'
    assert text[whole.start : whole.end].endswith('"End": true}')
    assert [text[span.start : span.end] for span in references_of(symbol)] == ['"Third"'] * 3
    assert state_at(definition, text.index('"Task"')) is None


HOVERS = [
    ("field", '"Ret█ry"', "What to try again"),
    ("limits of a field", '"Resou█rce": ', "What the task calls"),
    ("type", '"T█ask"', "Has work done"),
    ("resource", "lambda█:invoke", "`Invoke` of `lambda`"),
    ("parameter", '"Function█Name"', "string, required"),
    ("error", '"States.█Timeout"', "TimeoutSeconds"),
    ("intrinsic", "States.For█mat", "States.Format"),
    ("context", "$$.Execut█ion.Id", "ARN of the execution"),
    ("operator", '"IsPre█sent"', "there at all"),
    ("state", '"Sec█ond": ', "Choice state"),
    ("target", '"Default": "Th█ird"', "Entered from"),
]


@pytest.mark.parametrize(("at", "part"), [case[1:] for case in HOVERS], ids=[case[0] for case in HOVERS])
def test_hover(at, part):
    plain = at.replace(BAR, "")
    assert plain in JSON
    analysis, _, offset = marked(JSON.replace(plain, at, 1))
    found = hover(analysis, offset)
    assert part in found.markdown
    assert found.span.start <= offset <= found.span.end


def test_hover_in_yaml_and_on_a_mistake():
    analysis, _, offset = marked(YAML.replace("$upper", "$up█per"), "x.asl.yaml")
    assert "**$uppercase**" in hover(analysis, offset).markdown
    analysis, _, offset = marked(YAML.replace("Next: First", "Next: Fir█s"), "x.asl.yaml")
    assert "ASL201" in hover(analysis, offset).markdown


def test_outline():
    analysis, *_ = marked(JSON + BAR)
    entries = outline(analysis)
    assert [(entry.name, entry.detail) for entry in entries] == [
        ("First", "Task"),
        ("Second", "Choice"),
        ("Third", "Map"),
    ]
    assert [child.name for child in entries[2].children] == ["Inner"]
    for entry in entries:
        assert entry.span.start <= entry.selection.start <= entry.selection.end <= entry.span.end


@pytest.mark.parametrize(
    ("encoding", "column"), [("utf-16", 4), ("utf-8", 7), ("utf-32", 3)], ids=["utf-16", "utf-8", "utf-32"]
)
def test_positions_count_in_units_of_the_encoding(encoding, column):
    positions = Positions("a\r\n\U0001f600éb\rc\nd", encoding)
    assert positions.at(6) == LineColumn(1, column if encoding != "utf-16" else 4)
    for offset in (0, 1, 3, 4, 5, 6, 7, 8, 9, 10):
        assert positions.offset(positions.at(offset)) == offset
    assert positions.offset(LineColumn(0, 99)) == 1
    assert positions.offset(LineColumn(1, 99)) == 6
    assert positions.offset(LineColumn(99, 0)) == len(positions.text)
