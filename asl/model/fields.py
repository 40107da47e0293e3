"""THE TABLE: which field may stand where, in which query language, holding what.

Every fact about a field of the States Language is written here once. The reader, the validator's field checks, the JSON
Schema, completion, hover texts and the Hypothesis strategies are derived from it. Read it next to the specification:
one :class:`Field` per row, :data:`GROUPS` for fields that exclude one another, :data:`OPERATORS` for the data-test
expressions of a Choice Rule.

Source: the States Language specification (states-language.net) and the Step Functions developer guide; limits are
those that the service enforces where the two differ.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from functools import cache

__all__ = [
    "FIELDS",
    "GROUPS",
    "JSONATA",
    "JSONPATH",
    "MAX_SECONDS",
    "OPERATORS",
    "STATE_OWNERS",
    "Field",
    "Group",
    "Kind",
    "Operand",
    "Operator",
    "Owner",
    "QueryLanguage",
    "fields_of",
]


class QueryLanguage(Enum):
    """The two languages that a state's expressions can be written in."""

    # Members are looked up by the hundred thousand, and Enum's own hash is written in Python.
    __hash__ = object.__hash__

    JSONPATH = "JSONPath"
    JSONATA = "JSONata"


JSONPATH = QueryLanguage.JSONPATH
JSONATA = QueryLanguage.JSONATA


class Owner(Enum):
    """What kind of object a field is a member of."""

    __hash__ = object.__hash__

    STATE_MACHINE = "StateMachine"
    BRANCH = "Branch"
    ITEM_PROCESSOR = "ItemProcessor"
    PASS = "Pass"  # noqa: S105 - a state type
    TASK = "Task"
    CHOICE = "Choice"
    WAIT = "Wait"
    SUCCEED = "Succeed"
    FAIL = "Fail"
    PARALLEL = "Parallel"
    MAP = "Map"
    RETRIER = "Retrier"
    CATCHER = "Catcher"
    CHOICE_RULE = "Choice Rule"
    NESTED_RULE = "nested Choice Rule"
    PROCESSOR_CONFIG = "ProcessorConfig"
    ITEM_READER = "ItemReader"
    READER_CONFIG = "ReaderConfig"
    ITEM_BATCHER = "ItemBatcher"
    RESULT_WRITER = "ResultWriter"
    WRITER_CONFIG = "WriterConfig"
    CREDENTIALS = "Credentials"


_PASS, _TASK, _CHOICE, _WAIT = Owner.PASS, Owner.TASK, Owner.CHOICE, Owner.WAIT
_SUCCEED, _FAIL, _PARALLEL, _MAP = Owner.SUCCEED, Owner.FAIL, Owner.PARALLEL, Owner.MAP

STATE_OWNERS: tuple[Owner, ...] = (_TASK, _WAIT, _PASS, _SUCCEED, _FAIL, _CHOICE, _PARALLEL, _MAP)
"""The eight state types, in the order in which the service lists them in its messages."""


class Kind(Enum):
    """What a field holds."""

    __hash__ = object.__hash__

    STRING = "a string"
    BOOLEAN = "true or false"
    INTEGER = "a whole number"
    NUMBER = "a number"
    TIMESTAMP = "a timestamp such as 2030-01-31T12:00:00Z"
    ANY = "any JSON value"
    OBJECT = "an object"
    STRINGS = "a list of strings"
    PATH = "a Path"
    REFERENCE_PATH = "a Reference Path"
    PATH_OR_INTRINSIC = "a Path or an intrinsic function call"
    TEMPLATE = "a payload template (an object)"
    ARGUMENTS = "any JSON value, with {% … %} expressions in its strings"
    ITEMS = "a list, or a {% … %} expression that yields one"
    ASSIGN = "an object of variable names and values"
    CONDITION = "a {% … %} expression that yields true or false"
    STATE_NAME = "the name of a state"
    STATES = "an object of states"
    RESOURCE = "a Resource ARN"
    RETRIERS = "a list of Retriers"
    CATCHERS = "a list of Catchers"
    CHOICE_RULES = "a list of Choice Rules"
    NESTED_RULES = "a list of nested Choice Rules"
    NESTED_RULE = "a nested Choice Rule"
    BRANCHES = "a list of branches"
    PROCESSOR = "an ItemProcessor"
    PROCESSOR_CONFIG = "a ProcessorConfig"
    READER = "an ItemReader"
    READER_CONFIG = "a ReaderConfig"
    BATCHER = "an ItemBatcher"
    WRITER = "a ResultWriter"
    WRITER_CONFIG = "a WriterConfig"
    CREDENTIALS = "a Credentials object"


