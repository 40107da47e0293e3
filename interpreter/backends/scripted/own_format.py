"""The toolkit's own mock file, in JSON or YAML.

::

    default: synthetic            # or fail: what happens to states that are not named
    states:
      Train:
        - {throw: {error: SageMaker.AmazonSageMakerException, cause: Rate exceeded}, after: 5s}
        - {return: {ModelArtifacts: {S3ModelArtifacts: s3://b/m.tar.gz}}, after: 90s, submitted: {}}
      Notify: {return: {MessageId: m-1}}
      Check:
        - {when: {$.Payload.kind: bad}, throw: {error: Bad}}
        - {return: {ok: true}, repeat: last}
      Approve:                    # an activity, or a Task that waits for its token
        worker: clerk
        taken: 5s                 # or never: nobody polls the activity
        calls:
          - {heartbeat: true, after: 30s}
          - {success: {approved: true}, after: 10s}
    cases:                        # each case replaces the states that it names
      training fails:
        Train: {timed_out: true, after: 1h}

Entries are used one per attempt, retries and later visits counted alike. ``times: 3`` repeats an entry, ``repeat:
last`` the last one for ever; a state with a single entry repeats it. An entry with ``when`` answers all attempts
whose parameters match and is not used up. ``synthetic: true`` leaves an attempt to the synthetic backend. ``throw``
may say ``phase: submit`` (``run``, ``start``, ``schedule``). ``calls`` are those of whoever holds the task token, each
so long after the one before: ``heartbeat: true``, ``success: OUTPUT`` or ``failure: {error: …, cause: …}``; an empty
list means that nobody answers. Delays are virtual time: a number of seconds, or text with ``ms``, ``s``, ``m``, ``h``
or ``d``.
"""

from __future__ import annotations

from typing import Final

from asl.json_values import MISSING, Json, JsonObject
from asl.pointer import Pointer

from ...durations import parse_duration
from ...tokens import SendTaskFailure, SendTaskHeartbeat, SendTaskSuccess, TokenCall
from .mocks import Answer, Calls, Mocks, Outcome, Return, StateMocks, Synthetic, Throw, TimedOut
from .text import MockText

__all__ = ["read_own_mocks"]

_OUTCOMES: Final = ("return", "throw", "timed_out", "synthetic", "calls")
_ENTRY: Final = frozenset({*_OUTCOMES, "after", "submitted", "when", "times", "repeat", "worker", "taken"})
_CALLS: Final = ("heartbeat", "success", "failure")
_EXAMPLE: Final = "write {return: …} or {throw: {error: …, cause: …}}"


def read_own_mocks(text: MockText, *, case: str | None) -> Mocks:
    """Return the script in a file, changed by one of its cases.

    Raises:
        MockFileError: an unknown case, an unknown key, or an entry that is not well formed.
    """
    top = _object(text, text.value, ())
    _only(text, top, frozenset({"states", "cases", "default"}), ())
    states = _states(text, top.get("states", {}), ("states",))
    cases = _object(text, top.get("cases", {}), ("cases",))
    if case is not None:
        if case not in cases:
            listed = ", ".join(f'"{name}"' for name in cases)
            raise text.error(
                f'there is no case "{case}"', ("cases",) if cases else (), help=f"choose one of {listed or 'none'}"
            )
        states = states | _states(text, cases[case], ("cases", case))
    default = top.get("default", "synthetic")
    if default not in ("synthetic", "fail"):
        raise text.error(f'"{default}" is not a default', ("default",), help="write synthetic or fail")
    return Mocks(states, fails_by_default=default == "fail", file=text.source.name)


def _states(text: MockText, value: Json, at: Pointer) -> dict[str, StateMocks]:
    found: dict[str, StateMocks] = {}
    for name, entries in _object(text, value, at).items():
        here: Pointer = (*at, name)
        if isinstance(entries, dict):
            answers, _ = _answers(text, [entries], here, in_list=False)
            found[name] = StateMocks(answers, repeats_last="times" not in entries, at=here)
        elif isinstance(entries, list) and entries:
            answers, repeats = _answers(text, entries, here, in_list=True)
            found[name] = StateMocks(answers, repeats_last=repeats, at=here)
        else:
            raise text.error(f'"{name}" has no answers', here, help=_EXAMPLE)
    return found


def _answers(text: MockText, entries: list[Json], at: Pointer, *, in_list: bool) -> tuple[tuple[Answer, ...], bool]:
    answers: list[Answer] = []
    attempt = 0
    repeats = False
    for index, entry in enumerate(entries):
        here: Pointer = (*at, index) if in_list else at
        members = _object(text, entry, here)
        _only(text, members, _ENTRY, here)
        when = _object(text, members.get("when", {}), (*here, "when"))
        times = members.get("times", 1)
        if not isinstance(times, int) or isinstance(times, bool) or times < 1:
            raise text.error("times is a whole number of at least 1", (*here, "times"), help="write times: 3")
        repeats = _repeats(text, members, here, is_last=index == len(entries) - 1)
        answers.append(
            Answer(
                _outcome(text, members, here),
                attempt,
                attempt + times - 1,
                _duration_ms(text, members.get("after", 0), (*here, "after")),
                members.get("submitted", MISSING),
                when,
                _worker(text, members.get("worker"), (*here, "worker")),
                None
                if members.get("taken") == "never"
                else _duration_ms(text, members.get("taken", 0), (*here, "taken")),
            )
        )
        attempt += 0 if when else times
    return tuple(answers), repeats


