"""What one intrinsic function declares about itself.

The single place that evaluator, checks and docs read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal as OneOf
from typing import TypeAlias

from asl.json_values import Json
from asl.source import Span

from .syntax import Call, Literal

__all__ = [
    "CallProblem",
    "Evaluate",
    "IntrinsicFunction",
    "JsonType",
    "Parameter",
    "ParameterKind",
    "ProblemKind",
]

JsonType: TypeAlias = OneOf["string", "number", "boolean", "array", "object", "any"]
ParameterKind: TypeAlias = OneOf["string", "number", "boolean", "array", "object", "scalar", "any"]
Evaluate: TypeAlias = Callable[..., Json]
ProblemKind: TypeAlias = OneOf[
    "unknown-function",
    "arity",
    "argument-type",
    "format-placeholders",
    "format-braces",
    "hash-algorithm",
    "certain-failure",
]


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter.

    A ``scalar`` is anything but an array or an object; a ``number`` is rounded where it must be.
    """

    name: str
    kind: ParameterKind
    doc: str


@dataclass(frozen=True, slots=True)
class CallProblem:
    """What is wrong with a call, as far as its text tells.

    Attributes:
        kind: stable word for the class of problem, for the validator to map to a code.
        message: what is wrong; lower case, without a full stop.
        span: characters of the whole field's text.
        help: the next step, or empty.
        is_refused: the service refuses the definition; otherwise the call fails, or surprises, when it runs.
        is_certain: the call fails in every run. When neither is set the problem is advice.
    """

    kind: ProblemKind
    message: str
    span: Span
    help: str = ""
    is_refused: bool = False
    is_certain: bool = True


@dataclass(frozen=True, slots=True)
class IntrinsicFunction:
    """An entry of the registry.

    Attributes:
        name: exact spelling, with the prefix ``States.``.
        parameters: in order; the last one repeats when ``maximum`` is ``None``.
        minimum: fewest arguments.
        maximum: most arguments, ``None`` for any number.
        returns: JSON's word for the result's type, or ``any``.
        since: version of the toolkit that had it first.
        doc: what it returns, one sentence.
        source: where the rules come from.
        evaluate: makes the result from the values of the arguments; raises :class:`.Refusal`, changes
            nothing.
        draws: the result is random: ``evaluate`` gets the environment's source of chance as its first
            argument.
        is_allowed_in_fail: ``ErrorPath`` and ``CausePath`` of a Fail state accept it.
        with_literal: makes an evaluator of the *remaining* arguments when the first one is a string literal,
            for the function whose literal means more than its value.
        check: further problems that show in the text of a call whose number of arguments is right.
    """

    name: str
    parameters: tuple[Parameter, ...]
    minimum: int
    maximum: int | None
    returns: JsonType
    since: str
    doc: str
    source: str
    evaluate: Evaluate
    draws: bool = False
    is_allowed_in_fail: bool = False
    with_literal: Callable[[Literal], Evaluate] | None = None
    check: Callable[[Call], Iterator[CallProblem]] | None = None

    def parameter(self, index: int) -> Parameter:
        """Return the parameter that the argument at ``index`` fills.

        The last one of a variadic function repeats.
        """
        return self.parameters[min(index, len(self.parameters) - 1)]

    def accepts(self, count: int) -> bool:
        """Tell whether the function takes that many arguments."""
        return count >= self.minimum and (self.maximum is None or count <= self.maximum)

    @property
    def signature(self) -> str:
        """How the function is called, ``States.MathRandom(start, end[, seed])``."""
        names = [parameter.name for parameter in self.parameters]
        if self.maximum is None:
            names[-1] += "..."
            return f"{self.name}({', '.join(names)})"
        required = ", ".join(names[: self.minimum])
        optional = "".join(f"[, {name}]" for name in names[self.minimum :])
        return f"{self.name}({required}{optional})"

    @property
    def arity_text(self) -> str:
        """How many arguments it takes, in words, ``2 or 3 arguments``."""
        if self.maximum is None:
            return f"{self.minimum} or more arguments"
        if self.minimum == self.maximum:
            return f"{self.minimum} argument{'' if self.minimum == 1 else 's'}" if self.minimum else "no arguments"
        return f"{self.minimum} or {self.maximum} arguments"
