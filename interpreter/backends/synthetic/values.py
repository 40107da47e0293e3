"""Plausible values for API shapes.

What the request (or an earlier request about the same thing) already says is repeated; ids and ARNs are made from its
names; statuses say that all went well; numbers and lengths stay within the model's limits. Answers about a call are
short: names, ids, ARNs, statuses, times and what the model requires. Answers of ``Describe…``, ``Get…`` and ``List…``
are full, with one item in each list. A page of results is always the last one, so that loops over pages end.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from asl.integrations import Shape, Style, fits
from asl.json_values import Json, JsonObject

from ..api import stable_id
from .identity import Account, instant, kebab, make_arn, short_id
from .pattern_text import matches, text_for_pattern

__all__ = ["ValueMaker"]

_MOST_DEPTH: Final = 5
_PAGING: Final = re.compile(r".*(?:Token|Marker|LastEvaluated\w*|LastEvaluatedKey)|Next.*")
_TROUBLE: Final = re.compile(
    r"\w*(?:Fail|Error|Exception|Unprocessed|Invalid|Reject|Warning|Denied)\w*|StopCode|\w*Reason"
)
_BAD: Final = re.compile(
    r"(?i).*(?:fail|error|delet|stop|terminat|cancel|abort|invalid|inactive|disabled|pending|creating)"
)
_USEFUL: Final = re.compile(
    r".*(?:Arn|Arns|Id|Ids|Name|Status|State|Url|Uri|Key|ETag|Location|Version|Date|Time|At|Timestamp|Count|Endpoint)"
)
_AVAILABLE: Final = frozenset({"rds", "redshift", "elasticache"})
"""Services whose API calls a status a plain string and says ``available`` when all is well."""
_GOOD: Final = (
    "completed",
    "succeeded",
    "success",
    "successful",
    "complete",
    "finished",
    "done",
    "active",
    "inservice",
    "available",
    "ready",
    "running",
    "enabled",
    "healthy",
    "created",
    "started",
    "ok",
    "ended",
    "deployed",
    "published",
    "processed",
    "on",
    "true",
    "valid",
    "approved",
)


@dataclass(frozen=True)
class ValueMaker:
    """Makes values for one answer.

    Attributes:
        account: partition, region and account of ARNs.
        arn_service: service part of ARNs.
        thing: what the operation is about, ``TrainingJob``; empty when its name does not tell.
        known: where values are repeated from, best first.
        is_full: all members, not just the useful ones.
        seed: what ids depend on.
        fixed: values for members by their path, before anything else.
    """

    account: Account
    arn_service: str
    thing: str
    known: Sequence[JsonObject]
    is_full: bool
    seed: str
    now_ms: int
    style: Style
    fixed: dict[tuple[str, ...], Json]

    def answer(self, shape: Shape) -> JsonObject:
        """Return the object that answers the call."""
        made = self._make(shape, "", (), ())
        return made if isinstance(made, dict) else {}

    def _make(self, shape: Shape, name: str, path: tuple[str, ...], above: tuple[str, ...]) -> Json:
        match shape.kind:
            case "structure":
                return self._structure(shape, name, path, above)
            case "list":
                return self._list(shape, name, path, above)
            case "map":
                return self._map(shape, path, above)
            case "string":
                return self._string(shape, name, path)
            case "integer" | "float":
                return _number(shape, name, self.now_ms)
            case "boolean":
                return False
            case "timestamp":
                return instant(self.now_ms) if self.style is Style.SDK else self.now_ms
            case "blob":
                return ""
            case _:
                return {}

    def _structure(self, shape: Shape, name: str, path: tuple[str, ...], above: tuple[str, ...]) -> Json:
        made: JsonObject = {}
        inside = (*above, shape.name)
        for member in shape.members.values():
            here = (*path, member.name)
            if here in self.fixed:
                made[member.name] = self.fixed[here]
                continue
            if shape.is_union and made:
                break
            if member.shape.kind == "eventstream":
                continue
            echoed = self._echo(member.shape, member.name, name, here)
            if echoed is not None:
                made[member.name] = echoed
            elif member.is_required or shape.is_union or self._is_wanted(member.shape, member.name, here, inside):
                made[member.name] = self._make(member.shape, member.name, here, inside)
        return made

    def _is_wanted(self, shape: Shape, name: str, path: tuple[str, ...], above: tuple[str, ...]) -> bool:
        if self._is_partly_fixed(path):
            return True
        if len(path) > _MOST_DEPTH or shape.name in above or _PAGING.fullmatch(name) or _TROUBLE.fullmatch(name):
            return False
        if shape.kind in {"structure", "list", "map"}:
            element = shape.element or shape.value
            if element is not None and element.name in above:
                return False
            if self.is_full:
                return _depth(path) <= 3
            return len(path) == 1 and (shape.kind == "structure" or self._is_about(name))
        return self.is_full or _USEFUL.fullmatch(name) is not None

    def _is_about(self, name: str) -> bool:
        """Tell whether a list's name says that it holds what the operation is about."""
        return name.removesuffix("s") in {self.thing, f"{self.thing}Id", f"{self.thing}Arn"} or name.endswith("Ids")

    def _is_partly_fixed(self, path: tuple[str, ...]) -> bool:
        return any(fixed[: len(path)] == path for fixed in self.fixed)

    def _echo(self, shape: Shape, name: str, parent: str, path: tuple[str, ...]) -> Json:
        """Return what is already known about a member, or ``None``; deep inside, only whole structures would know."""
        depth = _depth(path) - 1
        if depth > 1 or self._is_partly_fixed(path):
            return None
        thing = parent if parent and depth else self.thing
        aliases = [name]
        if name in {"Name", "Id", "Arn", "Identifier"}:
            aliases.append(thing + name)
        elif thing and name == thing + "Name":
            aliases.append("Name")
        for known in self.known:
            for alias in aliases:
                value = known.get(alias)
                if value is not None and fits(shape, value):
                    return value
        return None

    def _list(self, shape: Shape, name: str, path: tuple[str, ...], above: tuple[str, ...]) -> Json:
        element = shape.element
        least = max(int(shape.minimum or 0), 0 if _TROUBLE.fullmatch(name) else 1)
        wanted = self.is_full or self._is_about(name) or self._is_partly_fixed(path)
        if element is None or (element.name in above and not shape.minimum) or not wanted:
            least = int(shape.minimum or 0)
        if element is None or least == 0:
            return []
        item = self._make(element, name.removesuffix("s"), (*path, "0"), above)
        return [item] * min(least, 8)

    def _map(self, shape: Shape, path: tuple[str, ...], above: tuple[str, ...]) -> Json:
        key, value = shape.key, shape.value
        if key is None or value is None or (not shape.minimum and not key.enum):
            return {}
        name = key.enum[0] if key.enum else self._plain(key, "key")
        return {name: self._make(value, name, (*path, name), above)}

    def _string(self, shape: Shape, name: str, path: tuple[str, ...]) -> str:
        if shape.enum:
            return _good_value(shape.enum)
        if name.endswith("Arn"):
            thing = name.removesuffix("Arn") or _parent(path) or self.thing
            return make_arn(self.account, self.arn_service, thing, self._thing_name(thing))
        if name.endswith(("Id", "Identifier")) or name == "Uuid":
            return self._fitted(shape, stable_id(self.seed, *path), short_id(self.seed, *path))
        if name.endswith("Name"):
            thing = name.removesuffix("Name") or _parent(path) or self.thing
            return self._fitted(shape, self._thing_name(thing, allows_id=False))
        if name == "ETag":
            return f'"{short_id(self.seed, *path, length=32)}"'
        if name.endswith(("Url", "Uri", "Endpoint")):
            return self._fitted(shape, f"https://{kebab(self.thing) or 'service'}.example.com/")
        if name.endswith(("Status", "State")):
            return self._fitted(shape, "available" if self.arn_service in _AVAILABLE else "ACTIVE")
        if name.endswith(("Date", "Time", "At", "Timestamp", "Expires")):
            return self._fitted(shape, instant(self.now_ms))
        if name.endswith("Version"):
            return self._fitted(shape, "1")
        return self._plain(shape, name)

    def _plain(self, shape: Shape, name: str) -> str:
        return self._fitted(shape, kebab(name) or "text")

    def _thing_name(self, thing: str, *, allows_id: bool = True) -> str:
        """Return the name that the request gives to a thing, or one that is made up."""
        keys = [f"{thing}Name", f"{thing}Identifier", thing]
        if allows_id:
            keys.append(f"{thing}Id")
        if thing == self.thing:
            keys += ["Name", "Id"] if allows_id else ["Name"]
        for known in self.known:
            for key in keys:
                value = known.get(key)
                if isinstance(value, str) and value:
                    return value
        return f"{kebab(thing) or 'thing'}-{short_id(self.seed, thing, length=8)}"

    def _fitted(self, shape: Shape, *candidates: str) -> str:
        """Return the first candidate within the shape's limits, a text made from its pattern, or a cut candidate."""
        least, most = int(shape.minimum or 0), int(shape.maximum or 1 << 20)
        pattern = shape.pattern
        for candidate in candidates:
            if least <= len(candidate) <= most and (pattern is None or matches(pattern, candidate)):
                return candidate
        if pattern is not None:
            text = text_for_pattern(pattern, least)
            if text is not None and len(text) <= most:
                return text
        return candidates[0][:most].ljust(min(least, 4096), "x")


def _good_value(values: Sequence[str]) -> str:
    """Return the value of an enumeration that says that all went well, or the first that says no ill."""
    folded = {re.sub(r"[^a-z]", "", value.lower()): value for value in reversed(values)}
    good = next((folded[word] for word in _GOOD if word in folded), None)
    return good or next((value for value in values if not _BAD.match(value)), values[0])


def _depth(path: tuple[str, ...]) -> int:
    """Return how many members lead to a place, not counting list items."""
    return sum(step != "0" for step in path)


def _parent(path: tuple[str, ...]) -> str:
    """Return the name of the structure that a member is in, in the singular when it is in a list of them."""
    if len(path) > 2 and path[-2] == "0":
        return path[-3].removesuffix("s")
    return path[-2] if len(path) > 1 else ""


def _number(shape: Shape, name: str, now_ms: int) -> Json:
    if shape.kind == "integer" and name.endswith(("At", "Timestamp")) and shape.maximum is None:
        return now_ms
    wanted = 0 if _TROUBLE.fullmatch(name) or name == "ExitCode" else 1
    low = wanted if shape.minimum is None else max(wanted, shape.minimum)
    number = low if shape.maximum is None else min(low, shape.maximum)
    return int(number) if shape.kind == "integer" else float(number)
