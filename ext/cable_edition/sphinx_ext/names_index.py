"""The index of site and EPUB: the names of the registers with the places that have them."""

from __future__ import annotations

import re
import unicodedata
from html import escape
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from cable_edition.core.cable.places import place_name
from cable_edition.core.edition.model import NOTHING_KEPT
from cable_edition.core.kept_work import KeptWork, digest_of
from cable_edition.core.words import say_number, spoken

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

#: Latin letters that are no others with a mark: where an index looks for them.
_LETTERS = str.maketrans(
    {"Æ": "Ae", "æ": "ae", "Œ": "Oe", "œ": "oe", "Ø": "O", "ø": "o", "Ł": "L", "ł": "l"}
    | {"Đ": "D", "đ": "d", "Ð": "D", "ð": "d", "Þ": "Th", "þ": "th", "ß": "ss", "ı": "i"}
)
_NOT_PLAIN = re.compile(r"[^A-Za-z0-9 ]+")
_NUMBERS = "0–9"


class Name(NamedTuple):
    """An entry of the index: its name, the address of the entry, and where it occurs."""

    name: str
    href: str
    places: Mapping[str, Sequence[str]]
    """Id of a cable -> the anchors on its page, in order."""
    further: int = 0
    """How many places there are besides these."""


class Part(NamedTuple):
    """What an index has below a letter: a list in HTML."""

    letter: str
    rows: str


def plain_key(name: str) -> str:
    """Return the key by which a name is ordered: letters and digits without their accents."""
    bare = unicodedata.normalize("NFKD", name.translate(_LETTERS))
    bare = bare.encode("ascii", "ignore").decode("ascii")
    return " ".join(_NOT_PLAIN.sub(" ", bare).split()) or "0"


def index_parts(
    names: Iterable[Name],
    address_of: Callable[[str], str],
    limit: int = 0,
    kept: KeptWork = NOTHING_KEPT,
) -> Iterator[Part]:
    """Yield the parts of the index in the order of letters.

    ``address_of`` gives the address of a page by its docname. With a ``limit``, what has more
    places shows so many of them, and leads to its entry for the others. ``kept`` has what an
    earlier build wrote of the same names.
    """
    # How addresses are written in this output.
    shown = address_of("cables/index"), str(limit), spoken().tag

    def written(one: Name) -> str:
        given = digest_of((one.name, repr((one.places, one.further))))
        drawer = kept.drawer("names", (one.href, *shown))
        return drawer.of("entry", lambda: _entry(one, address_of, limit), given)

    ordered = sorted(names, key=lambda one: (plain_key(one.name).lower(), one.name))
    for letter, group in groupby(ordered, key=lambda one: _letter(one.name)):
        rows = "".join(map(written, group))
        yield Part(letter, f'<ul class="index-of-names">{rows}</ul>\n')


def places_of(places: Mapping[str, Sequence[str]]) -> int:
    """Return how many places a name has; a cable that is named as a whole counts as a place."""
    return sum(len(anchors) or 1 for anchors in places.values())


def _letter(name: str) -> str:
    first = plain_key(name)[:1].upper()
    return first if first.isalpha() else _NUMBERS


def _entry(one: Name, address_of: Callable[[str], str], limit: int) -> str:
    href, left = escape(one.href), limit
    cables = []
    for cable, anchors in one.places.items():
        if limit and not left:
            break
        shown = anchors[:left] if limit else anchors
        left -= len(shown) or 1
        cables.append(_cable(cable, shown, address_of))
    more = places_of(one.places) + one.further - limit
    if limit and more > 0:
        left_over = say_number(more, "and {n} more", "and {n} more")
        cables.append(f'<li><a href="{href}">{escape(left_over)}</a></li>\n')
    listed = f"\n<ul>\n{''.join(cables)}</ul>" if cables else ""
    return f'<li><a href="{href}">{escape(one.name)}</a>{listed}</li>\n'


def _cable(cable: str, anchors: Sequence[str], address_of: Callable[[str], str]) -> str:
    page = escape(address_of(f"cables/{cable}"))
    places = ", ".join(
        f'<a href="{page}#{escape(anchor)}">'
        f"{escape(place_name(anchor)).replace('¶ ', '¶&#160;')}</a>"
        for anchor in anchors
    )
    return f'<li><a href="{page}">{escape(cable)}</a>{": " if places else ""}{places}</li>\n'
