"""Map states: inline or distributed, and where a Distributed Map reads and writes.

Source: States Language specification, "Map State"; developer guide, "Using Map state in Distributed mode".
"""

from __future__ import annotations

from collections.abc import Iterator

from asl.diagnostics import Diagnostic, Severity
from asl.integrations.arn import parse_resource
from asl.json_values import JsonObject
from asl.model import Owner

from ..context import Context
from ..report import quoted, report
from ..sites import Site
from ..unknown import is_unknown, is_unknown_text

__all__ = ["check"]

_DISTRIBUTED_ONLY = (
    "ItemReader",
    "ItemBatcher",
    "ResultWriter",
    "ToleratedFailurePercentage",
    "ToleratedFailurePercentagePath",
    "ToleratedFailureCount",
    "ToleratedFailureCountPath",
    "Label",
)
_READERS = ("arn:aws:states:::s3:getObject", "arn:aws:states:::s3:listObjectsV2")
_WRITERS = ("arn:aws:states:::s3:putObject",)
_WITHOUT_HEADER = frozenset({"JSON", "JSONL", "PARQUET"})


def check(context: Context) -> Iterator[Diagnostic]:
    """Mode and ExecutionType agree; fields of a Distributed Map stand in one; readers and writers name S3's actions."""
    for site in context.sites_of(Owner.PROCESSOR_CONFIG):
        yield from _mode(context, site)
    for site in context.sites_of(Owner.MAP):
        yield from _distributed_only(site)
        yield from _item_source(site)
    for site in context.sites_of(Owner.ITEM_READER):
        yield from _resource(site, _READERS)
    for site in context.sites_of(Owner.RESULT_WRITER):
        yield from _resource(site, _WRITERS)
    for site in context.sites_of(Owner.READER_CONFIG):
        yield from _reader_config(site)
    for site in context.sites_of(Owner.ITEM_BATCHER):
        yield from _batcher(site)


def _mode(context: Context, site: Site) -> Iterator[Diagnostic]:
    mode = site.raw.get("Mode", "INLINE")
    if mode == "DISTRIBUTED" and context.type == "EXPRESS":
        yield report(
            "ASL506",
            "an Express workflow has no Distributed Map",
            (*site.at, "Mode"),
            help='use "INLINE", or make it a Standard workflow',
            aws_message="The field 'Mode' with value 'DISTRIBUTED' is not supported inside 'EXPRESS' state machines",
        )
    elif mode == "DISTRIBUTED" and "ExecutionType" not in site.raw:
        yield report(
            "ASL602",
            'a Distributed Map needs an "ExecutionType"',
            site.at,
            part="key",
            help='add "ExecutionType": "STANDARD" or "EXPRESS"',
            aws_message="These fields are required: [ExecutionType]",
        )
    elif mode == "INLINE" and "ExecutionType" in site.raw:
        yield report(
            "ASL602",
            '"ExecutionType" is only for Distributed Maps',
            (*site.at, "ExecutionType"),
            part="key",
            help='remove it, or set "Mode" to "DISTRIBUTED"',
            aws_message="Field 'ExecutionType' is not supported",
        )


def _processor(raw: JsonObject) -> JsonObject | None:
    for name in ("ItemProcessor", "Iterator"):
        processor = raw.get(name)
        if isinstance(processor, dict) and not is_unknown(processor):
            return processor
    return None


def _distributed_only(site: Site) -> Iterator[Diagnostic]:
    """These fields mean nothing in an inline Map; what the service says about them is not known, so it is a warning."""
    processor = _processor(site.raw)
    if processor is None:
        return
    config = processor.get("ProcessorConfig", {})
    if not isinstance(config, dict) or is_unknown(config) or config.get("Mode", "INLINE") != "INLINE":
        return
    for name in site.raw:
        if name in _DISTRIBUTED_ONLY:
            yield report(
                "ASL603",
                f'"{name}" has no effect in an inline Map',
                (*site.at, name),
                part="key",
                help='set "Mode" of the ProcessorConfig to "DISTRIBUTED", or remove the field',
            )


def _item_source(site: Site) -> Iterator[Diagnostic]:
    """A reader makes other sources pointless; tools disagree on whether the service refuses it: so it is a warning."""
    given = [name for name in ("ItemReader", "ItemsPath", "Items") if name in site.raw]
    if len(given) == 2 and given[0] == "ItemReader":
        yield report(
            "ASL606",
            f'"ItemReader" and "{given[1]}" both say where the items come from',
            (*site.at, given[1]),
            part="key",
            help="keep one of them",
            severity=Severity.WARNING,
        )


def _resource(site: Site, allowed: tuple[str, ...]) -> Iterator[Diagnostic]:
    text = site.raw.get("Resource")
    if "Resource" not in site.raw:
        # A writer that only has a WriterConfig hands its results on instead of storing them.
        if site.owner is Owner.ITEM_READER and not is_unknown(site.raw):
            yield report(
                "ASL604",
                'an ItemReader needs a "Resource"',
                site.at,
                part="key",
                help=f"use {quoted(allowed, 'or')}",
                aws_message="These fields are required: [Resource]",
            )
        return
    if not isinstance(text, str) or is_unknown_text(text):
        return
    resource = parse_resource(text)
    found = None if resource is None else text.replace(f"arn:{resource.partition}:", "arn:aws:", 1)
    if found not in allowed:
        yield report(
            "ASL604",
            f'{"an ItemReader" if site.owner is Owner.ITEM_READER else "a ResultWriter"} cannot use "{text[:60]}"',
            (*site.at, "Resource"),
            help=f"use {quoted(allowed, 'or')}",
            aws_message="The field 'Resource' does not match any of the allowed values",
        )


def _reader_config(site: Site) -> Iterator[Diagnostic]:
    raw = site.raw
    kind = raw.get("InputType")
    if kind == "CSV" and "CSVHeaderLocation" not in raw:
        yield report(
            "ASL605",
            'reading CSV needs a "CSVHeaderLocation"',
            site.at,
            part="key",
            help='add "CSVHeaderLocation": "FIRST_ROW", or "GIVEN" with CSVHeaders',
            aws_message="The field 'CSVHeaderLocation' is required",
        )
    elif isinstance(kind, str) and kind in _WITHOUT_HEADER and "CSVHeaderLocation" in raw:
        yield report(
            "ASL605",
            f'"CSVHeaderLocation" is only for CSV, but the InputType is {kind}',
            (*site.at, "CSVHeaderLocation"),
            part="key",
            help="remove it",
            aws_message="Field 'CSVHeaderLocation' is not supported",
            aws_at=site.at,
        )
    elif raw.get("CSVHeaderLocation") == "GIVEN" and "CSVHeaders" not in raw:
        yield report(
            "ASL605",
            'the column names are said to be given, but there are no "CSVHeaders"',
            site.at,
            part="key",
            help="add CSVHeaders, the list of column names",
            aws_message="These fields are required: [CSVHeaders]",
        )


def _batcher(site: Site) -> Iterator[Diagnostic]:
    limits = (
        "MaxItemsPerBatch",
        "MaxItemsPerBatchPath",
        "MaxInputBytesPerBatch",
        "MaxInputBytesPerBatchPath",
    )
    if not any(name in site.raw for name in limits):
        yield report(
            "ASL612",
            "this ItemBatcher says neither how many items nor how many bytes make a batch",
            site.at,
            part="key",
            help="add MaxItemsPerBatch or MaxInputBytesPerBatch",
        )
