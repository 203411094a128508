"""Reading ``edition.toml``: typed settings, and a located problem for whatever is not right."""

from __future__ import annotations

import difflib
import re
import tomllib
from typing import Any, NamedTuple

from cable_edition.core.problems import Problem
from cable_edition.core.settings.lines import lines_of
from cable_edition.core.settings.model import (
    BY_OLD_NAME,
    SETTINGS,
    Settings,
    fault_of,
    tables_of,
    with_values,
)

#: Larger files are not settings.
LARGEST = 1_000_000

_AT_LINE = re.compile(r" \(at line ([0-9]+), column [0-9]+\)$")
_AT_END = re.compile(r" \(at end of document\)$")
_TABLES = tuple(tables_of(Settings()))
#: What people call a setting elsewhere -> its name here.
_CALLED = {
    "author": "editors",
    "authors": "editors",
    "editor": "editors",
    "project": "title",
    "name": "title",
    "description": "abstract",
    "license": "licence",
    "language": "languages",
    "lang": "languages",
    "url": "base_url",
    "html_baseurl": "base_url",
    **{old: setting.name for old, setting in BY_OLD_NAME.items()},
    **{name.rpartition(".")[2]: name for name in SETTINGS},
}
#: Names that are set elsewhere -> where.
_ELSEWHERE = {
    **dict.fromkeys(
        ("version", "release", "date", "released"),
        "the version and its date come from releases.yaml; `cable-edition release` writes them",
    ),
    **dict.fromkeys(
        ("search", "cable_search"),
        "every site has the search by paragraph; take it away, and the package pagefind too",
    ),
}


class Read(NamedTuple):
    """What was read: the settings, and the line of each name that the file gives."""

    settings: Settings
    lines: dict[str, int]


def read_settings(data: bytes, name: str) -> tuple[Read, list[Problem]]:
    """Read the bytes of an ``edition.toml`` that is called ``name`` in problems.

    A setting with a fault keeps its default. Problems, all of them errors: ``broken-toml`` (not
    TOML, or not UTF-8), ``unknown-setting``, ``bad-setting``.
    """
    nothing = Read(Settings(), {})
    if len(data) > LARGEST:
        return nothing, [_error("broken-toml", "the file is too large for settings", name, None)]
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        return nothing, [_error("broken-toml", "save the file as UTF-8", name, line)]
    try:
        tree = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        return nothing, [_broken(error, text, name)]
    reader = _Reader(name, lines_of(text))
    reader.table(tree, "")
    return Read(with_values(Settings(), reader.values), reader.given), reader.problems


def _error(code: str, message: str, name: str, line: int | None) -> Problem:
    return Problem(code, message, name, line)


def _broken(error: Exception, text: str, name: str) -> Problem:
    said = str(error)
    line: int | None = None
    if at := _AT_LINE.search(said):
        line, said = int(at[1]), said[: at.start()]
    elif at := _AT_END.search(said):
        line, said = text.rstrip("\n").count("\n") + 1, f"{said[: at.start()]} at the end"
    elif isinstance(error, RecursionError):
        said, line = "too many brackets inside brackets", _longest(text)
    elif "digits" in said:  # Python's own, on numbers of thousands
        said, line = "a number is too long", _longest(text)
    said = said[:200]
    return _error("broken-toml", f"this is no TOML: {said[:1].lower()}{said[1:]}", name, line)


def _longest(text: str) -> int:
    """Return the line that is longest, in which whatever is too much has to be."""
    lines = text.split("\n")
    return max(range(len(lines)), key=lambda at: len(lines[at])) + 1


class _Reader:
    """Takes what fits into ``values`` by dotted name, and notes the rest."""

    def __init__(self, name: str, lines: dict[str, int]) -> None:
        self._name = name
        self._lines = lines
        self.values: dict[str, Any] = {}
        self.given: dict[str, int] = {}
        self.problems: list[Problem] = []

    def table(self, tree: dict[str, Any], table: str) -> None:
        for key, value in tree.items():
            name = f"{table}.{key}" if table else key
            # A name in quotation marks may have a dot in it.
            if (setting := SETTINGS.get(name)) and "." not in key:
                self.given[name] = self._lines.get(name, 0)
                if fault := fault_of(setting, value):
                    self._note("bad-setting", fault, name)
                else:
                    self.values[name] = tuple(value) if isinstance(value, list) else value
            elif not table and key in _TABLES:
                if isinstance(value, dict):
                    self.table(value, key)
                else:
                    message = f"`{key}` is a table: write [{key}], and its settings below"
                    self._note("bad-setting", message, name)
            else:
                message = (
                    f"there is no setting `{_plain(name)}`{nearest(key, table, of=type(value))}"
                )
                self._note("unknown-setting", message, name)

    def _note(self, code: str, message: str, name: str) -> None:
        self.problems.append(_error(code, message, self._name, self._lines.get(name)))


def _plain(name: str) -> str:
    shown = "".join(mark if mark.isprintable() else "\ufffd" for mark in name)
    return shown if len(shown) <= 80 else f"{shown[:77]}..."


def nearest(key: str, table: str = "", *, of: type = object) -> str:
    """Return what an unknown name may stand for, as the end of a message.

    ``table`` is the table in which it stands; the names in it are looked at first. A table, by the
    type ``of`` its value, is meant for another table.
    """
    if key in _ELSEWHERE:
        return f"; {_ELSEWHERE[key]}"
    if key in _CALLED:
        return f"; it is {_placed(_CALLED[key], table)}"
    inside = {name.rpartition(".")[2]: name for name in SETTINGS if _table(name) == table}
    tables = {one: f"[{one}]" for one in _TABLES}
    words = inside if table else tables if of is dict else inside | tables
    for known in (words, _CALLED):
        if found := difflib.get_close_matches(key[:80], sorted(known), n=1):
            return f"; did you mean {_placed(known[found[0]], table)}?"
    return f"; known are {', '.join(words)}"


def _table(name: str) -> str:
    return name.rpartition(".")[0]


def _placed(name: str, table: str) -> str:
    """Return a setting as it is found from a table: with its own one, if that is another."""
    if name.startswith("["):
        return f"the table {name}"
    own, _, key = name.rpartition(".")
    if own == table:
        return f"`{key}`"
    return f"`{key}` in the table [{own}]" if own else f"`{key}`, above the first table"
