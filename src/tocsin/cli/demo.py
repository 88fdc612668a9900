"""`tocsin demo`: an invented crisis read from start to brief, as a tour of the commands."""

from __future__ import annotations

import shlex
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

import click

TOUR = (
    ("Read thirteen invented articles of four weeks at the Daugava into a record.", "read {story} --format none"),
    ("Who voiced concern?", "statements --act concern"),
    ("What did the Belarusian side deny?", "statements --act deny --country BLR"),
    ("The concerns as they stood on 10 March, before the CSTO spoke ...", "concerns --as-of 2026-03-10"),
    ("... and at the end of the story.", "concerns --as-of 2026-04-12"),
    ("The offer of mediation, and what it waits for.", "requests --as-of 2026-04-12"),
    ("Who was bound by treaty that day?", "world members CSTO --as-of 2026-04-12"),
    ("The brief for the morning.", "brief Latvia --since 2026-04-01 --as-of 2026-04-12 -o {brief}"),
)


@click.command()
@click.option("-o", "--output", type=click.Path(path_type=Path), default=Path("brief.html"), show_default=True)
@click.pass_obj
def demo(obj: dict[str, Any], output: Path) -> None:
    """Read an invented crisis between Latvia and Belarus and tour every command; leaves a record and brief.html."""
    from tocsin.cli.entry import cli
    from tocsin.cli.output import console

    address = obj["db"] or "sqlite:///demo.db"
    with as_file(files("tocsin.demo").joinpath("story.jsonl")) as story:
        for words, command in TOUR:
            args = [part.format(story=story, brief=output) for part in shlex.split(command)]
            shown = shlex.join(["tocsin", "--db", address, *(Path(a).name if a == str(story) else a for a in args)])
            console().rule(align="left", style="dim")
            console().print(f"[bold]{words}[/]\n[dim]$ {shown}[/]\n")
            cli(["--db", address, *args], standalone_mode=False)
    console().rule(align="left", style="dim")
    console().print(f"The brief is in [bold]{output}[/], the record at [bold]{address}[/].")
    console().print("Next: tocsin read YOUR-ARTICLES")
