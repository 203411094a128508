"""The packaged table of known TAGS, for codes of which an edition's own register says nothing."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from cable_edition.core.registers.entries import Statement, Status, Tag
from cable_edition.core.registers.from_yaml import TAG_KINDS

#: What the standing of a name in the table means: the status shown, and the sentence with it.
_STANDINGS: dict[str, tuple[Status, str]] = {
    "handbook": (
        "verified",
        "Name as in the State Department's handbook of TAGS (5 FAH-3), in an edition of the 2020s.",
    ),
    "secondary": ("unverified", "Wording of a secondary source, not the official name."),
    "unsourced": (
        "unverified",
        "Kind and name are general knowledge; no source was looked up for them.",
    ),
    "code": ("unverified", "The code is attested; its official name was not seen."),
}


def lookup(code: str) -> Tag | None:
    """Return the known TAG with this ``code`` in capitals (``PREL``), or ``None``.

    Its ``name`` is empty where no source with a name was seen. ``status`` is ``verified`` only
    for names as the handbook 5 FAH-3 prints them.
    """
    return _table().get(code)


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
    words = f"{kind.capitalize()} tag"
    return Tag(
        id=code,
        name=name,
        tip=f"{words}: {name}" if name else f"{words}; its official name was not seen",
        statements=(Statement(sentence, status, (source,)),),
        kind=next(known for known in TAG_KINDS if known == kind),
        status=status,
    )
