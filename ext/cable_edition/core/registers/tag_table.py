"""The packaged table of known TAGS, for codes of which an edition's own register says nothing."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from importlib.resources import files

from cable_edition.core.registers.entries import Statement, Status, Tag
from cable_edition.core.registers.from_yaml import TAG_KINDS
from cable_edition.core.words import marked, say

#: What the standing of a name in the table means: the status shown, and the sentence with it.
_STANDINGS: dict[str, tuple[Status, str]] = {
    "handbook": (
        "verified",
        marked(
            "Name as in the State Department's handbook of TAGS (5 FAH-3), in an edition of the "
            "2020s."
        ),
    ),
    "secondary": ("unverified", marked("Wording of a secondary source, not the official name.")),
    "unsourced": (
        "unverified",
        marked("Kind and name are general knowledge; no source was looked up for them."),
    ),
    "code": ("unverified", marked("The code is attested; its official name was not seen.")),
}
#: Kind of a TAG -> its meaning in one line, with its name and without one.
_TIPS = {
    "geographic": (
        marked("Geographic tag: {name}"),
        marked("Geographic tag; its official name was not seen"),
    ),
    "organization": (
        marked("Organization tag: {name}"),
        marked("Organization tag; its official name was not seen"),
    ),
    "program": (
        marked("Program tag: {name}"),
        marked("Program tag; its official name was not seen"),
    ),
    "subject": (
        marked("Subject tag: {name}"),
        marked("Subject tag; its official name was not seen"),
    ),
}


def lookup(code: str) -> Tag | None:
    """Return the known TAG with this ``code`` in capitals (``PREL``), or ``None``.

    Its ``name`` is empty where no source with a name was seen. ``status`` is ``verified`` only
    for names as the handbook 5 FAH-3 prints them.
    """
    return _table().get(code)


def said(tag: Tag) -> Tag:
    """Return a TAG as readers are told of it: what the table says, in the language of the edition.

    Names of TAGS stay as they are, and so does all that an editor has written. The data have the
    table as it is.
    """
    if tag.path or tag != lookup(tag.id):
        return tag
    named, unnamed = _TIPS[tag.kind]
    return replace(
        tag,
        tip=say(named, name=tag.name) if tag.name else say(unnamed),
        statements=tuple(
            Statement(say(one.text), one.status, tuple(map(say, one.sources)))
            for one in tag.statements
        ),
    )


def sources_of_names() -> tuple[str, ...]:
    """Return what the table says of where its names are from, without addresses, sorted."""
    found = {
        source for tag in _table().values() for one in tag.statements for source in one.sources
    }
    return tuple(sorted(one for one in found if not one.startswith("https://")))


def known_codes() -> tuple[str, ...]:
    """Return all codes of the table, sorted."""
    return tuple(sorted(_table()))


@cache
def places_of_the_world() -> frozenset[str]:
    """Return the words of the names of geographic TAGS in small letters: ``korea``."""
    return frozenset(
        word.strip("(),.").casefold()
        for tag in _table().values()
        if tag.kind == "geographic"
        for word in tag.name.split()
        if word[:1].isupper()
    )


@cache
def _table() -> dict[str, Tag]:
    table = files("cable_edition.core") / "data" / "tags.tsv"
    rows = (line.split("\t") for line in table.read_text("utf-8").splitlines() if line[:1] != "#")
    return {row[0]: _tag(*row) for row in rows}


def _tag(code: str, kind: str, name: str, standing: str, source: str) -> Tag:
    status, sentence = _STANDINGS[standing]
    named, unnamed = _TIPS[kind]
    return Tag(
        id=code,
        name=name,
        tip=named.format(name=name) if name else unnamed,
        statements=(Statement(sentence, status, (source,)),),
        kind=next(known for known in TAG_KINDS if known == kind),
        status=status,
    )
