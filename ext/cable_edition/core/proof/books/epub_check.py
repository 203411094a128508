"""The proof of an EPUB: every page of the edition in it, and what it says of itself."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from fnmatch import fnmatchcase
from pathlib import Path
from typing import TYPE_CHECKING

from cable_edition.core.cable.ids import is_valid_id
from cable_edition.core.edition.assemble import EditedCable
from cable_edition.core.problems import Problem
from cable_edition.core.proof.against import Against
from cable_edition.core.proof.books.epub_file import EpubFile, UnreadableBookError
from cable_edition.core.proof.books.epub_form import STYLE, in_book, page_frame
from cable_edition.core.proof.books.epub_front import front_pages
from cable_edition.core.proof.books.epub_package import (
    CONTAINER,
    NAVIGATION,
    PACKAGE,
    Package,
    container_faults,
    description_faults,
    list_faults,
    read_package,
)
from cable_edition.core.proof.books.epub_page import ENDING, EpubPage, foreign, is_picture
from cable_edition.core.proof.books.epub_ways import Ways, ways_faults
from cable_edition.core.proof.site.allowed import Allowed
from cable_edition.core.proof.site.cable_article import CableArticle
from cable_edition.core.proof.site.cable_words import CablePageCheck
from cable_edition.core.proof.site.chapter import chapter_faults, picture_faults
from cable_edition.core.proof.site.chapter_files import ChapterFiles
from cable_edition.core.proof.site.chapter_marks import ChapterMarks
from cable_edition.core.proof.site.chapter_words import chapter_difference
from cable_edition.core.proof.site.difference import first_difference_of
from cable_edition.core.proof.site.edition_pages import edition_pages
from cable_edition.core.proof.site.expected import Expected
from cable_edition.core.proof.site.frame import words_of
from cable_edition.core.proof.site.known import Heading, Known
from cable_edition.core.proof.site.moved_places import departed_page
from cable_edition.core.proof.site.pictures import without_pictures
from cable_edition.core.proof.site.reader import Reader
from cable_edition.core.proof.site.section_numbers import after_number
from cable_edition.core.proof.site.site_page import PageTree
from cable_edition.core.proof.site.written import Tag
from cable_edition.core.releases.declared import newest_release
from cable_edition.core.words import speak

if TYPE_CHECKING:
    from lxml import html

_STYLE_FILE = Path(__file__).parents[3] / "epub" / "cable-epub.css"
_NO_PAGES = frozenset({NAVIGATION})
Expectation = Callable[[PageTree], Expected]


def check_epub(output: Path, against: Against) -> Iterator[Problem]:
    """Yield what differs in an EPUB, a file, or in each EPUB of a folder.

    Problems: ``book-unreadable``, ``book-differs``, ``page-missing``, ``page-unreadable``,
    ``page-without-cable``, ``page-differs``, ``frame-differs``, and those of
    :class:`~cable_edition.core.proof.site.cable_words.CablePageCheck`.
    """
    speak(against.settings.language)
    books = [output]
    if output.is_dir():
        books = sorted(output.glob("*.epub"))
        if not books:
            message = "an EPUB that was unpacked is not proved; name the file"
            yield Problem("book-unreadable", message, str(output))
    for book in books:
        try:
            with EpubFile(book) as file:
                yield from _EpubCheck(book, file, against).run()
        except UnreadableBookError as error:
            yield Problem("book-unreadable", str(error), str(book))


class _EpubCheck:
    """Checks one EPUB; problems are yielded as they are found."""

    def __init__(self, path: Path, file: EpubFile, against: Against) -> None:
        self._path = path
        self._file = file
        self._against = against
        self._allowed = Allowed(against.settings.verify.allowed)
        self._chapters = ChapterFiles(path, against.file.root)
        self._ways = Ways()

    def run(self) -> Iterator[Problem]:
        """Check the files, every page, and what all of them must agree on."""
        for name, message in self._file.faults():
            yield self._problem("book-differs", name, message)
        try:
            package = read_package(self._read(PACKAGE))
            faults = [(PACKAGE, one) for one in self._description(package)]
            faults += [(CONTAINER, one) for one in container_faults(self._read(CONTAINER))]
        except ValueError as error:
            yield self._problem("book-unreadable", PACKAGE, f"it cannot be read: {error}")
            return
        for name, message in (*faults, *list_faults(package, self._file.names)):
            yield self._problem("book-differs", name, message)
        self._known = known = _known(self._against, package)
        self._reader = Reader(known.links, self._is_passed_over, ENDING)
        self._marks = ChapterMarks(
            self._against.file.documents,
            self._path,
            known,
            ENDING,
            lambda name: self._read(f"_images/{name}"),
        )
        self._frames = Reader({}, self._is_passed_over, ENDING)
        self._lists = {
            name: page
            for name, page in edition_pages(known, has_data=False).items()
            if not self._is_left_out(name)
        }
        self._departed = {gone.cable: gone for gone in known.edition.releases.departed}
        self._front = front_pages(known, package, self._is_left_out)
        yield from self._pages()
        yield from self._styles()
        yield from self._missing()
        cables = [name for one in known.cables if not self._is_left_out(name := f"cables/{one}")]
        spine = [name.removesuffix(ENDING) for name in package.spine]
        if [name for name in spine if name in set(cables)] != cables:
            yield self._problem("book-differs", PACKAGE, "the cables stand in another order")
        for name, message in ways_faults(
            self._ways,
            self._read,
            package,
            known,
            self._chapters.is_orphan,
            self._chapters.is_called,
        ):
            yield self._problem("book-differs", name, message)

    def _problem(self, code: str, name: str, message: str) -> Problem:
        return Problem(code, message, str(self._path / name))

    def _read(self, name: str) -> bytes:
        return self._file.read(name) if name in self._file.names else b""

    def _is_left_out(self, name: str) -> bool:
        patterns = self._against.settings.book.without
        return any(fnmatchcase(name, pattern) for pattern in patterns)

    def _description(self, package: Package) -> Iterator[str]:
        newest = newest_release(self._against.sources)
        return description_faults(package, self._against.settings, newest, self._file.is_made_at)

    def _pages(self) -> Iterator[Problem]:
        for file in self._file.names:
            if not file.endswith(ENDING) or file in _NO_PAGES:
                continue
            name = file.removesuffix(ENDING)
            try:
                page = EpubPage(name, str(self._path / file), self._file.read(file))
            except (ValueError, UnreadableBookError) as error:
                yield self._problem("page-unreadable", file, f"cannot be read: {error}")
                continue
            self._ways.add(page)
            for message in page.around:
                yield Problem("frame-differs", message, page.path)
            for anchor in page.repeated_ids():
                message = f"{anchor}: more than one place has this id"
                yield Problem("page-differs", message, page.path)
            if name in self._front:
                tokens = self._reader.whole(name, page.root)
                yield from self._differing(page, self._front[name], tokens)
                continue
            yield from self._page(page)
            yield from self._frame(page)

    def _page(self, page: EpubPage) -> Iterator[Problem]:
        known, cable_id = self._known, page.name.removeprefix("cables/")
        is_cable = cable_id != page.name
        one = known.cables.get(cable_id) if is_cable else None
        gone = self._departed.get(cable_id) if is_cable else None
        if one is not None:
            yield from self._own_part(page, CableArticle(known, one).expected(page.section_id), one)
        elif gone is not None:
            yield from self._own_part(page, departed_page(known, gone, page.section_id))
        elif page.name in self._lists:
            yield from self._own_part(page, self._lists[page.name](page))
        elif is_cable and is_valid_id(cable_id):
            message = "the edition has no such cable"
            yield Problem("page-without-cable", message, page.path)
        else:
            brings = functools.partial(self._brings, page.folder)
            source = self._chapters.source(page.name)
            marks = (*page.take_types(), *self._marks.faults_in_book(page, source, brings))
            for message in (*chapter_faults(page, self._allowed), *foreign(page), *marks):
                yield Problem("frame-differs", message, page.path)
            main = page.main if source is not None else None
            if main is not None and (message := chapter_difference(source or "", main, brings)):
                yield Problem("page-differs", message, page.path)

    def _brings(self, folder: str, element: html.HtmlElement) -> bool:
        return self._allowed.brings(element, folder)

    def _own_part(
        self, page: EpubPage, expected: Expected, one: EditedCable | None = None
    ) -> Iterator[Problem]:
        for message in (*page.take_types(), *picture_faults(page)):
            yield Problem("page-differs", message, page.path)
        must = in_book(without_pictures(expected.raw), self._is_left_out)
        tokens = [] if page.main is None else self._reader.inner(page.name, page.main)
        found = list(self._differing(page, must, tokens))
        if found and one is not None:
            found = CablePageCheck(one.cable, page.path, one.emendations).run(page.root) or found
        yield from found

    def _differing(
        self, page: EpubPage, expected: list[str], tokens: list[str]
    ) -> Iterator[Problem]:
        difference = first_difference_of(expected, tokens)
        if difference is not None:
            where = f"{difference.place}: " if difference.place else ""
            message = f"{where}the edition has {difference.expected}, the book {difference.found}"
            yield Problem("page-differs", message, page.path)

    def _is_passed_over(self, tag: Tag, folder: str) -> bool:
        return is_picture(tag.name, tag.attributes) or self._allowed.brings_tag(
            tag.name, tag.attributes, folder
        )

    def _frame(self, page: EpubPage) -> Iterator[Problem]:
        title = page.root.find("head/title")
        words, heading = "" if title is None else words_of(title), page.headings.get("", "")
        if heading not in {words, after_number(words)}:
            message = f"the page is called {words[:120]!r}, and must be {heading[:120]!r}"
            yield Problem("page-differs", message, page.path)
        if title is not None:
            title.text = ""
        page.take_main()
        difference = first_difference_of(
            page_frame(self._known.language), self._frames.whole(page.name, page.root)
        )
        if difference is not None:
            message = f"around the page stands {difference.found}, not {difference.expected}"
            yield Problem("frame-differs", message, page.path)

    def _styles(self) -> Iterator[Problem]:
        if self._read(STYLE) != _STYLE_FILE.read_bytes():
            message = "the style sheet is not that of this version of the program"
            yield self._problem("book-differs", STYLE, message)

    def _missing(self) -> Iterator[Problem]:
        there = {name.removesuffix(ENDING) for name in self._file.names}
        cables = (f"cables/{one}" for one in (*self._known.cables, *self._departed))
        must = {*self._front, *self._lists, *(n for n in cables if not self._is_left_out(n))}
        for name in sorted(must - there):
            message = "the book lacks this page of the edition"
            yield self._problem("page-missing", f"{name}{ENDING}", message)


def _known(against: Against, package: Package) -> Known:
    """Return what the pages must agree on; what the settings leave open is asked of the book."""
    settings = against.settings
    title = settings.title or package.said("title")
    language = settings.language
    if "languages" not in against.file.lines:
        language = package.said("language") or language
    heading = Heading("", "")
    return Known(against, title, language.replace("-", "_"), "", heading, is_cited=False)
