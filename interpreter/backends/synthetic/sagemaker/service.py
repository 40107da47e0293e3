"""The calls of SageMaker that make, describe, stop, list and delete jobs, models and endpoints.

Things that the run did not make are taken to be there: a definition may well use a model from last week. Their
descriptions come from the shapes, like those of every other service.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from asl.integrations import Shape, Style, fits, load_service
from asl.json_values import Json, JsonObject

from ...api import ApiCall, ApiError
from ..constraints import constraint_error
from ..identity import Account, instant, make_arn
from .described import Record, describe

__all__ = ["SageMaker"]

_JOBS: Final = ("TrainingJob", "TransformJob", "ProcessingJob", "HyperParameterTuningJob", "LabelingJob")
_THINGS: Final = (*_JOBS, "Model", "EndpointConfig", "Endpoint")


class SageMaker:
    """The things that one run has made."""

    def __init__(self) -> None:
        self._records: dict[tuple[str, str], Record] = {}

    def answer(self, call: ApiCall) -> JsonObject | None:
        """Answer a call about a registered sort of thing; ``None`` for all other calls.

        Raises:
            ApiError: the service would refuse the call.
        """
        for thing in _THINGS:
            match call.operation.removesuffix(thing):
                case "Create":
                    return self._create(call, thing)
                case "Describe":
                    return self._describe(call, thing)
                case "Update" | "Stop" | "Delete" as verb:
                    return self._change(call, thing, verb)
                case _ if call.operation == f"List{thing}s":
                    return self._list(call, thing)
                case _:
                    continue
        return None

    def _create(self, call: ApiCall, thing: str) -> JsonObject:
        name = str(call.parameters.get(f"{thing}Name", ""))
        _refuse_ill_formed(call, thing)
        earlier = self._records.get((thing, name))
        facts = call.request.execution
        account = Account(call.request.resource.partition, facts.region, facts.account)
        arn = make_arn(account, "sagemaker", thing, name)
        if earlier is not None:
            if thing in _JOBS:
                raise ApiError("ResourceInUse", f"A job with this name exists already: {arn}", is_modelled=True)
            raise ApiError(
                "ValidationException",
                f'Cannot create already existing {_words(thing)} "{arn}".',
                is_modelled=False,
            )
        record = Record(thing, name, arn, call.parameters, call.now_ms, call.now_ms)
        self._records[thing, name] = record
        return {f"{thing}Arn": arn}

    def _describe(self, call: ApiCall, thing: str) -> JsonObject | None:
        record = self._find(call, thing)
        shape = _output_shape(call)
        if record is None or shape is None:
            return None
        told = describe(record, call.now_ms)
        if thing == "Endpoint":
            told = told | self._variants(record, told)
        return _shown(shape, told, call.style)

    def _variants(self, endpoint: Record, told: JsonObject) -> JsonObject:
        """Return the variants of an endpoint in service, when this run made its configuration."""
        config = self._records.get(("EndpointConfig", str(endpoint.request.get("EndpointConfigName"))))
        wanted = None if config is None else config.request.get("ProductionVariants")
        if not isinstance(wanted, list) or told["EndpointStatus"] != "InService":
            return {}
        variants: list[Json] = [
            {
                "VariantName": variant.get("VariantName"),
                "CurrentInstanceCount": variant.get("InitialInstanceCount", 1),
                "DesiredInstanceCount": variant.get("InitialInstanceCount", 1),
                "CurrentWeight": variant.get("InitialVariantWeight", 1.0),
                "DesiredWeight": variant.get("InitialVariantWeight", 1.0),
            }
            for variant in wanted
            if isinstance(variant, dict)
        ]
        return {"ProductionVariants": variants}

    def _change(self, call: ApiCall, thing: str, verb: str) -> JsonObject | None:
        record = self._find(call, thing)
        if record is None:
            return None
        key = (thing, record.name)
        match verb:
            case "Delete":
                del self._records[key]
                return {}
            case "Stop":
                self._records[key] = replace(record, stopped_ms=call.now_ms)
                return {}
            case _:
                request = record.request | call.parameters
                self._records[key] = replace(record, request=request, updated_ms=call.now_ms)
                return {f"{thing}Arn": record.arn}

    def _list(self, call: ApiCall, thing: str) -> JsonObject | None:
        """Return what the run has made, newest first; page tokens and filters are not looked at."""
        shape = _output_shape(call)
        if shape is None:
            return None
        found: JsonObject = {}
        for member in shape.members.values():
            element = member.shape.element
            if element is not None:
                records = [record for (kind, _), record in self._records.items() if kind == thing]
                found[member.name] = [
                    _shown(element, describe(record, call.now_ms), call.style) for record in reversed(records)
                ]
        return found

    def _find(self, call: ApiCall, thing: str) -> Record | None:
        return self._records.get((thing, str(call.parameters.get(f"{thing}Name"))))


def _refuse_ill_formed(call: ApiCall, thing: str) -> None:
    """Raise what the service says about names that break their patterns and about parts that cannot be left out."""
    model = load_service("sagemaker")
    assert model is not None
    shape = Shape(model.operations[call.operation]["input"]["shape"], call.style, model.shapes)
    message = constraint_error(shape, call.parameters) or _missing_part(call.parameters, thing)
    if message is not None:
        raise ApiError("ValidationException", message, is_modelled=False)


def _missing_part(parameters: JsonObject, thing: str) -> str | None:
    """Return what the model calls optional although the service asks for it."""
    if thing == "TrainingJob" and "ServerlessJobConfig" not in parameters:
        for part in ("ResourceConfig", "StoppingCondition"):
            if part not in parameters:
                return f"{part} is required for a training job"
    if thing == "Model":
        if ("PrimaryContainer" in parameters) == ("Containers" in parameters):
            return "Exactly one of PrimaryContainer and Containers must be given"
        if "ExecutionRoleArn" not in parameters:
            return "ExecutionRoleArn is required"
    return None


def _output_shape(call: ApiCall) -> Shape | None:
    model = load_service("sagemaker")
    name = None if model is None else model.operations.get(call.operation, {}).get("output", {}).get("shape")
    return None if model is None or name is None else Shape(name, call.style, model.shapes)


def _shown(shape: Shape, told: JsonObject, style: Style) -> JsonObject:
    """Return the members that an answer has, with times in the spelling of the call."""
    shown: JsonObject = {}
    for member in shape.members.values():
        if member.name in told:
            value = _timed(member.shape, told[member.name], style)
            if fits(member.shape, value):
                shown[member.name] = value
    return shown


def _timed(shape: Shape, value: Json, style: Style) -> Json:
    if style is Style.OPTIMIZED:
        return value
    match shape.kind, value:
        case "timestamp", int():
            return instant(value)
        case "structure", dict():
            members = shape.members
            return {
                name: _timed(members[name].shape, inner, style) if name in members else inner
                for name, inner in value.items()
            }
        case "list", list() if shape.element is not None:
            element = shape.element
            return [_timed(element, item, style) for item in value]
        case _:
            return value


def _words(thing: str) -> str:
    return {"EndpointConfig": "endpoint configuration"}.get(thing, thing.lower())