@dataclass(frozen=True, slots=True)
class Field:
    """One row of the table.

    Attributes:
        name: as the specification spells it.
        owners: the objects that may have it.
        kind: what it holds.
        doc: one sentence for hover texts and documentation.
        language: the only query language that has it; ``None`` for both.
        required: whether the service refuses an owner without it.
        minimum, maximum: inclusive bounds of a number.
        values: the only strings allowed.
        nullable: whether ``null`` is allowed and means something.
        expression: whether a JSONata state may write ``{% … %}`` instead of the literal.
        may_be_empty: whether an empty list, object or string is allowed.
        section: heading of the specification that defines it.
    """

    name: str
    owners: tuple[Owner, ...]
    kind: Kind
    doc: str
    language: QueryLanguage | None = None
    required: bool = False
    minimum: int | None = None
    maximum: int | None = None
    values: tuple[str, ...] = ()
    nullable: bool = False
    expression: bool = False
    may_be_empty: bool = True
    section: str = ""

    @property
    def attribute(self) -> str:
        """Name of the Python attribute that holds the field: ``MaxDelaySeconds`` is ``max_delay_seconds``."""
        return _attribute(self.name)


_WORD = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_KEYWORDS = frozenset({"and", "or", "not"})


@cache
def _attribute(name: str) -> str:
    snake = _WORD.sub("_", name).lower()
    return snake + "_" if snake in _KEYWORDS else snake


MAX_SECONDS = 99_999_999
"""Largest number of seconds that a Wait, a timeout or a retry interval may name, about three years."""

_ALL = STATE_OWNERS
_FLOWING = (_PASS, _TASK, _WAIT, _PARALLEL, _MAP)
_WITH_DATA = (_PASS, _TASK, _CHOICE, _WAIT, _SUCCEED, _PARALLEL, _MAP)
_WITH_RESULT = (_TASK, _PARALLEL, _MAP)
_FLOWS = (Owner.STATE_MACHINE, Owner.BRANCH, Owner.ITEM_PROCESSOR)
_RULES = (Owner.CHOICE_RULE, Owner.NESTED_RULE)
_LANGUAGES = ("JSONPath", "JSONata")

