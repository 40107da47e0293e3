"""ItemReader: where a Distributed Map gets its items when the input does not hold them.

Each format is a module that turns a byte stream into items, one at a time; :mod:`interpreter.item_reader.read` picks
the format, :mod:`interpreter.item_reader.compile` compiles the field of the state. Knows object stores and data flow,
and nothing of strands or histories.
"""

from .compile import CompiledReader, compile_reader
from .failure import ItemReaderFailed
from .read import open_items
from .request import ReadRequest
from .section import Section

__all__ = ["CompiledReader", "ItemReaderFailed", "ReadRequest", "Section", "compile_reader", "open_items"]
