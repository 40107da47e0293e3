"""CSV as the developer guide has it: a table of its rules, and Python's own reader where the two agree."""

from __future__ import annotations

import csv
import io
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interpreter.item_reader.csv_rows import DELIMITERS, iter_csv_items, iter_rows

RULES: dict[str, tuple[str, list[list[str]]]] = {
    "plain": ("a,b\nc,d\n", [["a", "b"], ["c", "d"]]),
    "no line break at the end": ("a,b", [["a", "b"]]),
    "empty fields": (",,\n", [["", "", ""]]),
    "an empty line is no row": ("a\n\nb\n", [["a"], ["b"]]),
    "a line of blanks is one": ("   \n", [["   "]]),
    "blanks stay": (" a , b \n", [[" a ", " b "]]),
    "quotes hold the delimiter": ('"a,b",c\n', [["a,b", "c"]]),
    "quotes hold line breaks": ('"a\n\nb",c\nd\n', [["a\n\nb", "c"], ["d"]]),
    "a doubled quote in quotes": ('"say ""hi""",x\n', [['say "hi"', "x"]]),
    "a doubled quote without quotes": ('{""k"":1},x\n', [['{"k":1}', "x"]]),
    "an empty quoted field": ('"",x\n', [["", "x"]]),
    "nothing but a quote": ('""""\n', [['"']]),
    "a quote within a field": ('5" pipe,x\n', [['5" pipe', "x"]]),
    "a backslash before a quote": ('"a \\" b",\\"c\\"\n', [['a " b', '"c"']]),
    "a backslash before the delimiter": ("a\\,b,c\n", [["a,b", "c"]]),
    "a doubled backslash": ("a\\\\b\n", [["a\\b"]]),
    "a backslash before anything else goes": ("C:\\temp\\new\n", [["C:tempnew"]]),
    "a quote that never ends": ('"a,b\nc', [["a,b\nc"]]),
    "apostrophes are letters": ("'a,b'\n", [["'a", "b'"]]),
}


@pytest.mark.parametrize("name", RULES)
def test_rules(name: str) -> None:
    text, rows = RULES[name]
    assert list(iter_rows(io.StringIO(text), ",")) == rows


@pytest.mark.parametrize(("name", "delimiter"), DELIMITERS.items())
def test_delimiters(name: str, delimiter: str) -> None:
    text = f'a{delimiter}"b{delimiter}c"{delimiter}d\\{delimiter}e\n'
    assert list(iter_rows(io.StringIO(text), delimiter)) == [["a", f"b{delimiter}c", f"d{delimiter}e"]]


COLUMNS: dict[str, tuple[list[str] | None, list[dict[str, str]]]] = {
    "names in the first row": (None, [{"1": "3", "2": "4"}, {"1": "5", "2": ""}, {"1": "6", "2": "7"}]),
    "names given": (["h"], [{"h": "1"}, {"h": "3"}, {"h": "5"}, {"h": "6"}]),
    "more names than columns": (
        ["x", "y", "z"],
        [
            {"x": "1", "y": "2", "z": ""},
            {"x": "3", "y": "4", "z": ""},
            {"x": "5", "y": "", "z": ""},
            {"x": "6", "y": "7", "z": "8"},
        ],
    ),
}


@pytest.mark.parametrize("name", COLUMNS)
def test_columns(name: str) -> None:
    headers, items = COLUMNS[name]
    assert list(iter_csv_items(io.StringIO("1,2\n3,4\n5\n6,7,8\n"), headers, ",")) == items


def test_a_file_without_a_row_has_no_items() -> None:
    assert list(iter_csv_items([], None, ",")) == []


def test_rows_are_read_as_they_are_asked_for() -> None:
    numbers = itertools.count()
    items = iter_csv_items((f"{number}\n" for number in numbers), ["n"], ",")
    assert [next(items), next(items)] == [{"n": "0"}, {"n": "1"}]
    assert next(numbers) == 2, "nothing was read ahead"


fields = st.text(st.characters(codec="utf-8", exclude_characters="\\\r"), max_size=8)
tables = st.lists(st.lists(fields, min_size=2, max_size=4), max_size=5)


@given(tables, st.sampled_from(sorted(DELIMITERS.values())), st.booleans())
def test_what_python_writes_is_read_back(table: list[list[str]], delimiter: str, quotes_all: bool) -> None:
    text = io.StringIO(newline="")
    quoting = csv.QUOTE_ALL if quotes_all else csv.QUOTE_MINIMAL
    csv.writer(text, delimiter=delimiter, lineterminator="\n", quoting=quoting).writerows(table)
    text.seek(0)
    assert list(iter_rows(text, delimiter)) == table


@given(st.text(st.sampled_from('ab ,"\n'), max_size=20).filter(lambda text: '""' not in text))
def test_any_text_without_doubled_quotes_is_read_as_python_reads_it(text: str) -> None:
    assert list(iter_rows(io.StringIO(text), ",")) == [row for row in csv.reader(io.StringIO(text)) if row]


@given(st.text(st.sampled_from('a\\,"\n|'), max_size=30))
def test_no_text_stops_the_reader(text: str) -> None:
    assert sum(map(len, iter_rows(io.StringIO(text), "|"))) <= len(text) + 1
