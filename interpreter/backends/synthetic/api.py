"""The synthetic API: answers every call of every service from the shapes of its model."""

from __future__ import annotations

from asl.integrations import Shape, find_action, load_service, member_name
from asl.integrations.binding import source_path
from asl.json_values import Json, JsonObject

from ...services import TaskRequest
from ..api import ApiAnswer, ApiCall, ApiError, Callback
from .headers import answer_headers
from .identity import Account
from .memory import Memory, thing_of, verb_of
from .sagemaker import SageMaker
from .special import SPECIAL
from .values import ValueMaker

__all__ = ["SyntheticApi"]

_TOKEN_MS = 1000
_FULL_VERBS = frozenset({"Describe", "Get", "List", "Search", "Query", "Scan", "Lookup", "Head"})


class SyntheticApi:
    """An :class:`~interpreter.backends.api.Api` that makes its answers up.

    It remembers what a run has made, so one belongs to one run. Nothing in it depends on anything but the calls.
    """

    def __init__(self) -> None:
        self._memory = Memory()
        self._sagemaker = SageMaker()

    def call(self, call: ApiCall) -> ApiAnswer:
        """Answer a call.

        Raises:
            ApiError: a thing that this run has deleted, or what SageMaker would refuse.
        """
        known = self._memory.recall(call.service, call.operation, call.parameters)
        is_ended = known is None and self._memory.is_ended(call.service, call.operation, call.parameters)
        if is_ended and not _fixed(call):
            raise _gone(call)
        output = self._special(call, known)
        if output is None:
            output = _derived(call, known)
        self._memory.note(call.service, call.operation, call.parameters, output)
        return ApiAnswer(output, headers=answer_headers(call, output))

    def _special(self, call: ApiCall, known: JsonObject | None) -> JsonObject | None:
        special = SPECIAL.get((call.service, call.operation))
        if special is not None:
            return special(call, known)
        return self._sagemaker.answer(call) if call.service == "sagemaker" else None

    def callback(self, request: TaskRequest) -> Callback | None:
        """Send the token back after a second, with the message that carried it less the token itself.

        An activity's worker answers what it was given.
        """
        if request.task_token is None or not isinstance(request.parameters, dict):
            return Callback(request.parameters, _TOKEN_MS)
        if request.resource.name:
            return Callback(request.parameters, _TOKEN_MS)
        action = find_action(request.resource)
        members = ("Payload", "Input", "Body") if action is None else action.stringified
        for member in members:
            payload = request.parameters.get(member.partition("[")[0])
            if isinstance(payload, dict):
                return Callback(_without(payload, request.task_token), _TOKEN_MS)
        return Callback({}, _TOKEN_MS)


def _without(payload: JsonObject, token: str) -> JsonObject:
    return {name: value for name, value in payload.items() if value != token}


def _derived(call: ApiCall, known: JsonObject | None) -> JsonObject:
    model = load_service(call.service)
    operation = None if model is None else model.operations.get(call.operation)
    if model is None or operation is None or "output" not in operation:
        return {}
    facts = call.request.execution
    maker = ValueMaker(
        account=Account(call.request.resource.partition, facts.region, facts.account),
        arn_service=str(model.metadata.get("signingName") or model.metadata.get("endpointPrefix")),
        thing=member_name(thing_of(call.operation) or "Thing", call.style),
        known=(call.parameters, *([] if known is None else [known]), *_first_items(call.parameters)),
        is_full=verb_of(call.operation) in _FULL_VERBS,
        seed=f"{facts.arn}/{call.request.sequence}",
        now_ms=call.now_ms,
        style=call.style,
        fixed=_fixed(call),
    )
    return maker.answer(Shape(operation["output"]["shape"], call.style, model.shapes))


def _first_items(parameters: JsonObject) -> list[JsonObject]:
    """Return what plural members say of the first thing: ``Tasks: [arn]`` as ``TaskArn`` and ``TaskId``."""
    said: list[JsonObject] = []
    for name, value in parameters.items():
        match value:
            case [str(first), *_] if name.endswith("s"):
                thing = name.removesuffix("s")
                if thing.endswith(("Name", "Id", "Arn")):
                    bare = thing.removesuffix("Name").removesuffix("Id").removesuffix("Arn")
                    said.append({thing: first, thing.removeprefix(bare): first})
                else:
                    form = "Arn" if first.startswith("arn:") else "Id"
                    said.append({f"{thing}{form}": first, form: first})
            case _:
                continue
    return said


def _fixed(call: ApiCall) -> dict[tuple[str, ...], Json]:
    """Return the status that ends the Task well, at its place in the described job."""
    job = None if call.action is None else call.action.job
    if job is None or job.describe != call.operation or not job.success:
        return {}
    path = tuple(str(step) for step in source_path(f"described.{job.status}")[1:])
    return {path: job.success[0]}


def _gone(call: ApiCall) -> ApiError:
    model = load_service(call.service)
    code = "ResourceNotFoundException"
    is_modelled = model is not None and model.is_modelled_error(call.operation, code)
    named = ", ".join(str(value) for value in call.parameters.values() if isinstance(value, str))
    return ApiError(code, f"{thing_of(call.operation)} not found: {named}", is_modelled=is_modelled, status=404)
