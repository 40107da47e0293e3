"""What earlier calls of the run said, so that a thing made by one Task is described alike by the next."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from asl.json_values import Json, JsonObject

__all__ = ["Memory", "thing_of", "verb_of"]

_VERB: Final = re.compile(r"(?:Batch)?([A-Z][a-z]+)(.*)")
_NAMING: Final = re.compile(r".*(?:Name|Names|Id|Ids|Identifier|Arn|Arns|Bucket|Key)|Tasks|Jobs|Clusters|Executions")
_MAKING: Final = frozenset(
    {"Create", "Put", "Start", "Run", "Submit", "Register", "Update", "Publish", "Add", "Import"}
)
_ENDING: Final = frozenset({"Delete", "Deregister", "Terminate"})


def verb_of(operation: str) -> str:
    """Return an operation's verb: ``Create``, ``Describe``; the ``Batch`` before it is left out."""
    found = _VERB.fullmatch(operation)
    return found[1] if found else operation


def thing_of(operation: str) -> str:
    """Return what an operation is about, in the singular.

    >>> [thing_of(o) for o in ("CreateTrainingJob", "DescribeTasks", "BatchGetBuilds", "ListPolicies", "GetAlias")]
    ['TrainingJob', 'Task', 'Build', 'Policy', 'Alias']
    """
    found = _VERB.fullmatch(operation)
    thing = found[2] if found else ""
    if thing.endswith("ies"):
        return thing.removesuffix("ies") + "y"
    return thing.removesuffix("s") if not thing.endswith(("ss", "us", "as")) else thing


@dataclass(slots=True)
class Memory:
    """The things of one run, by service, kind and whatever identifies them."""

    _made: dict[tuple[str, str, str], JsonObject] = field(default_factory=dict)
    _ended: set[tuple[str, str, str]] = field(default_factory=set)

    def note(self, service: str, operation: str, request: JsonObject, answer: JsonObject) -> None:
        """Remember what a call made, or that it ended something."""
        verb, thing = verb_of(operation), thing_of(operation)
        keys = {(service, thing, name) for name in _names(request)}
        if verb in _ENDING:
            self._ended |= keys
            for key in keys:
                self._made.pop(key, None)
        elif verb in _MAKING:
            merged = self.recall(service, operation, request) or {}
            merged = {**merged, **answer, **request}
            for name in _names(answer):
                keys.add((service, thing, name))
            self._ended -= keys
            for key in keys:
                self._made[key] = merged

    def recall(self, service: str, operation: str, request: JsonObject) -> JsonObject | None:
        """Return what is remembered of the thing that a request names, going by the most names."""
        thing = thing_of(operation)
        found = [self._made.get((service, thing, name)) for name in _names(request)]
        known = [record for record in found if record is not None]
        return max(known, key=lambda record: sum(record is other for other in known), default=None)

    def is_ended(self, service: str, operation: str, request: JsonObject) -> bool:
        """Tell whether the thing that a request names was deleted in this run."""
        thing = thing_of(operation)
        names = _names(request)
        return bool(names) and all((service, thing, name) in self._ended for name in names)


def _names(value: Json) -> list[str]:
    """Return the strings of an object that can identify something, its own ones before those one level down."""
    found: list[str] = []
    inner: list[Json] = []
    if isinstance(value, dict):
        for name, member in value.items():
            match member:
                case str() if _NAMING.fullmatch(name):
                    found.append(member)
                case list():
                    found += [item for item in member if isinstance(item, str) and _NAMING.fullmatch(name)]
                    inner += member[:1]
                case dict():
                    inner.append(member)
                case _:
                    pass
        for member in inner:
            if isinstance(member, dict):
                found += [
                    text
                    for name, text in member.items()
                    if isinstance(text, str) and name.endswith(("Arn", "Id")) and not name.endswith("RoleArn")
                ]
    return found
