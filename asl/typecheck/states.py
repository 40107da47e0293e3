"""What each state makes of the types that it is entered with: the counterpart of ``interpreter/states/``.

One function a state type, pure: facts in, facts out for every transition, and the reads that were made on the way.
"""

from __future__ import annotations

from dataclasses import replace
from typing import assert_never

from asl.expr.failure import ExpressionSyntaxError
from asl.expr.path import PathRoot, read_path
from asl.integrations.arn import ResourceKind, TaskResource, parse_resource
from asl.integrations.pattern import Pattern
from asl.json_values import MISSING, Json, JsonObject, Missing
from asl.model import (
    Choice,
    Fail,
    ItemBatcher,
    Map,
    Parallel,
    Pass,
    QueryLanguage,
    State,
    Succeed,
    Task,
    UnreadableState,
    Wait,
)
from asl.pointer import Pointer
from asl.source import Span
from asl.types import (
    NEVER,
    NULL,
    STRING,
    UNKNOWN,
    Array,
    Never,
    Origin,
    Presence,
    Type,
    Union,
    Unknown,
    array_of,
    join_all,
    object_of,
    set_path,
    tuple_of,
    union_of,
    with_origin,
)
from asl.types import field as field_of

from .choice import narrow_rule
from .context_types import ContextFacts, context_type
from .environment import TypeEnvironment
from .facts import Facts, Variables, assign_variables
from .jsonata_types import infer_jsonata_field
from .jsonpath_types import infer_path
from .literals import literal_type
from .outcome import Exit, Request, Setting, StateOutcome
from .service_types import request_type, result_type, stamp
from .template_types import PathRead, infer_expression, infer_template

__all__ = ["infer_state"]

_ERROR_OUTPUT = object_of({"Error": union_of([STRING, NULL]), "Cause": union_of([STRING, NULL])})


def infer_state(state: State, entry: Facts, setting: Setting) -> StateOutcome:
    """Return what a state makes of the facts that it is entered with."""
    return _States(state, entry, setting).infer()


