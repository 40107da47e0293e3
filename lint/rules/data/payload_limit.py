"""What a state hands on may have 256 KiB; a literal that is larger can never be handed on.

Source: developer guide, "Quotas": maximum input or result data for a task, state or execution, 262,144 bytes.
"""

from __future__ import annotations

from collections.abc import Iterator

from asl.json_values import size_bytes

from ...context import Context
from ...examples import one_task
from ...rule import Finding, Rule

__all__ = ["RULE", "check"]

RULE = Rule(
    code="ASL950",
    name="payload-limit",
    summary="a literal larger than a state may hand on",
    explanation=(
        "The literal alone is close to the 262,144 bytes that a state's input or result may have, or beyond them. "
        "The state fails with States.DataLimitExceeded. Keep the data in S3 and hand on where it is."
    ),
    bad=one_task({"Type": "Pass", "Result": "x" * 270_000, "End": True}),
    excerpt='{"StartAt": "Work", "States": {"Work": {"Type": "Pass", "Result": "xxxx … ", "End": true}}}',
    good=one_task({"Type": "Pass", "Result": {"Bucket": "data", "Key": "table.json"}, "End": True}),
    options={"max-bytes": 262_144},
)
_FIELDS = ("Result", "Parameters", "Arguments", "Output", "ItemSelector", "Items", "ResultSelector", "Assign")


def check(context: Context) -> Iterator[Finding]:
    """No literal of a state is larger than what it may hand on."""
    if len(context.document.source.text) < context.number(RULE, "max-bytes"):
        return
    bound = context.number(RULE, "max-bytes")
    for _, state in context.states:
        for name in _FIELDS:
            value = state.raw.get(name) if isinstance(state.raw, dict) else None
            if isinstance(value, (str, list, dict)) and (size := size_bytes(value)) > bound:
                yield Finding(
                    f'"{name}" has {size:,} bytes, more than the {bound:,.0f} that a state may hand on',
                    (*state.at, name),
                    part="key",
                    help="keep the data in S3 and hand on its bucket and key",
                )
