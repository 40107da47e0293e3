"""``asl run --objects``: a folder stands for S3, its folders for buckets."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

MACHINE: dict[str, Any] = {
    "StartAt": "M",
    "States": {
        "M": {
            "Type": "Map",
            "ItemReader": {
                "Resource": "arn:aws:states:::s3:getObject",
                "ReaderConfig": {"InputType": "CSV", "CSVHeaderLocation": "FIRST_ROW"},
                "Parameters": {"Bucket": "orders", "Key": "in/today.csv"},
            },
            "ItemProcessor": {
                "ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"},
                "StartAt": "P",
                "States": {"P": {"Type": "Pass", "End": True}},
            },
            "ResultWriter": {
                "Resource": "arn:aws:states:::s3:putObject",
                "Parameters": {"Bucket": "results", "Prefix": "jobs"},
                "WriterConfig": {"Transformation": "COMPACT", "OutputType": "JSONL"},
            },
            "End": True,
        }
    },
}
FILES = {"m.json": json.dumps(MACHINE)}
Check = Callable[..., Any]


def test_items_are_read_and_results_written(check_command: Check, tmp_path: Path) -> None:
    orders = tmp_path / "s3" / "orders" / "in"
    orders.mkdir(parents=True)
    (orders / "today.csv").write_text("id\n1\n2\n")
    result = check_command(["run", "m.json", "--quiet", "--objects", "s3"], files=FILES, status=0)
    written = tmp_path / "s3" / "results" / json.loads(result.stdout)["ResultWriterDetails"]["Key"]
    assert (written.parent / "SUCCEEDED_0.jsonl").read_text() == '{"id":"1"}\n{"id":"2"}\n'
    assert sorted(path.name for path in written.parent.iterdir()) == ["SUCCEEDED_0.jsonl", "manifest.json"]


def test_without_objects_the_next_step_is_told(check_command: Check) -> None:
    result = check_command(["run", "m.json", "--quiet"], files=FILES, status=2)
    assert "the run reads from the bucket 'orders', but was given no objects" in result.stderr
    assert "--objects FOLDER" in result.stderr


def test_a_folder_that_is_not_there(check_command: Check) -> None:
    result = check_command(["run", "m.json", "--objects", "nope"], files=FILES, status=2)
    assert result.stderr.startswith("asl: nope is not a folder\n")
