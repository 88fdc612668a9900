"""Days on the command line."""

from __future__ import annotations

from datetime import date

import click


class Day(click.ParamType[date]):
    """An ISO day, `2026-02-03`."""

    name = "day"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """The day that the text gives.

        Raises:
            click.BadParameter: it is no ISO day.
        """
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(str(value))
        except ValueError:
            self.fail(f"{value!r} is no day; write it as 2026-02-03", param, ctx)


as_of_option = click.option(
    "--as-of", type=Day(), metavar="DAY", help="As it stood at the end of that day. Default: today."
)
