"""Compiles the ResultWriter of a Map state; its expressions see the state's effective input."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias, cast

from asl.expr.environment import Environment
from asl.json_values import Missing
from asl.model import QueryLanguage, ResultWriter

from ..dataflow.jsonata import compile_jsonata
from ..dataflow.paths import Evaluate
from ..dataflow.state_io import compile_template_field
from .results import Transformation

__all__ = ["CompiledWriter", "WriterTarget", "compile_writer"]

OutputType: TypeAlias = Literal["JSON", "JSONL"]


@dataclass(frozen=True, slots=True)
class WriterTarget:
    """Where results go and in what shape."""

    bucket: str
    prefix: str
    transformation: Transformation
    output_type: OutputType


@dataclass(frozen=True, slots=True)
class CompiledWriter:
    """A ResultWriter whose expressions are compiled; without a Resource it only shapes the state's result."""

    arguments: Evaluate | None
    transformation: Transformation
    output_type: OutputType
    is_exporting: bool

    def target(self, env: Environment) -> WriterTarget | None:
        """Return where the results go for the data at hand; ``None``: into the state's result."""
        if not self.is_exporting:
            return None
        made = {} if self.arguments is None else self.arguments(env)
        given = made if isinstance(made, dict) else {}
        bucket, prefix = given.get("Bucket"), given.get("Prefix", "")
        return WriterTarget(
            bucket if isinstance(bucket, str) else "",
            prefix if isinstance(prefix, str) else "",
            self.transformation,
            self.output_type,
        )


def compile_writer(writer: ResultWriter | Missing, language: QueryLanguage) -> CompiledWriter:
    """Compile a ResultWriter; results are told in full where they are exported and nothing else is said."""
    if isinstance(writer, Missing):
        return CompiledWriter(None, "COMPACT", "JSON", is_exporting=False)
    is_exporting = not isinstance(writer.resource, Missing)
    transformation: str = "NONE" if is_exporting else "COMPACT"
    output_type = "JSON"
    config = writer.writer_config
    if not isinstance(config, Missing):
        transformation = transformation if isinstance(config.transformation, Missing) else config.transformation
        output_type = output_type if isinstance(config.output_type, Missing) else config.output_type
    if language is QueryLanguage.JSONATA:
        location = "ResultWriter/Arguments"
        arguments = None if isinstance(writer.arguments, Missing) else compile_jsonata(writer.arguments, location)
    else:
        arguments = compile_template_field(writer.parameters)
    return CompiledWriter(
        arguments, cast(Transformation, transformation), cast(OutputType, output_type), is_exporting=is_exporting
    )
