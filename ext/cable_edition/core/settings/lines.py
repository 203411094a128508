"""Where each name of a TOML file stands. The reader of the standard library does not tell."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from typing import Any

#: A statement of more lines than this is not located, nor what follows it.
MOST_LINES = 500
#: Deeper tables hold no setting.
_DEEPEST = 4


def lines_of(text: str) -> dict[str, int]:
    """Return the line, counted from 1, of each dotted name of a well-formed TOML text.

    A statement ends with the line at which it can be read by itself; so what is a key, a string
    or a comment is for the reader of the standard library to say.
    """
    found: dict[str, int] = {}
    table: tuple[str, ...] = ()
    chunk, start = "", 0
    for number, line in enumerate(text.split("\n"), 1):
        bare = line.strip()
        if not chunk:
            if not bare or bare.startswith("#"):
                continue
            start = number
        chunk += f"{line}\n"
        tree = _read(chunk)
        if tree is None:
            if number - start >= MOST_LINES:
                return found
            continue
        paths = list(_paths(tree))
        if chunk.lstrip().startswith("["):
            table = paths[-1]
        else:
            paths = [(*table, *path) for path in paths]
        for path in paths:
            found.setdefault(".".join(path), start)
        chunk = ""
    return found


def _read(chunk: str) -> dict[str, Any] | None:
    try:
        return tomllib.loads(chunk)
    except (ValueError, RecursionError):
        return None


def _paths(tree: dict[str, Any], before: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    for key, value in tree.items():
        path = (*before, key)
        yield path
        # The head of an array of tables is read as a list of one empty table.
        inner = value[0] if isinstance(value, list) and value == [{}] else value
        if isinstance(inner, dict) and len(path) < _DEEPEST:
            yield from _paths(inner, path)