def _repeats(text: MockText, members: JsonObject, at: Pointer, *, is_last: bool) -> bool:
    if "repeat" not in members:
        return False
    if members["repeat"] != "last" or not is_last:
        raise text.error("repeat: last belongs to the last entry", (*at, "repeat"), help="use times: <n> before it")
    return True


def _outcome(text: MockText, members: JsonObject, at: Pointer) -> Outcome:
    given = [name for name in _OUTCOMES if name in members]
    if len(given) != 1:
        listed = ", ".join(_OUTCOMES[:-1])
        raise text.error(f"an entry has exactly one of {listed} and {_OUTCOMES[-1]}", at, help=_EXAMPLE)
    value = members[given[0]]
    match given[0]:
        case "calls":
            return _calls(text, members, value, (*at, "calls"))
        case "return":
            return Return(value)
        case "timed_out" | "synthetic" as flag:
            if value is not True:
                raise text.error(f"{flag} is true or left out", (*at, flag), help=f"write {flag}: true")
            return TimedOut() if flag == "timed_out" else Synthetic()
        case _:
            return _throw(text, value, (*at, "throw"))


def _calls(text: MockText, members: JsonObject, value: Json, at: Pointer) -> Calls:
    if "after" in members:
        raise text.error(
            "each call says by itself when it is made", (*at[:-1], "after"), help="write after in the calls"
        )
    if not isinstance(value, list):
        raise text.error("calls is a list", at, help="write [{success: …, after: 5s}]")
    return Calls(tuple(_call(text, call, (*at, index)) for index, call in enumerate(value)))


def _call(text: MockText, value: Json, at: Pointer) -> TokenCall:
    members = _object(text, value, at)
    _only(text, members, frozenset({*_CALLS, "after"}), at)
    given = [name for name in _CALLS if name in members]
    if len(given) != 1:
        raise text.error("a call is exactly one of heartbeat, success and failure", at, help="write {success: …}")
    after_ms = _duration_ms(text, members.get("after", 0), (*at, "after"))
    match given[0]:
        case "success":
            return SendTaskSuccess(members["success"], after_ms)
        case "failure":
            failure = _object(text, members["failure"], (*at, "failure"))
            _only(text, failure, frozenset({"error", "cause"}), (*at, "failure"))
            error, cause = _error_and_cause(text, failure, (*at, "failure"))
            return SendTaskFailure(error, cause, after_ms)
        case _:
            if members["heartbeat"] is not True:
                raise text.error("heartbeat is true", (*at, "heartbeat"), help="write heartbeat: true")
            return SendTaskHeartbeat(after_ms)


def _worker(text: MockText, value: Json, at: Pointer) -> str | None:
    if not isinstance(value, str | None):
        raise text.error("worker is the name of a worker", at, help="write worker: clerk")
    return value


def _error_and_cause(text: MockText, members: JsonObject, at: Pointer) -> tuple[str | None, str | None]:
    error, cause = members.get("error"), members.get("cause")
    if not isinstance(error, str | None) or not isinstance(cause, str | None):
        raise text.error("error and cause are strings", at, help=_EXAMPLE)
    return error, cause


def _throw(text: MockText, value: Json, at: Pointer) -> Throw:
    members = _object(text, value, at)
    _only(text, members, frozenset({"error", "cause", "phase"}), at)
    error, cause = _error_and_cause(text, members, at)
    match members.get("phase", "run"):
        case "run" | "start" | "submit" | "schedule" as phase:
            return Throw(error, cause, phase)
        case phase:
            raise text.error(f'"{phase}" is not a phase', (*at, "phase"), help="write run, start, submit or schedule")


def _duration_ms(text: MockText, value: Json, at: Pointer) -> int:
    if isinstance(value, (int, float)) and not isinstance(value, bool) and value >= 0:
        return round(value * 1000)
    duration_ms = parse_duration(value) if isinstance(value, str) else None
    if duration_ms is None:
        raise text.error(f"{value!r} is not a duration", at, help="write 90s, 250ms, 5m or 1h")
    return duration_ms


def _object(text: MockText, value: Json, at: Pointer) -> JsonObject:
    if isinstance(value, dict):
        return value
    raise text.error("a mapping is needed here", at, help=_EXAMPLE)


def _only(text: MockText, members: JsonObject, known: frozenset[str], at: Pointer) -> None:
    for name in members:
        if name not in known:
            raise text.error(f'unknown key "{name}"', (*at, name), help=f"known keys: {', '.join(sorted(known))}")
