"""What an ItemReader makes of objects: every format, every action, the limits, and how reading fails."""

from __future__ import annotations

import builtins
import gzip
import io
import json
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest

from asl.errors import UsageError
from interpreter import Execution, MemoryStore
from interpreter.behaviour import behaviour_on
from tests.interpreter.machines import run_states, shape

PASS = {"StartAt": "I", "States": {"I": {"Type": "Pass", "End": True}}}
DISTRIBUTED = {"ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"}, **PASS}
GET = "arn:aws:states:::s3:getObject"
LIST = "arn:aws:states:::s3:listObjectsV2"


def read(
    objects: dict[str, bytes | str],
    config: dict[str, Any] | None,
    *,
    resource: str = GET,
    data: Any = None,
    parameters: dict[str, Any] | None = None,
    options: dict[str, Any] | None = None,
    **fields: Any,
) -> Execution:
    """Run a Distributed Map over the one object, or over what the parameters name, and return the execution."""
    reader: dict[str, Any] = {
        "Resource": resource,
        "Parameters": parameters or {"Bucket": "b", "Key": next(iter(objects))},
    }
    if config is not None:
        reader["ReaderConfig"] = config
    state = {"Type": "Map", "ItemReader": reader, "ItemProcessor": DISTRIBUTED, **fields}
    store = MemoryStore({"b": objects}, modified_s=1_700_000_000)
    return run_states(("M", state), data=data, objects=store, **(options or {}))


CSV = {"InputType": "CSV", "CSVHeaderLocation": "FIRST_ROW"}
FORMATS: dict[str, tuple[bytes | str, dict[str, Any], Any]] = {
    "JSON array": ('[1, {"a": 2.50}]', {"InputType": "JSON"}, [1, {"a": 2.5}]),
    "JSON object": ('{"a": 1, "b": 2}', {"InputType": "JSON"}, [{"Key": "a", "Value": 1}, {"Key": "b", "Value": 2}]),
    "JSON with a byte order mark": (b"\xef\xbb\xbf[1]", {"InputType": "JSON"}, [1]),
    "ItemsPointer": ('{"a/b": [0, {"c": [7]}]}', {"InputType": "JSON", "ItemsPointer": "/a~1b/1/c"}, [7]),
    "ItemsPointer to an object": (
        '[{"x": 1}]',
        {"InputType": "JSON", "ItemsPointer": "/0"},
        [{"Key": "x", "Value": 1}],
    ),
    "JSONL": ('{"a": 1}\r\n\n[2]\n3', {"InputType": "JSONL"}, [{"a": 1}, [2], 3]),
    "JSONL without a line": ("", {"InputType": "JSONL"}, []),
    "CSV": ("a,b\n1,2\n", CSV, [{"a": "1", "b": "2"}]),
    "CSV with other line ends and a mark": (
        b"\xef\xbb\xbfa,b\r\n1,2\r3,4\n",
        CSV,
        [{"a": "1", "b": "2"}, {"a": "3", "b": "4"}],
    ),
    "CSV with given names": (
        "1|2\n",
        {"InputType": "CSV", "CSVHeaderLocation": "GIVEN", "CSVHeaders": ["x", "y"], "CSVDelimiter": "PIPE"},
        [{"x": "1", "y": "2"}],
    ),
    "MaxItems": ("a\n1\n2\n3\n", {**CSV, "MaxItems": 2}, [{"a": "1"}, {"a": "2"}]),
    "MaxItems of none is no limit": ("a\n1\n2\n", {**CSV, "MaxItems": 0}, [{"a": "1"}, {"a": "2"}]),
    "MaxItems of an array": ("[1,2,3]", {"InputType": "JSON", "MaxItems": 1}, [1]),
}


@pytest.mark.parametrize("name", FORMATS)
def test_formats(name: str) -> None:
    body, config, items = FORMATS[name]
    assert read({"k": body}, config).output == items


@pytest.mark.parametrize("name", FORMATS)
def test_a_key_that_ends_in_gz_is_decompressed(name: str) -> None:
    body, config, items = FORMATS[name]
    packed = gzip.compress(body.encode() if isinstance(body, str) else body)
    assert read({"k.gz": packed}, config).output == items