FIELDS: tuple[Field, ...] = (
    # State machine, branches of a Parallel, processors of a Map
    Field("Comment", _FLOWS, Kind.STRING, "Text for people; it changes nothing.", section="Top-level fields"),
    Field("StartAt", _FLOWS, Kind.STATE_NAME, "The state that runs first.", required=True, section="Top-level fields"),
    Field(
        "States", _FLOWS, Kind.STATES, "The states by name.",
        required=True, may_be_empty=False, section="Top-level fields",
    ),
    Field(
        "QueryLanguage", _FLOWS, Kind.STRING, "Language of the expressions inside; JSONPath when not given.",
        values=_LANGUAGES, section="Query languages",
    ),
    Field(
        "Version", (Owner.STATE_MACHINE,), Kind.STRING, "Version of the States Language; only 1.0 exists.",
        values=("1.0",), section="Top-level fields",
    ),
    Field(
        "TimeoutSeconds", (Owner.STATE_MACHINE,), Kind.INTEGER, "Longest time an execution may take, in seconds.",
        minimum=0, maximum=MAX_SECONDS, section="Top-level fields",
    ),
    Field(
        "ProcessorConfig", (Owner.ITEM_PROCESSOR,), Kind.PROCESSOR_CONFIG, "How the items are run: inline or distributed.",
        section="Map State",
    ),
    Field(
        "Mode", (Owner.PROCESSOR_CONFIG,), Kind.STRING, "INLINE runs items inside the execution, DISTRIBUTED as children.",
        values=("INLINE", "DISTRIBUTED"), section="Map State",
    ),
    Field(
        "ExecutionType", (Owner.PROCESSOR_CONFIG,), Kind.STRING, "Workflow type of the children of a Distributed Map.",
        values=("STANDARD", "EXPRESS"), section="Map State",
    ),
    # Every state
    Field("Type", _ALL, Kind.STRING, "The type of the state.", required=True, section="States"),
    Field("Comment", _ALL, Kind.STRING, "Text for people; it changes nothing.", section="States"),
    Field(
        "QueryLanguage", _ALL, Kind.STRING, "Language of this state's expressions.",
        values=_LANGUAGES, section="Query languages",
    ),
    Field("Next", _FLOWING, Kind.STATE_NAME, "The state that runs after this one.", section="Transitions"),
    Field("End", _FLOWING, Kind.BOOLEAN, "true makes this a terminal state.", section="Transitions"),
    # Data flow
    Field(
        "InputPath", _WITH_DATA, Kind.PATH, "Selects the part of the raw input that the state works on; null gives {}.",
        language=JSONPATH, nullable=True, section="Input and output processing",
    ),
    Field(
        "OutputPath", _WITH_DATA, Kind.PATH, "Selects the part of the result that goes on; null gives {}.",
        language=JSONPATH, nullable=True, section="Input and output processing",
    ),
    Field(
        "Parameters", (_PASS, _TASK, _PARALLEL, _MAP), Kind.ARGUMENTS, "Payload template that makes the effective input.",
        language=JSONPATH, section="Parameters",
    ),
    Field(
        "Arguments", (_TASK, _PARALLEL), Kind.ARGUMENTS, "What the task or the branches get.",
        language=JSONATA, section="Arguments",
    ),
    Field(
        "ResultSelector", _WITH_RESULT, Kind.TEMPLATE, "Payload template that reshapes the raw result.",
        language=JSONPATH, section="ResultSelector",
    ),
    Field(
        "ResultPath", (_PASS, *_WITH_RESULT, Owner.CATCHER), Kind.REFERENCE_PATH,
        "Where the result is put into the raw input; null drops it.",
        language=JSONPATH, nullable=True, section="Input and output processing",
    ),
    Field("Result", (_PASS,), Kind.ANY, "The result of the state, literally.", language=JSONPATH, section="Pass State"),
    Field(
        "Output", (*_WITH_DATA, Owner.CATCHER, Owner.CHOICE_RULE), Kind.ARGUMENTS, "The output of the state.",
        language=JSONATA, section="Output",
    ),
    Field(
        "Assign", (*_FLOWING, _CHOICE, Owner.CATCHER, Owner.CHOICE_RULE), Kind.ASSIGN,
        "Workflow variables to set; they are seen from the next state on.", section="Assign",
    ),
    # Task
    Field("Resource", (_TASK,), Kind.RESOURCE, "What the task calls.", required=True, section="Task State"),
    Field(
        "Credentials", (_TASK,), Kind.CREDENTIALS, "The role that the task assumes for its call.", expression=True,
        section="Task State",
    ),
    Field(
        "TimeoutSeconds", (_TASK,), Kind.INTEGER, "Longest time the task may take, in seconds.",
        minimum=1, maximum=MAX_SECONDS, expression=True, section="Task State",
    ),
    Field(
        "TimeoutSecondsPath", (_TASK,), Kind.REFERENCE_PATH, "Where the input holds the timeout in seconds.",
        language=JSONPATH, section="Task State",
    ),
    Field(
        "HeartbeatSeconds", (_TASK,), Kind.INTEGER, "Longest time between two heartbeats, in seconds.",
        minimum=1, maximum=MAX_SECONDS, expression=True, section="Task State",
    ),
    Field(
        "HeartbeatSecondsPath", (_TASK,), Kind.REFERENCE_PATH, "Where the input holds the heartbeat interval in seconds.",
        language=JSONPATH, section="Task State",
    ),
    Field(
        "Retry", _WITH_RESULT, Kind.RETRIERS, "What to try again, when and how often.", section="Retrying after error",
    ),
    Field("Catch", _WITH_RESULT, Kind.CATCHERS, "Where to go on after an error.", section="Fallback states"),
    # Choice
    Field(
        "Choices", (_CHOICE,), Kind.CHOICE_RULES, "The rules; the first that holds decides.",
        required=True, may_be_empty=False, section="Choice State",
    ),
    Field(
        "Default", (_CHOICE,), Kind.STATE_NAME, "The state that runs when no rule holds.", section="Choice State",
    ),
    Field(
        "Next", (Owner.CHOICE_RULE,), Kind.STATE_NAME, "The state that runs when the rule holds.",
        required=True, section="Choice State",
    ),
    Field("Comment", _RULES, Kind.STRING, "Text for people; it changes nothing.", section="Choice State"),
    Field(
        "Condition", (Owner.CHOICE_RULE,), Kind.CONDITION, "Expression that decides the rule.",
        language=JSONATA, section="Choice State",
    ),
    Field(
        "And", _RULES, Kind.NESTED_RULES, "Holds when all nested rules hold.",
        language=JSONPATH, may_be_empty=False, section="Choice State",
    ),
    Field(
        "Or", _RULES, Kind.NESTED_RULES, "Holds when one of the nested rules holds.",
        language=JSONPATH, may_be_empty=False, section="Choice State",
    ),
    Field("Not", _RULES, Kind.NESTED_RULE, "Holds when the nested rule does not.", language=JSONPATH, section="Choice State"),
    Field("Variable", _RULES, Kind.PATH, "Path to the value that is tested.", language=JSONPATH, section="Choice State"),
    # Wait
    Field(
        "Seconds", (_WAIT,), Kind.INTEGER, "How long to wait.",
        minimum=0, maximum=MAX_SECONDS, expression=True, section="Wait State",
    ),
    Field("Timestamp", (_WAIT,), Kind.TIMESTAMP, "When to go on.", expression=True, section="Wait State"),
    Field(
        "SecondsPath", (_WAIT,), Kind.REFERENCE_PATH, "Where the input holds the seconds to wait.",
        language=JSONPATH, section="Wait State",
    ),
    Field(
        "TimestampPath", (_WAIT,), Kind.REFERENCE_PATH, "Where the input holds the time to go on.",
        language=JSONPATH, section="Wait State",
    ),
    # Fail
    Field("Error", (_FAIL,), Kind.STRING, "Error Name to fail with.", expression=True, section="Fail State"),
    Field("Cause", (_FAIL,), Kind.STRING, "Text that explains the failure.", expression=True, section="Fail State"),
    Field(
        "ErrorPath", (_FAIL,), Kind.PATH_OR_INTRINSIC, "Where the input holds the Error Name.",
        language=JSONPATH, section="Fail State",
    ),
    Field(
        "CausePath", (_FAIL,), Kind.PATH_OR_INTRINSIC, "Where the input holds the cause.",
        language=JSONPATH, section="Fail State",
    ),
    # Parallel
    Field(
        "Branches", (_PARALLEL,), Kind.BRANCHES, "The branches, each with StartAt and States.",
        required=True, may_be_empty=False, section="Parallel State",
    ),
    # Map
    Field("ItemProcessor", (_MAP,), Kind.PROCESSOR, "The states that each item runs through.", section="Map State"),
    Field("Iterator", (_MAP,), Kind.PROCESSOR, "Older name of ItemProcessor.", section="Map State"),
    Field(
        "ItemsPath", (_MAP,), Kind.REFERENCE_PATH, "Where the effective input holds the items.",
        language=JSONPATH, section="Map State",
    ),
    Field("Items", (_MAP,), Kind.ITEMS, "The items.", language=JSONATA, expression=True, section="Map State"),
    Field("ItemSelector", (_MAP,), Kind.ARGUMENTS, "Makes the input of each iteration.", expression=True, section="Map State"),
    Field("ItemReader", (_MAP,), Kind.READER, "Reads the items of a Distributed Map.", section="Map State"),
    Field("ItemBatcher", (_MAP,), Kind.BATCHER, "Gathers items into batches.", section="Map State"),
    Field("ResultWriter", (_MAP,), Kind.WRITER, "Writes the results of a Distributed Map.", section="Map State"),
    Field(
        "MaxConcurrency", (_MAP,), Kind.INTEGER, "How many iterations run at once; 0 leaves it to the service.",
        minimum=0, expression=True, section="Map State",
    ),
    Field(
        "MaxConcurrencyPath", (_MAP,), Kind.REFERENCE_PATH, "Where the input holds the concurrency.",
        language=JSONPATH, section="Map State",
    ),
    Field(
        "ToleratedFailurePercentage", (_MAP,), Kind.NUMBER, "Share of items that may fail.",
        minimum=0, maximum=100, expression=True, section="Map State",
    ),
    Field(
        "ToleratedFailurePercentagePath", (_MAP,), Kind.REFERENCE_PATH, "Where the input holds that share.",
        language=JSONPATH, section="Map State",
    ),
    Field(
        "ToleratedFailureCount", (_MAP,), Kind.INTEGER, "Number of items that may fail.",
        minimum=0, expression=True, section="Map State",
    ),
    Field(
        "ToleratedFailureCountPath", (_MAP,), Kind.REFERENCE_PATH, "Where the input holds that number.",
        language=JSONPATH, section="Map State",
    ),
    Field("Label", (_MAP,), Kind.STRING, "Names the Map Runs of a Distributed Map.", section="Map State"),
    # ItemReader and its configuration
    Field(
        "Resource", (Owner.ITEM_READER, Owner.RESULT_WRITER), Kind.RESOURCE, "The S3 action that reads or writes.",
        section="Map State",
    ),
    Field(
        "Parameters", (Owner.ITEM_READER, Owner.RESULT_WRITER), Kind.TEMPLATE, "Arguments of the S3 action.",
        language=JSONPATH, section="Map State",
    ),
    Field(
        "Arguments", (Owner.ITEM_READER, Owner.RESULT_WRITER), Kind.ARGUMENTS, "Arguments of the S3 action.",
        language=JSONATA, section="Map State",
    ),
    Field("ReaderConfig", (Owner.ITEM_READER,), Kind.READER_CONFIG, "How the object is read.", section="Map State"),
    Field(
        "InputType", (Owner.READER_CONFIG,), Kind.STRING, "Format of the object.",
        values=("CSV", "JSON", "JSONL", "MANIFEST", "PARQUET"), section="Map State",
    ),
    Field(
        "CSVHeaderLocation", (Owner.READER_CONFIG,), Kind.STRING, "Where the column names come from.",
        values=("FIRST_ROW", "GIVEN"), section="Map State",
    ),
    Field("CSVHeaders", (Owner.READER_CONFIG,), Kind.STRINGS, "The column names.", section="Map State"),
    Field(
        "CSVDelimiter", (Owner.READER_CONFIG,), Kind.STRING, "What separates the columns.",
        values=("COMMA", "PIPE", "SEMICOLON", "SPACE", "TAB"), section="Map State",
    ),
    Field(
        "MaxItems", (Owner.READER_CONFIG,), Kind.INTEGER, "How many items to read at most.",
        minimum=0, expression=True, section="Map State",
    ),
    Field(
        "MaxItemsPath", (Owner.READER_CONFIG,), Kind.REFERENCE_PATH, "Where the input holds that number.",
        language=JSONPATH, section="Map State",
    ),
    Field(
        "ManifestType", (Owner.READER_CONFIG,), Kind.STRING, "Kind of manifest.",
        values=("S3_INVENTORY", "ATHENA_DATA"), section="Map State",
    ),
    Field(
        "Transformation", (Owner.READER_CONFIG,), Kind.STRING, "How a listing is turned into items.",
        values=("NONE", "LOAD_AND_FLATTEN"), section="Map State",
    ),
    Field(
        "ItemsPointer", (Owner.READER_CONFIG,), Kind.STRING, "JSON Pointer to the items inside the object.",
        expression=True, section="Map State",
    ),
    # ItemBatcher
    Field("BatchInput", (Owner.ITEM_BATCHER,), Kind.ARGUMENTS, "Data that every batch gets.", expression=True, section="Map State"),
    Field(
        "MaxItemsPerBatch", (Owner.ITEM_BATCHER,), Kind.INTEGER, "Items in a batch at most.",
        minimum=1, expression=True, section="Map State",
    ),
    Field(
        "MaxItemsPerBatchPath", (Owner.ITEM_BATCHER,), Kind.REFERENCE_PATH, "Where the input holds that number.",
        language=JSONPATH, section="Map State",
    ),
    Field(
        "MaxInputBytesPerBatch", (Owner.ITEM_BATCHER,), Kind.INTEGER, "Bytes in a batch at most.",
        minimum=1, maximum=262_144, expression=True, section="Map State",
    ),
    Field(
        "MaxInputBytesPerBatchPath", (Owner.ITEM_BATCHER,), Kind.REFERENCE_PATH, "Where the input holds that number.",
        language=JSONPATH, section="Map State",
    ),
    # ResultWriter
    Field("WriterConfig", (Owner.RESULT_WRITER,), Kind.WRITER_CONFIG, "What is written, and how.", section="Map State"),
    Field(
        "Transformation", (Owner.WRITER_CONFIG,), Kind.STRING, "How results are reshaped.",
        values=("NONE", "COMPACT", "FLATTEN"), section="Map State",
    ),
    Field(
        "OutputType", (Owner.WRITER_CONFIG,), Kind.STRING, "Format of the files.", values=("JSON", "JSONL"), section="Map State",
    ),
    # Credentials
    Field(
        "RoleArn", (Owner.CREDENTIALS,), Kind.ANY, "The role to assume.", required=True, expression=True, section="Task State",
    ),
    # Retriers and Catchers
    Field(
        "ErrorEquals", (Owner.RETRIER, Owner.CATCHER), Kind.STRINGS, "The Error Names that it applies to.",
        required=True, may_be_empty=False, section="Errors",
    ),
    Field(
        "IntervalSeconds", (Owner.RETRIER,), Kind.INTEGER, "Delay before the first retry.",
        minimum=0, maximum=MAX_SECONDS, section="Retrying after error",
    ),
    Field(
        "MaxAttempts", (Owner.RETRIER,), Kind.INTEGER, "How many retries at most; 0 means never.",
        minimum=0, maximum=MAX_SECONDS, section="Retrying after error",
    ),
    Field(
        "BackoffRate", (Owner.RETRIER,), Kind.NUMBER, "What the delay is multiplied by after each retry.",
        minimum=1, section="Retrying after error",
    ),
    Field(
        "MaxDelaySeconds", (Owner.RETRIER,), Kind.INTEGER, "Longest delay.",
        minimum=1, maximum=31_622_400, section="Retrying after error",
    ),
    Field(
        "JitterStrategy", (Owner.RETRIER,), Kind.STRING, "Whether the delay is drawn at random.",
        values=("NONE", "FULL"), section="Retrying after error",
    ),
    Field("Comment", (Owner.RETRIER, Owner.CATCHER), Kind.STRING, "Text for people; it changes nothing.", section="Errors"),
    Field(
        "Next", (Owner.CATCHER,), Kind.STATE_NAME, "The fallback state.", required=True, section="Fallback states",
    ),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Group:
    """Fields of one owner that exclude one another; ``needs_one`` when the owner must have one of them."""

    owner: Owner
    names: tuple[str, ...]
    needs_one: bool = False
    language: QueryLanguage | None = None


GROUPS: tuple[Group, ...] = (
    *(Group(owner, ("Next", "End"), needs_one=True) for owner in _FLOWING),
    Group(_WAIT, ("Seconds", "Timestamp", "SecondsPath", "TimestampPath"), needs_one=True),
    Group(_TASK, ("TimeoutSeconds", "TimeoutSecondsPath")),
    Group(_TASK, ("HeartbeatSeconds", "HeartbeatSecondsPath")),
    Group(_FAIL, ("Error", "ErrorPath")),
    Group(_FAIL, ("Cause", "CausePath")),
    Group(_MAP, ("ItemProcessor", "Iterator"), needs_one=True),
    Group(_MAP, ("ItemSelector", "Parameters")),
    Group(_MAP, ("MaxConcurrency", "MaxConcurrencyPath")),
    Group(_MAP, ("ToleratedFailurePercentage", "ToleratedFailurePercentagePath")),
    Group(_MAP, ("ToleratedFailureCount", "ToleratedFailureCountPath")),
    Group(Owner.READER_CONFIG, ("MaxItems", "MaxItemsPath")),
    Group(Owner.ITEM_BATCHER, ("MaxItemsPerBatch", "MaxItemsPerBatchPath")),
    Group(Owner.ITEM_BATCHER, ("MaxInputBytesPerBatch", "MaxInputBytesPerBatchPath")),
    *(Group(owner, ("And", "Or", "Not", "Variable", "Condition"), needs_one=True) for owner in _RULES),
)


class Operand(Enum):
    """What a data-test expression compares with."""

    STRING = "a string"
    NUMBER = "a number"
    BOOLEAN = "true or false"
    TIMESTAMP = "a timestamp such as 2030-01-31T12:00:00Z"
    PATH = "a Path to the other value"


@dataclass(frozen=True, slots=True)
class Operator:
    """One data-test expression of a Choice Rule.

    ``family`` is what both sides must be (``String``, ``Numeric``, ``Boolean``, ``Timestamp``; ``Is`` for tests of the
    value itself), ``comparison`` the word after it (``LessThanEquals``), ``operand`` what stands in the definition.
    """

    name: str
    family: str
    comparison: str
    operand: Operand


_ORDERINGS = ("Equals", "LessThan", "GreaterThan", "LessThanEquals", "GreaterThanEquals")
_LITERALS = {"String": Operand.STRING, "Numeric": Operand.NUMBER, "Timestamp": Operand.TIMESTAMP}
_TESTS = ("Null", "Present", "Numeric", "String", "Boolean", "Timestamp")

OPERATORS: dict[str, Operator] = {
    operator.name: operator
    for operator in (
        *(
            Operator(f"{family}{comparison}{suffix}", family, comparison, Operand.PATH if suffix else literal)
            for family, literal in _LITERALS.items()
            for comparison in _ORDERINGS
            for suffix in ("", "Path")
        ),
        Operator("BooleanEquals", "Boolean", "Equals", Operand.BOOLEAN),
        Operator("BooleanEqualsPath", "Boolean", "Equals", Operand.PATH),
        Operator("StringMatches", "String", "Matches", Operand.STRING),
        *(Operator(f"Is{test}", "Is", test, Operand.BOOLEAN) for test in _TESTS),
    )
}
"""Data-test expressions by name."""


@cache
def fields_of(owner: Owner, language: QueryLanguage | None = None) -> dict[str, Field]:
    """Return the fields that an owner takes by name; with a language, only those that this language has."""
    return {
        field.name: field
        for field in FIELDS
        if owner in field.owners and (language is None or field.language in (None, language))
    }
