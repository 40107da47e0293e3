"""The type lattice: what is known of a JSON value before a run.

May import :mod:`asl.json_values` and :mod:`asl.pointer` only; expressions, models and services build on it. Start
reading at :mod:`.model`, then :mod:`.build` and :mod:`.join`. Every operation errs towards more values, and ``unknown``
is never the reason of an error.
"""

from .access import (
    Access,
    Miss,
    Presence,
    candidates,
    descendants,
    elements,
    field,
    field_names,
    index,
    read,
    slice_of,
)
from .build import (
    array_of,
    number_between,
    number_of,
    object_of,
    of_value,
    string_like,
    string_of,
    tuple_of,
    union_of,
)
from .characters import Characters, characters_of, characters_of_ranges
from .concat import concat_arrays, concat_strings
from .contains import contains
from .from_json_schema import from_json_schema
from .join import field_type, join, join_all, with_origin
from .json_schema import Schema, to_json_schema
from .limits import limited
from .meet import meet, without
from .mismatch_text import mismatch_help, mismatch_text, place_text
from .model import (
    BOOLEAN,
    INTEGER,
    NEVER,
    NULL,
    NUMBER,
    STRING,
    UNKNOWN,
    Array,
    Boolean,
    Field,
    Never,
    Null,
    Number,
    Object,
    Origin,
    String,
    Type,
    Union,
    Unknown,
)
from .narrow import Equals, IsKind, Kind, Matches, Order, Ordered, Test, absent, narrow, narrow_at, present
from .relation import ITEM, Answer, Assignability, Mismatch, MismatchKind, assign, is_subtype
from .size import SizeBounds, size_bounds
from .text import type_text, type_tree
from .widen import loosen, widen
from .write import Written, set_path

__all__ = [
    "BOOLEAN",
    "INTEGER",
    "ITEM",
    "NEVER",
    "NULL",
    "NUMBER",
    "STRING",
    "UNKNOWN",
    "Access",
    "Answer",
    "Array",
    "Assignability",
    "Boolean",
    "Characters",
    "Equals",
    "Field",
    "IsKind",
    "Kind",
    "Matches",
    "Mismatch",
    "MismatchKind",
    "Miss",
    "Never",
    "Null",
    "Number",
    "Object",
    "Order",
    "Ordered",
    "Origin",
    "Presence",
    "Schema",
    "SizeBounds",
    "String",
    "Test",
    "Type",
    "Union",
    "Unknown",
    "Written",
    "absent",
    "array_of",
    "assign",
    "candidates",
    "characters_of",
    "characters_of_ranges",
    "concat_arrays",
    "concat_strings",
    "contains",
    "descendants",
    "elements",
    "field",
    "field_names",
    "field_type",
    "from_json_schema",
    "index",
    "is_subtype",
    "join",
    "join_all",
    "limited",
    "loosen",
    "meet",
    "mismatch_help",
    "mismatch_text",
    "narrow",
    "narrow_at",
    "number_between",
    "number_of",
    "object_of",
    "of_value",
    "place_text",
    "present",
    "read",
    "set_path",
    "size_bounds",
    "slice_of",
    "string_like",
    "string_of",
    "to_json_schema",
    "tuple_of",
    "type_text",
    "type_tree",
    "union_of",
    "widen",
    "with_origin",
    "without",
]
