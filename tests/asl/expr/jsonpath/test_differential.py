"""An independent library agrees where the two dialects mean the same; where they do not, the table says why.

jsonpath-ng always gives the list of all hits, so a definite path is compared with the list of its one value, and a miss
with the empty list. The keys of the documents are the same in every object's order, as both walk in that order.
"""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonpath_ng.ext.parser import parse as parse_theirs

from asl.expr.jsonpath import JsonPathReadError, compile_jsonpath, parse_jsonpath
from asl.json_values import Json, equal

DOCUMENT: Json = {
    "a": {"b": 1},
    "list": [10, 20, 30, 40],
    "rows": [{"k": 1, "v": "a"}, {"k": 2}, {"k": "1"}],
    "s": "text",
}


def ours(text: str, document: Json) -> list[Any]:
    path = parse_jsonpath(text)
    try:
        found = compile_jsonpath(path)(document)
    except JsonPathReadError:
        return []
    if path.is_definite:
        return [found]
    assert isinstance(found, list)
    return found


def theirs(text: str, document: Json) -> list[Any]:
    return [match.value for match in parse_theirs(text).find(document)]


steps = st.sampled_from(
    [".a", ".b", "['c']", "[0]", "[1]", "[-1]", "[*]", ".*", "[1:]", "[0:2]", "[:1]", "[-2:]", "[:-1]"]
)
plain = st.lists(steps, max_size=4).map(lambda some: "$" + "".join(some))
scans = st.sampled_from(["$..a", "$..b", "$.a..b", "$[*]..c", "$..a[*]"])
documents = st.recursive(
    st.none() | st.booleans() | st.integers(-3, 3) | st.just(1.5),
    lambda inner: (
        st.lists(inner, max_size=3) | st.fixed_dictionaries({}, optional={"a": inner, "b": inner, "c": inner})
    ),
    max_leaves=10,
)


@settings(deadline=None)
@given(text=plain | scans, document=documents)
def test_the_plain_subset_agrees(text: str, document: Json) -> None:
    left, right = ours(text, document), theirs(text, document)
    assert equal(left, right), (text, document)


REFUSED = object()
"""The library cannot read the text."""


@pytest.mark.parametrize(
    ("text", "here", "there", "reason"),
    [
        ("$['a','s']", [{"a": {"b": 1}, "s": "text"}], [{"b": 1}, "text"], "several names make one object"),
        ("$.list[0:4:2]", [10, 20, 30, 40], [10, 30], "the third part of a slice is ignored"),
        ("$.list[-2:2]", [30, 40, 10, 20], [], "a negative start wraps around"),
        ("$.rows[?(@.k == 1)].k", [1, "1"], [1], "a numeric string equals its number"),
        ("$.a[?(@.b == 1)]", [{"b": 1}], [], "a filter tests an object itself"),
        ("$.rows[?(@.k =~ /1/)].k", [1, "1"], REFUSED, "a pattern stands between slashes"),
        ("$.list[?(@ in [10])]", [10], REFUSED, "word operators"),
        ("$.list.length()", [4], REFUSED, "functions have parentheses"),
    ],
)
def test_known_disagreements(text: str, here: list[Any], there: Any, reason: str) -> None:
    assert equal(ours(text, DOCUMENT), here), reason
    if there is REFUSED:
        with pytest.raises(Exception, match="Parse error"):
            parse_theirs(text)
    else:
        assert theirs(text, DOCUMENT) == there, reason
        assert not equal(here, there), "no disagreement any more"
