"""The lattice by example: what people see in messages and listings."""

from __future__ import annotations

import pytest

from asl.types import (
    INTEGER,
    ITEM,
    NEVER,
    NULL,
    NUMBER,
    STRING,
    UNKNOWN,
    Answer,
    Array,
    Field,
    MismatchKind,
    Object,
    Origin,
    Presence,
    Union,
    array_of,
    assign,
    candidates,
    characters_of_ranges,
    concat_strings,
    contains,
    descendants,
    from_json_schema,
    join,
    join_all,
    meet,
    mismatch_help,
    mismatch_text,
    number_between,
    object_of,
    of_value,
    read,
    set_path,
    size_bounds,
    string_like,
    string_of,
    to_json_schema,
    tuple_of,
    type_text,
    type_tree,
    widen,
    with_origin,
    without,
)

NAME = string_like(
    min_length=1,
    max_length=80,
    characters=characters_of_ranges([(33, 41), (43, 46), (48, 59), (61, 61), (64, 90), (97, 126)]),
)
JOB_NAME = string_like(min_length=1, max_length=63, pattern="[a-zA-Z0-9](-*[a-zA-Z0-9]){0,62}")
MODEL_ARN = object_of({"ModelArn": STRING})
NESTED = object_of({"a": object_of({"b": array_of(NUMBER)})})


@pytest.mark.parametrize(
    ("whole", "text"),
    [
        (UNKNOWN, "unknown"),
        (NEVER, "never"),
        (of_value(None), "null"),
        (of_value(True), "true"),
        (of_value([]), "[]"),
        (of_value({}), "{}"),
        (of_value({"a": [1, "x", None]}), '{a: [1, "x", null]}'),
        (number_between(0, 10, is_integer=True), "integer 0 to 10"),
        (number_between(0.5), "number >= 0.5"),
        (number_between(maximum=3), "number <= 3"),
        (string_of(["b", "a"]), '"a" | "b"'),
        (string_like("job-", min_length=5, max_length=9), 'string "job-…" of 5 to 9 characters'),
        (array_of(UNKNOWN), "[..]"),
        (array_of(STRING), "[..string]"),
        (array_of(string_of("ab")), '[..("a" | "b")]'),
        (array_of(STRING, 1, None, [INTEGER]), "[integer, ..string]"),
        (tuple_of([STRING, NULL]), "[string, null]"),
        (object_of({"a": STRING}, optional={"b c": NUMBER}), '{a: string, "b c"?: number}'),
        (object_of({"a": STRING}, rest=UNKNOWN), "{a: string, ..}"),
        (object_of({}, rest=STRING), "{..string}"),
        (join(STRING, NULL), "null | string"),
        (join(MODEL_ARN, object_of({"Error": STRING})), "{Error: string} | {ModelArn: string}"),
        (join(object_of({"a": STRING}), object_of({"a": NULL})), "{a: null | string}"),
        (object_of({f"name{n}": STRING for n in range(40)}), "{name0: string, name1: string, name2: string, …}"),
    ],
)
def test_a_type_reads_well(whole, text):
    assert type_text(whole, 60) == text


def test_a_tree_has_a_line_for_each_field():
    whole = object_of(
        {"Jobs": array_of(object_of({"Name": NAME}), 1), "Pair": tuple_of([STRING, NULL])},
        optional={"Either": join(MODEL_ARN, NULL)},
        rest=UNKNOWN,
    )
    assert type_tree(whole).splitlines() == [
        "object",
        "  Jobs: array of 1 or more",
        "    [*]: object",
        "      Name: string of 1 to 80 characters (! \" # $ % & ' ( ) + , - . 0-9 : ; = @ A-Z a-z { | } ~)",
        "  Pair: array of 2",
        "    [0]: string",
        "    [1]: null",
        "  Either?: one of",
        "    null",
        "    object",
        "      ModelArn: string",
        "  ..",
    ]