def test_the_history_tells_no_length_and_nothing_of_the_reading() -> None:
    execution = read({"k": "[1, 2]"}, {"InputType": "JSON"})
    assert shape(execution)[2:6] == [
        "MapStateStarted(3<-2)",
        "MapRunStarted(4<-3)",
        "MapRunSucceeded(5<-4)",
        "MapStateSucceeded(6<-5)",
    ]
    assert execution.history.events[2].value == 0


def test_items_path_is_not_looked_at() -> None:
    assert read({"k": "[1]"}, {"InputType": "JSON"}, ItemsPath="$.nope").output == [1]


LISTED = {"in/a.json": "[1, 2]", "in/b.json": "[3]", "in/deep/c.json": "[4]", "other": "x", "in/empty/": ""}
LISTINGS: dict[str, tuple[dict[str, Any], list[str]]] = {
    "everything": ({}, ["in/a.json", "in/b.json", "in/deep/c.json", "in/empty/", "other"]),
    "a prefix": ({"Prefix": "in/"}, ["in/a.json", "in/b.json", "in/deep/c.json", "in/empty/"]),
    "after a key": ({"Prefix": "in/", "StartAfter": "in/b.json"}, ["in/deep/c.json", "in/empty/"]),
    "one level": ({"Prefix": "in/", "Delimiter": "/"}, ["in/a.json", "in/b.json"]),
    "nothing": ({"Prefix": "nope"}, []),
}


@pytest.mark.parametrize("name", LISTINGS)
def test_listings(name: str) -> None:
    parameters, keys = LISTINGS[name]
    execution = read(LISTED, None, resource=LIST, parameters={"Bucket": "b", **parameters})
    assert [item["Key"] for item in execution.output] == keys  # type: ignore[union-attr,call-overload,index]


def test_a_listed_item_has_the_shape_of_the_service() -> None:
    execution = read({"k": "hello"}, None, resource=LIST, parameters={"Bucket": "b"})
    assert execution.output == [
        {
            "Etag": '"5d41402abc4b2a76b9719d911017c592"',
            "Key": "k",
            "LastModified": 1_700_000_000,
            "Size": 5,
            "StorageClass": "STANDARD",
        }
    ]


def test_a_listing_can_be_read_object_by_object() -> None:
    config = {"InputType": "JSON", "Transformation": "LOAD_AND_FLATTEN", "MaxItems": 3}
    selector = {"v.$": "$$.Map.Item.Value", "i.$": "$$.Map.Item.Index", "from.$": "$$.Map.Item.Source"}
    execution = read(LISTED, config, resource=LIST, parameters={"Bucket": "b", "Prefix": "in/"}, ItemSelector=selector)
    assert execution.output == [
        {"v": 1, "i": 0, "from": "S3://b/in/a.json"},
        {"v": 2, "i": 1, "from": "S3://b/in/a.json"},
        {"v": 3, "i": 2, "from": "S3://b/in/b.json"},
    ]


SOURCES: dict[str, tuple[dict[str, Any], str]] = {
    "an object": ({"resource": GET, "config": {"InputType": "JSON"}}, "S3://b/k"),
    "a listing": ({"resource": LIST, "config": None, "parameters": {"Bucket": "b"}}, "S3://b"),
}


@pytest.mark.parametrize("name", SOURCES)
def test_the_context_object_tells_where_an_item_is_from(name: str) -> None:
    given, source = SOURCES[name]
    execution = read({"k": "[1]"}, ItemSelector={"s.$": "$$.Map.Item.Source"}, **given)
    assert execution.output == [{"s": source}]


def test_members_of_an_object_have_a_key_in_the_context_object() -> None:
    selector = {"item.$": "$$.Map.Item"}
    execution = read({"k": '{"a": 1}'}, {"InputType": "JSON"}, ItemSelector=selector)
    assert execution.output == [{"item": {"Index": 0, "Key": "a", "Value": 1, "Source": "S3://b/k"}}]


def inventory(*rows: str, file_format: str = "CSV") -> dict[str, bytes | str]:
    manifest = {
        "sourceBucket": "photos",
        "destinationBucket": "arn:aws:s3:::b",
        "version": "2016-11-30",
        "fileFormat": file_format,
        "fileSchema": "Bucket, Key, Size",
        "files": [{"key": f"data/{number}.csv.gz", "size": 1} for number in range(len(rows))],
    }
    files = {f"data/{number}.csv.gz": gzip.compress(text.encode()) for number, text in enumerate(rows)}
    return {"manifest.json": json.dumps(manifest), **files}


