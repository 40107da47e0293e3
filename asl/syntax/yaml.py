"""The one door to ruamel.yaml, an optional dependency: parser events with offsets, and rewriting with comments kept.

Only the parser of ruamel.yaml is used for reading. What scalars mean is decided by :mod:`.yaml_scalars` (the YAML 1.2
core schema), because deployment tools disagree with each other and with ruamel.yaml about the rest.
"""

from __future__ import annotations

from collections.abc import Iterator
from io import StringIO
from typing import Any, Literal, NamedTuple, TypeAlias

__all__ = ["YamlError", "YamlEvent", "YamlMissingError", "iter_events", "rewrite"]

EventKind: TypeAlias = Literal["document", "scalar", "alias", "mapping", "sequence", "end"]
_KINDS: dict[str, EventKind] = {
    "DocumentStartEvent": "document",
    "ScalarEvent": "scalar",
    "AliasEvent": "alias",
    "MappingStartEvent": "mapping",
    "SequenceStartEvent": "sequence",
    "MappingEndEvent": "end",
    "SequenceEndEvent": "end",
}


class YamlEvent(NamedTuple):
    """One event of the parser; ``is_flow`` is meant for collections, ``style`` and ``text`` for scalars."""

    kind: EventKind
    start: int
    end: int
    text: str = ""
    style: str = ""
    anchor: str | None = None
    tag: str | None = None
    is_flow: bool = False


class YamlMissingError(Exception):
    """ruamel.yaml is not installed."""


class YamlError(Exception):
    """The text is not YAML.

    ``offset`` is where that was noticed and ``context`` where the construct begins that was being read, when the
    parser says so; ``problem`` and ``situation`` are the parser's words for both.
    """

    def __init__(self, problem: str, offset: int, situation: str, context: int | None) -> None:
        super().__init__(problem)
        self.problem = problem
        self.offset = offset
        self.situation = situation
        self.context = context


def _load_library() -> Any:
    try:
        import ruamel.yaml
    except ImportError:
        raise YamlMissingError from None
    return ruamel.yaml


def iter_events(text: str) -> Iterator[YamlEvent]:
    """Yield the events of a text.

    Raises:
        YamlError: the text is not YAML; the events before the mistake have been yielded.
        YamlMissingError: ruamel.yaml is not installed.
    """
    library = _load_library()
    reader = library.YAML(typ="safe", pure=True)
    position = 0
    try:
        for event in reader.parse(text):
            position = event.start_mark.index
            kind = _KINDS.get(type(event).__name__)
            if kind is not None:
                yield _to_event(kind, event)
    except library.error.MarkedYAMLError as error:
        mark, context = error.problem_mark, error.context_mark
        raise YamlError(
            str(error.problem or error.context or "the text is not YAML"),
            position if mark is None else mark.index,
            str(error.context or ""),
            None if context is None else context.index,
        ) from None
    except (library.error.YAMLError, ValueError, LookupError, AssertionError, TypeError, AttributeError) as error:
        # The parser was not written for arbitrary text: a few malformed directives and tags end in plain Python errors.
        raise YamlError(str(error).partition("\n")[0] or "the text is not YAML", position, "", None) from None


def _to_event(kind: EventKind, event: Any) -> YamlEvent:
    start, end = event.start_mark.index, event.end_mark.index
    if kind in ("document", "end"):
        return YamlEvent(kind, start, end)
    if kind == "alias":
        return YamlEvent(kind, start, end, anchor=event.anchor)
    tag = None if event.ctag is None else str(event.ctag)
    if kind == "scalar":
        return YamlEvent(kind, start, end, event.value, event.style or "", event.anchor, tag)
    return YamlEvent(kind, start, end, anchor=event.anchor, tag=tag, is_flow=bool(event.flow_style))


def rewrite(text: str) -> str:
    """Return the text with canonical indentation; comments, key order, quotes and block scalars stay.

    Mappings are indented by two columns, sequences by two with the dash, long lines are left as they are, and plain
    scalars are written exactly as they were.

    Raises:
        YamlError: the library cannot read or write the text.
        YamlMissingError: ruamel.yaml is not installed.
    """
    library = _load_library()
    writer = library.YAML(typ="rt", pure=True)
    writer.preserve_quotes = True
    writer.width = 1 << 20
    writer.indent(mapping=2, sequence=4, offset=2)
    writer.Constructor, writer.Representer = _verbatim_classes(library)
    stream = StringIO()
    try:
        writer.dump(writer.load(text), stream)
    except Exception as error:  # noqa: BLE001 - whatever goes wrong inside, the user's text stays as it is
        raise YamlError(str(error).partition("\n")[0], 0, "", None) from None
    return stream.getvalue()


def _verbatim_classes(library: Any) -> tuple[Any, Any]:
    """Return a constructor and a representer that carry plain scalars through as they are written.

    Without them ``null`` becomes empty, timestamps are rebuilt and ``1e3`` may change its form.
    """

    class PlainText(str):
        __slots__ = ("anchor_name",)

    class Constructor(library.constructor.RoundTripConstructor):  # type: ignore[misc] # an untyped base
        def construct_object(self, node: Any, deep: bool = False) -> Any:
            is_plain = isinstance(node, library.nodes.ScalarNode) and not node.style and node.anchor is None
            if is_plain and str(node.ctag).startswith("tag:yaml.org,2002:") and node.value != "<<":
                return PlainText(node.value)
            return super().construct_object(node, deep=deep)

    class Representer(library.representer.RoundTripRepresenter):  # type: ignore[misc] # an untyped base
        def represent_plain(self, data: Any) -> Any:
            resolver = self.dumper.resolver
            tag = resolver.resolve(library.nodes.ScalarNode, str(data), (True, False))
            return self.represent_scalar(tag if isinstance(tag, str) else str(tag), str(data))

    Representer.add_representer(PlainText, Representer.represent_plain)
    return Constructor, Representer