def test_an_execution_name_may_be_no_training_job_name():
    name = concat_strings([string_of(["trainingjob-"]), NAME])
    found = assign(name, JOB_NAME)
    assert found.answer is Answer.MAYBE
    assert [(each.kind, each.is_certain) for each in found.mismatches] == [
        (MismatchKind.TOO_LONG, False),
        (MismatchKind.CHARACTERS, False),
    ]
    assert found.mismatches[1].excess == "! \" # $ % & ' ( ) + , . : ; = @ { | } ~"


@pytest.mark.parametrize(
    ("source", "target", "answer", "kind", "path"),
    [
        (MODEL_ARN, object_of({"RoleArn": STRING}, rest=UNKNOWN), "no", "missing field", ("RoleArn",)),
        (object_of({}, optional={"a": STRING}), object_of({"a": STRING}), "maybe", "missing field", ("a",)),
        (of_value({"a": 1, "b": 2}), object_of({"a": NUMBER}), "no", "unexpected field", ("b",)),
        (of_value({"a": {"b": ["x"]}}), NESTED, "no", "wrong type", ("a", "b", 0)),
        (array_of(STRING, 1), array_of(NUMBER), "no", "wrong type", (ITEM,)),
        (array_of(STRING), array_of(NUMBER), "maybe", "wrong type", (ITEM,)),
        (of_value("ml.m9"), string_of(["ml.m4", "ml.m5"]), "no", "outside enum", ()),
        (of_value("a_b"), JOB_NAME, "no", "characters", ()),
        (of_value("-a"), JOB_NAME, "no", "pattern", ()),
        (of_value("a" * 64), JOB_NAME, "no", "too long", ()),
        (of_value(""), JOB_NAME, "no", "too short", ()),
        (string_like("job_"), JOB_NAME, "no", "characters", ()),
        (of_value(0), number_between(1, is_integer=True), "no", "too small", ()),
        (of_value(1.5), INTEGER, "no", "not an integer", ()),
        (number_between(0, 100), number_between(0, 10), "maybe", "too large", ()),
        (join(STRING, NULL), STRING, "maybe", "wrong type", ()),
        (of_value([1, 2, 3]), array_of(NUMBER, 0, 2), "no", "too many items", ()),
        (of_value([]), array_of(NUMBER, 1), "no", "too few items", ()),
    ],
)  # fmt: skip
def test_a_mismatch_says_where_and_why(source, target, answer, kind, path):
    found = assign(source, target)
    assert found.answer.value == answer
    assert [(each.kind.value, each.path) for each in found.mismatches] == [(kind, path)]
    assert found.mismatches[0].is_certain is (answer == "no")


@pytest.mark.parametrize("target", [STRING, JOB_NAME, object_of({"a": NULL}), array_of(NUMBER, 1), NULL, NEVER])
def test_unknown_is_never_the_reason_of_an_error(target):
    assert assign(UNKNOWN, target).answer is Answer.MAYBE
    assert assign(UNKNOWN, target).mismatches == ()
    inner = assign(object_of({"a": UNKNOWN}, rest=UNKNOWN), object_of({"a": target, "b": STRING}, rest=UNKNOWN))
    assert inner.mismatches == () or target == NEVER
    assert assign(target, UNKNOWN).answer is Answer.YES


def test_what_is_unknown_is_read_without_a_miss():
    assert read(UNKNOWN, ("a", 0)).presence is Presence.MAYBE
    assert read(object_of({}, rest=UNKNOWN), ("a", "b")).misses == ()


def test_a_miss_names_the_type_that_lacks_the_field_and_its_origin():
    replaced = with_origin(MODEL_ARN, Origin("CreateModel", "result of sagemaker:createModel"))
    found = read(replaced, ("RoleArn",))
    assert found.presence is Presence.MISSING
    assert found.misses[0].holder.origin == Origin("CreateModel", "result of sagemaker:createModel")
    assert found.misses[0].is_certain
    assert candidates(object_of({"ModelArn": STRING, "RoleArn": STRING}), "roleArn") == ("RoleArn",)


def test_a_field_of_one_alternative_may_be_missing():
    found = read(join(MODEL_ARN, object_of({"Error": STRING})), ("Error",))
    assert found.presence is Presence.MAYBE
    assert not found.misses[0].is_certain


