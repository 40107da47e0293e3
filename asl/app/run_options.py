"""Options of ``asl run`` that are more than text: names, places and times, checked before anything runs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import PurePath
from typing import Final, Literal

from asl.errors import UsageError

from .files import STDIN

__all__ = [
    "RunOptions",
    "check_account",
    "check_name",
    "check_region",
    "machine_name_of",
    "parse_limits",
    "parse_start_time",
    "parse_stop",
    "partition_of",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class RunOptions:
    """Everything that ``asl run`` was told; names and places have been checked.

    Attributes:
        file, input, mocks, history, replay: files as given, ``-`` for a standard stream; ``None`` when left out.
        objects: folder of the buckets that Distributed Maps read and write.
        start_ms: virtual start, milliseconds since the epoch.
        stop_after_ms: virtual time after which the execution is stopped.
        limits: changed limits by name, ``None`` where one is lifted.
        has_limits: whether the quotas of the service hold at all.
    """

    file: str
    input: str | None
    name: str | None
    type: Literal["STANDARD", "EXPRESS"]
    start_ms: int
    seed: int
    mocks: str | None
    test_case: str | None
    machine_name: str
    region: str
    account: str
    history: str | None
    replay: str | None
    redrive: str | None
    stop_after_ms: int | None
    limits: Mapping[str, int | None]
    has_limits: bool
    objects: str | None
    is_json: bool
    is_quiet: bool


MAX_NAME = 80
_REFUSED: Final = re.compile(r"""[\s<>{}\[\]?*"#%\\^|~`$&,;:/\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]""")
"""Characters that no name of an execution or a state machine may have (StartExecution, ``name``)."""

_ENDINGS: Final = (".json", ".yaml", ".yml", ".asl")
_REGION: Final = re.compile(r"[a-z]{2,4}(-[a-z]+)+-\d{1,2}")
_PARTITIONS: Final = (("cn-", "aws-cn"), ("us-gov-", "aws-us-gov"), ("us-iso-", "aws-iso"), ("us-isob-", "aws-iso-b"))


def check_name(name: str, what: str) -> str:
    """Return a name that StartExecution or CreateStateMachine would take.

    Raises:
        UsageError: saying which character is wrong, or that it is too long.
    """
    if not 1 <= len(name) <= MAX_NAME:
        raise UsageError(f"the {what} has {len(name)} characters", help=f"use 1 to {MAX_NAME}")
    refused = _REFUSED.search(name)
    if refused:
        raise UsageError(
            f'the {what} "{name}" has the character {refused[0]!r}, which is not allowed',
            help="use letters, digits, - and _",
        )
    return name


def machine_name_of(file: str) -> str:
    """Return the name that a state machine gets from its file.

    >>> [machine_name_of(file) for file in ("a/pipeline.asl.json", "my flow.yaml", "-", ".json")]
    ['pipeline', 'my-flow', 'StateMachine', 'json']
    """
    name = "StateMachine" if file == STDIN else PurePath(file).name
    while PurePath(name).suffix.lower() in _ENDINGS:
        name = PurePath(name).stem
    return _REFUSED.sub("-", name).strip("-.")[:MAX_NAME] or "StateMachine"


def check_region(region: str) -> str:
    """Return a text that is formed like a region.

    Raises:
        UsageError: it is not.
    """
    if not _REGION.fullmatch(region):
        raise UsageError(f'"{region}" is not a region', help="write one like eu-west-1")
    return region


def check_account(account: str) -> str:
    """Return a text that is formed like an account id.

    Raises:
        UsageError: it is not.
    """
    if not (len(account) == 12 and account.isascii() and account.isdigit()):
        raise UsageError(f'"{account}" is not an account', help="write its twelve digits")
    return account


def partition_of(region: str) -> str:
    """Return the partition that a region belongs to.

    >>> partition_of("eu-west-1"), partition_of("cn-north-1")
    ('aws', 'aws-cn')
    """
    return next((partition for prefix, partition in _PARTITIONS if region.startswith(prefix)), "aws")


def parse_start_time(text: str) -> int:
    """Return a start time as milliseconds since the epoch; times without an offset are UTC.

    >>> parse_start_time(""), parse_start_time("2026-01-01T01:00+01:00"), parse_start_time("1970-01-02")
    (1767225600000, 1767225600000, 86400000)

    Raises:
        UsageError: it is neither ``now`` nor an ISO 8601 time since 1970.
    """
    from interpreter.clock import DEFAULT_START_MS, wall_ms

    if not text:
        return DEFAULT_START_MS
    if text == "now":
        return wall_ms()
    try:
        time = datetime.fromisoformat(text)
    except ValueError:
        raise UsageError(f'"{text}" is not a time', help="write 2026-01-31T12:00:00Z, or now") from None
    if time.tzinfo is None:
        time = time.replace(tzinfo=UTC)
    start_ms = (time - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(milliseconds=1)
    if start_ms < 0:
        raise UsageError(f'"{text}" is before 1970', help="write a time that an execution could start at")
    return start_ms


def parse_stop(text: str) -> int:
    """Return after how many milliseconds of virtual time an execution is to be stopped.

    >>> parse_stop("90s")
    90000

    Raises:
        UsageError: it is not a duration.
    """
    from interpreter.durations import parse_duration

    duration_ms = parse_duration(text)
    if duration_ms is None:
        raise UsageError(f'"{text}" is not a duration', help="write 90s, 250ms, 5m, 1h or 2d")
    return duration_ms


def parse_limits(texts: Iterable[str]) -> dict[str, int | None]:
    """Return changed limits by name; ``none`` lifts one.

    >>> parse_limits(["payload-bytes=1024", "history_events=none"])
    {'payload_bytes': 1024, 'history_events': None}

    Raises:
        UsageError: a text is not ``NAME=VALUE`` with a whole number or ``none``.
    """
    limits: dict[str, int | None] = {}
    for text in texts:
        name, _, value = text.partition("=")
        if value != "none" and not (value.isascii() and value.isdigit()):
            raise UsageError(f'"{text}" is not a limit', help="write NAME=NUMBER, or NAME=none to lift it")
        limits[name.replace("-", "_")] = None if value == "none" else int(value)
    return limits
