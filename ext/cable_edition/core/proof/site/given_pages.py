"""The pages of a site that editors, templates or extensions give: chapters, index, search."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from cable_edition.core.problems import Problem
from cable_edition.core.proof.site.chapter import chapter_faults, is_offer, is_sign
from cable_edition.core.proof.site.chapter_words import chapter_difference
from cable_edition.core.proof.site.difference import first_difference_of
from cable_edition.core.proof.site.frames import TEMPLATES
from cable_edition.core.proof.site.general_index import INDEX, GeneralIndex
from cable_edition.core.proof.site.names_index import NAMES, names_part
from cable_edition.core.proof.site.object_names import objects_of
from cable_edition.core.proof.site.site_page import SitePage
from cable_edition.core.proof.site.tokens import settled

if TYPE_CHECKING:
    from lxml import html

    from cable_edition.core.proof.site.allowed import Allowed
    from cable_edition.core.proof.site.chapter_files import ChapterFiles
    from cable_edition.core.proof.site.chapter_marks import ChapterMarks
    from cable_edition.core.proof.site.known import Known
    from cable_edition.core.proof.site.page_heads import PageHeads
    from cable_edition.core.proof.site.reader import Reader
    from cable_edition.core.proof.site.template_pages import TemplatePages
    from cable_edition.core.proof.site.ways_in import WaysIn


class GivenPages:
    """Compares the pages that the edition does not write with the files that give them."""

    def __init__(
        self,
        documents: Path,
        known: Known,
        allowed: Allowed,
        chapters: ChapterFiles,
        marks: ChapterMarks,
        templates: TemplatePages,
        tokens: Reader,
        heads: PageHeads,
    ) -> None:
        self._documents = documents
        self._known = known
        self._allowed = allowed
        self._chapters = chapters
        self._marks = marks
        self._templates = templates
        self._tokens = tokens
        self._heads = heads

    def faults(self, page: SitePage) -> Iterator[Problem]:
        """Yield what differs on a page."""
        if page.name == INDEX:
            yield from self._names(page)
        if self._templates.is_proved(page.name):
            for message in self._templates.faults(page):
                yield Problem("page-differs", message, page.path)
        for message in chapter_faults(page, self._allowed, forms=page.name in TEMPLATES):
            yield Problem("frame-differs", message, page.path)
        yield from self._chapter(page)
        page.flatten_title()
        page.objects = objects_of(page.root if page.main is None else page.main)
        yield from self._heads.faults(page, [], is_own=False)

    def index_faults(self, site: Path, ways: WaysIn) -> Iterator[Problem]:
        """Yield what differs in the index of a site, which leads to places of all pages."""
        path = site / f"{INDEX}.html"
        if path.is_file():
            try:
                page = SitePage(INDEX, path)
            except ValueError:
                return
            page.take(NAMES)
            index = GeneralIndex(site, self._marks.files, self._templates.said)
            for faults in (
                ways.index_page(page),
                self._marks.faults_of_index(page),
                index.faults(page),
            ):
                for message in faults:
                    yield Problem("page-differs", message, page.path)

    def _names(self, page: SitePage) -> Iterator[Problem]:
        """Compare the names of the index with the registers, and take them out of the page."""
        found = page.take(NAMES)
        tokens = [] if found is None else self._tokens.whole(page.name, found)
        # A template of the project's own may have none.
        if found is None and any(self._documents.glob(f"*/{INDEX}*.html")):
            return
        difference = first_difference_of(settled(names_part(self._known)), tokens)
        if difference is not None:
            message = f"names: the edition has {difference.expected}, the page {difference.found}"
            yield Problem("page-differs", message, page.path)

    def _chapter(self, page: SitePage) -> Iterator[Problem]:
        if (copy := self._chapters.lacks_copy(page.name)) is not None:
            yield Problem("copy-differs", "the copy of this chapter is missing", str(copy))
        source = self._chapters.source(page.name)

        def brings(element: html.HtmlElement) -> bool:
            return self._allowed.brings(element, page.folder) or is_offer(element)

        if page.name not in TEMPLATES:
            for message in self._marks.faults(page, source, brings):
                yield Problem("page-differs", message, page.path)
        if source is None or page.main is None:
            return
        sign = self._known.heading.sign
        message = chapter_difference(
            source, page.main, lambda element: brings(element) or is_sign(element, sign)
        )
        if message:
            yield Problem("page-differs", message, page.path)
