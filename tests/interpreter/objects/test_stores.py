"""Object stores: both keep the same promises, and a folder never lets anyone out."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asl.errors import UsageError
from interpreter.objects import FolderStore, MemoryStore, ObjectStore, ObjectStoreError, UnstockedStore

OBJECTS = {"a/1.txt": b"one", "a/2.txt": b"two", "b.txt": b"three", "\u00e9.txt": b"four"}


def memory(_folder: Path) -> MemoryStore:
    return MemoryStore({"data": OBJECTS})


def folder(folder: Path) -> FolderStore:
    for key, body in OBJECTS.items():
        path = folder / "data" / key
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(body)
    return FolderStore(folder)


stores = pytest.mark.parametrize("make", [memory, folder])
Make = Callable[[Path], ObjectStore]


def code_of(ask: Callable[[], Any]) -> str:
    with pytest.raises(ObjectStoreError) as refused:
        ask()
    return refused.value.code


def read(store: ObjectStore, bucket: str, key: str) -> bytes:
    with store.get(bucket, key) as stream:
        return stream.read()


@stores
def test_objects_are_read_by_key(make: Make, tmp_path: Path) -> None:
    store = make(tmp_path)
    assert {key: read(store, "data", key) for key in OBJECTS} == OBJECTS
    assert code_of(lambda: store.get("data", "nope")) == "NoSuchKey"
    assert code_of(lambda: store.get("data", "a")) == "NoSuchKey"
    assert code_of(lambda: store.get("nope", "a")) == "NoSuchBucket"


@stores
def test_listings_are_in_the_order_of_the_keys_bytes(make: Make, tmp_path: Path) -> None:
    store = make(tmp_path)
    found = list(store.list("data"))
    assert [(each.key, each.size_bytes) for each in found] == [(key, len(body)) for key, body in OBJECTS.items()]
    assert found[0].etag == '"f97c5d29941bfb1b2fdab0874906ab82"'
    assert [each.key for each in store.list("data", "a/")] == ["a/1.txt", "a/2.txt"]
    assert list(store.list("data", "../")) == []
    assert code_of(lambda: list(store.list("nope"))) == "NoSuchBucket"


@stores
def test_what_was_put_is_there_and_replaces_what_was(make: Make, tmp_path: Path) -> None:
    store = make(tmp_path)
    store.put("new", "deep/down.json", io.BytesIO(b"1"))
    store.put("new", "deep/down.json", io.BytesIO(b"22"))
    assert read(store, "new", "deep/down.json") == b"22"
    assert [each.key for each in store.list("new")] == ["deep/down.json"]


ESCAPES = ["../secret", "a/../../secret", "/secret", "a//b", "./b.txt", "a\\b", "..", "nul\0", ""]


@pytest.mark.parametrize("key", ESCAPES)
def test_a_key_that_is_no_plain_path_is_refused(key: str, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("s")
    store = folder(tmp_path)
    assert code_of(lambda: store.get("data", key)) == "InvalidArgument"
    assert code_of(lambda: store.put("data", key, io.BytesIO(b""))) == "InvalidArgument"
    assert (tmp_path / "secret").read_text() == "s"


@pytest.mark.parametrize("bucket", ["..", ".", "", "data/a", "/etc"])
def test_a_bucket_is_a_folder_of_the_folder(bucket: str, tmp_path: Path) -> None:
    store = folder(tmp_path)
    assert code_of(lambda: store.get(bucket, "b.txt")) == "NoSuchBucket"
    assert code_of(lambda: store.put(bucket, "b.txt", io.BytesIO(b""))) == "NoSuchBucket"


def test_a_link_out_of_a_bucket_is_refused_and_not_listed(tmp_path: Path) -> None:
    root = tmp_path / "root"
    root.mkdir()
    store = folder(root)
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "secret.txt").write_text("s")
    (root / "data" / "file-link").symlink_to(outside / "secret.txt")
    (root / "data" / "folder-link").symlink_to(outside)
    (root / "bucket-link").symlink_to(outside)
    (root / "data" / "inner-link").symlink_to(root / "data" / "b.txt")
    for bucket, key in (("data", "file-link"), ("data", "folder-link/secret.txt"), ("bucket-link", "secret.txt")):
        assert code_of(lambda bucket=bucket, key=key: store.get(bucket, key)) == "AccessDenied"
        assert code_of(lambda bucket=bucket, key=key: store.put(bucket, key, io.BytesIO(b"x"))) == "AccessDenied"
    assert (outside / "secret.txt").read_text() == "s"
    assert read(store, "data", "inner-link") == b"three"
    assert [each.key for each in store.list("data")] == ["a/1.txt", "a/2.txt", "b.txt", "inner-link", "\u00e9.txt"]


@given(st.text(max_size=20), st.text(max_size=8))
def test_no_key_and_no_bucket_gets_out(tmp_path_factory: pytest.TempPathFactory, key: str, bucket: str) -> None:
    root = tmp_path_factory.getbasetemp() / "any" / "root"
    root.mkdir(parents=True, exist_ok=True)
    store = FolderStore(root)
    for name in (bucket, "data"):
        try:
            store.put(name, key, io.BytesIO(b"x"))
        except (ObjectStoreError, ValueError):
            continue
    assert [path.name for path in root.parent.iterdir()] == ["root"]


def test_a_store_that_nobody_stocked_takes_results_and_asks_for_objects() -> None:
    store = UnstockedStore()
    store.put("out", "k", io.BytesIO(b"1"))
    assert read(store, "out", "k") == b"1"
    with pytest.raises(UsageError, match="was given no objects") as asked:
        store.get("data", "k")
    assert "--objects" in asked.value.help


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="is not a folder"):
        FolderStore(tmp_path / "nope")