class _States:
    """The inference of one state."""

    def __init__(self, state: State, entry: Facts, setting: Setting) -> None:
        self.state = state
        self.entry = entry
        self.setting = setting
        self.outcome = StateOutcome()
        can_retry = isinstance(state, (Task, Parallel, Map))
        self.context = setting.retrying if can_retry else setting.context

    # -- the environment -------------------------------------------------------------------------------------------

    def environment(self, data: Type, context: ContextFacts | None = None) -> TypeEnvironment:
        facts = context or self.context
        made = self.setting.contexts.get(facts)
        if made is None:
            made = self.setting.contexts[facts] = context_type(facts)
        return TypeEnvironment(data, self.entry.variables, made, self.setting.knows_variables)

    def origin(self, what: str, *keys: str | int) -> Origin:
        return Origin(self.state.name, what, (*self.state.at, *keys))

    # -- fields ----------------------------------------------------------------------------------------------------

    def select(self, text: str | None | Missing, name: str, data: Type) -> Type:
        """InputPath or OutputPath."""
        if text is None:
            return with_origin(object_of({}), self.origin(name, name))
        if isinstance(text, Missing) or text == "$":
            return data
        return self.read(text, name, data)

    def read(self, text: str, name: str, data: Type, context: ContextFacts | None = None) -> Type:
        try:
            path = read_path(text)
        except ExpressionSyntaxError:
            return UNKNOWN
        found = infer_path(path, self.environment(data, context))
        self.outcome.reads.append(PathRead((*self.state.at, name), path, Span(0, len(text)), found))
        return UNKNOWN if found.presence is Presence.MISSING else found.type

    def template(self, value: Json, name: str, data: Type, context: ContextFacts | None = None) -> Type:
        made = infer_template(value, self.environment(data, context), (*self.state.at, name))
        self.outcome.reads += made.reads
        self.outcome.stages[name] = made.type
        return with_origin(made.type, self.origin(name, name))

    def jsonata(
        self,
        value: Json,
        name: str,
        *,
        at: Pointer | None = None,
        result: Type | None = None,
        error_output: Type | None = None,
        context: ContextFacts | None = None,
    ) -> Type:
        where = (*self.state.at, name) if at is None else at
        made = infer_jsonata_field(
            value, self.environment(self.entry.data, context), where, result=result, error_output=error_output
        )
        self.outcome.stages[name] = made
        return with_origin(made, Origin(self.state.name, name, where))

    def assign(
        self,
        assign: JsonObject | Missing,
        data: Type,
        at: Pointer,
        *,
        result: Type | None = None,
        error_output: Type | None = None,
    ) -> Variables:
        """Return the variables after an Assign that stands at ``at``."""
        if isinstance(assign, Missing):
            return self.entry.variables
        if self.state.language is QueryLanguage.JSONATA:
            environment = self.environment(self.entry.data)
            made = infer_jsonata_field(assign, environment, at, result=result, error_output=error_output)
        else:
            template = infer_template(assign, self.environment(data), at)
            self.outcome.reads += template.reads
            made = template.type
        names = [name.removesuffix(".$") for name in assign]
        origin = Origin(self.state.name, "Assign", at)
        return assign_variables(
            self.entry.variables, {name: with_origin(field_of(made, name).type, origin) for name in names}
        )

    # -- states ----------------------------------------------------------------------------------------------------

    def infer(self) -> StateOutcome:
        state = self.state
        match state:
            case Pass():
                self.infer_pass(state)
            case Choice():
                self.infer_choice(state)
            case Wait():
                self.infer_wait(state)
            case Succeed():
                data = self.select(state.input_path, "InputPath", self.entry.data)
                self.leave(None, self.state_output(state, data, data))
            case Fail():
                self.infer_fail(state)
            case Task():
                self.infer_task(state)
            case Parallel():
                self.infer_parallel(state)
            case Map():
                self.infer_map(state)
            case UnreadableState():
                pass
            case _:
                assert_never(state)
        return self.outcome

    def leave(self, target: str | None, facts: Facts) -> None:
        self.outcome.stages.setdefault("output", facts.data)
        if not facts.is_impossible:
            self.outcome.exits.append(Exit(target, facts))

    def state_output(self, state: Succeed | Wait | Choice, data: Type, result: Type) -> Facts:
        """The output of a state that makes nothing of its own."""
        assign: JsonObject | Missing = MISSING if isinstance(state, Succeed) else state.assign
        at = (*state.at, "Assign")
        if state.language is QueryLanguage.JSONATA:
            output = result if isinstance(state.output, Missing) else self.jsonata(state.output, "Output")
            return Facts(output, self.assign(assign, data, at))
        variables = self.assign(assign, data, at)
        return Facts(self.select(state.output_path, "OutputPath", data), variables)

    def infer_pass(self, state: Pass) -> None:
        at = (*state.at, "Assign")
        following = _target(state)
        if state.language is QueryLanguage.JSONATA:
            output = self.entry.data if isinstance(state.output, Missing) else self.jsonata(state.output, "Output")
            self.leave(following, Facts(output, self.assign(state.assign, output, at)))
            return
        data = self.select(state.input_path, "InputPath", self.entry.data)
        result = data if isinstance(state.parameters, Missing) else self.template(state.parameters, "Parameters", data)
        if not isinstance(state.result, Missing):
            result = with_origin(literal_type(state.result), self.origin("Result", "Result"))
        variables = self.assign(state.assign, result, at)
        output = self.combine(state.result_path, result)
        self.leave(following, Facts(self.select(state.output_path, "OutputPath", output), variables))

    def combine(self, result_path: str | None | Missing, result: Type, at: Pointer | None = None) -> Type:
        """Put a result into the raw input."""
        if result_path is None:
            return self.entry.data
        if isinstance(result_path, Missing) or result_path == "$":
            return result
        try:
            keys = read_path(result_path).keys
        except ExpressionSyntaxError:
            return UNKNOWN
        if keys is None:
            return UNKNOWN
        written = set_path(self.entry.data, keys, result)
        return written.type if self.entry.data.origin is None else with_origin(written.type, self.entry.data.origin)

    def infer_choice(self, state: Choice) -> None:
        data = self.select(state.input_path, "InputPath", self.entry.data)
        known = Facts(data, self.entry.variables)
        for index, rule in enumerate(state.choices):
            if known.is_impossible:
                return
            at = (*state.at, "Choices", index)
            self.read_rule(rule.raw, at, known.data)
            taken = narrow_rule(rule.test, known, holds=True)
            known = narrow_rule(rule.test, known, holds=False)
            if not isinstance(rule.next, Missing):
                self.leave_choice(state, rule.next, taken, rule.assign, rule.output, at)
        if not isinstance(state.default, Missing):
            self.leave_choice(state, state.default, known, state.assign, MISSING, state.at)

    def read_rule(self, rule: JsonObject, at: Pointer, data: Type) -> None:
        """Record the reads of a rule; IsPresent may look for what is not there."""
        for key, value in rule.items():
            if isinstance(value, dict):
                self.read_rule(value, (*at, key), data)
            elif isinstance(value, list):
                for index, inner in enumerate(value):
                    if isinstance(inner, dict):
                        self.read_rule(inner, (*at, key, index), data)
            elif isinstance(value, str) and (
                (key == "Variable" and "IsPresent" not in rule) or (key.endswith("Path") and value.startswith("$"))
            ):
                try:
                    path = read_path(value)
                except ExpressionSyntaxError:
                    continue
                found = infer_path(path, self.environment(data))
                self.outcome.reads.append(PathRead((*at, key), path, Span(0, len(value)), found))

    def leave_choice(
        self,
        state: Choice,
        target: str,
        facts: Facts,
        assign: JsonObject | Missing,
        output: Json | Missing,
        at: Pointer,
    ) -> None:
        if facts.is_impossible:
            return
        outer, self.entry = self.entry, facts
        try:
            variables = self.assign(assign, facts.data, (*at, "Assign"))
            if state.language is QueryLanguage.JSONATA:
                chosen = state.output if isinstance(output, Missing) else output
                where = (*state.at, "Output") if isinstance(output, Missing) else (*at, "Output")
                data = facts.data if isinstance(chosen, Missing) else self.jsonata(chosen, "Output", at=where)
            else:
                data = self.select(state.output_path, "OutputPath", facts.data)
        finally:
            self.entry = outer
        self.leave(target, Facts(data, variables))

    def infer_wait(self, state: Wait) -> None:
        data = self.select(state.input_path, "InputPath", self.entry.data)
        for name, path in (("SecondsPath", state.seconds_path), ("TimestampPath", state.timestamp_path)):
            if not isinstance(path, Missing):
                self.read(path, name, data)
        self.leave(_target(state), self.state_output(state, data, data))

    def infer_fail(self, state: Fail) -> None:
        for name, path in (("ErrorPath", state.error_path), ("CausePath", state.cause_path)):
            if not isinstance(path, Missing):
                made = infer_expression(path, self.environment(self.entry.data), (*state.at, name))
                self.outcome.reads += made.reads

    # -- states with a result --------------------------------------------------------------------------------------

    def infer_task(self, state: Task) -> None:
        resource = None if isinstance(state.resource, Missing) else parse_resource(state.resource)
        has_token = resource is not None and (
            resource.pattern is not Pattern.REQUEST_RESPONSE or resource.kind is ResourceKind.ACTIVITY
        )
        context = replace(self.context, has_token=True) if has_token else self.context
        if state.language is QueryLanguage.JSONATA:
            name, given = "Arguments", state.arguments
            parameters = (
                self.entry.data if isinstance(given, Missing) else self.jsonata(given, "Arguments", context=context)
            )
        else:
            name, given = "Parameters", state.parameters
            data = self.select(state.input_path, "InputPath", self.entry.data)
            parameters = data if isinstance(given, Missing) else self.template(given, "Parameters", data, context)
        result: Type = UNKNOWN
        if resource is not None:
            result = self.task_result(resource, parameters)
            if not isinstance(given, Missing):
                self.outcome.request = Request((*state.at, name), parameters, request_type(resource))
        self.finish(state, result)

    def task_result(self, resource: TaskResource, parameters: Type) -> Type:
        for name in (self.state.name, resource.text, resource.name):
            if name in self.setting.lambda_results:
                return self.setting.lambda_results[name]
        if any(_is_token(read) for read in self.outcome.reads):
            # Whoever gets the token may answer the task, also one that waits for a job.
            return UNKNOWN
        family = "aws-sdk" if resource.kind is ResourceKind.AWS_SDK else ""
        what = ":".join(part for part in (family, resource.service, resource.action) if part)
        return stamp(result_type(resource, parameters), self.origin(what, "Resource"))

    def infer_parallel(self, state: Parallel) -> None:
        if state.language is QueryLanguage.JSONATA:
            data = (
                self.entry.data if isinstance(state.arguments, Missing) else self.jsonata(state.arguments, "Arguments")
            )
        else:
            data = self.select(state.input_path, "InputPath", self.entry.data)
            if not isinstance(state.parameters, Missing):
                data = self.template(state.parameters, "Parameters", data)
        inner = Facts(data, self.entry.variables)
        outputs = [self.setting.infer_flow(branch, inner, self.setting) for branch in state.branches]
        self.finish(state, with_origin(tuple_of(outputs), self.origin("Branches", "Branches")))

    def infer_map(self, state: Map) -> None:
        if isinstance(state.item_processor, Missing):
            return
        is_distributed = state.item_processor.is_distributed
        data = self.entry.data
        if state.language is QueryLanguage.JSONPATH:
            data = self.select(state.input_path, "InputPath", data)
        items = self.map_items(state, data)
        item = _item_of(items)
        if isinstance(item, Never):
            # There is nothing to run the processor for.
            self.finish(state, with_origin(array_of(NEVER), self.origin("ItemProcessor", "ItemProcessor")))
            return
        context = replace(
            self.context,
            item=item,
            item_has_key=not isinstance(items, Array),
            is_distributed=is_distributed,
        )
        given = self.map_selected(state, data, item, context)
        if not isinstance(state.item_batcher, Missing):
            given = self.map_batch(state.item_batcher, data, given)
        inner = replace(self.setting, context=replace(context, execution_input=given) if is_distributed else context)
        variables: Variables = {} if is_distributed else self.entry.variables
        output = self.setting.infer_flow(state.item_processor, Facts(given, variables), inner)
        if not isinstance(state.result_writer, Missing):
            made: Type = UNKNOWN
        elif isinstance(items, Array) and not is_distributed:
            made = array_of(output, items.min_items, items.max_items)
        else:
            made = array_of(output)
        self.finish(state, with_origin(made, self.origin("ItemProcessor", "ItemProcessor")))

    def map_batch(self, batcher: ItemBatcher, data: Type, item: Type) -> Type:
        """What one child execution of a Map with batches gets."""
        members: dict[str, Type] = {"Items": array_of(item, 1)}
        if not isinstance(batcher.batch_input, Missing):
            if self.state.language is QueryLanguage.JSONATA:
                members["BatchInput"] = self.jsonata(batcher.batch_input, "BatchInput", at=(*batcher.at, "BatchInput"))
            else:
                made = infer_template(batcher.batch_input, self.environment(data), (*batcher.at, "BatchInput"))
                self.outcome.reads += made.reads
                members["BatchInput"] = made.type
        return object_of(members)

    def map_items(self, state: Map, data: Type) -> Type:
        if not isinstance(state.item_reader, Missing):
            return UNKNOWN
        if state.language is QueryLanguage.JSONATA:
            return data if isinstance(state.items, Missing) else self.jsonata(state.items, "Items")
        if isinstance(state.items_path, Missing):
            return data
        return self.read(state.items_path, "ItemsPath", data)

    def map_selected(self, state: Map, data: Type, item: Type, context: ContextFacts) -> Type:
        selector, name = state.item_selector, "ItemSelector"
        if isinstance(selector, Missing):
            selector, name = state.parameters, "Parameters"
        if isinstance(selector, Missing):
            return item
        if state.language is QueryLanguage.JSONATA:
            return self.jsonata(selector, name, context=context)
        return self.template(selector, name, data, context)

    def finish(self, state: Task | Parallel | Map, result: Type) -> None:
        """From the raw result to the state's output, and to what its Catchers make."""
        self.outcome.stages["result"] = result
        at = (*state.at, "Assign")
        if state.language is QueryLanguage.JSONATA:
            output = (
                result if isinstance(state.output, Missing) else self.jsonata(state.output, "Output", result=result)
            )
            self.leave(_target(state), Facts(output, self.assign(state.assign, result, at, result=result)))
        else:
            if not isinstance(state.result_selector, Missing):
                result = self.template(state.result_selector, "ResultSelector", result)
            variables = self.assign(state.assign, result, at)
            output = self.combine(state.result_path, result)
            self.leave(_target(state), Facts(self.select(state.output_path, "OutputPath", output), variables))
        self.infer_catchers(state)

    def infer_catchers(self, state: Task | Parallel | Map) -> None:
        for index, catcher in enumerate(state.catch):
            if isinstance(catcher.next, Missing):
                continue
            at = (*state.at, "Catch", index)
            error = with_origin(_ERROR_OUTPUT, Origin(state.name, "Catch", at))
            variables = self.assign(catcher.assign, error, (*at, "Assign"), error_output=error)
            if state.language is QueryLanguage.JSONATA:
                output = (
                    error
                    if isinstance(catcher.output, Missing)
                    else self.jsonata(catcher.output, "Output", at=(*at, "Output"), error_output=error)
                )
            else:
                output = self.combine(catcher.result_path, error)
            self.leave(catcher.next, Facts(output, variables))


def _is_token(read: PathRead) -> bool:
    return read.path.root is PathRoot.CONTEXT and (read.path.keys or ())[:1] in ((), ("Task",))


def _target(state: Pass | Wait | Task | Parallel | Map) -> str | None:
    return None if isinstance(state.next, Missing) else state.next


def _item_of(items: Type) -> Type:
    """Return the type of one item of what a Map is given."""
    match items:
        case Array(items=rest, prefix=prefix):
            return join_all((rest, *prefix))
        case Union(members=members):
            return join_all(_item_of(member) for member in members)
        case Unknown():
            return UNKNOWN
        case Never():
            return NEVER
        case _:
            return UNKNOWN
