"""``$sum $count $max $min $average``. Source: JSONata documentation, "Aggregation functions"."""

from __future__ import annotations

from typing import Any

from ..function import JsonataFunction
from ..number_text import as_number
from ..values import UNDEFINED

__all__ = ["FUNCTIONS"]


def _sum(numbers: list[Any]) -> Any:
    # Added from left to right in doubles, as JavaScript does; Python's sum() corrects its rounding.
    total = 0.0
    for number in numbers:
        total += number
    return as_number(total)


def _count(items: Any) -> Any:
    return 0 if items is UNDEFINED else len(items)


def _max(numbers: list[Any]) -> Any:
    return max(numbers, default=UNDEFINED)


def _min(numbers: list[Any]) -> Any:
    return min(numbers, default=UNDEFINED)


def _average(numbers: list[Any]) -> Any:
    return as_number(_sum(numbers) / len(numbers)) if numbers else UNDEFINED


_SOURCE = "Aggregation functions"
FUNCTIONS = (
    JsonataFunction("sum", "<a<n>:n>", "1.0", "the sum of numbers", _SOURCE, _sum),
    JsonataFunction("count", "<a:n>", "1.0", "how many items", _SOURCE, _count, passes_undefined=False),
    JsonataFunction("max", "<a<n>:n>", "1.0", "the greatest number", _SOURCE, _max),
    JsonataFunction("min", "<a<n>:n>", "1.0", "the least number", _SOURCE, _min),
    JsonataFunction("average", "<a<n>:n>", "1.0", "the mean of numbers", _SOURCE, _average),
)
