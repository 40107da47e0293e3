"""Codes for Map states."""

from __future__ import annotations

from asl.diagnostics import Severity
from asl.json_values import Json, JsonObject

from ..entry import CodeEntry, machine

__all__ = ["ENTRIES"]

_DISTRIBUTED: JsonObject = {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"}


def _processor(config: JsonObject | None = None, name: str = "Work") -> JsonObject:
    states: JsonObject = {"StartAt": name, "States": {name: {"Type": "Pass", "End": True}}}
    return states if config is None else {"ProcessorConfig": config, **states}


def _map(config: JsonObject | None = None, /, **fields: Json) -> JsonObject:
    state: JsonObject = {"Type": "Map", **fields, "ItemProcessor": _processor(config), "End": True}
    return machine(states={"Each": state})


def _reader(config: JsonObject, resource: str = "arn:aws:states:::s3:getObject") -> JsonObject:
    parameters: JsonObject = {"Bucket": "orders", "Key": "today"}
    reader: JsonObject = {"Resource": resource, "ReaderConfig": config, "Parameters": parameters}
    return _map(_DISTRIBUTED, ItemReader=reader)


_JSONATA_EACH: JsonObject = {"Type": "Map", "QueryLanguage": "JSONata", "ItemProcessor": _processor(), "End": True}

ENTRIES = (
    CodeEntry(
        code="ASL601",
        name="map-processor-count",
        explanation=(
            "A Map state has one ItemProcessor, the flow that each item runs through; Iterator is its older name. "
            "The service refuses a Map with none or both. Keep ItemProcessor."
        ),
        bad=machine(states={"Each": {"Type": "Map", "End": True}}),
        good=_map(),
    ),
    CodeEntry(
        code="ASL602",
        name="processor-mode",
        explanation=(
            "Mode is INLINE or DISTRIBUTED. A Distributed Map also says in ExecutionType whether its children are "
            "STANDARD or EXPRESS; an inline one has no children and takes no ExecutionType. Correct the "
            "ProcessorConfig."
        ),
        bad=_map({"Mode": "DISTRIBUTED"}),
        good=_map(_DISTRIBUTED),
    ),
    CodeEntry(
        code="ASL603",
        name="distributed-only-field",
        severity=Severity.WARNING,
        aws_code="",
        explanation=(
            "Readers, writers, batches, tolerated failures and labels belong to the Distributed Map; an inline one "
            "does not look at them. Set the Mode to DISTRIBUTED, or remove the field."
        ),
        bad=_map(ToleratedFailureCount=3),
        good=_map(_DISTRIBUTED, ToleratedFailureCount=3),
    ),
    CodeEntry(
        code="ASL604",
        name="item-reader-resource",
        explanation=(
            "An ItemReader reads with s3:getObject or s3:listObjectsV2, a ResultWriter writes with s3:putObject. The "
            "service refuses other resources there. Use one of these."
        ),
        bad=_reader({"InputType": "JSON"}, "arn:aws:states:::dynamodb:getItem"),
        good=_reader({"InputType": "JSON"}),
    ),
    CodeEntry(
        code="ASL605",
        name="reader-config",
        explanation=(
            "The settings of the reader do not fit together, or one has a value that does not exist. CSV needs "
            "CSVHeaderLocation, GIVEN needs CSVHeaders, and other formats take neither. Complete or correct the "
            "ReaderConfig."
        ),
        bad=_reader({"InputType": "CSV"}),
        good=_reader({"InputType": "CSV", "CSVHeaderLocation": "FIRST_ROW"}),
    ),
    CodeEntry(
        code="ASL606",
        name="items-source",
        may_warn=True,
        explanation=(
            "Two fields say the same thing: where the items come from, or what each iteration gets. Keep one of "
            "them; ItemSelector is the newer name of Parameters."
        ),
        bad=_map(ItemSelector={"n": 1}, Parameters={"n": 1}),
        good=_map(ItemSelector={"n": 1}),
    ),
    CodeEntry(
        code="ASL607",
        name="items-not-array",
        explanation=(
            "Items is the list that a JSONata Map goes through, or an expression that gives one. A number or a plain "
            "text has no items. Write a list, or an expression in {% and %}."
        ),
        bad=machine(states={"Each": {**_JSONATA_EACH, "Items": 5}}),
        good=machine(states={"Each": {**_JSONATA_EACH, "Items": "{% $states.input.orders %}"}}),
    ),
    CodeEntry(
        code="ASL612",
        name="item-batcher-empty",
        severity=Severity.WARNING,
        aws_code="",
        explanation=(
            "An ItemBatcher says with MaxItemsPerBatch or MaxInputBytesPerBatch how much makes a batch. The "
            "developer guide asks for at least one of them. Add it."
        ),
        bad=_map(_DISTRIBUTED, ItemBatcher={"BatchInput": {"n": 1}}),
        good=_map(_DISTRIBUTED, ItemBatcher={"BatchInput": {"n": 1}, "MaxItemsPerBatch": 10}),
    ),
    CodeEntry(
        code="ASL614",
        name="writer-config",
        explanation=(
            "A setting of the writer has a value that does not exist: Transformation is NONE, COMPACT or FLATTEN, "
            "OutputType JSON or JSONL. The service refuses others. Correct the value."
        ),
        bad=_map(_DISTRIBUTED, ResultWriter={"WriterConfig": {"OutputType": "CSV", "Transformation": "NONE"}}),
        good=_map(_DISTRIBUTED, ResultWriter={"WriterConfig": {"OutputType": "JSONL", "Transformation": "NONE"}}),
    ),
)
