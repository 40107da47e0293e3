"""Terraform's language: what is read, what is kept as text, and that every span slices to what it names."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asl.embedded.hcl import (
    Call,
    Expression,
    Heredoc,
    Literal,
    Mapping,
    Other,
    Quoted,
    Tuple,
    iter_blocks,
    parse_expression,
)
from asl.embedded.terraform import located
from asl.syntax.located import value_of


def read(text: str) -> Expression:
    return parse_expression(text, 0, len(text))


def plain(text: str) -> Any:
    return value_of(located(read(text), text))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1", 1),
        ("-1.5e3", -1500.0),
        ("true", True),
        ("null", None),
        (r'"a\"b\u00e9\n"', 'a"bé\n'),
        ('"x${var.a["k"]}y"', 'x${var.a["k"]}y'),
        ('"$${a} %{b}"', "$${a} %{b}"),
        ("[1, 2,\n 3 # three\n]", [1, 2, 3]),
        ("[]", []),
        ("{}", {}),
        ('{ a = 1, "b" : 2\n c = 3 // c\n (var.d) = 4 }', {"a": 1, "b": 2, "c": 3, "${var.d}": 4}),
        ("{ a = { b = [{ c = 1 }] } }", {"a": {"b": [{"c": 1}]}}),
        ("{ a = <<-E\n    x\n      y\n  E\n  b = 1 }", {"a": "x\n  y\n", "b": 1}),
        ("{ a = var.x ? 1 : 2, b = 3 }", {"a": "${var.x.1.:.2}", "b": 3}),
        ("{ a = [for s in v : s] }", {"a": "${for.s.in.v.:.s}"}),
        ("{ a = { for k, v in m : k => v } }", {"a": "${for.k.v.in.m.:.k.v}"}),
        ('{ a = var.b # c\n d = "e" // f\n g = [] /* h */ }', {"a": "${var.b}", "d": "e", "g": []}),
        ("{ a = f({ x = 1 }, [2]), b = (3) }", {"a": "${f.x.1.2}", "b": 3}),
        ("{ a = aws_x.y[0].arn\n b = 1 }", {"a": "${aws_x.y.0.arn}", "b": 1}),
        ('{ a = "}", b = "{" /* } */ }', {"a": "}", "b": "{"}),
    ],
)  # fmt: skip
def test_expressions_as_jsonencode_writes_them(text, value):
    assert plain(text) == value


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("1 + 2", Other), ("a.b", Other), ('"a" == "b"', Other), ("f(x)", Call), ("f(x).y", Other),
        ("<<E\nx\nE", Heredoc), ('"a"', Quoted), ("{}", Mapping), ("[1]", Tuple), ("1", Literal),
        ("[for a in b : a]", Other), ("{", Other), ("", Other),
    ],
)  # fmt: skip
def test_kinds(text, kind):
    found = read(text)
    assert type(found) is kind
    assert text[found.span.start : found.span.end] == text


BODY = """\
# resource "aws_sfn_state_machine" "no" {}
terraform { required_version = ">= 1" }
resource "aws_x" "one" {
  name = "}" # }
  tags = { a = "{" }
  dynamic "block" {
    for_each = [1]
    content { definition = "no" }
  }
  definition = <<E
}
E
  last = 1
}
data "aws_y" two { a = 1 }
locals {
  b = 2
"""


def test_blocks_and_their_own_attributes():
    blocks = list(iter_blocks(BODY))
    assert [(block.kind, block.labels) for block in blocks] == [
        ("terraform", ()),
        ("resource", ("aws_x", "one")),
        ("data", ("aws_y", "two")),
        ("locals", ()),
    ]
    assert [attribute.name for attribute in blocks[1].attributes] == ["name", "tags", "definition", "last"]
    for block in blocks:
        for attribute in block.attributes:
            assert BODY[attribute.name_span.start : attribute.name_span.end] == attribute.name
    assert [attribute.name for attribute in blocks[3].attributes] == ["b"]


def test_deep_nesting_is_kept_as_text():
    text = "[" * 5000 + "]" * 5000
    assert isinstance(read(text), Tuple)
    assert list(iter_blocks("a { b = " + text + " }"))


@given(st.text(alphabet='a1 ={}[]()"$%<-E\n#/*\\,.:', max_size=60))
def test_no_text_is_an_exception(text):
    list(iter_blocks(text))
    found = read(text)
    assert 0 <= found.span.start <= found.span.end <= len(text)
