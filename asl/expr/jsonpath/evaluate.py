"""From the tree of a path to a closure that reads it.

Plain paths compile to a loop over keys. Everything else runs through :class:`Evaluator`, which follows Jayway's path
tokens: a segment that is *definite* so far fails when it finds nothing, one below an indefinite segment is skipped.
Documents are never changed.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import accumulate
from operator import and_

from asl.json_values import Json, compact
from asl.source import Span

from .errors import JsonPathReadError
from .filters import Accept, compile_test
from .functions import call_function
from .model import Model, class_name, value_text
from .syntax import Filter, Function, Indexes, JsonLiteral, JsonPath, Names, Scan, Segment, Slice, Wildcard
from .syntax import is_definite_segment as _is_definite

__all__ = ["Evaluator", "compile_jsonpath"]


def compile_jsonpath(path: JsonPath, model: Model = Model.MAP_LIST) -> Callable[[Json], Json]:
    """Return a closure that reads the path from a document.

    >>> from .parse import parse_jsonpath
    >>> compile_jsonpath(parse_jsonpath("$.a[*].b"))({"a": [{"b": 1}, {}, {"b": 2}]})
    [1, 2]

    The closure raises :class:`JsonPathReadError` where Jayway throws.
    """
    keys = path.keys
    if keys is not None and not keys:
        return _whole
    read = _compile_any(Evaluator(path, model))
    if keys is None:
        return read
    if len(keys) == 1 and isinstance(keys[0], str):
        return _compile_member(keys[0], read)
    return _compile_plain(keys, read)


def _whole(document: Json) -> Json:
    return document


def _compile_any(evaluator: Evaluator) -> Callable[[Json], Json]:
    def read(document: Json) -> Json:
        try:
            return evaluator.read(document, document)
        except RecursionError:
            raise JsonPathReadError("StackOverflowError", "the document is nested too deeply") from None

    return read


def _compile_member(name: str, read_slowly: Callable[[Json], Json]) -> Callable[[Json], Json]:
    def read(document: Json) -> Json:
        if type(document) is dict and name in document:
            return document[name]
        return read_slowly(document)

    return read


def _compile_plain(keys: tuple[str | int, ...], read_slowly: Callable[[Json], Json]) -> Callable[[Json], Json]:
    """Walk the keys; on anything unusual start over with the evaluator, which knows what to say."""

    def read(document: Json) -> Json:
        value = document
        try:
            for key in keys:
                if type(value) is dict:
                    value = value[key]  # type: ignore[index]  # an index raises KeyError, as wanted
                elif type(value) is list and type(key) is int:
                    value = value[key]
                else:
                    return read_slowly(document)
        except (KeyError, IndexError):
            return read_slowly(document)
        return value

    return read


class Evaluator:
    """Reads one path with one model. ``requires_properties`` makes every missing property an error."""

    __slots__ = (
        "_accepts",
        "_definite",
        "_definite_before",
        "_is_definite",
        "_last",
        "_model",
        "_requires",
        "_segments",
        "_text",
    )

    def __init__(self, path: JsonPath, model: Model, *, requires_properties: bool = False) -> None:
        segments = _invert_scanned_function(path)
        self._segments = segments
        self._model = model
        self._requires = requires_properties
        self._last = len(segments) - 1
        self._definite = [_is_definite(segment, index == self._last) for index, segment in enumerate(segments)]
        self._definite_before = list(accumulate(self._definite[:-1], and_, initial=True))
        self._is_definite = all(self._definite)
        self._text = "$" + "".join(map(_fragment, segments))
        self._accepts: dict[int, Accept] = {
            index: compile_test(segment.test, model, Evaluator)
            for index, segment in enumerate(segments)
            if isinstance(segment, Filter)
        }

    def read(self, document: Json, root: Json) -> Json:
        """Return the value of a definite path, the list of values of another one."""
        if not self._segments:
            return document
        reading = _Reading(self, root)
        reading.step(0, "$", document)
        if not self._is_definite:
            return reading.results
        if not reading.results:
            raise JsonPathReadError("PathNotFoundException", f"No results for path: {self._text}")
        return reading.results[-1]

    def fragments(self, index: int) -> str:
        """Return the text of the segments from an index on."""
        return "".join(map(_fragment, self._segments[index:]))


def _invert_scanned_function(path: JsonPath) -> tuple[Segment, ...]:
    """Jayway turns ``$..x.sum()`` into ``$.sum($..x)``: the function gets the whole scan, not each hit."""
    segments = path.segments
    if path.is_function_of_scan:
        function = next(segment for segment in segments if isinstance(segment, Function))
        scanned = JsonPath(path.text, segments[: segments.index(function)])
        return (Function(function.name, (scanned,), function.span),)
    return segments


def _fragment(segment: Segment) -> str:
    match segment:
        case Names(names=names, quote=quote):
            return f"[{','.join(f'{quote}{name}{quote}' for name in names)}]"
        case Indexes(indexes=indexes):
            return f"[{','.join(map(str, indexes))}]"
        case Slice(start=start, end=end):
            return f"[{'' if start is None else start}:{'' if end is None else end}]"
        case Wildcard():
            return "[*]"
        case Scan():
            return ".."
        case Filter():
            return "[?]"
        case Function(name=name):
            return f".{name}"


_ABSENT = object()


class _Reading:
    """One evaluation: the results so far, and the array index that Jayway's scan leaves behind on a segment."""

    __slots__ = ("_accepts", "_before", "_evaluator", "_last", "_model", "_root", "_segments", "_upstream", "results")

    def __init__(self, evaluator: Evaluator, root: Json) -> None:
        self._evaluator = evaluator
        self._segments = evaluator._segments  # noqa: SLF001 - two halves of one idea
        self._last = evaluator._last  # noqa: SLF001
        self._before = evaluator._definite_before  # noqa: SLF001
        self._model = evaluator._model  # noqa: SLF001
        self._accepts = evaluator._accepts  # noqa: SLF001
        self._root = root
        self._upstream: dict[int, int] = {}
        self.results: list[Json] = []

    def step(self, index: int, trail: str, value: Json) -> None:
        """Apply the segment at an index to a value; ``trail`` is the path to the value, for messages."""
        segment = self._segments[index]
        match segment:
            case Names():
                self._names(index, segment, trail, value)
            case Indexes(indexes=indexes):
                if self._is_array(index, trail, value):
                    for position in indexes:
                        self._index(index, position, trail, value)
            case Slice():
                if self._is_array(index, trail, value):
                    for position in _slice_positions(segment, len(value)):  # type: ignore[arg-type]  # an array
                        self._index(index, position, trail, value)
            case Wildcard():
                self._wildcard(index, trail, value)
            case Scan():
                if index < self._last:
                    self._walk(index, trail, value)
            case Filter():
                self._filter(index, trail, value)
            case Function(name=name, arguments=arguments):
                read = [self._argument(name, argument) for argument in arguments]
                result = call_function(name, value, read, self._model)
                # Jayway counts what a function gives as a result even when the path goes on after it.
                self.results.append(result)
                if index < self._last:
                    self.step(index + 1, trail, result)

    def _argument(self, function: str, argument: JsonPath | JsonLiteral) -> Json:
        if isinstance(argument, JsonPath):
            if function in ("length", "size"):
                # Jayway appends a wildcard, yet goes on treating a definite path as definite: its last member counts.
                members = JsonPath(argument.text, (*argument.segments, Wildcard(Span(0, 0))), argument.is_item)
                found = Evaluator(members, self._model).read(self._root, self._root)
                return found[-1] if argument.is_definite and isinstance(found, list) and found else found
            return Evaluator(argument, self._model).read(self._root, self._root)
        if self._model is Model.NODE:
            # Literals stay tree nodes there: no number for an aggregate, quoted text for a concatenation.
            return compact(argument.value) if function == "concat" else None
        return argument.value

    def _go_on(self, index: int, trail: str, value: Json) -> None:
        if index == self._last:
            self.results.append(value)
        else:
            self.step(index + 1, trail, value)

    def _names(self, index: int, segment: Names, trail: str, value: Json) -> None:
        if not isinstance(value, dict):
            if not self._before[index]:
                return
            names, quote = segment.names, segment.quote
            shown = ",".join(f"{quote}{name}{quote}" for name in names)
            raise JsonPathReadError(
                "PathNotFoundException",
                f"Expected to find an object with property [{shown}] in path {trail} but found "
                f"'{class_name(value, self._model)}'. This is not a json object according to the JsonProvider: "
                f"'{self._model.value}'.",
            )
        names = segment.names
        if len(names) > 1 and index == self._last:
            self.results.append({name: value[name] for name in names if name in value})
            return
        for name in names:
            self._member(index, name, trail, value)

    def _member(self, index: int, name: str, trail: str, value: dict[str, Json]) -> None:
        path = f"{trail}['{name}']"
        found = value.get(name, _ABSENT)
        if found is _ABSENT:
            requires = self._evaluator._requires  # noqa: SLF001
            if index == self._last:
                if requires:
                    raise JsonPathReadError("PathNotFoundException", f"No results for path: {path}")
                return
            segment = self._segments[index]
            is_single = isinstance(segment, Names) and len(segment.names) == 1
            if not (self._before[index] and is_single) and not requires:
                return
            raise JsonPathReadError("PathNotFoundException", f"Missing property in path {path}")
        if index == self._last:
            upstream = self._upstream.get(index, -1)
            if upstream == -1 or (index > 0 and _fragment(self._segments[self._last - 1]) == f"[{upstream}]"):
                self.results.append(found)  # type: ignore[arg-type]  # the sentinel was ruled out
        else:
            self.step(index + 1, path, found)  # type: ignore[arg-type]

    def _is_array(self, index: int, trail: str, value: Json) -> bool:
        if isinstance(value, list):
            return True
        if not self._before[index]:
            return False
        if value is None:
            raise JsonPathReadError("PathNotFoundException", f"The path {trail} is null")
        shown, context = self._evaluator.fragments(index), value_text(value, self._model)
        raise JsonPathReadError(
            "PathNotFoundException", f"Filter: {shown} can only be applied to arrays. Current context is: {context}"
        )

    def _index(self, index: int, position: int, trail: str, value: Json) -> None:
        assert isinstance(value, list)
        effective = len(value) + position if position < 0 else position
        if 0 <= effective < len(value):
            self._go_on(index, f"{trail}[{position}]", value[effective])
        elif self._model is Model.NODE:
            self._go_on(index, f"{trail}[{position}]", None)

    def _wildcard(self, index: int, trail: str, value: Json) -> None:
        if isinstance(value, dict):
            for name, member in value.items():
                self._go_on(index, f"{trail}['{name}']", member)
        elif isinstance(value, list):
            for position, item in enumerate(value):
                try:
                    self._go_on(index, f"{trail}[{position}]", item)
                except JsonPathReadError as error:
                    if error.kind != "PathNotFoundException" or self._evaluator._requires:  # noqa: SLF001
                        raise

    def _filter(self, index: int, trail: str, value: Json) -> None:
        accept = self._accepts[index]
        if isinstance(value, dict):
            if accept(value, self._root):
                self._go_on(index, trail, value)
        elif isinstance(value, list):
            for position, item in enumerate(value):
                if accept(item, self._root):
                    self._go_on(index, f"{trail}[{position}]", item)
        elif self._before[index]:
            shown, context = self._evaluator.fragments(index), value_text(value, self._model)
            raise JsonPathReadError(
                "InvalidPathException",
                f"Filter: {shown} can not be applied to primitives. Current context is: {context}",
            )

    def _walk(self, scan: int, trail: str, value: Json) -> None:
        """Look for what follows a scan in a value and everything below it, in pre-order."""
        target = scan + 1
        if isinstance(value, list):
            if self._scan_matches(target, value):
                if target == self._last:
                    self.step(target, trail, value)
                else:
                    for position, item in enumerate(value):
                        self._upstream[target + 1] = position
                        self.step(target + 1, f"{trail}[{position}]", item)
            for position, item in enumerate(value):
                self._walk(scan, f"{trail}[{position}]", item)
        elif isinstance(value, dict):
            if self._scan_matches(target, value):
                self.step(target, trail, value)
            for name, member in value.items():
                self._walk(scan, f"{trail}['{name}']", member)

    def _scan_matches(self, target: int, value: Json) -> bool:
        segment = self._segments[target]
        match segment:
            case Names(names=names):
                if not isinstance(value, dict):
                    return False
                if not _is_definite(segment, target == self._last):
                    return True
                return all(name in value for name in names)
            case Indexes() | Slice():
                return isinstance(value, list)
            case Wildcard():
                return True
            case Filter():
                return self._accepts[target](value, self._root)
            case _:
                return False


def _slice_positions(segment: Slice, length: int) -> range:
    start, end = segment.start, segment.end
    if length == 0:
        return range(0)
    if end is None:
        assert start is not None, "the grammar asks for one of the two"
        start = max(0, start + length if start < 0 else start)
        return range(start, length)
    if start is None:
        return range(min(length, end + length if end < 0 else end))
    return range(start, min(length, end))
