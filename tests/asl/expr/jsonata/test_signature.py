"""Signatures: context, options, arrays, unions, and the words of refusals."""

from __future__ import annotations

from typing import Any

import pytest

from asl.expr.jsonata.signature import compile_signature
from asl.expr.jsonata.values import UNDEFINED, JsonataError, UnnamedFunctionError


@pytest.mark.parametrize(
    ("signature", "arguments", "focus", "expected"),
    [
        ("<s-nn?:s>", ["a", 1], None, ["a", 1, UNDEFINED]),
        ("<s-nn?:s>", [1, 2], "ctx", ["ctx", 1, 2]),
        ("<a<n>:n>", [3], None, [[3]]),
        ("<a<n>:n>", [[]], None, [[]]),
        ("<a<n>:n>", [UNDEFINED], None, [UNDEFINED]),
        ("<(sao):x>", [{"a": 1}], None, [{"a": 1}]),
        ("<a+>", [[1], 2, [3]], None, [[1], [2], [3]]),
        ("<x-:b>", [], None, [None]),
        ("<:n>", [], None, []),
    ],
)
def test_arguments_that_fit(signature: str, arguments: list[Any], focus: Any, expected: list[Any]) -> None:
    assert compile_signature(signature)(arguments, focus) == expected


@pytest.mark.parametrize(
    ("signature", "arguments", "focus", "code", "message"),
    [
        ("<n:n>", ["a"], None, "T0410", 'Argument 1 of function "f" does not match function signature'),
        ("<nn:n>", [1, True], None, "T0410", 'Argument 2 of function "f" does not match function signature'),
        ("<n:n>", [1, 2], None, "T0410", 'Argument 2 of function "f" does not match function signature'),
        ("<af>", [[1], 2], None, "T0410", 'Argument 2 of function "f" does not match function signature'),
        ("<s-:n>", [], 5, "T0411", 'Context value is not a compatible type with argument 1 of function "f"'),
        ("<a<n>:n>", [["a"]], None, "T0412", 'Argument 1 of function "f" must be an array of "numbers"'),
        ("<a<s>s?:s>", [["a", 1]], None, "T0412", 'Argument 1 of function "f" must be an array of "strings"'),
        ("<a<n>:n>", [True], None, "T0412", 'Argument 1 of function "f" must be an array of "numbers"'),
    ],
)
def test_arguments_that_do_not_fit(signature: str, arguments: list[Any], focus: Any, code: str, message: str) -> None:
    with pytest.raises(UnnamedFunctionError) as caught:
        compile_signature(signature)(arguments, focus)
    assert "function undefined" in caught.value.message
    caught.value.name_function("f")
    assert (caught.value.code, caught.value.message) == (code, message)


@pytest.mark.parametrize(("signature", "code"), [("<n<n>>", "S0401"), ("<(sa<n>)>", "S0402")])
def test_signatures_that_mean_nothing(signature: str, code: str) -> None:
    with pytest.raises(JsonataError) as caught:
        compile_signature(signature)
    assert caught.value.code == code
