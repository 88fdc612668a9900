"""The command line: thin, one function a command. `tocsin --help` lists them."""

from tocsin.cli.entry import main

__all__ = ["main"]
