"""What a successful Task has made in the account: for summaries such as ``made endpoint arn:aws:sagemaker:…``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from asl.json_values import Json

from .arn import ResourceKind, TaskResource
from .binding import read
from .catalogue import find_action

__all__ = ["MadeResource", "made_resources"]

_MAKING: Final = re.compile(r"(?:create|start|run|register|publish|import|copy|restore)([A-Z]\w*)")
_WORDS: Final = re.compile(r"[A-Z]+(?![a-z])|[A-Z][a-z0-9]*")


@dataclass(frozen=True, slots=True)
class MadeResource:
    """One made thing: its kind in words (``training job``) and its ARN, or its name where it has no ARN."""

    kind: str
    name: str


def made_resources(resource: TaskResource, parameters: Json, output: Json) -> tuple[MadeResource, ...]:
    """Return what a Task made, read from its parameters and its raw result; often nothing.

    >>> from .arn import parse_resource
    >>> made_resources(parse_resource("arn:aws:states:::sagemaker:createModel"), {}, {"ModelArn": "arn:aws:m"})
    (MadeResource(kind='model', name='arn:aws:m'),)
    """
    action = find_action(resource)
    if action is not None:
        roots: dict[str, Json] = {"request": parameters, "response": output}
        for shown in action.made:
            name = read(shown.source, roots)
            if isinstance(name, str):
                return (MadeResource(shown.word, name),)
        return ()
    if resource.kind is ResourceKind.AWS_SDK:
        return _made_by_sdk(resource.action, parameters, output)
    return ()


def _made_by_sdk(action: str, parameters: Json, output: Json) -> tuple[MadeResource, ...]:
    """Go by the action's name: ``createBucket`` made a bucket, named by an ARN or a member called ``BucketName``…"""
    making = _MAKING.fullmatch(action)
    if making is None:
        return ()
    thing = making[1]
    words = " ".join(_WORDS.findall(thing))
    kind = " ".join(word if word.isupper() else word.lower() for word in words.split())
    named = (f"{thing}Arn", "Arn", f"{thing}Id", f"{thing}Name", f"{thing}Identifier", thing, "Name")
    for place in (output, _inner(output, thing), parameters):
        if isinstance(place, dict):
            for member in named:
                name = place.get(member)
                if isinstance(name, str) and name:
                    return (MadeResource(kind, name),)
    return ()


def _inner(output: Json, thing: str) -> Json:
    return output.get(thing) if isinstance(output, dict) else None
