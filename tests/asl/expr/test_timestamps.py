"""Timestamps: which texts are ones, their order, and the text of a time."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asl.expr.timestamps import (
    format_timestamp,
    is_timestamp,
    is_utc_timestamp,
    parse_timestamp,
    parse_timestamp_ns,
)
from asl.json_values import Json

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "ns"),
    [
        ("1970-01-01T00:00:00Z", 0),
        ("1970-01-01T00:00:00.000000001Z", 1),
        ("1970-01-01T00:00:00.5Z", 500_000_000),
        ("1969-12-31T23:59:59.999Z", -1_000_000),
        ("1970-01-01T01:30:00+01:30", 0),
        ("1969-12-31T16:00:00-08:00", 0),
        ("2012-10-09T19:00:55Z", 1_349_809_255_000_000_000),
        ("2016-03-05T21:29:29.243167252Z", 1_457_213_369_243_167_252),
        ("2000-02-29T00:00:00Z", 951_782_400_000_000_000),
    ],
)
def test_parse(text: str, ns: int) -> None:
    assert parse_timestamp_ns(text) == ns
    assert parse_timestamp(text) == ns // 1_000_000
    assert is_timestamp(text)


@pytest.mark.parametrize(
    "value",
    [
        None,
        True,
        0,
        1.1,
        [],
        ["2016-12-05T21:29:29Z"],
        {},
        "",
        " ",
        "2023-02-24 12:15:56.832957",
        "2016-12-05 21:29:29Z",
        "2016-12-05T21:29:29",
        "2016-12-05t21:29:29Z",
        "2016-12-05T21:29:29z",
        "2016-13-05T21:29:29Z",
        "2016-00-05T21:29:29Z",
        "2016-12-00T21:29:29Z",
        "2016-12-32T21:29:29Z",
        "2015-02-29T00:00:00Z",
        "1900-02-29T00:00:00Z",
        "2016-12-05T25:29:29Z",
        "2016-12-05T24:00:00Z",
        "2016-12-05T21:60:29Z",
        "2016-12-05T21:29:60Z",
        "05-12-2016T21:29:29Z",
        "2016-12-05T21:29Z",
        "2016-12-05T21:29:29.Z",
        "2016-12-05T21:29:29.1234567890Z",
        "2016-12-05T21:29:29,5Z",
        "2016-12-05T21:29:29+0200",
        "2016-12-05T21:29:29+19:00",
        "2016-12-05T21:29:29+02:60",
        "2016-12-05T21:29:29Z ",
        "2016-12-05T21:29:29Z\n",
        "٢٠١٦-12-05T21:29:29Z",
        "2016-12-05",
    ],
)
def test_is_no_timestamp(value: Json) -> None:
    assert not is_timestamp(value)
    assert not is_utc_timestamp(value)
    if isinstance(value, str):
        with pytest.raises(ValueError, match=r"^(not a timestamp|no such)"):
            parse_timestamp(value)


def test_only_z_is_utc() -> None:
    assert is_utc_timestamp("2030-01-01T00:00:00.1Z")
    assert is_timestamp("2030-01-01T00:00:00+00:00")
    assert not is_utc_timestamp("2030-01-01T00:00:00+00:00")


@pytest.mark.parametrize(
    ("ms", "text"),
    [
        (0, "1970-01-01T00:00:00Z"),
        (1, "1970-01-01T00:00:00.001Z"),
        (-1, "1969-12-31T23:59:59.999Z"),
        (1_767_323_045_670, "2026-01-02T03:04:05.670Z"),
        (951_782_399_000, "2000-02-28T23:59:59Z"),
        (951_782_400_000, "2000-02-29T00:00:00Z"),
    ],
)
def test_format(ms: int, text: str) -> None:
    assert format_timestamp(ms) == text


YEAR_1, YEAR_9999 = -62_135_596_800_000, 253_402_300_799_999


@given(st.integers(YEAR_1, YEAR_9999))
def test_round_trip(ms: int) -> None:
    text = format_timestamp(ms)
    assert parse_timestamp(text) == ms
    assert is_utc_timestamp(text)
    assert datetime.fromisoformat(text) == EPOCH + timedelta(milliseconds=ms)


@given(st.datetimes(datetime(2, 1, 1), datetime(9998, 1, 1)), st.integers(-18 * 60, 18 * 60))  # noqa: DTZ001
def test_offsets_agree_with_the_standard_library(local: datetime, minutes: int) -> None:
    aware = local.replace(tzinfo=timezone(timedelta(minutes=minutes)))
    expected = (aware - EPOCH) // timedelta(microseconds=1) * 1000
    assert parse_timestamp_ns(aware.isoformat()) == expected


@given(st.integers(YEAR_1, YEAR_9999), st.integers(YEAR_1, YEAR_9999))
def test_order_of_times_is_order_of_numbers(one: int, other: int) -> None:
    assert (parse_timestamp_ns(format_timestamp(one)) < parse_timestamp_ns(format_timestamp(other))) == (one < other)


@given(st.text() | st.from_regex(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)", fullmatch=True))
def test_any_text_is_or_is_not(text: str) -> None:
    assert is_timestamp(text) in (True, False)