@pytest.mark.parametrize(
    "config", [{"InputType": "MANIFEST"}, {"ManifestType": "S3_INVENTORY"}], ids=["input type", "manifest type"]
)
def test_an_inventory_lists_objects_in_its_data_files(config: dict[str, Any]) -> None:
    objects = inventory('"photos","a%20b.jpg","12"\n"photos","c.jpg","3"\n', '"photos","d.jpg","4"\n')
    assert read(objects, config).output == [
        {"Bucket": "photos", "Key": "a%20b.jpg", "Size": "12"},
        {"Bucket": "photos", "Key": "c.jpg", "Size": "3"},
        {"Bucket": "photos", "Key": "d.jpg", "Size": "4"},
    ]


def test_a_manifest_of_athena_lists_data_files() -> None:
    objects: dict[str, bytes | str] = {
        "out-manifest.csv": "s3://b/out/1.gz\ns3://b/out/2.gz\n",
        "out/1.gz": gzip.compress(b'{"n": 1}\n{"n": 2}\n'),
        "out/2.gz": gzip.compress(b'{"n": 3}\n'),
    }
    config = {"ManifestType": "ATHENA_DATA", "InputType": "JSONL"}
    assert read(objects, config).output == [{"n": 1}, {"n": 2}, {"n": 3}]


FAILURES: dict[str, tuple[dict[str, bytes | str], dict[str, Any], str]] = {
    "no such key": (
        {},
        {"InputType": "JSON"},
        "The specified key does not exist: s3://b/k (Service: Amazon S3; Error Code: NoSuchKey)",
    ),
    "a number": ({"k": "5"}, {"InputType": "JSON"}, "Attempting to map over non-iterable node."),
    "two columns of one name": ({"k": "a,b,a\n1,2,3\n"}, CSV, "CSV headers cannot contain duplicates."),
    "no JSON": ({"k": "[1,"}, {"InputType": "JSON"}, "S3://b/k is not JSON: Expecting value: line 1 column 4 (char 3)"),
    "a line that is no JSON": ({"k": "1\n{\n"}, {"InputType": "JSONL"}, "line 2 of S3://b/k is not JSON: "),
    "a pointer to nothing": (
        {"k": '{"a": [1]}'},
        {"InputType": "JSON", "ItemsPointer": "/a/1"},
        "The ItemsPointer '/a/1' leads to nothing in S3://b/k",
    ),
    "a pointer without a slash": (
        {"k": '{"a": [1]}'},
        {"InputType": "JSON", "ItemsPointer": "a"},
        "The ItemsPointer 'a' leads to nothing in S3://b/k",
    ),
    "not an inventory": ({"k": "[]"}, {"InputType": "MANIFEST"}, "S3://b/k is not the manifest of an S3 inventory"),
    "an inventory in ORC": (
        {"k": str(inventory("", file_format="ORC")["manifest.json"])},
        {"InputType": "MANIFEST"},
        "S3://b/k lists data files in ORC; only CSV can be read",
    ),
    "not a manifest of Athena": (
        {"k": "https://example.org/x\n"},
        {"InputType": "CSV", "CSVHeaderLocation": "FIRST_ROW", "ManifestType": "ATHENA_DATA"},
        "S3://b/k is not a manifest of Athena: 'https://example.org/x' is no URI of an object",
    ),
}


@pytest.mark.parametrize("name", FAILURES)
def test_failures_are_told_by_the_map_run_and_can_be_caught(name: str) -> None:
    objects, config, cause = FAILURES[name]
    parameters = {"Bucket": "b", "Key": "k"}
    execution = read(objects, config, parameters=parameters)
    assert execution.error == "States.ItemReaderFailed"
    assert str(execution.cause).startswith(cause)
    assert shape(execution)[3:] == [
        "MapRunStarted(4<-3)",
        "MapRunFailed(5<-4)",
        "MapStateFailed(6<-5)",
        "ExecutionFailed(7<-6)",
    ]
    (map_run,) = execution.map_runs.values()
    assert (map_run.status, map_run.error) == ("FAILED", (execution.error, execution.cause))


