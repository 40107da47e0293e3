"""The mock file of Step Functions Local, ``MockConfigFile.json``, as it is.

``StateMachines`` / machine / ``TestCases`` / case gives each state the name of an entry in ``MockedResponses``, whose
keys are attempts (``"0"``, ``"1-2"``) and whose values are ``Return`` or ``Throw``. Attempts are counted per state over
the whole run, retries and later visits alike; an attempt without an entry is a mistake of the file.
Source: developer guide, *Testing with mocked service integrations*.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Final

from asl.json_values import Json, JsonObject
from asl.pointer import Pointer

from .mocks import Answer, Mocks, Outcome, Return, StateMocks, Throw
from .text import MockText

__all__ = ["is_local_format", "read_local_mocks"]

_ATTEMPTS: Final = re.compile(r"(\d+)(?:-(\d+))?")


def is_local_format(value: Json) -> bool:
    """Tell whether a mock file's value is one of Step Functions Local."""
    return isinstance(value, dict) and "StateMachines" in value


def read_local_mocks(text: MockText, *, machine: str | None, case: str | None) -> Mocks:
    """Return the script of one test case; machine and case may be left out when there is only one.

    Raises:
        MockFileError: an unknown machine, case or response, or an entry that is not well formed.
    """
    top = _object(text, text.value, ())
    machines = _object(text, top.get("StateMachines"), ("StateMachines",))
    name = _pick(text, machines, machine, ("StateMachines",), "state machine")
    at: Pointer = ("StateMachines", name)
    cases_at: Pointer = (*at, "TestCases")
    cases = _object(text, _object(text, machines[name], at).get("TestCases"), cases_at)
    chosen = _pick(text, cases, case, cases_at, "test case")
    states_at: Pointer = (*cases_at, chosen)
    responses = _object(text, top.get("MockedResponses", {}), ("MockedResponses",))
    states: dict[str, StateMocks] = {}
    for state, response in _object(text, cases[chosen], states_at).items():
        if not isinstance(response, str) or response not in responses:
            raise text.error(
                f'there is no mocked response "{response}"',
                (*states_at, state),
                help=f"use one of {_listed(responses)}",
            )
        answers = _answers(text, responses[response], ("MockedResponses", response))
        states[state] = StateMocks(answers, at=(*states_at, state))
    return Mocks(states, unwraps_payload=True, file=text.source.name)


def _answers(text: MockText, value: Json, at: Pointer) -> tuple[Answer, ...]:
    answers: list[Answer] = []
    for key, entry in _object(text, value, at).items():
        attempts = _ATTEMPTS.fullmatch(key)
        if attempts is None:
            raise text.error(f'"{key}" is not an attempt', (*at, key), help='write "0" or "1-2"')
        first = int(attempts[1])
        last = int(attempts[2] or first)
        if last < first:
            raise text.error(f'"{key}" ends before it starts', (*at, key), help='write "0" or "1-2"')
        answers.append(Answer(_outcome(text, entry, (*at, key)), first, last))
    ordered = sorted(answers, key=lambda answer: answer.first)
    for earlier, later in pairwise(ordered):
        if later.first <= earlier.last:
            raise text.error(f"attempt {later.first} is answered twice", at, help="let the ranges not overlap")
    return tuple(ordered)


def _outcome(text: MockText, value: Json, at: Pointer) -> Outcome:
    match value:
        case {"Return": output, **rest} if not rest:
            return Return(output)
        case {"Throw": {"Error": str(error), **rest}, **others} if not others and rest.keys() <= {"Cause"}:
            cause = rest.get("Cause")
            return Throw(error, None if cause is None else str(cause))
        case _:
            raise text.error(
                "an attempt has either Return or Throw", at, help='write {"Throw": {"Error": …, "Cause": …}}'
            )


def _object(text: MockText, value: Json, at: Pointer) -> JsonObject:
    if isinstance(value, dict):
        return value
    raise text.error("an object is needed here", at)


def _pick(text: MockText, found: JsonObject, wanted: str | None, at: Pointer, what: str) -> str:
    if wanted is None:
        if len(found) == 1:
            return next(iter(found))
        raise text.error(f"the file has {len(found)} {what}s", at, help=f"choose one of {_listed(found)}")
    if wanted not in found:
        raise text.error(f'there is no {what} "{wanted}"', at, help=f"choose one of {_listed(found)}")
    return wanted


def _listed(found: JsonObject) -> str:
    return ", ".join(f'"{name}"' for name in found) or "none: the list is empty"
