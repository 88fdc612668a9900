"""`tocsin doctor`, `tocsin schema`, `tocsin completion`: what is installed, what is missing, what mends it."""

from __future__ import annotations

import platform
import sys
from importlib import metadata
from typing import Any

import click

from tocsin.cli.layers import actors_option, world_of
from tocsin.cli.output import print_json
from tocsin.errors import TocsinError

_LIBRARIES = ("onnxruntime", "tokenizers", "numpy", "sqlalchemy", "alembic", "msgspec", "trafilatura", "rapidfuzz")
_OPTIONAL = {"spacy": "the spaCy component and the benchmarks: pip install 'tocsin[spacy]'"}


@click.command()
@actors_option
@click.pass_obj
def doctor(obj: dict[str, Any]) -> None:
    """Versions, model, world files and database; what is missing and the command that mends it.

    Exit code 0 when everything that reading needs is there, else 1.
    """
    healthy = True
    click.echo(f"tocsin       {metadata.version('tocsin')}")
    click.echo(f"python       {platform.python_version()} on {platform.system()} {platform.machine()}")
    for name in _LIBRARIES:
        try:
            click.echo(f"{name:12s} {metadata.version(name)}")
        except metadata.PackageNotFoundError:
            healthy = False
            click.echo(f"{name:12s} MISSING: pip install {name}")
    for name, purpose in _OPTIONAL.items():
        try:
            click.echo(f"{name:12s} {metadata.version(name)}")
        except metadata.PackageNotFoundError:
            click.echo(f"{name:12s} not installed; only for {purpose}")
    for part, check in (("model", _model), ("world", _world), ("record", _record)):
        try:
            click.echo(f"{part:12s} {check(obj)}")
        except TocsinError as error:
            healthy = False
            click.echo(f"{part:12s} {error}")
    if not healthy:
        raise click.exceptions.Exit(1)


@click.command()
def schema() -> None:
    """The JSON Schema of one line of `tocsin read --format jsonl`."""
    from tocsin.reading.format import shipped_schema

    print_json(shipped_schema())


@click.command()
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def completion(shell: str) -> None:
    """Print a completion script: eval "$(tocsin completion bash)"."""
    from click.shell_completion import get_completion_class

    from tocsin.cli.entry import cli

    kind = get_completion_class(shell)
    if kind is None:
        raise TocsinError(shell, "no completion for this shell", "use bash, zsh or fish")
    click.echo(kind(cli, {}, "tocsin", "_TOCSIN_COMPLETE").source())
    sys.stdout.flush()


def _model(_: dict[str, Any]) -> str:
    from tocsin.reading import model_card

    card = model_card()
    return f"{card['name']} {card['version']}, {card['megabytes']:.1f} MB, reads {card['language']}"


def _world(obj: dict[str, Any]) -> str:
    own = "".join(f", {folder} laid over ours" for folder in obj.get("actors", ()))
    return f"{sum(1 for _ in world_of(obj).entities())} entities{own}"


def _record(obj: dict[str, Any]) -> str:
    from tocsin.record import open as open_record

    with open_record(obj["db"]) as record:
        counts = record.counts()
        held = f"{counts.documents} documents, {counts.statements} statements, {counts.actors} actors"
        return f"{record.address}: {held}"
