"""What a Task's resource says about the place of a parameter: the API's own shape, and its errors."""

from __future__ import annotations

from collections.abc import Iterator

from asl.integrations import (
    ResourceKind,
    Shape,
    TaskResource,
    api_operation,
    botocore_service,
    find_service,
    input_shape,
    load_service,
    optimized_services,
    parse_resource,
    sdk_service_names,
)
from asl.integrations.pattern import Pattern
from asl.json_values import Json
from asl.pointer import Pointer

from .analysis import OpenDefinition

__all__ = ["iter_resources", "parameter_shape", "resource_doc", "service_errors", "shape_doc", "task_resource"]

_PARAMETERS = frozenset({"Parameters", "Arguments"})


def task_resource(definition: OpenDefinition, pointer: Pointer) -> tuple[TaskResource, Pointer] | None:
    """Return the resource of the innermost object around a place that names one, with the place of the object."""
    for length in range(len(pointer), -1, -1):
        site = definition.sites.get(pointer[:length])
        if site is None:
            continue
        text: Json = site.raw.get("Resource")
        if isinstance(text, str):
            resource = parse_resource(text)
            return None if resource is None else (resource, site.at)
        if "Type" in site.raw:
            return None
    return None


def parameter_shape(definition: OpenDefinition, pointer: Pointer) -> Shape | None:
    """Return the shape of the value at a place inside the parameters of a Task."""
    found = task_resource(definition, pointer)
    if found is None:
        return None
    resource, at = found
    inside = pointer[len(at) :]
    if not inside or inside[0] not in _PARAMETERS:
        return None
    shape = input_shape(resource)
    for token in inside[1:]:
        if shape is None:
            return None
        match shape.kind, token:
            case "structure", str(name):
                member = shape.members.get(name.removesuffix(".$"))
                shape = None if member is None else member.shape
            case "map", str():
                shape = shape.value
            case "list", int():
                shape = shape.element
            case _:
                return None
    return shape


def shape_doc(name: str, shape: Shape, *, is_required: bool = False) -> str:
    """Return the Markdown for a parameter."""
    facts = [shape.kind, "required" if is_required else ""]
    if shape.enum:
        facts.append(
            "one of " + ", ".join(f"`{value}`" for value in shape.enum[:20]) + ("…" if len(shape.enum) > 20 else "")
        )
    if shape.minimum is not None:
        facts.append(f"at least {shape.minimum:g}{_unit(shape)}")
    if shape.maximum is not None:
        facts.append(f"at most {shape.maximum:g}{_unit(shape)}")
    if shape.is_union:
        facts.append("exactly one member")
    return f"**{name}**: {', '.join(fact for fact in facts if fact)}"


def _unit(shape: Shape) -> str:
    return {"string": " characters", "list": " items", "map": " entries"}.get(shape.kind, "")


_PATTERNS = {
    Pattern.REQUEST_RESPONSE: "goes on as soon as the service has answered",
    Pattern.SYNC: "waits until the job has ended",
    Pattern.SYNC_2: "waits until the job has ended, and reads its output as JSON",
    Pattern.WAIT_FOR_TASK_TOKEN: "waits until somebody sends the task token back",
}


def resource_doc(text: str) -> str:
    """Return the Markdown for a ``Resource``; empty when it is not known what it names."""
    resource = parse_resource(text)
    if resource is None:
        return ""
    match resource.kind:
        case ResourceKind.LAMBDA_FUNCTION:
            version = f", version or alias `{resource.qualifier}`" if resource.qualifier else ""
            return f"**Lambda function** `{resource.name}`{version}"
        case ResourceKind.ACTIVITY:
            return f"**Activity** `{resource.name}`: a worker of your own asks for the work"
        case ResourceKind.UNKNOWN_ARN:
            return ""
        case ResourceKind.OPTIMIZED | ResourceKind.AWS_SDK | ResourceKind.HTTP:
            called = api_operation(resource)
            kind = "SDK integration" if resource.kind is ResourceKind.AWS_SDK else "Optimized integration"
            operation = f" `{called[1]}` of" if called else ""
            lines = [f"**{kind}**:{operation} `{resource.service}`; {_PATTERNS[resource.pattern]}"]
            shape = input_shape(resource)
            required = [member.name for member in shape.members.values() if member.is_required] if shape else []
            if required:
                lines.append("Required: " + ", ".join(f"`{name}`" for name in required))
            return "\n\n".join(lines)


def service_errors(resource: TaskResource) -> tuple[str, ...]:
    """Return Error Names that the service of a resource is known to give."""
    called = api_operation(resource)
    model = None if called is None else load_service(called[0])
    service = find_service(resource)
    if called is None or model is None:
        return ()
    errors = [str(error["shape"]) for error in model.operations.get(called[1], {}).get("errors", ())]
    prefix = service.error_prefix if service is not None else model.exception_prefix
    return tuple(f"{prefix}.{name if name.endswith('Exception') else name + 'Exception'}" for name in errors)


def iter_resources(prefix: str) -> Iterator[tuple[str, str]]:
    """Yield resources that may follow what is written, each with a word on it; SDK actions only below their service."""
    if ":aws-sdk:" in prefix:
        service = prefix.partition(":aws-sdk:")[2].partition(":")
        head = prefix.partition(":aws-sdk:")[0] + ":aws-sdk:"
        if not service[1]:
            yield from ((f"{head}{name}:", "SDK service") for name in sdk_service_names())
            return
        folder = botocore_service(service[0])
        model = None if folder is None else load_service(folder)
        if model is not None:
            for action, operation in model.actions.items():
                yield f"{head}{service[0]}:{action}", operation
        return
    for service_ in optimized_services().values():
        for action_ in service_.actions:
            for pattern in action_.patterns:
                yield f"arn:aws:states:::{service_.name}:{action_.name}{pattern.value}", _PATTERNS[pattern]
    yield "arn:aws:states:::aws-sdk:", "any action of the AWS SDK"
