"""The second pass of the parser: paths made flat, and each ``%`` tied to the step that it means.

A chain of dots becomes one path; predicates and bindings move onto the step they follow. A parent operator looks back
over the steps before it, through blocks and inner paths, and marks the step whose input it names.
"""

from __future__ import annotations

from typing import Final

from asl.source import Span

from .draft import Draft, Slot
from .messages import build_error
from .stack import on_fresh_stack

__all__ = ["shape_draft"]

_LEVELS_PER_STACK: Final = 80


def shape_draft(draft: Draft) -> Draft:
    """Return a draft put into shape.

    Raises:
        JsonataError: the parts are legal by themselves but not together (S0201 to S0217).
    """
    shaped = _Shaper().shape(draft)
    if shaped.kind == "parent" or shaped.seeking:
        raise build_error("S0217", shaped.span.start, token=shaped.kind)
    return shaped


class _Shaper:
    def __init__(self) -> None:
        self._slots: list[Slot] = []
        self._owners: list[Draft] = []
        self._depth = 0

    def shape(self, draft: Draft) -> Draft:
        self._depth += 1
        is_deep = self._depth % _LEVELS_PER_STACK == 0
        shaped = on_fresh_stack(self._shape, draft) if is_deep else self._shape(draft)
        self._depth -= 1
        return shaped

    def _shape(self, draft: Draft) -> Draft:
        match draft.kind:
            case "map":
                shaped = self._map(draft)
            case "filtered":
                shaped = self._filtered(draft)
            case "grouped":
                shaped = self.shape(draft.parts[0])
                if shaped.group is not None:
                    raise build_error("S0210", draft.value)
                shaped.group = Draft("group", draft.span, pairs=self._pairs(draft, None))
            case "ordered":
                shaped = self._ordered(draft)
            case "focus":
                shaped = self._focus(draft)
            case "index":
                shaped = self._index(draft)
            case "name":
                shaped = Draft("path", draft.span, parts=[draft], keeps_singleton=draft.keeps_array)
            case "operator":
                draft.kind = "name"
                shaped = self.shape(draft)
            case "parent":
                draft.slot = Slot(f"!{len(self._slots)}", 1, len(self._slots))
                self._slots.append(draft.slot)
                self._owners.append(draft)
                shaped = draft
            case "end":
                raise build_error("S0207", draft.span.start)
            case "lambda" | "transform":
                draft.parts = [self.shape(part) for part in draft.parts]
                shaped = draft
            case "negation":
                operand = self.shape(draft.parts[0])
                if operand.kind == "number" and operand.predicates is None:
                    operand.value = -operand.value
                    operand.span = draft.span
                    shaped = operand
                else:
                    draft.parts = [operand]
                    _push(draft, operand)
                    shaped = draft
            case "object":
                draft.pairs = self._pairs(draft, draft)
                shaped = draft
            case "call":
                procedure, *arguments = draft.parts
                arguments = [self.shape(argument) for argument in arguments]
                for argument in arguments:
                    _push(draft, argument)
                draft.parts = [self.shape(procedure), *arguments]
                shaped = draft
            case _:
                draft.parts = [self.shape(part) for part in draft.parts]
                for part in draft.parts:
                    if draft.kind != "apply":
                        _push(draft, part)
                    else:
                        draft.keeps_array |= part.keeps_array
                    if draft.kind == "block":
                        is_first = part.kind == "path" and part.parts[0].is_constructor
                        draft.is_constructor |= part.is_constructor or is_first
                shaped = draft
        if draft.keeps_array:
            shaped.keeps_array = True
        return shaped

    def _pairs(self, draft: Draft, seeker: Draft | None) -> list[tuple[Draft, Draft]]:
        pairs = []
        for key, value in draft.pairs:
            pair = (self.shape(key), self.shape(value))
            if seeker is not None:
                _push(seeker, pair[0])
                _push(seeker, pair[1])
            pairs.append(pair)
        return pairs

    def _map(self, draft: Draft) -> Draft:
        left = self.shape(draft.parts[0])
        path = left if left.kind == "path" else Draft("path", draft.span, parts=[left])
        if left.kind == "parent" and left.slot is not None:
            path.seeking = [left.slot]
        right = self.shape(draft.parts[1])
        if right.kind == "path":
            path.parts += right.parts
        else:
            if right.predicates is not None:
                right.stages, right.predicates = right.predicates, None
            path.parts.append(right)
        path.span = draft.span
        for step in path.parts:
            if step.kind in {"number", "value"}:
                raise build_error("S0213", step.span.start, value=step.value)
            if step.kind == "string":
                step.kind = "name"
        path.keeps_singleton |= any(step.keeps_array for step in path.parts)
        for step in (path.parts[0], path.parts[-1]):
            if step.kind == "array":
                step.is_constructor = True
        self._resolve(path)
        return path

    def _filtered(self, draft: Draft) -> Draft:
        shaped = self.shape(draft.parts[0])
        step = shaped.parts[-1] if shaped.kind == "path" else shaped
        if step.group is not None:
            raise build_error("S0209", draft.value)
        condition = self.shape(draft.parts[1])
        if condition.seeking is not None:
            for slot in condition.seeking:
                if slot.level == 1:
                    self._seek(step, slot)
                else:
                    slot.level -= 1
            _push(step, condition)
        stage = Draft("filter", Span(condition.span.start, condition.span.end), parts=[condition])
        if shaped.kind == "path":
            step.stages = [*(step.stages or ()), stage]
        else:
            step.predicates = [*(step.predicates or ()), stage]
        return shaped

    def _ordered(self, draft: Draft) -> Draft:
        left = self.shape(draft.parts[0])
        path = left if left.kind == "path" else Draft("path", draft.span, parts=[left])
        descending, position = draft.value
        sort = Draft("sort", Span(position, draft.span.end), descending)
        for part in draft.parts[1:]:
            key = self.shape(part)
            _push(sort, key)
            sort.parts.append(key)
        path.parts.append(sort)
        self._resolve(path)
        return path

    def _focus(self, draft: Draft) -> Draft:
        shaped = self.shape(draft.parts[0])
        step = shaped.parts[-1] if shaped.kind == "path" else shaped
        if step.stages is not None or step.predicates is not None:
            raise build_error("S0215", draft.span.start)
        if step.kind == "sort":
            raise build_error("S0216", draft.span.start)
        step.keeps_array |= draft.keeps_array
        step.focus = draft.value
        step.is_tuple = True
        return shaped

    def _index(self, draft: Draft) -> Draft:
        shaped = self.shape(draft.parts[0])
        if shaped.kind == "path":
            step = shaped.parts[-1]
        else:
            step = shaped
            shaped = Draft("path", draft.span, parts=[step])
            if step.predicates is not None:
                step.stages, step.predicates = step.predicates, None
        if step.stages is None:
            step.index = draft.value
        else:
            step.stages.append(Draft("index", draft.span, draft.value))
        step.is_tuple = True
        return shaped

    def _resolve(self, path: Draft) -> None:
        """Let the parents that the last step asks for look back over the steps before it."""
        last = path.parts[-1]
        slots = list(last.seeking or ())
        if last.kind == "parent" and last.slot is not None:
            slots.append(last.slot)
        for slot in slots:
            at = len(path.parts) - 2
            while slot.level > 0:
                if at < 0:
                    path.seeking = [*(path.seeking or ()), slot]
                    break
                step = path.parts[at]
                at -= 1
                while at >= 0 and step.focus and path.parts[at].focus:
                    step = path.parts[at]
                    at -= 1
                self._seek(step, slot)

    def _seek(self, draft: Draft, slot: Slot) -> None:
        match draft.kind:
            case "name" | "wildcard":
                slot.level -= 1
                if slot.level == 0:
                    if draft.ancestor is None:
                        draft.ancestor = slot
                    else:
                        owned = self._owners[slot.index].slot
                        if owned is not None:
                            owned.label = draft.ancestor.label
                        draft.ancestor = slot
                    draft.is_tuple = True
            case "parent":
                slot.level += 1
            case "block":
                if draft.parts:
                    draft.is_tuple = True
                    self._seek(draft.parts[-1], slot)
            case "path":
                draft.is_tuple = True
                at = len(draft.parts) - 1
                self._seek(draft.parts[at], slot)
                while slot.level > 0 and at > 0:
                    at -= 1
                    self._seek(draft.parts[at], slot)
            case _:
                raise build_error("S0217", draft.span.start, token=draft.kind)


def _push(draft: Draft, part: Draft) -> None:
    """Hand the parents that a part asks for up to the whole."""
    slots = list(part.seeking or ())
    if part.kind == "parent" and part.slot is not None:
        slots.append(part.slot)
    if slots:
        draft.seeking = [*(draft.seeking or ()), *slots]
