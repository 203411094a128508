"""Pieces of MyST that several pages share."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any
from urllib.parse import urlsplit

from cable_edition.core.cable.fold import fold
from cable_edition.core.myst.editorial_text import inline
from cable_edition.core.myst.escape import escape, visible
from cable_edition.core.myst.rows import write_row
from cable_edition.core.registers.entries import Statement

#: A block without words, as a line of its own; escaped text never ends in a lone backslash.
EMPTY_BLOCK = "\\"

_PLAIN = re.compile(r"[A-Za-z0-9()][A-Za-z0-9()/., -]*")

#: First line of every generated page; a page without it is not ours to overwrite or remove.
MARKER = "% Written by Cable Edition"


def opening(title: str, source: str) -> str:
    """Return the marker and the title; ``title`` is MyST already."""
    return f"{MARKER} from {fold(visible(source))}. Changes made here are lost.\n\n# {title}\n"


def fence(name: str, argument: str, options: dict[str, str], body: str, mark: str = "```") -> str:
    """Return a directive. Options without a value are left out; values are one line.

    A line that begins with backticks begins no directive if it has others, so tildes stand there.
    """
    if "`" in argument and mark == "```":
        mark = "~~~"
    head = f"{mark}{{{name}}} {argument}".rstrip()
    lines = [f":{key}: {_scalar(value)}" for key, value in options.items() if value]
    if lines and body:
        lines.append("")
    return "\n".join([head, *lines, *([body] if body else []), mark]) + "\n"


def _scalar(value: str) -> str:
    """Write an option's value; MyST reads options as YAML, so all but plain words are quoted."""
    if _PLAIN.fullmatch(value):
        return value
    quoted = fold(value).replace("'", "''")
    return f"'{quoted}'"


def rows(name: str, table: Iterable[tuple[Any, ...]], argument: str = "") -> str:
    """Return a directive of rows (:mod:`~cable_edition.core.myst.row_kinds`); or nothing."""
    lines = [write_row(row) for row in table]
    return fence(name, argument, {}, "\n".join(lines)) if lines else ""


def toctree(docnames: Sequence[str]) -> str:
    """Return a hidden toctree, so that PDF and EPUB hold the pages."""
    if not docnames:
        return ""
    lines = "\n".join(f"/{name}" for name in docnames)
    return f"```{{toctree}}\n:hidden:\n\n{lines}\n```\n"


def is_web(source: str) -> bool:
    """Tell whether a source is an address that a page may link to."""
    parts = urlsplit(source) if source.lower().startswith(("http://", "https://")) else None
    return bool(parts and parts.netloc) and not any(char in source for char in ' <>"`\\')


def address_and_words(source: str) -> tuple[str, str]:
    """Return the address of a source, if it has one, and the words that stand for it on a page.

    Behind an address, parted by a blank, may stand what is there; without that the words are the
    name of its host.
    """
    address, _, words = source.partition(" ")
    if not is_web(address) or (words and address[-1] in ",;.:"):
        return "", source
    return address, words or urlsplit(address).netloc.removeprefix("www.")


def statement(one: Statement, label: str = "") -> str:
    """Return a statement with its status and sources."""
    lead = f"**{escape(label)}** " if label else ""
    lines = [lead + inline(one.text), *(visible(fold(source)) for source in one.sources)]
    return fence("cable:statement", one.status, {}, "\n".join(lines))