def test_what_may_be_missing_on_the_way_does_not_make_a_missing_field_less_certain():
    found = read(object_of({}, optional={"Result": MODEL_ARN}), ("Result", "RoleArn"))
    assert found.presence is Presence.MISSING
    assert [(miss.step, miss.key, miss.is_certain) for miss in found.misses] == [
        (0, "Result", False),
        (1, "RoleArn", True),
    ]


def test_an_origin_is_kept_where_both_sides_have_it_and_takes_no_part_in_equality():
    first, second = Origin("A", "Result"), Origin("B", "Result")
    one, other = with_origin(MODEL_ARN, first), with_origin(MODEL_ARN, second)
    assert one == other == MODEL_ARN
    assert hash(one) == hash(other)
    assert join(one, other).origin is None
    assert join(one, with_origin(MODEL_ARN, first)).origin == first
    assert join(one, NEVER).origin == first


def test_alternatives_stay_apart_until_there_are_too_many():
    few = join_all(object_of({f"name{n}": STRING}) for n in range(4))
    assert isinstance(few, Union)
    assert len(few.members) == 4
    many = join_all(object_of({f"name{n}": STRING}) for n in range(7))
    assert isinstance(many, Object)
    assert set(many.fields.values()) == {Field(STRING, is_required=False)}


def test_values_become_what_they_have_in_common_when_there_are_too_many():
    joined = join_all(string_of([f"run-{n}"]) for n in range(100))
    assert type_text(joined) == 'string "run-…" of 5 to 6 characters'
    assert type_text(join_all(of_value(n) for n in range(100))) == "integer 0 to 99"
    assert string_of([f"run-{n}" for n in range(100)]).values[:2] == ("run-0", "run-1")


def test_a_tuple_joined_with_an_empty_array_keeps_its_places():
    joined = join(tuple_of([STRING, NULL]), of_value([]))
    assert joined == Array(NEVER, 0, 2, (STRING, NULL))
    assert read(joined, (0,)).presence is Presence.MAYBE


def test_subtraction_takes_kinds_and_values_away():
    assert without(join(STRING, NULL), NULL) == STRING
    assert without(of_value(True), of_value(True)) == NEVER
    assert without(UNKNOWN, STRING) == UNKNOWN
    assert without(number_between(0, 10, is_integer=True), number_between(maximum=4)) == number_between(
        5, 10, is_integer=True
    )


def test_a_range_belongs_to_a_wider_one():
    for low, high in ((None, 0), (0, None), (0, 0.5), (None, None)):
        for is_integer in (True, False):
            assert assign(number_between(low, high, is_integer=is_integer), NUMBER).answer is Answer.YES
    assert assign(number_between(1, 2), number_between(0)).answer is Answer.YES
    assert assign(number_between(1, 2), number_between(maximum=2)).answer is Answer.YES
    assert assign(NUMBER, number_between(maximum=2)) == assign(NUMBER, number_between(0))


def test_contradictions_are_never():
    assert meet(STRING, NUMBER) == NEVER
    assert meet(string_like("a"), string_like("b")) == NEVER
    assert object_of({"a": NEVER}) == NEVER
    assert tuple_of([NEVER]) == NEVER
    assert array_of(NEVER) == of_value([])


def test_result_path_writes_beside_the_rest():
    whole = object_of({"Input": STRING}, rest=UNKNOWN)
    after = set_path(whole, ("Model", "Out"), MODEL_ARN)
    assert type_text(after.type) == "{Input: string, Model: {Out: {ModelArn: string}, ..}, ..}" or (
        type_text(after.type) == "{Input: string, Model: {Out: {ModelArn: string}} | {Out: {ModelArn: string}, ..}, ..}"
    )
    assert set_path(of_value("text"), ("a",), STRING).presence is Presence.MISSING


