"""The proof of a built site: what a reader sees is what source, sidecar and registers say."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote

from cable_edition.core.cable.ids import is_valid_id
from cable_edition.core.citations.item import cited
from cable_edition.core.edition.assemble import EditedCable
from cable_edition.core.problems import Problem
from cable_edition.core.proof.against import Against
from cable_edition.core.proof.data.data_check import lacking
from cable_edition.core.proof.data.emendations_file import NAME as EMENDATIONS
from cable_edition.core.proof.data.emendations_file import check_emendations
from cable_edition.core.proof.site.allowed import Allowed
from cable_edition.core.proof.site.cable_article import CableArticle
from cable_edition.core.proof.site.cable_beside import must_be_named, orders_part, panel_faults
from cable_edition.core.proof.site.cable_cite import cite_part, files_part
from cable_edition.core.proof.site.cable_words import CablePageCheck
from cable_edition.core.proof.site.chapter import (
    chapter_faults,
    is_offer,
    is_sign,
)
from cable_edition.core.proof.site.chapter_files import ChapterFiles, has_files
from cable_edition.core.proof.site.chapter_links import not_named
from cable_edition.core.proof.site.chapter_marks import ChapterMarks
from cable_edition.core.proof.site.chapter_words import chapter_difference
from cable_edition.core.proof.site.difference import first_difference_of, first_line_of
from cable_edition.core.proof.site.drawings import drawing_faults
from cable_edition.core.proof.site.edition_pages import edition_pages
from cable_edition.core.proof.site.expected import Expected
from cable_edition.core.proof.site.frame import FrameReader
from cable_edition.core.proof.site.frames import TEMPLATES, Frames
from cable_edition.core.proof.site.general_index import GeneralIndex
from cable_edition.core.proof.site.given_meta import GivenMeta
from cable_edition.core.proof.site.inventory import INVENTORY, inventory_faults
from cable_edition.core.proof.site.known_site import known_of
from cable_edition.core.proof.site.made_files import made_faults
from cable_edition.core.proof.site.moved_places import departed_page
from cable_edition.core.proof.site.names_index import NAMES, names_part
from cable_edition.core.proof.site.object_names import objects_of
from cable_edition.core.proof.site.other_builder import other_builder
from cable_edition.core.proof.site.page_head import Said, cable_head, differing
from cable_edition.core.proof.site.pictures import picture_on
from cable_edition.core.proof.site.reader import Reader
from cable_edition.core.proof.site.section_numbers import after_number
from cable_edition.core.proof.site.shipped import Shipped
from cable_edition.core.proof.site.site_files import PAGE, PAGES, SiteFiles
from cable_edition.core.proof.site.site_page import SitePage
from cable_edition.core.proof.site.source_copies import plain_lines, read_lines
from cable_edition.core.proof.site.template_pages import TemplatePages
from cable_edition.core.proof.site.theme_files import ThemeFiles
from cable_edition.core.proof.site.theme_templates import ThemeTemplates
from cable_edition.core.proof.site.tokens import settled, spaced
from cable_edition.core.proof.site.ways_in import WaysIn
from cable_edition.core.proof.site.written import Tag
from cable_edition.core.releases.state import Departed

if TYPE_CHECKING:
    from lxml import html

#: A page that a server shows anywhere; it has no frame.
_LOST = "404"
_GUIDE = "how-to-cite"
_INDEX = "genindex"
#: Indices that Sphinx divides by letters, or makes of objects.
_OF_SPHINX = re.compile(r"genindex-[^/]{1,20}|[a-z]{1,20}-[a-z]{1,20}index")
_STRANGE = (
    "the edition has no such page: no cable, register or chapter gives it; if an extension does,"
    " allow it in the table [verify] as page[name=...]"
)
_WORD = re.compile(r"\w+")
_ROLE_NAME = re.compile(r"\{[^{}`\n]{1,60}\}(?=`)")
_ANCHOR = re.compile(r"\sid=\"([^\"]{0,300})\"")
#: A page -> what must stand in its own part, given the page as it is.
Expectation = Callable[[SitePage], Expected]


def check_site(folder: Path, against: Against) -> Iterator[Problem]:
    """Yield what differs in the folder of a site that the builder ``html`` made.

    Problems: ``page-missing``, ``page-unreadable``, ``page-without-cable``, ``page-differs``,
    ``frame-differs``, ``copy-differs``, and those of
    :class:`~cable_edition.core.proof.site.cable_words.CablePageCheck`.
    """
    yield from SiteCheck(folder, against).run()


class SiteCheck:
    """Checks the pages of one site; problems are yielded as they are found."""

    def __init__(self, folder: Path, against: Against) -> None:
        self._folder = folder
        self._known = known_of(folder, against)
        self._allowed = Allowed(against.settings.verify.allowed)
        self._shipped = Shipped(folder, against.file.root)
        self._theme = ThemeFiles(folder, self._shipped.documents, self._shipped.folders)
        templates = ThemeTemplates(self._theme, self._known.language)
        self._chapters = ChapterFiles(folder, against.file.root)
        self._files = SiteFiles(
            folder, self._known, self._allowed, self._shipped, self._theme, self._chapters
        )
        self._frames = Frames(
            self._shipped.brings,
            self._is_shipped,
            templates,
            self._shipped.first_page,
            self._theme.names_host,
            self._theme.lacks,
        )
        self._cable_pages = {f"cables/{one.id}" for one in against.edition.cables}
        for one in against.edition.cables:
            self._frames.titles[f"cables/{one.id}"] = {
                spaced(f"{one.id}: {self._known.heading_of(one.id)}").strip()
            }
        self._reader = FrameReader(self._allowed)
        self._tokens = Reader(
            self._known.links, self._is_passed_over, draws=True, styles=self._theme.styles
        )
        self._marks = ChapterMarks(self._shipped.documents, folder, self._known)
        self._templates = TemplatePages(
            self._shipped.documents, self._known.language, self._tokens.inner
        )
        self._leads: list[tuple[str, str, str]] = []
        self._anchors: dict[str, set[str]] = {}
        self._departed = {gone.cable: gone for gone in against.edition.releases.departed}
        # A theme without room beside the text shows no panel on any page.
        self._has_panel = False
        self._is_indexed = False
        self._without_panel: list[str] = []
        self._lists = edition_pages(self._known)
        self._given_meta = GivenMeta(self._marks.files)
        self._ways = WaysIn(folder, self._known.cables)

    def run(self) -> Iterator[Problem]:
        """Check every page, then what all of them must agree on."""
        known = self._known
        if other := other_builder(self._folder, known.cables):
            yield Problem("output-unknown", f"{other} to have it proved", str(self._folder))
            return
        yield from self._index_page()
        seen = set()
        pages = [one for one in self._folder.rglob("*") if one.suffix.lower() in PAGES]
        for path in sorted(pages):
            name = path.relative_to(self._folder).with_suffix("").as_posix()
            if path.suffix != PAGE:
                if not self._files.is_copied(path) and not self._chapters.has_same(path):
                    yield Problem("page-without-cable", _STRANGE, str(path))
                continue
            if name == _LOST or (not self._is_own(name) and self._files.is_copied(path)):
                continue
            if self._is_strange(name, path):
                yield Problem("page-without-cable", _STRANGE, str(path))
                continue
            if name.startswith("_"):
                continue
            seen.add(name)
            yield from self._page(name, path)
        expected = {*self._lists, *(f"cables/{one}" for one in (*known.cables, *self._departed))}
        for name in sorted(expected - seen):
            path = self._folder / f"{name}.html"
            message = "the page of this cable was not built"
            if name in self._lists:
                message = "this page of the edition was not built"
            yield Problem("page-missing", message, str(path))
        if self._is_indexed and _INDEX not in seen:
            path = self._folder / f"{_INDEX}.html"
            yield Problem(
                "page-missing", "the index was not built, and pages lead to it", str(path)
            )
        yield from self._together(expected)

    def _is_strange(self, name: str, path: Path) -> bool:
        """Whether neither edition, editors nor Sphinx give a page."""
        if self._is_own(name) or name in TEMPLATES or _OF_SPHINX.fullmatch(name):
            return False
        if self._allowed.brings_tag("page", {"name": name}, ""):
            return False
        if name.startswith("_"):
            # The code that a chapter describes, if conf.py names the extension that shows it.
            is_code = name.startswith("_modules/") and self._shipped.names("sphinx.ext.viewcode")
            is_shipped = name.startswith("_static/") and self._theme.ships_file(path)
            return not is_code and not is_shipped and not self._chapters.has_same(path)
        return not self._chapters.give(name) and not self._chapters.has_same(path)

    def _is_own(self, name: str) -> bool:
        """Whether a page is one that the edition makes, or is named as those of cables are."""
        cable_id = name.removeprefix("cables/")
        return name in self._lists or (cable_id != name and is_valid_id(cable_id))

    def _is_of_template(self, name: str) -> bool:
        """Whether a page has no file of words: Sphinx or a template gives it."""
        return not self._is_own(name) and not self._chapters.has_words_of(name)

    def _is_shipped(self, name: str) -> bool:
        """Whether a theme ships a file that pages load, or ``conf.py`` gives it."""
        return (
            self._theme.ships(name)
            or self._chapters.gives_file(name)
            or self._files.is_copied(self._folder / name)
        )

    def _together(self, expected: set[str]) -> Iterator[Problem]:
        """Check what all pages must agree on; ``expected`` are the edition's own."""
        for file, message in self._ways.rest():
            yield Problem("page-differs", message, str(self._folder / file))
        for path, message in self._chapters.copies(expected):
            yield Problem("copy-differs", message, str(path))
        programs = list(self._programs())
        yield from programs
        for path_text in self._without_panel if self._has_panel else ():
            yield Problem("page-differs", "the panel of what the cable names is gone", path_text)
        for path_text, message in self._frames.faults():
            yield Problem("frame-differs", message, path_text)
        yield from self._data()
        told = {one.path for one in programs}
        for one in self._other_files(expected):
            if one.code != "file-unknown" or one.path not in told:
                yield one
        yield from self._links_to_titles()

        yield from self.inventory()

    def _programs(self) -> Iterator[Problem]:
        """Check the files that the program, Sphinx and themes write beside the pages."""
        for path in self._shipped.changed():
            yield Problem("frame-differs", "this file is not the program's own", str(path))
        for name in sorted(self._frames.own):
            if not (self._folder / name).is_file():
                message = "this file, which pages load, is not there"
                yield Problem("frame-differs", message, str(self._folder / name))
        for name in sorted(self._frames.loaded):
            if self._theme.lacks(name):
                continue
            if message := self._theme.fault(name):
                yield Problem("frame-differs", message, str(self._folder / name))
        for file, message in made_faults(self._folder, self._known, self._shipped.documents):
            yield Problem("frame-differs", message, str(self._folder / file))

    def _data(self) -> Iterator[Problem]:
        """Check that the data which the settings name are there, and the register as data."""
        folder = self._folder / "data"
        yield from lacking(folder, self._known.against)
        if (folder / EMENDATIONS).is_file():
            yield from check_emendations(folder / EMENDATIONS, self._known.against)

    def _other_files(self, own: set[str]) -> Iterator[Problem]:
        """Check that nothing else stands in the folder, and nothing that is always there lacks."""
        for file, message, is_missing in self._files.faults(own):
            code = "file-missing" if is_missing else "file-unknown"
            yield Problem(code, message, str(self._folder / file))

    def _links_to_titles(self) -> Iterator[Problem]:
        """Check links that must be named as what they lead to."""
        for path_text, address, words in self._marks.links.named_by_title:
            if not self._frames.is_named(address, words):
                yield Problem("page-differs", not_named(words, address), path_text)
        for path_text, address, words in self._marks.links.places:
            if not self._has_place(address):
                message = f"a link {words[:80]!r} leads to {address[:120]!r}, which is not there"
                yield Problem("page-differs", message, path_text)
        for path_text, address, title in self._leads:
            if not {title, after_number(title)} & self._frames.titles.get(address, set()):
                message = f"the head names {address} {title!r}"
                yield Problem("page-differs", message, path_text)

    def inventory(self) -> Iterator[Problem]:
        """Check the inventory, when all pages were read."""
        for message in inventory_faults(self._folder, self._known, self._is_titled):
            yield Problem("page-differs", message, str(self._folder / INVENTORY))

    def _is_titled(self, address: str, words: str) -> bool:
        """Whether a place has words for its title, or a chapter all the words that are in them."""
        if self._frames.is_named(address, words):
            return True
        own = self._marks.files.of(address.partition("#")[0])
        own = own.casefold()
        said = {*_WORD.findall(words.casefold())} - {*_WORD.findall(own)}
        # A role may stand within a word: H{sub}`2`O.
        joined = "".join(_WORD.findall(_ROLE_NAME.sub("", own))) if said else ""
        return all(len(word) > 1 and word in joined for word in said)

    def _has_place(self, address: str) -> bool:
        """Whether the site has the page or file of an address, and the page its anchor."""
        name, _, anchor = address.partition("#")
        path = self._folder / f"{name}.html"
        if not path.is_file():
            return (self._folder / name).is_file()
        if name not in self._anchors:
            text = path.read_text("utf-8", "replace")
            self._anchors[name] = {unescape(one) for one in _ANCHOR.findall(text)}
        return not anchor or unquote(anchor) in self._anchors[name]

    def _page(self, name: str, path: Path) -> Iterator[Problem]:
        try:
            page = SitePage(name, path)
        except ValueError as error:
            yield Problem("page-unreadable", f"cannot be read: {error}", str(path))
            return
        if page.after:
            message = f"after the end of the page stands {page.after[:80]!r}"
            yield Problem("frame-differs", message, page.path)
        for anchor in page.repeated_ids():
            yield Problem("page-differs", f"{anchor}: more than one place has this id", page.path)
        cable_id = name.removeprefix("cables/")
        one = self._known.cables.get(cable_id) if cable_id != name else None
        gone = self._departed.get(cable_id) if cable_id != name else None
        is_own = bool(one or gone) or name in self._lists
        whole = is_own or self._chapters.is_whole(name)
        for file, message in self._ways.faults(page, whole=whole):
            yield Problem("page-differs", message, str(self._folder / file))
        if one is not None:
            yield from self._cable(page, one)
        elif gone is not None:
            yield from self._own_part(
                page, lambda p: departed_page(self._known, gone, p.section_id)
            )
            yield from self._gone(page, gone)
        elif name in self._lists:
            yield from self._own_part(page, self._lists[name])
            yield from self._drawings(page)
            yield from self._head(page, [])
        elif cable_id != name and is_valid_id(cable_id):
            message = "the edition has no such cable; this page is left from an earlier build"
            yield Problem("page-without-cable", message, page.path)
        else:
            yield from self._other(page)
        self._is_indexed |= page.root.find("head/link[@rel='index']") is not None
        self._frame(page)

    def _index_page(self) -> Iterator[Problem]:
        path = self._folder / f"{_INDEX}.html"
        if path.is_file():
            try:
                page = SitePage(_INDEX, path)
            except ValueError:
                return
            page.take(NAMES)
            index = GeneralIndex(self._folder, self._marks.files, self._templates.said)
            for faults in (
                self._ways.index_page(page),
                self._marks.faults_of_index(page),
                index.faults(page),
            ):
                for message in faults:
                    yield Problem("page-differs", message, page.path)

    def _other(self, page: SitePage) -> Iterator[Problem]:
        """Check a page that editors, templates or extensions give."""
        if page.name == _INDEX:
            yield from self._names(page)
        if self._templates.is_proved(page.name):
            for message in self._templates.faults(page):
                yield Problem("page-differs", message, page.path)
        for message in chapter_faults(page, self._allowed, forms=page.name in TEMPLATES):
            yield Problem("frame-differs", message, page.path)
        yield from self._chapter(page)
        page.flatten_title()
        page.objects = objects_of(page.root if page.main is None else page.main)
        yield from self._head(page, [])

    def _names(self, page: SitePage) -> Iterator[Problem]:
        """Compare the names of the index with the registers, and take them out of the page."""
        found = page.take(NAMES)
        tokens = [] if found is None else self._tokens.whole(page.name, found)
        # A template of the project's own may have none.
        if found is None and any(self._shipped.documents.glob(f"*/{_INDEX}*.html")):
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

    def _cable(self, page: SitePage, one: EditedCable) -> Iterator[Problem]:
        known = self._known
        item = cited(one, known.cited_edition, f"{page.name}.html")
        guide = _GUIDE if (self._folder / f"{_GUIDE}.html").is_file() else ""

        def expected(of: SitePage) -> Expected:
            article = CableArticle(known, one).expected(of.section_id)
            article.add([*cite_part(item, guide, self._known.as_sent), *files_part(known, one.id)])
            return article

        yield from self._own_part(page, expected, one)
        yield from self._head(page, list(cable_head(known, item, one.id)))
        panel = page.take("cable-panel")
        if panel is not None:
            self._has_panel = True
            for place, message in panel_faults(known, one, panel):
                yield Problem("page-differs", f"{place}: {message}", page.path)
        elif must_be_named(one):
            self._without_panel.append(page.path)
        yield from self._orders(page, one)

    def _orders(self, page: SitePage, one: EditedCable) -> Iterator[Problem]:
        found = page.take("cable-orders")
        tokens = [] if found is None else self._tokens.whole(page.name, found)
        difference = first_difference_of(settled(orders_part(self._known, one)), tokens)
        if difference:
            message = f"ways on: the edition has {difference.expected}, the page {difference.found}"
            yield Problem("page-differs", message, page.path)
        rows = [row for row in self._known.neighbours.get(one.id, ()) if row.kind == "date"]
        links = page.linked_by(("next-page", "prev-page")) if rows else []
        for row in rows:
            for kind, other in (("next-page", row.after), ("prev-page", row.before)):
                for of, address in links:
                    if of == kind and address != f"{other}.html":
                        message = f"{kind}: the edition has {other or 'none'}"
                        yield Problem("page-differs", message, page.path)

    def _gone(self, page: SitePage, gone: Departed) -> Iterator[Problem]:
        must: list[Said] = [("meta", "cable-moved", f"{gone.to}.html")] if gone.to else []
        for noscript in list(page.root.iter("noscript")):
            refresh = [(m.get("http-equiv"), m.get("content")) for m in noscript]
            if gone.to and refresh == [("refresh", f"0; url={gone.to}.html")]:
                noscript.drop_tree()
                break
        yield from self._head(page, must)

    def _own_part(
        self, page: SitePage, expectation: Expectation, one: EditedCable | None = None
    ) -> Iterator[Problem]:
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

    def _is_passed_over(self, tag: Tag, folder: str) -> bool:
        return self._allowed.brings_tag(tag.name, tag.attributes, folder)

    def _drawings(self, page: SitePage) -> Iterator[Problem]:
        picture = picture_on(self._known, page.name)
        for drawing in page.root.iter("svg") if page.main is None else page.main.iter("svg"):
            for message in drawing_faults(drawing, picture) if picture else ():
                yield Problem("page-differs", message, page.path)

    def _copy(self, page: SitePage, expected: Expected) -> Iterator[Problem]:
        copies = self._folder / "_sources"
        path = copies / f"{page.name}.md.txt"
        if not path.exists() and (bare := path.with_suffix("")).is_file():
            path = bare
        if not has_files(copies) or not (path.exists() or self._chapters.have_copies):
            return
        try:
            written = path.read_text("utf-8")
        except (OSError, ValueError):
            yield Problem("copy-differs", "the copy of this page cannot be read", str(path))
            return
        difference = first_line_of(plain_lines(expected.lines), read_lines(written))
        if difference is not None:
            where = f"{difference.place}: " if difference.place else ""
            message = f"{where}the edition has {difference.expected}, the copy {difference.found}"
            yield Problem("copy-differs", message, str(path))

    def _head(self, page: SitePage, must: list[Said]) -> Iterator[Problem]:
        self._given_meta.take(page, is_own=self._is_own(page.name))
        found = page.take_head()
        said = [one for one, element in found]
        by_date = self._known.neighbours.get(page.name.removeprefix("cables/"))
        # A page without a paragraph has none; what stands there is the first paragraph.
        described = any(one[1] == "description" for one in said)
        if described and page.description and all(one[1] != "description" for one in must):
            must = [*must, ("meta", "description", page.description)]
        if self._known.base_url:
            must = [*must, ("link", "canonical", f"{self._known.base_url}{page.name}.html")]
        missing, more = differing(must, said)
        brought = [s for s, element in found if self._allowed.brings(element, page.folder)]
        for one in missing:
            yield Problem("page-differs", f"the head lacks {one[1]} {one[2]!r}", page.path)
        for one in more:
            if one in brought:
                continue
            if one[1] in {"next", "prev"} and not by_date:
                address, _, title = one[2].removesuffix(")").partition(" (")
                self._leads.append((page.path, address, title))
                continue
            yield Problem("page-differs", f"the head says {one[1]} {one[2]!r}", page.path)

    def _frame(self, page: SitePage) -> None:
        suffix = page.title_suffix
        if page.is_untitled and self._is_of_template(page.name):
            suffix = f" {page.title}".rstrip()
        marked = self._reader.marked(page.root if page.main is None else page.main, page.name)
        page.take_main()
        frame = self._reader.read(page.root, page.name, page.path)
        frame.headings, frame.marked, frame.related = page.headings, marked, page.related
        frame.objects = page.objects
        frame.is_own = page.name in self._lists or page.name in self._cable_pages
        frame.suffix = "another title" if suffix is None else suffix
        self._frames.add(frame)
