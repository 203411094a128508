"""The pages that only a book has: cover, title page, index of names."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from itertools import groupby

from cable_edition.core.cable.places import place_name
from cable_edition.core.edition.index_places import index_places
from cable_edition.core.proof.books.epub_form import own_page
from cable_edition.core.proof.books.epub_package import Package
from cable_edition.core.proof.site.expected import Tokens, el, joined_by
from cable_edition.core.proof.site.known import Known, Placed
from cable_edition.core.registers.entries import Organization, Person
from cable_edition.core.releases.declared import newest_release
from cable_edition.core.settings import Settings
from cable_edition.core.settings.forms import slashed

COVER, COVER_PAGE, TITLE_PAGE, INDEX_PAGE = "cover.png", "cover", "index", "index-of-names"
_COMMONS = re.compile(
    r"https?://creativecommons\.org/(?:licenses/([a-z-]{2,20})|publicdomain/(zero))/"
    r"([0-9]\.[0-9])/?(?:deed\.[a-z-]{2,10})?"
)
_NUMBERS = "0–9"
#: Letters that are no others with a mark, and where an index has them.
_LETTERS = str.maketrans(
    {"Æ": "Ae", "æ": "ae", "Œ": "Oe", "œ": "oe", "Ø": "O", "ø": "o", "Ł": "L", "ł": "l"}
    | {"Đ": "D", "đ": "d", "Ð": "D", "ð": "d", "Þ": "Th", "þ": "th", "ß": "ss", "ı": "i"}
)


def front_pages(
    known: Known, package: Package, is_left_out: Callable[[str], bool]
) -> dict[str, list[str]]:
    """Return what the pages must show; ``is_left_out`` says of a page that the book lacks it."""
    settings = known.against.settings
    return {
        COVER_PAGE: _cover(known, settings),
        TITLE_PAGE: _title_page(known, settings, package),
        INDEX_PAGE: _index(known, is_left_out),
    }


def _cover(known: Known, settings: Settings) -> list[str]:
    told = ". ".join(part for part in (known.title, settings.book.subtitle) if part)
    picture = el("img", src=COVER, alt=f"Cover: {told}")
    return own_page(known.language, known.title, el("div", picture, cls="cover"), "cover")


def _title_page(known: Known, settings: Settings, package: Package) -> list[str]:
    newest = newest_release(known.against.sources)
    version = [f"Version {newest.version}", newest.date] if newest else []
    address = slashed(settings.base_url)
    subtitle, editors = settings.book.subtitle, package.said("creator")
    notice = package.said("rights")
    lines: list[str | Tokens] = [
        package.said("publisher"),
        ", ".join(part for part in version if part),
        el("a", address, href=address) if address else "",
        f"© {notice}" if notice else "",
        _rights(settings),
    ]
    section = el(
        "section",
        el("h1", known.title),
        el("p", subtitle, cls="subtitle") if subtitle else [],
        el("p", editors) if editors else [],
        el("div", *(el("p", line) for line in lines if line), cls="imprint"),
        cls="title-page", epub_type="titlepage",
    )  # fmt: skip
    return own_page(known.language, known.title, section, "frontmatter")


def _rights(settings: Settings) -> str:
    found = _COMMONS.fullmatch(settings.licence)
    licence = settings.licence
    if found:
        licence = f"CC {found[1].upper()} {found[3]}" if found[1] else f"CC0 {found[3]}"
    return settings.rights or (
        "The texts of the cables are works of the United States government; no rights are claimed "
        f"in them. The editorial matter is licensed under {licence}."
    )


def _key(name: str) -> tuple[str, str]:
    """Return what a name of the index is ordered by: its letters and digits, and itself."""
    bare = unicodedata.normalize("NFKD", name.translate(_LETTERS))
    plain = (c if c.isalnum() else " " for c in bare if c.isascii())
    return " ".join("".join(plain).split()) or "0", name


def _index(known: Known, is_left_out: Callable[[str], bool]) -> list[str]:
    inside = [one for one in known.entries.values() if not is_left_out(one.page)]
    places = {
        key: {cable: at for cable, at in found.items() if not is_left_out(f"cables/{cable}")}
        for key, found in index_places(known.edition).items()
    }
    named = sorted(
        ((index_name(one), one) for one in inside), key=lambda it: (_key(it[0])[0].lower(), it[0])
    )
    body: list[Tokens] = [el("h1", "Index")]
    for letter, group in groupby(named, key=lambda it: index_letter(it[0])):
        rows = [_entry(name, one, places.get((one.kind, one.entry.id), {})) for name, one in group]
        body += [el("h2", letter), el("ul", *rows, cls="index-of-names")]
    section = el("section", *body, epub_type="index", role="doc-index")
    return own_page(known.language, "Index", section, "backmatter")


def index_name(placed: Placed) -> str:
    """Return the name under which an index has an entry."""
    entry = placed.entry
    sort = entry.sort if isinstance(entry, Person | Organization) else ""
    return sort or placed.title


def index_letter(name: str) -> str:
    """Return the letter under which an index has a name."""
    first = _key(name)[0][:1].upper()
    return first if first.isalpha() else _NUMBERS


def _entry(name: str, placed: Placed, found: Mapping[str, tuple[str, ...]]) -> Tokens:
    rows = []
    for cable, anchors in found.items():
        page = f"cables/{cable}"
        links = [
            el("a", place_name(anchor).replace("¶ ", "¶\xa0"), href=f"{page}#{anchor}")
            for anchor in anchors
        ]
        colon = ": " if links else ""
        rows.append(el("li", el("a", cable, href=page), colon, joined_by(", ", links)))
    return el("li", el("a", name, href=placed.address), el("ul", *rows) if rows else [])
