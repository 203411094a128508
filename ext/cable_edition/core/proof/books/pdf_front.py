"""The first pages of a book in PDF, title page and notices, and what the file says of itself."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from cable_edition.core.cable.dates import MONTHS
from cable_edition.core.proof.books.pdf_flow import align, bare
from cable_edition.core.proof.books.pdf_run import PICTURE, Letters, Run
from cable_edition.core.proof.books.pdf_text import PdfText, Piece
from cable_edition.core.proof.site.known import Known
from cable_edition.core.releases.declared import Release, newest_release
from cable_edition.core.settings import UNRELEASED

_CREATOR = "Cable Edition"
#: The programs that write PDF from TeX, with their versions.
_PRODUCER = re.compile(r"(?:xdvipdfmx|LuaTeX|luahbtex|pdfTeX)[ -]?[\w(). -]{0,60}")
_MOMENT = re.compile(r"D:[0-9]{8,14}(?:Z|[+-][0-9]{2}'?[0-9]{2}'?)?")
_YEAR = re.compile(r"^(?=[0-9])")


def front_faults(text: PdfText, known: Known) -> Iterator[tuple[str, str]]:
    """Yield (place, what is wrong) of the title page, the notices, and the file's description."""
    newest = newest_release(known.against.sources)
    pages: dict[int, list[Piece]] = {0: [], 1: []}
    for piece in text.pieces:
        if piece.page in pages:
            pages[piece.page].append(piece)
    for at, message in _description(text.info, known):
        yield "description", f"{at} {message}"
    for name, runs, pieces in (
        ("title page", _title_runs(text, known, newest), pages[0]),
        ("notices", _notice_runs(text, known, newest), pages[1]),
    ):
        difference = align(runs, pieces).difference
        if difference is not None:
            yield name, difference.told()


def _description(info: Mapping[str, str], known: Known) -> Iterator[tuple[str, str]]:
    settings = known.against.settings
    must = {
        "/Title": known.title,
        "/Author": settings.author,
        "/Subject": settings.book.subtitle,
        "/Creator": _CREATOR,
    }
    for name, words in must.items():
        said = info.get(name, "")
        if words and bare(said) != bare(words):
            yield name[1:], f"is {said[:120]!r}, and must be {words[:120]!r}"
    for name, form in (
        ("/Producer", _PRODUCER), ("/CreationDate", _MOMENT), ("/ModDate", _MOMENT)
    ):  # fmt: skip
        said = info.get(name, "")
        if said and not form.fullmatch(said):
            yield name[1:], f"is {said[:120]!r}"


def _title_runs(text: PdfText, known: Known, newest: Release | None) -> list[Run]:
    settings = known.against.settings
    author = settings.author or text.info.get("/Author", "")
    lines = [
        Run(known.title, "title page", letters=Letters.CAPITALS),
        Run(settings.book.subtitle, "title page"),
        Run(author, "title page"),
    ]
    said = f"Release {newest.version}" if newest else ""
    if not newest and _unreleased(text):
        said = f"Release {UNRELEASED}"
    return [*lines, Run(said, "title page")]


def _unreleased(text: PdfText) -> bool:
    """Whether a book that was never released says so on its title page."""
    return "".join(bare(p.text) for p in text.pieces if p.page == 0).endswith(UNRELEASED)


def _notice_runs(text: PdfText, known: Known, newest: Release | None) -> list[Run]:
    """Return the notices; what conf.py alone knows, and a day in another language, is passed by."""
    notice = known.against.settings.copyright
    passed = Run("", "notices", PICTURE)
    runs = [Run(_YEAR.sub("© ", notice), "notices")] if notice else [passed]
    day = _day(newest.date) if newest and known.language.startswith("en") else ""
    found = "".join(bare(p.text) for p in text.pieces if p.page == 1)
    # In conf.py the day can be asked for in figures.
    if day and any(one.isalpha() for one in found.rpartition(bare(notice))[2]):
        return [*runs, Run(f"{day}.", "notices")]
    return [*runs, passed]


def _day(date: str) -> str:
    year, month, day = (int(one) for one in date.split("-"))
    return f"{day} {MONTHS[month - 1]} {year}"
