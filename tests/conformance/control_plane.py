"""The state machines of an account as far as recorded cases ask about them: names, revisions, versions, errors.

Answers *CreateStateMachine*, *UpdateStateMachine*, *PublishStateMachineVersion*, *DeleteStateMachineVersion*,
*DeleteStateMachine* and *ValidateStateMachineDefinition* in a row, so that a recorded call can be asked after the calls
that came before it. What a definition is answered with is the validator's; the rest is bookkeeping.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from asl.validator.aws import definition_error, validation_response

__all__ = ["ControlPlane", "answer_create", "answer_validate"]

_ARN = "arn:aws:states:us-east-1:111111111111:stateMachine"
_NAME = re.compile(r"""[^\x00-\x20\x7f-\x9f?*<>{}\[\]:;,\\|^~$#%&`"/\ufffe\uffff]{1,80}""")
_ROLE = re.compile(r"arn:aws[a-z-]*:iam::[0-9]{12}:role/.+")
_DESTINATION = re.compile(r"arn:aws[a-z-]*:logs:[a-z0-9-]+:[0-9]{12}:log-group:[^:]+:\*")
_SETTINGS = ("definition", "roleArn", "loggingConfiguration", "tracingConfiguration", "encryptionConfiguration")


class Refused(Exception):
    """The call is answered with an error."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.response = {"Error": {"Code": code, "Message": message}}


@dataclass
class Machine:
    """A state machine: its settings of now, how many revisions and versions it had, the versions that exist."""

    name: str
    type: str
    settings: dict[str, Any]
    revisions: int = 0
    versions: int = 0
    published: dict[int, int] = field(default_factory=dict)

    @property
    def arn(self) -> str:
        return f"{_ARN}:{self.name}"

    def publish(self) -> str:
        """Return the ARN of the version of this revision; a revision that has one gets no second."""
        number = next((number for number, of in self.published.items() if of == self.revisions), 0)
        if not number:
            self.versions += 1
            number = self.versions
            self.published[number] = self.revisions
        return f"{self.arn}:{number}"


class ControlPlane:
    """State machines by ARN."""

    def __init__(self) -> None:
        self.machines: dict[str, Machine] = {}

    def call(self, operation: str, request: dict[str, Any]) -> dict[str, Any]:
        """Return the response to one call; calls that change no state machine are answered with nothing."""
        method = getattr(self, operation, None)
        try:
            return {} if method is None else method(request)
        except Refused as error:
            return error.response

    def create_state_machine(self, request: dict[str, Any]) -> dict[str, Any]:
        name, type_ = request["name"], request.get("type") or "STANDARD"
        if not _NAME.fullmatch(name):
            raise Refused("InvalidName", f"Invalid Name: '{name}'")
        settings = {key: request.get(key) for key in _SETTINGS}
        self._check(settings, type_)
        machine = Machine(name, type_, settings)
        if machine.arn in self.machines:
            known = self.machines[machine.arn]
            if (known.settings, known.type) != (settings, type_):
                raise Refused("StateMachineAlreadyExists", f"State Machine Already Exists: '{machine.arn}'")
            machine = known
        self.machines[machine.arn] = machine
        response = {"stateMachineArn": machine.arn, "creationDate": "datetime"}
        if request.get("publish"):
            response["stateMachineVersionArn"] = machine.publish()
        return response

    def update_state_machine(self, request: dict[str, Any]) -> dict[str, Any]:
        machine = self._find(request["stateMachineArn"])
        if all(request.get(key) is None for key in _SETTINGS):
            message = "Either the definition, the role ARN, the LoggingConfiguration, or the TracingConfiguration"
            raise Refused("MissingRequiredParameter", f"{message} must be specified")
        given = {key: request[key] for key in _SETTINGS if request.get(key) is not None}
        settings = {**machine.settings, **given}
        self._check(settings, machine.type)
        response = {"updateDate": "datetime"}
        if settings != machine.settings:
            machine.settings = settings
            machine.revisions += 1
            response["revisionId"] = f"revision-{machine.revisions}"
        if request.get("publish"):
            response["stateMachineVersionArn"] = machine.publish()
        return response

    def publish_state_machine_version(self, request: dict[str, Any]) -> dict[str, Any]:
        machine = self._find(request["stateMachineArn"])
        return {"stateMachineVersionArn": machine.publish(), "creationDate": "datetime"}

    def delete_state_machine_version(self, request: dict[str, Any]) -> dict[str, Any]:
        arn, _, number = request["stateMachineVersionArn"].rpartition(":")
        self._find(arn).published.pop(int(number), None)
        return {}

    def delete_state_machine(self, request: dict[str, Any]) -> dict[str, Any]:
        self.machines.pop(request["stateMachineArn"], None)
        return {}

    def validate_state_machine_definition(self, request: dict[str, Any]) -> dict[str, Any]:
        return dict(
            validation_response(
                request["definition"],
                type=request.get("type") or "STANDARD",
                severity=request.get("severity") or "ERROR",
                max_results=request.get("maxResults") or 0,
            )
        )

    def _find(self, arn: str) -> Machine:
        if arn not in self.machines:
            raise Refused("StateMachineDoesNotExist", f"State Machine Does Not Exist: '{arn}'")
        return self.machines[arn]

    def _check(self, settings: dict[str, Any], type_: str) -> None:
        role = settings["roleArn"] or ""
        if not _ROLE.fullmatch(role):
            raise Refused("InvalidArn", f"Invalid Role Arn: '{role}'")
        _check_logging(settings["loggingConfiguration"])
        message = definition_error(settings["definition"], type=type_)  # type: ignore[arg-type]  # it is one of two
        if message:
            raise Refused("InvalidDefinition", message)


def _check_logging(logging: dict[str, Any] | None) -> None:
    if not logging:
        return
    destinations = logging.get("destinations") or []
    is_on = (logging.get("level") or "OFF") != "OFF"
    problem = ""
    if len(destinations) > 1 or (is_on and not destinations):
        problem = "Must specify exactly one Log Destination."
    for destination in destinations:
        arn = (destination.get("cloudWatchLogsLogGroup") or {}).get("logGroupArn") or ""
        if not _DESTINATION.fullmatch(arn):
            problem = problem or "Log Destination is not valid."
    if problem:
        raise Refused("InvalidLoggingConfiguration", f"Invalid Logging Configuration: {problem}")


def answer_create(case: dict[str, Any]) -> dict[str, Any]:
    """Return what creating or updating the state machine of a case is answered with, after the calls before it."""
    plane = ControlPlane()
    for call in case.get("prior_calls") or ():
        plane.call(call["operation"], {"type": case["type"], **call["request"]})
    return plane.call(case["request"]["operation"], _request(case))


def answer_validate(case: dict[str, Any]) -> dict[str, Any]:
    """Return what validating the definition of a case is answered with."""
    return ControlPlane().call("validate_state_machine_definition", _request(case))


def _request(case: dict[str, Any]) -> dict[str, Any]:
    return {"type": case["type"], "definition": case["definition"], **case["request"]}
