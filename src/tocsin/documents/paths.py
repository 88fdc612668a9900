"""Files and folders: which files a path stands for, in a stable order."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from tocsin.documents.document import shown
from tocsin.errors import DocumentError

_NAME_LIMIT = 300


def files(path: str) -> Iterator[Path | DocumentError]:
    """The file itself, or the files of a folder and its folders, by name, without hidden ones.

    Linked folders are not entered, so that no loop can form. Only one folder's names are held at a time.
    """
    try:
        given = Path(path)
        if given.is_dir():
            count = 0
            for found in _folder(given):
                count += 1
                yield found
            if count == 0:
                yield DocumentError(name(given), "no documents in the folder")
        elif given.exists():
            yield given
        else:
            yield DocumentError(name(given), "no such file", "check the path")
    except (OSError, ValueError) as error:
        yield DocumentError(shown(path, _NAME_LIMIT), reason(error))


def _folder(folder: Path) -> Iterator[Path | DocumentError]:
    try:
        with os.scandir(folder) as entries:
            found = sorted((entry.name, entry.is_dir(follow_symlinks=False)) for entry in entries)
    except OSError as error:
        yield DocumentError(name(folder), reason(error))
        return
    for entry, is_folder in found:
        if entry.startswith("."):
            continue
        path = folder / entry
        if is_folder:
            yield from _folder(path)
        elif path.is_file():
            yield path
        elif not path.is_dir():
            yield DocumentError(name(path), "not a regular file")


def name(path: Path) -> str:
    """A path as one line of text, whatever characters or bytes its name holds."""
    return shown(os.fsencode(path).decode("utf-8", "replace"), _NAME_LIMIT)


def reason(error: Exception) -> str:
    """Why the system refused, in its words."""
    return (getattr(error, "strerror", None) or str(error)).lower()
