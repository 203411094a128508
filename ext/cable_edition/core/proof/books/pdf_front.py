"""The first pages of a book in PDF, title page and notices, and what the file says of itself."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from cable_edition.core.cable.dates import MONTHS
from cable_edition.core.proof.books.pdf_flow import align, bare
from cable_edition.core.proof.books.pdf_metadata import metadata_faults
from cable_edition.core.proof.books.pdf_run import PICTURE, Letters, Run
from cable_edition.core.proof.books.pdf_text import PdfText, Piece
from cable_edition.core.proof.data.stated import rights_said
from cable_edition.core.proof.site.known import Known
from cable_edition.core.releases.declared import Release, newest_release
from cable_edition.core.words import say

_CREATOR = "Cable Edition"
#: The programs that write PDF from TeX, with their versions.
_PRODUCER = re.compile(r"(?:xdvipdfmx|LuaTeX|luahbtex|pdfTeX)[ -]?[\w(). -]{0,60}")
_MOMENT = re.compile(r"D:[0-9]{8,14}(?:Z|[+-][0-9]{2}'?[0-9]{2}'?)?")
_BY_NUMBER = (
    "A paragraph is cited by the name of its cable and its number (¶), which are the same in "
    "print, on the web and in the data."
)
_NOT_TAGGED = (
    "This PDF is not tagged: headings, lists and notes are not marked in it for programs that read "
    "aloud, as they are in the web pages and in the EPUB."
)
_NO_RELEASE = "This copy was made before the first release, and has no version."
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
    if text.language.replace("_", "-") != known.language.replace("_", "-"):
        yield "description", f"the language of the file is {text.language[:40]!r}"
    for message in metadata_faults(text.metadata, known, newest) if text.metadata else ():
        yield "description", message
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
    if words := info.get("/Keywords", ""):
        yield "Keywords", f"are {words[:120]!r}, and the edition has none"
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
    return [
        *lines,
        Run(say("Release {version}", version=newest.version) if newest else "", "title page"),
    ]


def _notice_runs(text: PdfText, known: Known, newest: Release | None) -> list[Run]:
    """Return the notices; what conf.py alone knows, and a day in another language, is passed by.

    Where no editor is named, the title page has other words, and the reference to cite by has none.
    """
    settings = known.against.settings
    notice, base = settings.copyright, f"{settings.base_url.rstrip('/')}/".removeprefix("/")
    passed = Run("", "notices", PICTURE)
    cited = [settings.author, known.title]
    if newest:
        cited += [say("Version {version}", version=newest.version), newest.date[:4]]
    is_one = settings.doi and "{id}" not in settings.doi
    way = f"https://doi.org/{settings.doi}" if is_one else base
    edition = " ".join(f"{part.removesuffix('.')}." for part in cited if part)
    lines = [
        _YEAR.sub("© ", notice),
        rights_said(known.against.settings),
        settings.licence,
        say("Published at {address}", address=base) if base else "",
        say(_BY_NUMBER),
        say("The edition is cited as: {reference}", reference=f"{edition} {way}"),
        say(_NOT_TAGGED),
    ]
    runs = [Run(line, "notices") for line in lines if line]
    if not notice:
        runs.insert(0, passed)
    if newest is None:
        return [*runs, Run(say(_NO_RELEASE), "notices")]
    version = f"{say('Version {version}', version=newest.version)}, "
    # In conf.py the day can be asked for in figures.
    found = "".join(bare(p.text) for p in text.pieces if p.page == 1)
    after = found.rpartition(bare(version))[2]
    if known.language.startswith("en") and any(one.isalpha() for one in after):
        return [*runs, Run(f"{version}{_day(newest.date)}.", "notices")]
    return [*runs, Run(version, "notices"), passed]


def _day(date: str) -> str:
    year, month, day = (int(one) for one in date.split("-"))
    return f"{day} {MONTHS[month - 1]} {year}"
