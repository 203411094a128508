"""The pages that only the preview has: what is left to do, and that a page is not there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING
from urllib.parse import quote

from lxml import html
from lxml.html import builder as e

if TYPE_CHECKING:
    from cable_edition.cli._status_tables import Table

_STYLE = """
:root { color-scheme: light dark }
body { font: 16px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 70rem; padding: 0 1rem }
div { overflow-x: auto }
h2 { font-size: 1.1rem; margin: 2rem 0 0.5rem }
table { border-collapse: collapse; width: 100% }
th, td { border-bottom: 1px solid #8886; padding: 0.3rem 0.8rem 0.3rem 0; text-align: left }
th { font-weight: 600; white-space: nowrap }
td { overflow-wrap: break-word; vertical-align: top }
td a, .number, .whole { white-space: nowrap }
.number { text-align: right; font-variant-numeric: tabular-nums }
"""
#: A word that is wider may be broken, so that the others stay in sight.
_WIDEST = 40


def status_page(tables: Iterable[Table], summary: str) -> str:
    """Return the page of what is left to do, in HTML; every word in it is text, never markup."""
    shown = [part for table in tables for part in _shown(table)]
    return _page("What is left to do", e.P(summary), *shown)


def plain_page(title: str, words: str) -> str:
    """Return a page that has a title and a sentence."""
    return _page(title, e.P(words))


def _shown(table: Table) -> Iterable[html.HtmlElement]:
    columns = zip(*table.rows, strict=True)
    kinds = ["number" if all(cell.isdecimal() for cell in column) else "" for column in columns]
    heads = [e.TH(head, e.CLASS(kind)) for head, kind in zip(table.heads, kinds, strict=True)]
    rows = []
    for index, row in enumerate(table.rows):
        cells = [
            e.TD(_text(cell), e.CLASS(kind or _whole(cell)))
            for cell, kind in zip(row, kinds, strict=True)
        ]
        if table.of_cables:
            cells[0] = e.TD(*_links([(row[0], "")]))
        if table.places:
            cells[-1] = e.TD(*_links(table.places[index]))
        rows.append(e.TR(*cells))
    yield e.H2(f"{table.title} ({len(table.rows)})")
    yield e.DIV(e.TABLE(e.THEAD(e.TR(*heads)), e.TBODY(*rows)))


def _whole(cell: str) -> str:
    """Return the class of a cell that stands on one line: an id, a day, a file with its line."""
    return "" if " " in cell or len(cell) > _WIDEST else "whole"


def _links(places: Sequence[tuple[str, str]]) -> Iterator[html.HtmlElement | str]:
    """Yield links to places of cables, with commas between them."""
    for number, (cable, anchor) in enumerate(places):
        if number:
            yield ", "
        address = f"/cables/{quote(cable)}.html#{quote(anchor)}".removesuffix("#")
        yield e.A(f"{cable} {anchor}".rstrip(), href=address)


def _text(words: str) -> str:
    """Return words without the characters that no XML can hold."""
    return "".join(char if char.isprintable() else "\ufffd" for char in words)


def _page(title: str, *body: html.HtmlElement) -> str:
    head = e.HEAD(
        e.META(charset="utf-8"),
        e.META(name="viewport", content="width=device-width, initial-scale=1"),
        e.TITLE(title),
        e.STYLE(_STYLE),
    )
    home = e.P(e.A("To the site", href="/"))
    page = e.HTML(head, e.BODY(home, e.H1(title), *body), lang="en")
    made: str = html.tostring(page, encoding="unicode", doctype="<!DOCTYPE html>")
    return made
