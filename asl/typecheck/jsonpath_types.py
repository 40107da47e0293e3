"""The type of what a JSONPath selects, and whether it selects anything.

Follows :mod:`asl.expr.jsonpath.evaluate` segment by segment. As long as a path names at most one value, a segment that
finds nothing fails; after the first wildcard, slice, filter or scan, what does not fit is left out and the result is a
list. What a filter selects, and whether it fails, is not decided.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import chain
from typing import Final, assert_never

from asl.expr.jsonpath import JsonPath, Model
from asl.expr.jsonpath.syntax import Filter, Function, Indexes, Names, Scan, Segment, Slice, Wildcard
from asl.expr.path import Path, PathRoot
from asl.types import (
    NEVER,
    NULL,
    NUMBER,
    STRING,
    UNKNOWN,
    Access,
    Array,
    Field,
    Miss,
    Never,
    Object,
    Presence,
    Type,
    Union,
    array_of,
    concat_arrays,
    descendants,
    elements,
    field,
    index,
    join,
    join_all,
    object_of,
    slice_of,
    tuple_of,
)

from .environment import TypeEnvironment

__all__ = ["infer_jsonpath", "infer_path", "infer_template_path"]

_AGGREGATES: Final = frozenset({"sum", "avg", "min", "max", "stddev"})


def infer_path(path: Path, environment: TypeEnvironment, model: Model = Model.MAP_LIST) -> Access:
    """Return what a Path finds; the steps of its misses count segments, and a variable that is not assigned is step -1.

    >>> from asl.expr.path import read_path
    >>> from asl.types import of_value, type_text
    >>> found = infer_path(read_path("$.a[*].b"), TypeEnvironment(of_value({"a": [{"b": 1}, {"b": 2}]})))
    >>> type_text(found.type), found.presence
    ('[1, 2]', <Presence.PRESENT: 'present'>)
    """
    match path.root:
        case PathRoot.DATA:
            return infer_jsonpath(path.jsonpath, environment.data, model)
        case PathRoot.CONTEXT:
            return infer_jsonpath(path.jsonpath, environment.context, model)
        case PathRoot.VARIABLE:
            return _infer_variable(path, environment, model)
        case _:
            assert_never(path.root)


def _infer_variable(path: Path, environment: TypeEnvironment, model: Model) -> Access:
    name = path.variable or ""
    known = environment.variables.get(name)
    if known is None:
        if not environment.knows_variables:
            return Access(UNKNOWN, Presence.MAYBE)
        return Access(NEVER, Presence.MISSING, (Miss(-1, name, _variables(environment), is_certain=True),))
    found = infer_jsonpath(path.jsonpath, known.type, model)
    if known.is_required or found.presence is Presence.MISSING:
        return found
    miss = Miss(-1, name, _variables(environment), is_certain=False)
    return Access(found.type, Presence.MAYBE, (miss, *found.misses))


def _variables(environment: TypeEnvironment) -> Type:
    """Return the variables as an object, which is what a misspelt name is looked up in."""
    return Object(environment.variables, NEVER if environment.knows_variables else UNKNOWN)


def infer_template_path(path: Path, environment: TypeEnvironment) -> Access:
    """Return what a Path gives as the value of a member of a payload template.

    There an index out of range gives ``null``, and an indefinite path whose way is missing gives ``[]``: see
    :func:`asl.expr.path.compile_template_path`.
    """
    found = infer_path(path, environment, Model.NODE)
    segments = path.jsonpath.segments
    if path.is_definite or not segments or isinstance(segments[0], Slice) or found.presence is Presence.PRESENT:
        return found
    if any(miss.step < 0 for miss in found.misses):
        return found
    return Access(join(found.type, array_of(NEVER)), Presence.MAYBE)


def infer_jsonpath(path: JsonPath, document: Type, model: Model = Model.MAP_LIST) -> Access:
    """Return what a path selects in a document of a type."""
    if any(isinstance(segment, Function) for segment in path.segments):
        return _infer_function(path)
    if any(isinstance(segment, Scan) for segment in path.segments):
        return _infer_scan(path, document, model)
    found = Access(document, Presence.PRESENT)
    may_end_early = False
    last = len(path.segments) - 1
    for position, segment in enumerate(path.segments):
        match segment:
            case Names(names=(name,)):
                found = _step(found, position, field(found.type, name))
            case Indexes(indexes=(place,)):
                inner = _item(found.type, place, model)
                if not path.is_definite and inner.presence is not Presence.PRESENT:
                    may_end_early = True
                    inner = _item_if_any(found.type, inner)
                found = _step(found, position, inner)
            case Names(names=names) if position == last:
                found = _step(found, position, _pick(found.type, names))
            case _:
                found = _select(found, path.segments, position, model)
                break
        if found.presence is Presence.MISSING:
            return found
    return replace(found, type=join(found.type, array_of(NEVER))) if may_end_early else found


def _item_if_any(whole: Type, found: Access) -> Access:
    """Return an item that an indefinite path reads on its way: a short array makes the path end there, not fail."""
    arrays = [isinstance(part, Array) for part in _parts(whole)]
    if all(arrays):
        return Access(found.type, Presence.PRESENT)
    return replace(found, presence=Presence.MAYBE) if any(arrays) else found


def _step(found: Access, position: int, inner: Access) -> Access:
    """Go one segment on along a definite path."""
    is_missing = inner.presence is Presence.MISSING
    misses = tuple(Miss(position, miss.key, miss.holder, is_certain=is_missing) for miss in inner.misses)
    if is_missing:
        return Access(NEVER, Presence.MISSING, (*found.misses, *misses))
    is_there = found.presence is Presence.PRESENT and inner.presence is Presence.PRESENT
    return Access(inner.type, Presence.PRESENT if is_there else Presence.MAYBE, (*found.misses, *misses))


def _item(whole: Type, place: int, model: Model) -> Access:
    """Read an item; with the node model an index that an array lacks gives ``null``."""
    found = index(whole, place)
    if model is not Model.NODE or found.presence is Presence.PRESENT:
        return found
    arrays = [part for part in _parts(whole) if isinstance(part, Array)]
    if not arrays:
        return found
    presence = Presence.PRESENT if len(arrays) == len(_parts(whole)) else Presence.MAYBE
    misses = tuple(miss for miss in found.misses if not isinstance(miss.holder, Array))
    return Access(join(found.type, NULL), presence, misses)


def _parts(whole: Type) -> tuple[Type, ...]:
    return whole.members if isinstance(whole, Union) else (whole,)


def _pick(whole: Type, names: Sequence[str]) -> Access:
    """Return the object of the members under several names; names that are missing are left out."""
    picked: list[Type] = []
    for part in _parts(whole):
        if not isinstance(part, Object):
            continue
        fields = {name: part.fields.get(name) or Field(part.rest, is_required=False) for name in names}
        picked.append(object_of(fields))
    if isinstance(whole, Never) or len(picked) == len(_parts(whole)):
        return Access(join_all(picked), Presence.PRESENT)
    if not picked and field(whole, names[0]).presence is Presence.MISSING:
        return Access(NEVER, Presence.MISSING, (Miss(0, names[0], whole, is_certain=True),))
    unknown = object_of({}, optional=dict.fromkeys(names, UNKNOWN))
    return Access(join_all(picked) if picked else unknown, Presence.MAYBE)


def _select(found: Access, segments: Sequence[Segment], position: int, model: Model) -> Access:
    """Go on from the first segment that selects several values, which fails only if it does not apply."""
    presence, misses = found.presence, found.misses
    if not isinstance(segments[position], Wildcard):
        wanted = Object({}, UNKNOWN) if isinstance(segments[position], Names) else Array(UNKNOWN)
        applies = [type(part) is type(wanted) for part in _parts(found.type)]
        if isinstance(segments[position], Filter) or not all(applies):
            presence = Presence.MAYBE
            if not any(applies) and isinstance(segments[position], Slice):
                inner = slice_of(found.type, 0, None)
                if inner.presence is Presence.MISSING:
                    return _step(found, position, inner)
    selected: Type = tuple_of([found.type])
    last = len(segments) - 1
    for place in range(position, last + 1):
        selected = _flat_map(selected, _selection(segments[place], is_last=place == last, model=model))
    return Access(selected, presence, misses)


def _selection(segment: Segment, *, is_last: bool, model: Model) -> Callable[[Type], Type]:
    """Return what makes of one value the array of the values that a segment selects in it."""
    match segment:
        case Names(names=names) if len(names) > 1 and is_last:
            return lambda whole: _optional(_pick(whole, names))
        case Names(names=names):
            return lambda whole: concat_arrays([_optional(field(whole, name)) for name in names])
        case Indexes(indexes=places):
            return lambda whole: concat_arrays([_optional(_item(whole, place, model)) for place in places])
        case Slice(start=start, end=end):
            return lambda whole: _sliced(whole, start, end, model)
        case Wildcard():
            return elements
        case Filter():
            return _filtered
        case Scan() | Function():
            raise AssertionError("paths with these are inferred elsewhere")
        case _:
            assert_never(segment)


def _optional(found: Access) -> Type:
    """Return an array of the value that was found, or of none."""
    match found.presence:
        case Presence.PRESENT:
            return tuple_of([found.type])
        case Presence.MAYBE:
            return array_of(found.type, 0, 1)
        case Presence.MISSING:
            return array_of(NEVER)


def _sliced(whole: Type, start: int | None, end: int | None, model: Model) -> Type:
    found = slice_of(whole, start, end)
    sliced = join(found.type, array_of(NEVER)) if found.presence is not Presence.PRESENT else found.type
    if model is Model.NODE and start is not None and end is not None and start < 0:
        # Positions before the start of the array are out of range, so each gives a null.
        items = join_all(
            chain([NULL], *((part.items, *part.prefix) for part in _parts(sliced) if isinstance(part, Array)))
        )
        return array_of(items, 0, max(0, end - start))
    return sliced


def _filtered(whole: Type) -> Type:
    """A filter tests an object itself and every item of an array."""
    found: list[Type] = []
    for part in _parts(whole):
        if isinstance(part, Object):
            found.append(array_of(part, 0, 1))
        elif isinstance(part, Array):
            found.append(array_of(join_all((part.items, *part.prefix)), 0, part.max_items))
        elif part == UNKNOWN:
            found.append(array_of(UNKNOWN))
        else:
            found.append(array_of(NEVER))
    return join_all(found)


def _flat_map(selected: Type, select: Callable[[Type], Type]) -> Type:
    """Apply a selection to every value of an array and put the results into one array."""
    if not isinstance(selected, Array):
        return (
            join_all(_flat_map(part, select) for part in _parts(selected)) if isinstance(selected, Union) else selected
        )
    if selected.min_items == selected.max_items == len(selected.prefix):
        return concat_arrays([select(each) for each in selected.prefix])
    every = select(join_all((selected.items, *selected.prefix)))
    bounds = [part for part in _parts(every) if isinstance(part, Array)]
    items = join_all(chain.from_iterable((part.items, *part.prefix) for part in bounds))
    least = selected.min_items * min((part.min_items for part in bounds), default=0)
    longest = [part.max_items for part in bounds]
    if selected.max_items is None or None in longest:
        return array_of(items, least)
    return array_of(items, least, selected.max_items * max((each for each in longest if each is not None), default=0))


def _infer_scan(path: JsonPath, document: Type, model: Model) -> Access:
    """Return what a path with ``..`` selects: values from anywhere inside the document."""
    match path.segments:
        case (Scan(), Names(names=(name,))):
            found = join_all(field(each, name).type for each in descendants(document))
        case _:
            inside = list(descendants(document))
            found = join_all((*inside, NULL) if model is Model.NODE else inside)
            if any(isinstance(segment, Names) and len(segment.names) > 1 for segment in path.segments):
                found = join(found, Object({}, UNKNOWN))
    return Access(array_of(found), Presence.MAYBE)


def _infer_function(path: JsonPath) -> Access:
    """Return what a path that ends in a function gives, as far as the function's name tells."""
    function = path.segments[-1]
    if not isinstance(function, Function) or not path.is_definite:
        return Access(UNKNOWN, Presence.MAYBE)
    if function.name in _AGGREGATES:
        return Access(NUMBER, Presence.MAYBE)
    return Access(STRING if function.name == "concat" else UNKNOWN, Presence.MAYBE)
