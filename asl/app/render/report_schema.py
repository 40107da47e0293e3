"""The JSON Schema of ``--format json``; the published copy is ``schemas/report.schema.json``.

Made by ``python -m asl.app.render.report_schema > schemas/report.schema.json``; a test compares, and another holds real
reports against it.
"""

from __future__ import annotations

import sys
from typing import Any, TypeAlias

from asl.diagnostics import Severity
from asl.syntax import print_json

from .json import VERSION

__all__ = ["report_schema", "schema_text"]

Schema: TypeAlias = "dict[str, Any]"

_TEXT: Schema = {"type": "string"}
_COUNT: Schema = {"type": "integer", "minimum": 0}
_RANGE: Schema = {
    "line": {"type": "integer", "minimum": 1, "description": "First line, from 1."},
    "column": {"type": "integer", "minimum": 1, "description": "First column in characters, from 1."},
    "endLine": {"type": "integer", "minimum": 1},
    "endColumn": {"type": "integer", "minimum": 1, "description": "The column after the last character."},
}


def _object(description: str, members: Schema) -> Schema:
    """Return an object that has all members; new ones may come without a new version."""
    return {"type": "object", "description": description, "properties": members, "required": list(members)}


def report_schema() -> Schema:
    """Return the schema of a report."""
    edit = _object("Replace the characters of the range by the text.", {**_RANGE, "text": _TEXT})
    fix = _object(
        "Edits that mend the mistake.",
        {
            "description": _TEXT,
            "isSafe": {"type": "boolean", "description": "Whether a working definition goes on doing what it did."},
            "edits": {"type": "array", "items": edit},
        },
    )
    pointer: Schema = {"type": "string", "description": "JSON Pointer (RFC 6901) of the place."}
    label = _object("A second place worth seeing.", {"message": _TEXT, "pointer": pointer, **_RANGE})
    diagnostic = _object(
        "One finding.",
        {
            "file": _TEXT,
            "code": {"type": "string", "pattern": "^ASL[0-9]{3}$"},
            "name": {"type": "string", "pattern": "^[a-z0-9-]+$"},
            "severity": {"enum": [severity.value for severity in Severity]},
            "message": _TEXT,
            "pointer": pointer,
            **_RANGE,
            "help": {"type": "string", "description": "The next step; may be empty."},
            "labels": {"type": "array", "items": label},
            "fix": {"anyOf": [{"type": "null"}, fix]},
            "awsCode": {"type": "string", "description": "What Step Functions answers with; empty when nothing."},
            "awsMessage": _TEXT,
        },
    )
    file = _object(
        "One definition that was read.", {"file": _TEXT, "errors": _COUNT, "warnings": _COUNT, "infos": _COUNT}
    )
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Report of asl lint and asl validate",
        **_object(
            "What was found, file by file in the order they were given.",
            {
                "version": {"const": VERSION},
                "files": {"type": "array", "items": file},
                "diagnostics": {"type": "array", "items": diagnostic},
            },
        ),
    }


def schema_text() -> str:
    """Return the schema as the published file holds it."""
    return print_json(report_schema())


if __name__ == "__main__":
    sys.stdout.write(schema_text())
