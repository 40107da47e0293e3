"""Bounds of patterns against Python's own reading of them."""

from __future__ import annotations

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from asl.types.characters import ANY, characters_of, characters_of_ranges
from asl.types.regex import compile_whole, read_bounds

PATTERNS = (
    "[a-zA-Z0-9](-*[a-zA-Z0-9]){0,62}",
    "^[a-zA-Z_][a-zA-Z0-9_]*$",
    "arn:aws[a-z-]*:iam::[0-9]{12}:role/?[a-zA-Z_0-9+=,.@/-]+",
    r"[\w+=,.@-]+",
    r"\d{1,4}\.\d{1,4}",
    "(https|s3)://([^/]+)/?(.*)",
    "a|bc|",
    r"(?!x)[a-z]{2,5}",
    r"(?:ab)+c?",
    r"[^\s]+",
    r"[]a]{2}",
    r"\x41\u0042{2}",
    r"[\w-.]*",
    r"a\bb?",
    "x*+y?",
)


@pytest.mark.parametrize("pattern", PATTERNS)
def test_every_match_keeps_to_the_bounds(pattern):
    compiled = compile_whole(pattern)
    if compiled is None:
        assert pattern == r"[\w-.]*"
        return
    bounds = read_bounds(pattern)

    @settings(max_examples=30, deadline=None, database=None, suppress_health_check=[HealthCheck.too_slow])
    @given(st.from_regex(re.compile(compiled.pattern, re.ASCII), fullmatch=True))
    def check(text):
        if compiled.fullmatch(text) is None:
            return
        assert bounds.characters.holds_all(text)
        assert bounds.min_length <= len(text)
        assert bounds.max_length is None or len(text) <= bounds.max_length

    check()


@pytest.mark.parametrize("pattern", ["[a-z]{2,3}", "[ab]*", "([ab]+)", "a", "[^a]?", r"\d+", "."])
@given(text=st.text("abc1\n", max_size=4))
@settings(deadline=None, max_examples=40)
def test_exact_bounds_say_all(pattern, text):
    bounds = read_bounds(pattern)
    assert bounds.is_exact
    fits = bounds.characters.holds_all(text) and bounds.min_length <= len(text) <= (bounds.max_length or 99)
    assert fits is (compile_whole(pattern).fullmatch(text) is not None)


@pytest.mark.parametrize("pattern", [r"\p{L}+", "a^b", "(?i)a", r"(a)\1", "[a&&b]", "[a", "(a", "a)"])
def test_what_is_not_known_bounds_nothing(pattern):
    assert read_bounds(pattern).characters is ANY
    assert read_bounds(pattern).min_length == 0


def test_pairs_of_surrogates_are_one_character():
    whole = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*"
    assert compile_whole(whole).fullmatch("a\U0001f600")
    assert "\U0001f600" in read_bounds(whole).characters
    assert "\n" not in read_bounds(whole).characters


sets = st.text("abcdef\0\x7fé", max_size=5).map(characters_of)


@given(sets, sets, st.characters())
def test_sets_of_characters_are_sets(left, right, character):
    assert (character in left | right) is (character in left or character in right)
    assert (character in left & right) is (character in left and character in right)
    assert (character in left - right) is (character in left and character not in right)
    assert ~~left == left
    assert (left <= right) is (not (left - right).ranges)


def test_a_set_reads_well():
    assert str(~characters_of_ranges([(0x80, 0x10FFFF)])) == (
        "U+0000-U+001F space ! \" # $ % & ' ( ) * + , - . / 0-9 : ; < = > ? @ A-Z [ \\ ] ^ _ ` a-z { | } ~ U+007F"
    )
    assert str(ANY) == "any character"
