"""State machines of SAM, CloudFormation and CDK templates.

Sources: SAM specification, *AWS::Serverless::StateMachine*; CloudFormation template reference,
*AWS::StepFunctions::StateMachine*; AWS CDK guide, *Cloud assemblies* (templates are CloudFormation, and a definition
from a file is an asset beside the template).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from asl.diagnostics import Diagnostic, Severity
from asl.document import Document
from asl.source import Source, Span
from asl.syntax.located import Array, Located, Object, Scalar

from .definition import Definition, Origin, Reader, WorkflowType, unfollowed
from .documents import document_at, followed
from .mapped import document_of_pieces
from .members import member_of, members_of, names_of, path_of, text_of
from .text_pieces import pieces_of, sub_names
from .unresolved import function_of, unresolve

__all__ = ["find_in_template", "is_template"]

SAM_TYPE = "AWS::Serverless::StateMachine"
CLOUDFORMATION_TYPE = "AWS::StepFunctions::StateMachine"

_DEFINITION_PROPERTIES = ("Definition", "DefinitionString", "DefinitionUri", "DefinitionS3Location")
_ASSET_KEY = re.compile(r"(?:.*/)?([0-9a-f]{64}\.(?:json|ya?ml|asl))")
_S3_URL = re.compile(r"(?:s3|https?)://", re.IGNORECASE)


def is_template(root: Located | None) -> bool:
    """Tell whether a file is a CloudFormation or SAM template, with state machines in it or without."""
    return isinstance(root, Object) and (
        isinstance(member_of(root, "Resources"), Object) or "AWSTemplateFormatVersion" in names_of(root)
    )


def find_in_template(
    source: Source, root: Located, read: Reader, found: Sequence[Diagnostic] = ()
) -> Iterator[Definition]:
    """Yield the state machines of a template in the order of the text."""
    parameters = member_of(root, "Parameters")
    for resource in members_of(member_of(root, "Resources")):
        kind = text_of(member_of(resource.value, "Type"))
        if kind not in (SAM_TYPE, CLOUDFORMATION_TYPE):
            continue
        properties = member_of(resource.value, "Properties")
        workflow_type = _workflow_type(properties, parameters)
        origin = _origin(kind, resource.value)
        substitutions = names_of(member_of(properties, "DefinitionSubstitutions"))
        for document, names in _Finder(source, read, found, substitutions).find(resource.key_span, properties):
            yield Definition(resource.key, document, origin, workflow_type, substitutions | names)


def _origin(kind: str, resource: Located) -> Origin:
    if kind == SAM_TYPE:
        return "sam"
    return "cdk" if path_of(resource, "Metadata", "aws:cdk:path") is not None else "cloudformation"


def _workflow_type(properties: Located | None, parameters: Located | None) -> WorkflowType | None:
    """Return the type that a template says, also as the default of a parameter."""
    value = member_of(properties, "Type", "StateMachineType")
    match function_of(value) if value is not None else None:
        case ("Ref", Scalar(value=str(name))):
            value = path_of(parameters, name, "Default")
    match text_of(value):
        case "STANDARD":
            return "STANDARD"
        case "EXPRESS":
            return "EXPRESS"
        case _:
            return None


class _Finder:
    """Reads the definition of one resource."""

    def __init__(
        self, source: Source, read: Reader, found: Sequence[Diagnostic], substitutions: frozenset[str]
    ) -> None:
        self.source = source
        self.read = read
        self.found = found
        self.substitutions = substitutions

    def find(self, key: Span, properties: Located | None) -> Iterator[tuple[Document, frozenset[str]]]:
        """Yield the documents of a resource, each with the further names that are filled in there."""
        for name in _DEFINITION_PROPERTIES:
            value = member_of(properties, name)
            if value is not None:
                yield from self.read_value(name, value)
                return
        message = "the state machine has no definition"
        yield unfollowed(self.source, key, message, "add Definition or DefinitionUri", Severity.WARNING), frozenset()

    def read_value(self, name: str, value: Located) -> Iterator[tuple[Document, frozenset[str]]]:
        match function_of(value):
            case ("Fn::If", Array(items=(_, *branches))):
                for branch in branches:
                    if text_of(member_of(branch, "Ref")) != "AWS::NoValue":
                        yield from self.read_value(name, branch)
                return
            case ("Fn::Transform", argument):
                yield self.include(value, argument), frozenset()
                return
            case ("Fn::ToJsonString", Object() as argument):
                yield self.structure(argument), frozenset()
                return
        if name in ("DefinitionUri", "DefinitionS3Location"):
            yield self.follow(value), frozenset()
        elif isinstance(value, Object) and function_of(value) is None:
            yield self.structure(value), frozenset()
        else:
            names = sub_names(value)
            yield self.text(value, self.substitutions | names), names

    def structure(self, value: Object) -> Document:
        return document_at(self.source, value, self.found, declared=None)

    def text(self, value: Located, declared: Iterable[str]) -> Document:
        pieces = pieces_of(value)
        if pieces is None:
            return unfollowed(
                self.source,
                value.span,
                "the definition is not checked: it is known only at deployment",
                "write the definition in the template or in a file beside it",
            )
        # Whatever stands for a reference has been made from one; a name in plain text needs to be declared.
        is_plain = isinstance(value, Scalar)
        return document_of_pieces(self.source, pieces, declared=declared if is_plain else None)

    def follow(self, value: Located) -> Document:
        path = text_of(unresolve(value))
        if path is not None and "${" in path:
            message = "the definition is not checked: its file is known only at deployment"
            return unfollowed(self.source, value.span, message, "name the file as it is")
        if path is not None and not _S3_URL.match(path):
            return followed(self.source, value, path, self.read, declared=self.substitutions)
        asset = self.asset(value)
        if asset is not None:
            return asset
        message = "the definition is not checked: it is an object in S3"
        return unfollowed(self.source, value.span, message, "name a file beside the template to have it checked")

    def asset(self, value: Located) -> Document | None:
        """Return a definition that the CDK put beside the template under the name of its hash."""
        key = text_of(member_of(value, "Key"))
        match = _ASSET_KEY.fullmatch(key or "")
        if match is None:
            return None
        document = followed(self.source, value, f"asset.{match[1]}", self.read, declared=self.substitutions)
        return document if document.source is not self.source else None

    def include(self, value: Located, argument: Located) -> Document:
        location = member_of(member_of(argument, "Parameters"), "Location")
        if text_of(member_of(argument, "Name")) == "AWS::Include" and location is not None:
            return self.follow(location)
        return unfollowed(self.source, value.span, "the definition is not checked: a macro makes it at deployment")
