"""Where definitions live: files of their own, and SAM, CloudFormation, CDK, Terraform and Serverless projects.

Start reading at :mod:`.find` (content decides, no flags) and :mod:`.definition` (what comes out). Each kind of file has
a module; :mod:`.text_pieces` and :mod:`.mapped` read definitions that are written as text inside other text and keep
every place right. What deployment fills in later becomes ``${Name}``, which every check passes over.

The package imports :mod:`asl.document` and :mod:`asl.syntax`. It opens no file: what a template names is asked for
through :class:`.definition.Reader`. Nothing that a template says is ever executed.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from .definition import Definition, NotFollowedError, Origin, Reader, WorkflowType
from .sniff import is_definition_like, may_hold_definition, may_hold_template

if TYPE_CHECKING:
    from .find import find_definitions

__all__ = [
    "Definition",
    "NotFollowedError",
    "Origin",
    "Reader",
    "WorkflowType",
    "find_definitions",
    "is_definition_like",
    "may_hold_definition",
    "may_hold_template",
]


def __getattr__(name: str) -> Any:
    # The readers of all kinds of templates are loaded when a file may be one.
    if name != "find_definitions":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return import_module(".find", __name__).find_definitions
