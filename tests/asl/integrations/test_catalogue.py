"""Every fact of the catalogue is compared with botocore's own data."""

from __future__ import annotations

import subprocess
import sys

import pytest

from asl.integrations import Pattern, Style, find_action, load_service, optimized_services, parse_resource
from asl.integrations.binding import source_path
from asl.integrations.shapes import Shape

ACTIONS = [
    pytest.param(service, action, id=f"{service.name}:{action.name}")
    for service in optimized_services().values()
    for action in service.actions
]
CALLING = [case for case in ACTIONS if case.values[1].operation]
JOBS = [case for case in ACTIONS if case.values[1].job]


def shape_of(service, action, operation, direction):
    model = load_service(action.api or service.api)
    name = model.operations[operation].get(direction, {}).get("shape")
    return None if name is None else Shape(name, Style.OPTIMIZED, model.shapes)


def test_the_catalogue_is_whole():
    assert len(optimized_services()) == 21
    assert len(ACTIONS) == 63
    assert sum(action.job is not None or action.name == "runJob" for _, action in (c.values for c in ACTIONS)) == 34


@pytest.mark.parametrize(("service", "action"), ACTIONS)
def test_actions_are_found_by_their_resource(service, action):
    for pattern in action.patterns:
        resource = parse_resource(f"arn:aws:states:::{service.name}:{action.name}{pattern.value}")
        assert find_action(resource) is action
    assert (action.job is not None or action.name == "runJob") == (Pattern.SYNC in action.patterns)


@pytest.mark.parametrize(("service", "action"), CALLING)
def test_operations_exist(service, action):
    model = load_service(action.api or service.api)
    assert model is not None
    assert action.operation in model.operations
    shape = shape_of(service, action, action.operation, "input")
    for path in action.stringified:
        assert shape.at(*path.replace("[]", "").split(".")) is not None, path
    for name in action.removed_parameters:
        assert name in shape.members
    for name in action.api_request:
        assert name in shape.members
    for addition in action.additions:
        assert addition.path[0] in shape.members


@pytest.mark.parametrize(("service", "action"), JOBS)
def test_jobs_can_be_followed(service, action):
    job = action.job
    described = shape_of(service, action, job.describe, "output")
    status = described.at(*(step for step in source_path(f"described.{job.status}")[1:] if isinstance(step, str)))
    assert status is not None
    assert status.kind == "string"
    assert job.success or job.gone_is_success
    if status.enum:
        assert set(job.success) | set(job.failure) <= set(status.enum)
    assert not set(job.success) & set(job.failure)
    for operation, request in ((job.describe, job.request), (job.stop, job.stop_request)):
        if operation:
            shape = shape_of(service, action, operation, "input")
            assert request.keys() <= shape.members.keys()
            assert {member.name for member in shape.members.values() if member.is_required} <= request.keys()


@pytest.mark.parametrize("text", ["arn:aws:states:::sqs:sendmessage", "arn:aws:states:::nothing:invoke"])
def test_unknown_actions(text):
    assert find_action(parse_resource(text)) is None


def test_the_catalogue_opens_no_model_and_no_botocore():
    code = """
import sys, gzip
def refuse(*args): raise AssertionError("a model was read")
gzip.decompress = refuse
from asl.integrations import find_action, optimized_services, parse_resource
assert find_action(parse_resource("arn:aws:states:::sagemaker:createModel"))
assert len(optimized_services()) > 20
assert not any(name.startswith(("botocore", "boto3")) for name in sys.modules)
"""
    subprocess.run([sys.executable, "-c", code], check=True)