def test_a_broken_archive() -> None:
    execution = read({"k.gz": b"no archive"}, {"InputType": "JSON"})
    assert (execution.error, str(execution.cause)[:33]) == (
        "States.ItemReaderFailed",
        "A compressed object cannot be rea",
    )


def test_a_failure_is_caught() -> None:
    caught = [{"ErrorEquals": ["States.ItemReaderFailed"], "Next": "After"}]
    state = {
        "Type": "Map",
        "ItemReader": {"Resource": GET, "Parameters": {"Bucket": "b", "Key": "k"}},
        "ItemProcessor": DISTRIBUTED,
        "Catch": caught,
        "End": True,
    }
    execution = run_states(("M", state), ("After", {"Type": "Pass"}), objects=MemoryStore({"b": {}}))
    assert isinstance(execution.output, dict)
    assert execution.output["Error"] == "States.ItemReaderFailed"


PATHS: dict[str, tuple[Any, Any]] = {
    "2": (2, [{"a": "1"}, {"a": "2"}]),
    "0 is no limit": (0, [{"a": "1"}, {"a": "2"}, {"a": "3"}]),
    "more than the service reads": (10**9, [{"a": "1"}, {"a": "2"}, {"a": "3"}]),
    "negative": (-1, ("States.ItemReaderFailed", "field MaxItems must be positive")),
    "no number": (
        "x",
        ("States.Runtime", 'The MaxItemsPath field refers to value "x" which is not a valid integer: $.n'),
    ),
}


@pytest.mark.parametrize("name", PATHS)
def test_max_items_from_the_data(name: str) -> None:
    number, expected = PATHS[name]
    config = {**CSV, "MaxItemsPath": "$.n"}
    execution = read({"k": "a\n1\n2\n3\n"}, config, data={"n": number})
    if isinstance(expected, list):
        assert execution.output == expected
    else:
        assert execution.error == expected[0]
        assert str(execution.cause).endswith(expected[1])


def test_objects_were_not_gone_through_before_2025() -> None:
    options = {"behaviour": behaviour_on("2023-09-21")}
    execution = read({"k": '{"a": 1}'}, {"InputType": "JSON"}, options=options)
    assert execution.cause == "Attempting to map over non-iterable node."


def test_reading_without_objects_ends_the_run_with_a_next_step() -> None:
    reader = {"Resource": GET, "Parameters": {"Bucket": "b", "Key": "k"}}
    with pytest.raises(UsageError, match="bucket 'b'"):
        run_states(("M", {"Type": "Map", "ItemReader": reader, "ItemProcessor": DISTRIBUTED}))


def parquet(rows: dict[str, list[Any]]) -> bytes:
    arrow = pytest.importorskip("pyarrow", reason="Parquet is an extra")
    from pyarrow import parquet as pq

    stream = io.BytesIO()
    pq.write_table(arrow.table(rows), stream)
    return stream.getvalue()


def test_parquet() -> None:
    body = parquet(
        {
            "n": [1, None],
            "text": ["a", "b"],
            "when": [datetime(2026, 1, 2, tzinfo=UTC), None],
            "cost": [Decimal("1.50"), None],
            "raw": [b"ok", b"\xff"],
            "list": [[1, 2], []],
        }
    )
    assert read({"k": body}, {"InputType": "PARQUET"}).output == [
        {"n": 1, "text": "a", "when": "2026-01-02T00:00:00+00:00", "cost": "1.50", "raw": "ok", "list": [1, 2]},
        {"n": None, "text": "b", "when": None, "cost": None, "raw": "/w==", "list": []},
    ]


def test_what_is_no_parquet() -> None:
    pytest.importorskip("pyarrow", reason="Parquet is an extra")
    assert read({"k": b"x"}, {"InputType": "PARQUET"}).error == "States.ItemReaderFailed"


def test_parquet_without_the_extra_says_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def without(name: str, *rest: Any) -> Any:
        if name.startswith("pyarrow"):
            raise ImportError(name)
        return real(name, *rest)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(UsageError, match="pyarrow") as refused:
        read({"k": b"x"}, {"InputType": "PARQUET"})
    assert "asl-toolkit[parquet]" in refused.value.help
