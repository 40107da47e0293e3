"""SARIF 2.1.0, the format of static analysis results that GitHub, Azure DevOps and editors read.

Source: OASIS, *Static Analysis Results Interchange Format (SARIF) Version 2.1.0*: regions count from 1, the end column
is exclusive, ``columnKind`` says that columns are characters; rules stand once in the driver and results point at them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from hashlib import sha256
from pathlib import PurePath
from urllib.parse import quote

from asl import __version__
from asl.diagnostics import Diagnostic, Fix, Severity
from asl.document import Document
from asl.json_values import Json, JsonObject
from asl.pointer import pointer_text
from asl.source import Span
from asl.validator import CodeEntry

__all__ = ["SCHEMA", "sarif_log"]

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
FINGERPRINT = "aslFinding/v1"
"""Name of our fingerprint: file, code and place as a JSON Pointer, so that moved lines change nothing."""

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}


def sarif_log(checked: Sequence[tuple[Document, Sequence[Diagnostic]]]) -> JsonObject:
    """Return the log with one run."""
    codes = sorted({(found.code, found.name) for _, diagnostics in checked for found in diagnostics})
    index = {code: number for number, (code, _) in enumerate(codes)}
    seen: Counter[str] = Counter()
    results: list[Json] = [
        _result(document, found, index[found.code], seen) for document, diagnostics in checked for found in diagnostics
    ]
    driver: JsonObject = {
        "name": "asl",
        "semanticVersion": __version__,
        "rules": list(_rules(codes)),
    }
    run: JsonObject = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}


def _rules(codes: Iterable[tuple[str, str]]) -> Iterable[JsonObject]:
    from lint.registry import all_entries, family_of

    entries: dict[str, CodeEntry] = {entry.code: entry for entry in all_entries()}
    for code, name in codes:
        entry = entries.get(code)
        rule: JsonObject = {"id": code, "name": _pascal(name)}
        if entry is not None:
            rule |= {
                "shortDescription": {"text": name.replace("-", " ")},
                "fullDescription": {"text": entry.explanation},
                "help": {"text": entry.explanation, "markdown": _markdown(entry)},
                "defaultConfiguration": {"level": _LEVELS[entry.severity]},
                "properties": {"tags": [family_of(code)]},
            }
        yield rule


def _pascal(name: str) -> str:
    return "".join(word.capitalize() for word in name.split("-"))


def _markdown(entry: CodeEntry) -> str:
    return (
        f"**{entry.code} {entry.name}**\n\n{entry.explanation}\n\n"
        f"Bad:\n\n```{entry.format}\n{entry.bad_text.rstrip()}\n```\n\n"
        f"Good:\n\n```{entry.format}\n{entry.good_text.rstrip()}\n```\n"
    )


def _result(document: Document, found: Diagnostic, rule_index: int, seen: Counter[str]) -> JsonObject:
    text = f"{found.message}\n{found.help}" if found.help else found.message
    location = _location(document, document.locate(found))
    pointer = pointer_text(found.place.pointer)
    if pointer:
        location["logicalLocations"] = [{"fullyQualifiedName": pointer, "kind": "member"}]
    key = f"{_uri(document)}\n{found.code}\n{pointer}"
    seen[key] += 1
    result: JsonObject = {
        "ruleId": found.code,
        "ruleIndex": rule_index,
        "level": _LEVELS[found.severity],
        "message": {"text": text},
        "locations": [location],
        "partialFingerprints": {FINGERPRINT: sha256(f"{key}\n{seen[key]}".encode()).hexdigest()},
    }
    if found.labels:
        result["relatedLocations"] = [
            {
                "id": number,
                "message": {"text": label.text},
                **_location(document, label.span if label.span is not None else document.span(label.place)),
            }
            for number, label in enumerate(found.labels, 1)
        ]
    if found.fix is not None:
        result["fixes"] = [_fix(document, found.fix)]
    return result


def _location(document: Document, span: Span | None) -> JsonObject:
    return {"physicalLocation": {"artifactLocation": {"uri": _uri(document)}, "region": _region(document, span)}}


def _region(document: Document, span: Span | None) -> JsonObject:
    start, end = span or Span(0, 0)
    line, column = document.source.position(start)
    end_line, end_column = document.source.position(end)
    return {"startLine": line, "startColumn": column, "endLine": end_line, "endColumn": end_column}


def _fix(document: Document, fix: Fix) -> JsonObject:
    replacements: list[Json] = [
        {"deletedRegion": _region(document, edit.span), "insertedContent": {"text": edit.text}} for edit in fix.edits
    ]
    change: JsonObject = {"artifactLocation": {"uri": _uri(document)}, "replacements": replacements}
    return {"description": {"text": fix.description}, "artifactChanges": [change]}


def _uri(document: Document) -> str:
    """Return the file's name as a URI reference, relative where the name is."""
    name = document.source.name
    if name.startswith("<"):
        return name.strip("<>")
    path = PurePath(name)
    return path.as_uri() if path.is_absolute() else quote(path.as_posix())
