"""What the iterations of a Map state under test are given, stage by stage: items, selected inputs, batches.

Without an ItemReader the items come from the state's input. With one they are what the request says that it found, in
the reader's own format; a request that does not say leaves the Map without iterations to look at.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, TypeAlias

from asl.json_values import Json, Missing
from asl.model import ItemReader, Map, QueryLanguage

from ..dataflow.flow import compile_payload
from ..dataflow.observe import See
from ..failures import StateFailure
from ..item_reader import ItemReaderFailed, ReadRequest, Section, compile_reader, open_items
from ..item_reader.section import STATE_DATA, member_items
from ..map_run.batches import compile_batcher, iter_batches
from ..map_run.items import compile_items, iter_selected
from ..objects.memory import MemoryStore
from ..strand import Strand

__all__ = ["MakeInputs", "compile_inputs"]

MakeInputs: TypeAlias = "Callable[[Strand], list[Json] | None]"
"""Makes the inputs of the iterations, a batch each where items are batched; ``None`` when nobody knows them."""

_FindItems: TypeAlias = "Callable[[Strand], Section | None]"
_PLACE: Final = "item-reader-data"


def compile_inputs(state: Map, reader_data: str | None, see: See) -> MakeInputs:
    """Compile what makes the inputs of a Map's iterations and tells how."""
    find = _compile_source(state, reader_data, see)
    selector = state.item_selector if not isinstance(state.item_selector, Missing) else state.parameters
    select = compile_payload(selector, state.language, "ItemSelector")
    batcher = None if isinstance(state.item_batcher, Missing) else compile_batcher(state.item_batcher, state.language)
    is_distributed = not isinstance(state.item_processor, Missing) and state.item_processor.is_distributed

    def make(strand: Strand) -> list[Json] | None:
        data = strand.env.data
        section = find(strand)
        if section is None:
            return None
        has_source = is_distributed and strand.run.behaviour.has_item_source
        try:
            selected = iter_selected(strand, data, iter((section,)), select, has_source=has_source)
            inputs = [made for made, _ in selected]
        except ItemReaderFailed as failure:
            raise StateFailure("States.ItemReaderFailed", str(failure)) from None
        if select is not None:
            see("afterItemSelector", inputs)
        if batcher is not None:
            batching = batcher.read(strand.env)
            inputs = [batch for batch, _ in iter_batches(iter(inputs), batching, strand.run.payload_limit)]
            see("afterItemBatcher", inputs)
        return inputs

    return make


def _compile_source(state: Map, reader_data: str | None, see: See) -> _FindItems:
    processor = state.item_processor
    if not isinstance(state.item_reader, Missing):
        return _compile_reader(state.item_reader, state.language, reader_data, see)
    read = compile_items(state, takes_objects=not isinstance(processor, Missing) and processor.is_distributed)
    is_jsonpath = state.language is QueryLanguage.JSONPATH

    def find(strand: Strand) -> Section:
        found = read(strand.env)
        if is_jsonpath:
            see("afterItemsPath", found)
        if isinstance(found, dict):
            return Section(STATE_DATA, member_items(found), has_keys=True)
        return Section(STATE_DATA, iter(found))

    return find


def _compile_reader(reader: ItemReader, language: QueryLanguage, data: str | None, see: See) -> _FindItems:
    if data is None:
        return lambda _strand: None
    compiled = compile_reader(reader, language)
    store = MemoryStore({_PLACE: {_PLACE: data}})
    # Where the data lie is the ItemReader's business; here they are at hand, and read in its format.
    place: dict[str, Json] = {"Bucket": _PLACE, "Key": _PLACE}

    def find(strand: Strand) -> Section:
        env = strand.env
        max_items = 0 if compiled.max_items is None else compiled.max_items(env)
        pointer = compiled.items_pointer(env)
        request = ReadRequest("getObject", place, compiled.format, max_items, pointer)
        items: list[Json] = []
        has_keys = False
        try:
            for section in open_items(store, request):
                items += section.items
                has_keys = section.has_keys
        except ItemReaderFailed as failure:
            raise StateFailure("States.ItemReaderFailed", str(failure)) from None
        if pointer:
            see("afterItemsPointer", items)
        return Section(STATE_DATA, iter(items), has_keys)

    return find
