"""The pages that only a book has: cover, title page, index of names."""

from __future__ import annotations

import re
from collections.abc import Callable

from cable_edition.core.proof.books.epub_form import own_page
from cable_edition.core.proof.books.epub_package import Package
from cable_edition.core.proof.site.expected import Tokens, el
from cable_edition.core.proof.site.known import Known
from cable_edition.core.proof.site.names_index import letters_of
from cable_edition.core.releases.declared import newest_release
from cable_edition.core.settings import Settings
from cable_edition.core.settings.forms import slashed
from cable_edition.core.words import say

COVER, COVER_PAGE, TITLE_PAGE, INDEX_PAGE = "cover.png", "cover", "index", "index-of-names"
_COMMONS = re.compile(
    r"https?://creativecommons\.org/(?:licenses/([a-z-]{2,20})|publicdomain/(zero))/"
    r"([0-9]\.[0-9])/?(?:deed\.[a-z-]{2,10})?"
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
    picture = el("img", src=COVER, alt=say("Cover: {title}", title=told))
    return own_page(known.language, known.title, el("div", picture, cls="cover"), "cover")


def _title_page(known: Known, settings: Settings, package: Package) -> list[str]:
    newest = newest_release(known.against.sources)
    version = [say("Version {version}", version=newest.version), newest.date] if newest else []
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
    return settings.rights or say(
        "The texts of the cables are works of the United States government; no rights are claimed "
        "in them. The editorial matter is licensed under {licence}.",
        licence=licence,
    )


def _index(known: Known, is_left_out: Callable[[str], bool]) -> list[str]:
    body: list[Tokens] = [el("h1", say("Index"))]
    for letter, rows in letters_of(known, is_left_out):
        body += [el("h2", letter), rows]
    section = el("section", *body, epub_type="index", role="doc-index")
    return own_page(known.language, say("Index"), section, "backmatter")
