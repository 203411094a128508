"""A change to one file of a built site, and how tables of them are written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

PAGE = "cables/{}.html"
COPY = "_sources/cables/{}.md.txt"


@dataclass(frozen=True)
class SiteEdit:
    """A change to one file: its kind, what it does, the file, and the text that it changes.

    ``old`` is a pattern; the first match is replaced. ``{}`` in the file stands for the cable.
    ``place`` is the anchor, or the part of the page, that a message must begin with; none for what
    stands around the edition's own part. Where ``readings`` is true, both must be told.
    """

    kind: str
    name: str
    file: str
    old: str
    new: str
    place: str = ""
    readings: bool = True

    def change(self, text: str) -> str:
        """Return the text of the file with the change, or as it is if there is nothing to do."""
        return re.sub(self.old, self.new, text, count=1, flags=re.DOTALL)


def on_page(place: str, *edits: tuple[str, str, str, str]) -> Iterator[SiteEdit]:
    """Yield edits of the page of a cable, at one place."""
    for kind, name, old, new in edits:
        yield SiteEdit(kind, name, PAGE, old, new, place)


def anchors(place: str, *edits: tuple[str, str, str]) -> Iterator[SiteEdit]:
    """Yield edits to anchors of that page."""
    for name, old, new in edits:
        yield SiteEdit("anchor", name, PAGE, old, new, place, readings=False)


def around(*edits: tuple[str, str, str, str]) -> Iterator[SiteEdit]:
    """Yield edits around the edition's own part of that page."""
    for kind, name, old, new in edits:
        yield SiteEdit(kind, name, PAGE, old, new, readings=False)


def apart(file: str, *edits: tuple[str, str, str]) -> Iterator[SiteEdit]:
    """Yield edits to a file of its own."""
    for name, old, new in edits:
        yield SiteEdit("script", name, file, old, new, readings=False)


def on(file: str, place: str, *edits: tuple[str, str, str, str]) -> Iterator[SiteEdit]:
    """Yield edits to a file, at one place."""
    for kind, name, old, new in edits:
        yield SiteEdit(kind, name, file, old, new, place)


PAR = r'<div class="cable-par" id="p1"'
WORD = r"(cable-words\" lang=\"en\" dir=\"ltr\">[^<]*?)\b([a-z]{4,})\b"
