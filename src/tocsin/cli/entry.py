"""The `tocsin` command: global options, and the one place where errors become lines and exit codes."""

from __future__ import annotations

import importlib
import os
import sys
from pathlib import Path

import click

from tocsin.cli.layers import actors_for_all
from tocsin.errors import TocsinError

_COMMANDS = {
    "read": ("tocsin.cli.reading", "read"),
    "statements": ("tocsin.cli.listing", "statements"),
    "events": ("tocsin.cli.listing", "events"),
    "concerns": ("tocsin.cli.registers", "concerns"),
    "requests": ("tocsin.cli.registers", "requests"),
    "brief": ("tocsin.cli.registers", "brief"),
    "actors": ("tocsin.cli.actors", "actors"),
    "world": ("tocsin.cli.world", "world"),
    "demo": ("tocsin.cli.demo", "demo"),
    "doctor": ("tocsin.cli.doctor", "doctor"),
    "schema": ("tocsin.cli.doctor", "schema"),
    "completion": ("tocsin.cli.doctor", "completion"),
}


class _Lazy(click.Group):
    """Imports a command's module only when the command is asked for, so that --help answers at once."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in _COMMANDS:
            return None
        module, name = _COMMANDS[cmd_name]
        command: click.Command = getattr(importlib.import_module(module), name)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        with formatter.section("Commands"):
            formatter.write_dl(list(_SUMMARIES.items()))


_SUMMARIES = {
    "read": "Read files, folders, addresses or - into the record and print what they say.",
    "statements": "Who said what: the statements on record, filtered.",
    "events": "What is reported to have happened, filtered.",
    "concerns": "Threats voiced, who shares them, who answered, who is silent.",
    "requests": "Requests and conditional offers, and what they wait for.",
    "brief": "A cited brief on an alliance, a state or a search.",
    "actors": "Actors on record, with roles and the words that prove them.",
    "world": "Slow facts: members, actors, borders, as of a day.",
    "demo": "Read an invented crisis and tour every command.",
    "doctor": "Versions, model, database, and what mends what is missing.",
    "schema": "The JSON Schema of the public format tocsin/1.",
    "completion": "Print the shell's completion script.",
}


@click.group(cls=_Lazy, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.option(
    "--db", metavar="ADDRESS", help="The record, an SQLAlchemy address. Default: $TOCSIN_DB or sqlite:///tocsin.db."
)
@actors_for_all
@click.option("--traceback", is_flag=True, help="Show the trace behind an error.")
@click.version_option(package_name="tocsin")
@click.pass_context
def cli(ctx: click.Context, db: str | None, actors: tuple[Path, ...], traceback: bool) -> None:
    """Tocsin keeps watch for an alliance: who said what about whose security, who answered, who is silent.

    \b
    tocsin read articles/ --source "Kabul daily" --date 2026-02-03
    tocsin concerns --as-of 2026-02-10
    tocsin brief CSTO -o brief.html
    """
    ctx.obj = {
        "db": db or os.environ.get("TOCSIN_DB"),
        "actors": actors,
        "actors_of_environment": ctx.get_parameter_source("actors") is click.core.ParameterSource.ENVIRONMENT,
        "traceback": traceback,
    }


def main() -> None:
    """Run the command line; an error of ours is one line on stderr and its exit code."""
    try:
        code = cli(standalone_mode=False, prog_name="tocsin")
        sys.exit(code if isinstance(code, int) else 0)
    except click.exceptions.Exit as stop:
        sys.exit(stop.exit_code)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except click.Abort:
        click.echo("stopped; what was read so far is kept", err=True)
        sys.exit(130)
    except BrokenPipeError:
        # The reader of our output has gone (`| head`): nothing is left to say, nor anyone to say it to.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except TocsinError as error:
        if "--traceback" in sys.argv:
            raise
        click.echo(f"tocsin: {error}", err=True)
        sys.exit(error.exit_code)
