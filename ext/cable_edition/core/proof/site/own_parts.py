"""The edition's own part of a page of a site, and the copy of its file."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from cable_edition.core.problems import Problem
from cable_edition.core.proof.search_shards import text_in
from cable_edition.core.proof.site.cable_words import CablePageCheck
from cable_edition.core.proof.site.chapter_files import has_files
from cable_edition.core.proof.site.difference import first_difference_of, first_line_of
from cable_edition.core.proof.site.drawings import drawing_faults
from cable_edition.core.proof.site.expected import Expected
from cable_edition.core.proof.site.pictures import picture_on
from cable_edition.core.proof.site.site_page import SitePage
from cable_edition.core.proof.site.source_copies import plain_lines, read_lines

if TYPE_CHECKING:
    from cable_edition.core.edition.assemble import EditedCable
    from cable_edition.core.proof.site.chapter_files import ChapterFiles
    from cable_edition.core.proof.site.known import Known
    from cable_edition.core.proof.site.reader import Reader

#: A page -> what must stand in its own part, given the page as it is.
Expectation = Callable[[SitePage], Expected]


class OwnParts:
    """Compares what the edition writes on its pages with what it must say."""

    def __init__(
        self,
        site: Path,
        known: Known,
        tokens: Reader,
        chapters: ChapterFiles,
    ) -> None:
        self._known = known
        self._tokens = tokens
        self._chapters = chapters
        self._copies = site / "_sources"
        self._has_copies = has_files(self._copies)

    def faults(
        self, page: SitePage, expectation: Expectation, one: EditedCable | None = None
    ) -> Iterator[Problem]:
        """Yield what differs in the part of a page, and in the copy of its file.

        Of the page of a cable, ``one``, the places that differ are told each with its reading.
        """
        expected = expectation(page)
        found = [] if page.main is None else self._tokens.inner(page.name, page.main)
        difference = first_difference_of(expected.tokens, found)
        if difference is not None:
            problems: list[Problem] = []
            if one is not None:
                problems = CablePageCheck(one.cable, page.path, one.emendations).run(page.root)
            where = f"{difference.place}: " if difference.place else ""
            message = f"{where}the edition has {difference.expected}, the page {difference.found}"
            yield from problems or [Problem("page-differs", message, page.path)]
        yield from self._copy(page, expected)

    def drawings(self, page: SitePage) -> Iterator[Problem]:
        """Yield what is wrong with the pictures on a page."""
        picture = picture_on(self._known, page.name)
        for drawing in page.root.iter("svg") if page.main is None else page.main.iter("svg"):
            for message in drawing_faults(drawing, picture) if picture else ():
                yield Problem("page-differs", message, page.path)

    def _copy(self, page: SitePage, expected: Expected) -> Iterator[Problem]:
        path = self._copies / f"{page.name}.md.txt"
        is_there = path.exists()
        if not is_there and (bare := path.with_suffix("")).is_file():
            path, is_there = bare, True
        if not self._has_copies or not (is_there or self._chapters.have_copies):
            return
        try:
            written = text_in(path)
        except (OSError, ValueError):
            yield Problem("copy-differs", "the copy of this page cannot be read", str(path))
            return
        difference = first_line_of(plain_lines(expected.lines), read_lines(written))
        if difference is not None:
            where = f"{difference.place}: " if difference.place else ""
            message = f"{where}the edition has {difference.expected}, the copy {difference.found}"
            yield Problem("copy-differs", message, str(path))
