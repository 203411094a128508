"""What the index of names must show, in a site and in an EPUB."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator, Mapping
from itertools import groupby

from cable_edition.core.cable.places import place_name
from cable_edition.core.edition.index_places import index_places
from cable_edition.core.proof.site.expected import Tokens, el, joined_by
from cable_edition.core.proof.site.known import Known, Placed
from cable_edition.core.proof.site.registers import halved
from cable_edition.core.registers.entries import Organization, Person
from cable_edition.core.words import say, say_number

#: The element of the page ``genindex`` that has the names.
NAMES = "cable-names"
_LEAD = (
    "People, organizations, terms, TAGS and posts in the order of letters, each with the cables "
    "and the places in them that have it."
)
_EMPTY = "The registers of this edition have no entry yet."
_NUMBERS = "0–9"
#: Letters that are no others with a mark, and where an index has them.
_LETTERS = str.maketrans(
    {"Æ": "Ae", "æ": "ae", "Œ": "Oe", "œ": "oe", "Ø": "O", "ø": "o", "Ł": "L", "ł": "l"}
    | {"Đ": "D", "đ": "d", "Ð": "D", "ð": "d", "Þ": "Th", "þ": "th", "ß": "ss", "ı": "i"}
)


def names_part(known: Known) -> Tokens:
    """Return the part of the page ``genindex`` that has the names."""
    limit = known.against.settings.limits.places_per_entry
    found = index_places(known.edition)
    counts = [
        sum(max(len(at), 1) for at in found.get((one.kind, one.entry.id), {}).values())
        for one in known.entries.values()
    ]
    limit = halved(limit, counts)
    body: list[Tokens] = []
    links = []
    for letter, rows in letters_of(known, lambda _page: False, limit):
        anchor = f"names-{letter.replace('–', '-')}"
        links.append(el("a", letter, href=f"#{anchor}"))
        body += [el("h2", letter, id=anchor), rows]
    if links:
        body.insert(0, el("div", el("p", joined_by(" ", links)), cls="cable-letters"))
    return el("div", el("p", say(_LEAD if links else _EMPTY)), *body, cls=NAMES)


def letters_of(
    known: Known, is_left_out: Callable[[str], bool], limit: int = 0
) -> Iterator[tuple[str, Tokens]]:
    """Yield each letter of the index with what is listed below it.

    ``is_left_out`` says of a page that the output lacks it; with a ``limit``, what has more places
    shows so many of them.
    """
    inside = [one for one in known.entries.values() if not is_left_out(one.page)]
    places = {
        key: {cable: at for cable, at in found.items() if not is_left_out(f"cables/{cable}")}
        for key, found in index_places(known.edition).items()
    }
    named = sorted(
        ((index_name(one), one) for one in inside), key=lambda it: (_key(it[0])[0].lower(), it[0])
    )
    for letter, group in groupby(named, key=lambda it: index_letter(it[0])):
        rows = [
            _entry(name, one, places.get((one.kind, one.entry.id), {}), limit)
            for name, one in group
        ]
        yield letter, el("ul", *rows, cls="index-of-names")


def index_name(placed: Placed) -> str:
    """Return the name under which an index has an entry."""
    entry = placed.entry
    sort = entry.sort if isinstance(entry, Person | Organization) else ""
    return sort or placed.title


def index_letter(name: str) -> str:
    """Return the letter under which an index has a name."""
    first = _key(name)[0][:1].upper()
    return first if first.isalpha() else _NUMBERS


def _key(name: str) -> tuple[str, str]:
    """Return what a name of the index is ordered by: its letters and digits, and itself."""
    bare = unicodedata.normalize("NFKD", name.translate(_LETTERS))
    plain = (c if c.isalnum() else " " for c in bare if c.isascii())
    return " ".join("".join(plain).split()) or "0", name


def _entry(name: str, placed: Placed, found: Mapping[str, tuple[str, ...]], limit: int) -> Tokens:
    # A cable that is named as a whole is a place, too.
    places = [(cable, at) for cable, anchors in found.items() for at in anchors or ("",)]
    shown = places[:limit] if limit else places
    rows = []
    for cable, group in groupby(shown, key=lambda place: place[0]):
        page = f"cables/{cable}"
        links = [
            el("a", place_name(anchor).replace("¶ ", "¶\xa0"), href=f"{page}#{anchor}")
            for _, anchor in group
            if anchor
        ]
        colon = ": " if links else ""
        rows.append(el("li", el("a", cable, href=page), colon, joined_by(", ", links)))
    if more := len(places) - len(shown):
        rows.append(
            el("li", el("a", say_number(more, "and {n} more", "and {n} more"), href=placed.address))
        )
    return el("li", el("a", name, href=placed.address), el("ul", *rows) if rows else [])
