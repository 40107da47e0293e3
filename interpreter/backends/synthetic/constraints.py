"""The check that a service makes of a request: patterns, lengths, ranges and enumerations of its shapes.

Step Functions looks at names and forms alone; the service then answers ``ValidationException`` for the rest.
"""

from __future__ import annotations

from collections.abc import Iterator

from asl.integrations import Shape
from asl.json_values import Json

from .pattern_text import matches

__all__ = ["constraint_error"]


def constraint_error(shape: Shape, value: Json) -> str | None:
    """Return the service's message about the constraints that a request breaks, or ``None``."""
    broken = list(_broken(shape, value, ""))
    if not broken:
        return None
    count = f"{len(broken)} validation error{'s' if len(broken) > 1 else ''} detected"
    return f"{count}: {'; '.join(broken)}"


def _broken(shape: Shape, value: Json, at: str) -> Iterator[str]:
    match shape.kind, value:
        case "structure", dict():
            for name, inner in value.items():
                member = shape.members.get(name)
                if member is not None:
                    here = member.api_name[:1].lower() + member.api_name[1:]
                    yield from _broken(member.shape, inner, f"{at}.{here}" if at else here)
        case "list", list():
            yield from _measured(shape, len(value), value, at, "length")
            if shape.element is not None:
                for index, item in enumerate(value):
                    yield from _broken(shape.element, item, f"{at}.{index + 1}.member")
        case "map", dict():
            yield from _measured(shape, len(value), value, at, "length")
            if shape.value is not None:
                for key, item in value.items():
                    yield from _broken(shape.value, item, f"{at}.{key}.member")
        case "string", str():
            yield from _measured(shape, len(value), value, at, "length")
            if shape.pattern is not None and not matches(shape.pattern, value):
                yield _sentence(value, at, f"satisfy regular expression pattern: {shape.pattern}")
            # Instance types are added faster than installations follow, so an unknown one may be right.
            if shape.enum and value not in shape.enum and "InstanceType" not in shape.name:
                yield _sentence(value, at, f"satisfy enum value set: [{', '.join(shape.enum)}]")
        case (("integer" | "float"), (int() | float())) if not isinstance(value, bool):
            yield from _measured(shape, value, value, at, "value")
        case _:
            return


def _measured(shape: Shape, size: float, value: Json, at: str, what: str) -> Iterator[str]:
    if shape.minimum is not None and size < shape.minimum:
        yield _sentence(value, at, f"have {what} greater than or equal to {shape.minimum:g}")
    if shape.maximum is not None and size > shape.maximum:
        yield _sentence(value, at, f"have {what} less than or equal to {shape.maximum:g}")


def _sentence(value: Json, at: str, rule: str) -> str:
    return f"Value '{value}' at '{at}' failed to satisfy constraint: Member must {rule}"