def test_sizes_are_bounded_where_they_can_be():
    assert size_bounds(object_of({"a": string_like(max_length=10, characters=NAME.characters)})).maximum == 28
    assert size_bounds(array_of(of_value(True), 2, 3)).minimum == 11
    assert size_bounds(array_of(STRING, 0, 3)).maximum is None


def test_everything_inside_a_type_can_be_listed():
    assert list(descendants(of_value({"a": [1]}))) == [of_value({"a": [1]}), of_value([1]), of_value(1)]


def test_a_recursive_schema_ends_in_unknown():
    tree = {"$defs": {"T": {"type": "object", "properties": {"next": {"$ref": "#/$defs/T"}}}}, "$ref": "#/$defs/T"}
    deep: dict[str, object] = {}
    for _ in range(30):
        deep = {"next": deep}
    assert contains(from_json_schema(tree), deep)


def test_a_type_survives_its_schema():
    for whole in (
        NAME,
        MODEL_ARN,
        tuple_of([STRING, NULL]),
        join(STRING, NULL),
        object_of({}, optional={"a": INTEGER}),
    ):
        assert from_json_schema(to_json_schema(whole)) == whole


def test_shared_parts_do_not_make_a_type_grow_without_end():
    whole = MODEL_ARN
    for _ in range(200):
        whole = object_of({"a": whole, "b": whole})
    assert whole.weight <= 6_000
    deep = MODEL_ARN
    for _ in range(2_000):
        deep = object_of({"a": deep})
    assert deep.depth <= 32
    assert contains(deep, {"a": {"a": {}}}) in (True, False)


def test_an_object_with_very_many_fields_keeps_what_they_have_in_common():
    wide = of_value({f"name{n}": n for n in range(1_000)})
    assert type_text(wide) == "{..integer 0 to 999}"
    assert contains(wide, {f"name{n}": n for n in range(1_000)})


def test_a_counter_is_widened_at_once():
    whole = of_value(0)
    steps = 0
    while (after := widen(whole, join(whole, of_value(steps)))) is not whole or steps < 2:
        whole, steps = after, steps + 1
        assert steps < 12
    assert contains(whole, 10**9)


@pytest.mark.parametrize(
    ("source", "target", "text", "help_"),
    [
        (MODEL_ARN, object_of({"RoleArn": STRING}, rest=UNKNOWN), "RoleArn is missing from {ModelArn: string}", ""),
        (
            of_value({"Modelarn": 1}), MODEL_ARN,
            "ModelArn is missing from {Modelarn: 1}", 'did you mean "Modelarn"?',
        ),
        (of_value("a_b"), JOB_NAME, "it has characters that are not allowed: _", ""),
        (of_value("a" * 64), JOB_NAME, "it has 64 characters, where at most 63 are allowed", ""),
        (of_value(""), JOB_NAME, "it has 0 characters, where at least 1 are needed", ""),
        (of_value("-a"), JOB_NAME, 'it is "-a", which does not match [a-zA-Z0-9](-*[a-zA-Z0-9]){0,62}', ""),
        (
            of_value("Ful"), string_of(["Full", "No"]),
            'it is "Ful", which is not one of "Full" | "No"', 'did you mean "Full"?',
        ),
        (of_value(0), number_between(1, 5), "it is 0, where at least 1 is wanted", ""),
        (number_between(0, 9), number_between(1, 5), "it may be 0, where at least 1 is wanted", ""),
        (of_value(1.5), INTEGER, "it is 1.5, where an integer is wanted", ""),
        (of_value([]), array_of(STRING, 1), "it has 0 items, where at least 1 are needed", ""),
        (of_value([1, 2]), array_of(NUMBER, 0, 1), "it has 2 items, where at most 1 are allowed", ""),
        (join(STRING, NULL), STRING, "it may be null, where string is wanted", ""),
        (of_value({"ModelArn": "x", "a": 1}), MODEL_ARN, "there is no a in {ModelArn: string}", ""),
    ],
)  # fmt: skip
def test_a_mismatch_reads_well(source, target, text, help_):
    found = assign(source, target).mismatches[0]
    assert mismatch_text(found) == text
    assert mismatch_help(found) == help_
