"""The kinds of tampering that the tests try on outputs; the table in the manual is made of them.

Each test of an output registers what it tries, by the kinds here, so that the manual can say no
more than is tried.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

#: Kind -> what is done, in words for editors.
KINDS = {
    "word-changed": "a word, letter or mark of a cable is another",
    "word-added": "words are added to a cable",
    "word-left-out": "words of a cable are left out",
    "order": "parts of a cable, or cables, change places",
    "anchor": "an anchor is another, stands twice or is missing",
    "number": "a paragraph has another number",
    "mark": "a paragraph has another portion mark",
    "emendation": "an emendation is another, is missing, or is hidden",
    "reading": "a correction of the reading is another, is missing, or is laid to the editors",
    "note": "a note is another, is missing, or stands elsewhere",
    "name": "words lead to another person, body, term, TAG or cable",
    "field": "a field of the record says something else: subject, date, sender, class, checksum",
    "title": "a title, or what the edition says of itself, is another",
    "register": "an entry of a register says something else",
    "markup": "an element, attribute, key or comment is there that the edition does not write",
    "file": "a file is missing, is added, or cannot be read",
}


class Edit(NamedTuple):
    """One edit of an output: its kind, what it is called, and what it does to the bytes."""

    kind: str
    name: str
    change: Callable[[bytes], bytes]


def named(edit: Edit) -> str:
    """Return the name of an edit for pytest."""
    return f"{edit.kind}: {edit.name}"


def replaced(kind: str, name: str, old: str, new: str) -> Edit:
    """Return an edit that puts other characters in the place of the first ``old``."""

    def change(data: bytes) -> bytes:
        assert old.encode() in data, f"{old!r} is not there"
        return data.replace(old.encode(), new.encode(), 1)

    return Edit(kind, name, change)
