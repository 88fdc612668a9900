"""`--actors DIR`: folders of the user laid over the world files that ship."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from tocsin.world import World

VARIABLE = "TOCSIN_ACTORS"
_HELP = "A folder of actors and facts of your own, laid over ours; more than one are laid in turn."


def _type() -> click.Path:
    return click.Path(exists=True, file_okay=False, path_type=Path)


def _add(ctx: click.Context, _: click.Parameter, folders: tuple[Path, ...]) -> None:
    if not folders:
        return
    obj = ctx.ensure_object(dict)
    # What is asked for on the line takes the place of what the environment asks for.
    before = () if obj.get("actors_of_environment") else obj.get("actors", ())
    ctx.obj = {**obj, "actors": (*before, *folders), "actors_of_environment": False}


def actors_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Gives a command the option `--actors`, kept in the context's object for `world_of`."""
    return click.option(
        "--actors", type=_type(), multiple=True, metavar="DIR", help=_HELP, expose_value=False, callback=_add
    )(command)


def actors_for_all(command: Callable[..., Any]) -> Callable[..., Any]:
    """The same before any command, where the environment counts too: folders with the separator of `PATH`."""
    return click.option(
        "--actors", type=_type(), multiple=True, metavar="DIR", envvar=VARIABLE, help=f"{_HELP} Default: ${VARIABLE}."
    )(command)


def world_of(obj: dict[str, Any]) -> World:
    """The world files with the user's folders over them.

    Raises:
        WorldError: something in a folder is wrong; none of it is used.
    """
    from tocsin.world import load

    return load(*obj.get("actors", ()))
