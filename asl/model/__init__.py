"""The typed model of a definition, read from the located tree by one table of fields.

May import :mod:`asl.expr` and below. :mod:`asl.model.fields` is the table that everything here is derived from;
:mod:`asl.model.states` holds the eight state types; :mod:`asl.model.read` makes them. The model knows pointers, never
offsets, and never refuses: what cannot be read becomes an ``UnreadableState`` or stays ``MISSING``.
"""

from .choice import And, BooleanRule, ChoiceRule, Comparison, ConditionRule, Not, Or, UnreadableRule
from .failures import Catcher, Retrier
from .fields import FIELDS, OPERATORS, Field, Kind, Owner, QueryLanguage, fields_of
from .machine import Flow, StateMachine
from .map import ItemBatcher, ItemProcessor, ItemReader, ReaderConfig, ResultWriter
from .read import read_flow, read_state, read_state_machine
from .states import (
    Choice,
    Fail,
    Map,
    Parallel,
    Pass,
    State,
    Succeed,
    Task,
    UnreadableState,
    Wait,
)
from .walk import iter_flows, iter_states

__all__ = [
    "FIELDS",
    "OPERATORS",
    "And",
    "BooleanRule",
    "Catcher",
    "Choice",
    "ChoiceRule",
    "Comparison",
    "ConditionRule",
    "Fail",
    "Field",
    "Flow",
    "ItemBatcher",
    "ItemProcessor",
    "ItemReader",
    "Kind",
    "Map",
    "Not",
    "Or",
    "Owner",
    "Parallel",
    "Pass",
    "QueryLanguage",
    "ReaderConfig",
    "ResultWriter",
    "Retrier",
    "State",
    "StateMachine",
    "Succeed",
    "Task",
    "UnreadableRule",
    "UnreadableState",
    "Wait",
    "fields_of",
    "iter_flows",
    "iter_states",
    "read_flow",
    "read_state",
    "read_state_machine",
]
