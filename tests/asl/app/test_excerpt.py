"""What is underlined: the exact characters, whatever stands before them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asl.app.render.cells import cells, printable
from asl.app.render.colour import Paint
from asl.app.render.excerpt import MAX_COLUMNS, Mark, render_excerpt
from asl.source import Source, Span

PLAIN = Paint(is_on=False)


def check_excerpt(text, span, expected):
    lines = render_excerpt(Source(text), [Mark(Span(*span), "^", "error")], PLAIN)
    assert "\n".join(lines[1:]) == expected.strip("\n")


@pytest.mark.parametrize(
    ("text", "span", "expected"),
    [
        ("abc", (1, 2), "1 | abc\n  |  ^"),
        ("abc", (3, 3), "1 | abc\n  |    ^"),
        ("", (0, 0), "1 |\n  | ^"),
        ("a\nbc\n", (2, 4), "2 | bc\n  | ^^"),
        ("\tab", (1, 3), "1 |     ab\n  |     ^^"),
        ("a\tb", (2, 3), "1 | a   b\n  |     ^"),
        ("漢字x", (1, 2), "1 | 漢字x\n  |   ^^"),
        ("e\u0301x", (2, 3), "1 | e\u0301x\n  |  ^"),
        ("\x1bx", (1, 2), "1 | ␛x\n  |  ^"),
        ("ab\ncd", (1, 4), "1 | ab\n  |  ^"),
        ("a\r\nb", (0, 1), "1 | a\n  | ^"),
    ],
)
def test_underline(text, span, expected):
    check_excerpt(text, span, expected)


def test_labels_stand_on_their_own_lines_in_the_order_of_the_text():
    source = Source("one\ntwo\nthree\nfour\nfive\nsix\nseven\neight\nnine\nten")
    marks = [
        Mark(Span(*_span(source, "ten")), "^", "error"),
        Mark(Span(*_span(source, "one")), "-", "label", "first here"),
        Mark(Span(*_span(source, "nine")), "-", "label", "and here"),
    ]
    assert render_excerpt(source, marks, PLAIN) == [
        "   |",
        " 1 | one",
        "   | --- first here",
        "  ...",
        " 9 | nine",
        "   | ---- and here",
        "10 | ten",
        "   | ^^^",
    ]


def _span(source, word):
    start = source.text.index(word)
    return start, start + len(word)


def test_a_long_line_is_cut_around_the_underline():
    text = '{"a": "' + "x" * 500 + '", "Next": "Proces", "b": "' + "y" * 500 + '"}'
    start = text.index('"Proces"')
    _, line, under = render_excerpt(Source(text), [Mark(Span(start, start + 8), "^", "error")], PLAIN)
    assert line.startswith("1 | …x")
    assert line.endswith("y…")
    assert len(line) <= MAX_COLUMNS + 6
    at = under.index("^")
    assert line[at : at + 8] == '"Proces"'
    assert under.count("^") == 8


def test_an_underline_that_is_longer_than_the_line_shown_says_so():
    text = "a" * 1000
    _, line, under = render_excerpt(Source(text), [Mark(Span(10, 990), "^", "error")], PLAIN)
    assert line.endswith("…")
    assert under.endswith("^…")
    assert len(under) <= MAX_COLUMNS + 6


def test_a_line_of_a_million_characters_costs_little():
    text = "[" + "1," * 500_000 + "1]"
    assert len(render_excerpt(Source(text), [Mark(Span(600_000, 600_001), "^", "error")], PLAIN)[1]) < 120


@given(st.text(max_size=300), st.data())
def test_the_underline_covers_the_very_columns(text, data):
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    source = Source(text)
    line, column = source.position(start)
    shown = source.line(line)
    lines = render_excerpt(source, [Mark(Span(start, end), "^", "error")], PLAIN)
    under = lines[-1].split("| ", 1)[1]
    widths = [width for _, width in cells(shown)]
    marked = widths[column - 1 : column - 1 + end - start]
    if sum(widths) <= MAX_COLUMNS:
        assert len(under) - len(under.lstrip()) == sum(widths[: column - 1])
        assert under.count("^") == max(1, sum(marked))
    assert not any(ord(character) < 32 or character == "\x7f" for character in "".join(lines))


@given(st.text())
def test_nothing_that_is_shown_controls_the_terminal(text):
    assert all(character == "\n" or character.isprintable() or ord(character) >= 0xA0 for character in printable(text))
    assert "\x1b" not in printable(text)
    assert "\u202e" not in printable(text)
