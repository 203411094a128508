"""The packaged table of posts: their codes, their names, and other writings of both.

The table is ``data/posts.tsv``, which says where it comes from; ``data/posts.json`` has the words
that stand before the name of a post (``AMEMBASSY``).
"""

from __future__ import annotations

import json
import re
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple

from cable_edition.core.cable.spelling import slipped

#: The fewest letters of a post whose misspelling can be told.
_SHORTEST = 6
_NOT_LETTERS = re.compile(r"[^A-Z]+")
#: What the kinds of post on a FROM line are called in the record of the same cable.
_KINDS = {
    "AMEMBASSY": "Embassy",
    "AMEMB": "Embassy",
    "AMCONSUL": "Consulate",
    "USMISSION": "Mission",
    "USINT": "Interests Section",
    "USLO": "Liaison Office",
    "EMBASSY": "Embassy",
    "CONSULATE": "Consulate",
    "MISSION": "Mission",
}
_BODY = re.compile(
    rf"(?:(?P<kind>{'|'.join(_KINDS)})[ \t]+(?P<place>[^\W\d_](?:[^\W\d_]|[ .'-])*)"
    r"|SECSTATE(?:[ \t]+WASH(?:DC|INGTON(?:[ \t]+DC)?))?)",
    re.IGNORECASE,
)


class PostEntry(NamedTuple):
    """A row of the table: the code as in ids, the name as a person writes it, other writings.

    ``source`` says where code and name were looked up, or that they were not.
    """

    code: str
    name: str
    forms: tuple[str, ...]
    source: str


class PostTable(NamedTuple):
    """The table, looked up in all the ways that reading needs.

    ``aliases`` leads from other writings, in capitals without blanks, to the code; in
    ``of_several_words`` are the writings, so squeezed, of names that have a blank.
    """

    entries: dict[str, PostEntry]
    aliases: dict[str, str]
    of_several_words: frozenset[str]
    prefixes: tuple[str, ...]
    leading: tuple[str, ...]


def squeezed(words: str) -> str:
    """Return ``words`` in capitals, less all that is no letter from A to Z."""
    return _NOT_LETTERS.sub("", words.upper())


def known_post(code: str) -> PostEntry | None:
    """Return the row of the post with this canonical code, or ``None``."""
    return post_table().entries.get(code)


@lru_cache(maxsize=4096)
def near_post(code: str) -> PostEntry | None:
    """Return the post of which ``code`` is a misspelling of one letter, or ``None``.

    Short names are near to too many others; so is one that is near to two.
    """
    if len(code) < _SHORTEST:
        return None
    near = [one for one in post_table().entries.values() if slipped(code, one.code)]
    return near[0] if len(near) == 1 else None


def post_name(code: str) -> str:
    """Return the name of a post as a person writes it (``NEWDELHI`` is ``New Delhi``).

    A post that the table does not have is its code with one capital.
    """
    entry = post_table().entries.get(code)
    return entry.name if entry else code.capitalize()


def body_in_words(origin: str) -> str:
    """Return the body of a FROM line as the record names it: ``Embassy Rome``.

    ``AMEMBASSY ROME`` on the line of a telegram and ``Embassy Rome`` in the record of another copy
    are one body. What the table of posts does not know stays as it is: a name is never guessed.
    """
    parts = _BODY.fullmatch(origin)
    if parts is None:
        return origin
    if parts["place"] is None:
        return "Secretary of State"
    place = squeezed(parts["place"])
    table = post_table()
    entry = table.entries.get(table.aliases.get(place, place))
    return f"{_KINDS[parts['kind'].upper()]} {entry.name}" if entry else origin


@cache
def post_table() -> PostTable:
    """Return the packaged table."""
    data = files("cable_edition.core") / "data"
    words = json.loads((data / "posts.json").read_text("utf-8"))
    rows = (line.split("\t") for line in (data / "posts.tsv").read_text("utf-8").splitlines())
    entries = {
        code: PostEntry(code, name, tuple(filter(None, forms.split(", "))), source)
        for code, name, forms, source in (row for row in rows if len(row) == 4)
    }
    aliases = {squeezed(form): one.code for one in entries.values() for form in one.forms}
    several = {
        squeezed(form)
        for one in entries.values()
        for form in (one.name, *one.forms)
        if " " in form or "-" in form
    }
    prefixes = sorted({squeezed(item) for item in words["prefixes"]}, key=len, reverse=True)
    return PostTable(entries, aliases, frozenset(several), tuple(prefixes), tuple(words["leading"]))
