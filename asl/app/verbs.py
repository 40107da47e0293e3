"""How verbs are declared: click commands that print our help pages and are imported when they are called."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from difflib import get_close_matches
from importlib import import_module
from typing import Any, TypeVar

import click

from .application import App
from .commands import COMMANDS
from .front_page import COMMON_OPTIONS, front_page, version_line
from .page import Page, Rows, render_page

__all__ = ["VERBS", "Verb", "option", "verb"]

_F = TypeVar("_F", bound=Callable[..., Any])


class _Option(click.Option):
    """An option that knows under which heading of the help page it stands."""

    def __init__(self, *args: Any, group: str = "Options", **attributes: Any) -> None:
        super().__init__(*args, **attributes)
        self.group = group


class Verb(click.Command):
    """A command whose help page is made by :mod:`.page`."""

    def __init__(
        self,
        *args: Any,
        synopsis: Sequence[str],
        description: str,
        examples: Rows,
        exit_status: Mapping[int, str],
        **attributes: Any,
    ) -> None:
        super().__init__(*args, **attributes)
        self.synopsis = synopsis
        self.description = description
        self.examples = examples
        self.exit_status = exit_status

    def page(self) -> str:
        """Return the help page."""
        groups: dict[str, list[tuple[str, str]]] = {}
        for parameter in self.params:
            if isinstance(parameter, _Option):
                term = ", ".join(parameter.opts)
                if parameter.metavar:
                    term += f" {parameter.metavar}"
                groups.setdefault(parameter.group, []).append((term, parameter.help or ""))
        groups["Common options"] = list(COMMON_OPTIONS)
        return render_page(
            Page(self.synopsis, self.description, tuple(groups.items()), self.examples, self.exit_status)
        )


class _Verbs(click.Group):
    """The verbs by name, each imported when it is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command = import_module(f"{__package__}.commands.{cmd_name.replace('-', '_')}").COMMAND
        assert isinstance(command, Verb)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        name = args[0]
        if name not in COMMANDS and not name.startswith("-"):
            near = get_close_matches(name, COMMANDS, n=1)
            offer = f'did you mean "{near[0]}"?' if near else f"the verbs are {', '.join(COMMANDS)}"
            ctx.fail(f'there is no verb "{name}"; {offer}')
        return super().resolve_command(ctx, args)


def option(*names: str, group: str, **attributes: Any) -> Callable[[_F], _F]:
    """Declare an option under a heading of the help page."""
    return click.option(*names, cls=_Option, group=group, **attributes)


def verb(
    *,
    synopsis: Sequence[str],
    description: str,
    examples: Rows,
    exit_status: Mapping[int, str] | None = None,
) -> Callable[[Callable[..., Any]], Verb]:
    """Declare a verb; the function gets the :class:`App` first and returns the exit status."""

    def declare(function: Callable[..., Any]) -> Verb:
        command = click.command(
            cls=Verb,
            name=function.__name__.strip("_").replace("_", "-"),
            synopsis=synopsis,
            description=description,
            examples=examples,
            exit_status=exit_status or {},
            add_help_option=False,
        )(click.pass_obj(function))
        command.params += _common_parameters()
        return command

    return declare


def _common_parameters() -> list[click.Parameter]:
    """Options that every verb takes, before the verb and after it."""
    return [
        click.Option(
            ["--color"], type=click.Choice(["auto", "always", "never"]), expose_value=False, callback=_set_color
        ),
        click.Option(["--debug"], is_flag=True, expose_value=False, is_eager=True, callback=_set_debug),
        click.Option(["-h", "--help"], is_flag=True, expose_value=False, is_eager=True, callback=_show_help),
    ]


def _app(context: click.Context) -> App:
    app = context.find_object(App)
    assert app is not None, "made by main"
    return app


def _set_color(context: click.Context, _: click.Parameter, value: Any) -> None:
    if value is not None:
        _app(context).color = value


def _set_debug(context: click.Context, _: click.Parameter, value: bool) -> None:
    if value:
        _app(context).is_debug = True


def _show_help(context: click.Context, _: click.Parameter, value: bool) -> None:
    if value:
        command = context.command
        _app(context).answer(command.page() if isinstance(command, Verb) else front_page())
        context.exit()


def _show_version(context: click.Context, _: click.Parameter, value: bool) -> None:
    if value:
        _app(context).answer(version_line())
        context.exit()


VERBS = _Verbs(
    name="asl",
    add_help_option=False,
    no_args_is_help=False,
    params=[
        *_common_parameters(),
        click.Option(["--version"], is_flag=True, expose_value=False, is_eager=True, callback=_show_version),
    ],
)
