"""The proof of a built site: what a reader sees is what source, sidecar and registers say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from cable_edition.core.cable.ids import is_valid_id
from cable_edition.core.edition.for_programs import LLMS
from cable_edition.core.problems import Problem
from cable_edition.core.proof.against import Against
from cable_edition.core.proof.data.bag_swhids import NAME as SWHIDS
from cable_edition.core.proof.data.bag_swhids import check_published
from cable_edition.core.proof.data.data_check import lacking
from cable_edition.core.proof.data.emendations_file import NAME as EMENDATIONS
from cable_edition.core.proof.data.emendations_file import check_emendations
from cable_edition.core.proof.site.allowed import Allowed
from cable_edition.core.proof.site.cable_pages import CablePages
from cable_edition.core.proof.site.chapter_files import ChapterFiles
from cable_edition.core.proof.site.chapter_marks import ChapterMarks
from cable_edition.core.proof.site.edition_pages import edition_pages
from cable_edition.core.proof.site.frame import FrameReader
from cable_edition.core.proof.site.frames import CHECKED, TEMPLATES, Frames
from cable_edition.core.proof.site.general_index import INDEX, INDEX_PART
from cable_edition.core.proof.site.given_meta import GivenMeta
from cable_edition.core.proof.site.given_pages import GivenPages
from cable_edition.core.proof.site.known_site import known_of
from cable_edition.core.proof.site.made_files import made_faults
from cable_edition.core.proof.site.markdown_pages import check_markdown
from cable_edition.core.proof.site.named_places import NamedPlaces
from cable_edition.core.proof.site.other_builder import other_builder
from cable_edition.core.proof.site.own_parts import OwnParts
from cable_edition.core.proof.site.page_heads import PageHeads
from cable_edition.core.proof.site.page_scripts import SEARCH, take_as_files
from cable_edition.core.proof.site.programs_page import ProgramsPage
from cable_edition.core.proof.site.reader import Reader
from cable_edition.core.proof.site.shipped import Shipped
from cable_edition.core.proof.site.signposts import Signposts
from cable_edition.core.proof.site.site_files import (
    PAGE,
    PAGES,
    SiteFiles,
    entries_below,
    suffix_of,
)
from cable_edition.core.proof.site.site_page import SitePage
from cable_edition.core.proof.site.template_pages import TemplatePages
from cable_edition.core.proof.site.theme_files import ThemeFiles
from cable_edition.core.proof.site.theme_templates import ThemeTemplates
from cable_edition.core.proof.site.tokens import spaced
from cable_edition.core.proof.site.ways_in import WaysIn
from cable_edition.core.proof.site.written import Tag
from cable_edition.core.settings.brought import EXTENSIONS
from cable_edition.core.settings.model import OFF

#: A page that a server shows anywhere; it has no frame.
_LOST = "404"
#: Indices that Sphinx divides by letters, or makes of objects.
_OF_SPHINX = re.compile(rf"{INDEX_PART.pattern}|[a-z]{{1,20}}-[a-z]{{1,20}}index")
#: Stands between the title of Sphinx's index and its letter, in the heading alone in some themes.
_LETTER = " \u2013 "
_STRANGE = (
    "the edition has no such page: no cable, register or chapter gives it; if an extension does,"
    " allow it in the table [verify] as page[name=...]"
)


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
        #: Whether the site has the page that checks quotations, and its index.
        self._checks = against.settings.site.quotations != OFF
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
            self._known.language,
            self._theme.settings,
            self._theme.read_chapters,
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
        self._named = NamedPlaces(folder, self._known, self._frames, self._marks)
        self._departed = {gone.cable: gone for gone in against.edition.releases.departed}
        self._is_indexed = False
        self._lists = edition_pages(self._known)
        self._for_programs = ProgramsPage(folder, self._known, self._lists)
        self._templates = TemplatePages(
            self._shipped.documents, self._known.language, self._tokens.inner, self._for_programs
        )
        self._parts = OwnParts(folder, self._known, self._tokens, self._chapters)
        self._signposts = Signposts(
            against,
            self._shipped.first_page,
            self._known.base_url,
            has_parquet=(folder / "data" / "parquet").is_dir(),
        )
        self._files.always = self._signposts.files()
        self._heads = PageHeads(
            self._known,
            self._allowed,
            GivenMeta(self._marks.files),
            self._named,
            self._signposts,
            {
                name: Allowed([name])
                for name in EXTENSIONS
                if name not in against.settings.verify.allowed and self._shipped.names(name)
            },
        )
        self._cables = CablePages(folder, self._known, self._tokens, self._parts, self._heads)
        self._given = GivenPages(
            self._shipped.documents,
            self._known,
            self._allowed,
            self._chapters,
            self._marks,
            self._templates,
            self._tokens,
            self._heads,
        )
        self._ways = WaysIn(
            folder,
            self._known.cables,
            self._known.cited_edition if self._checks else None,
            self._known.cited,
            self._known.edition.releases,
            self._known.names_to_choose,
        )

    def run(self) -> Iterator[Problem]:
        """Check every page, then what all of them must agree on."""
        known = self._known
        if other := other_builder(self._folder, known.cables):
            yield Problem("output-unknown", f"{other} to have it proved", str(self._folder))
            return
        yield from self._given.index_faults(self._folder, self._ways)
        seen = set()
        for file, _ in entries_below(self._folder):
            suffix = suffix_of(file)
            if suffix.lower() not in PAGES:
                continue
            name, path = file.removesuffix(suffix), self._folder / file
            if suffix != PAGE:
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
        if self._is_indexed and INDEX not in seen:
            path = self._folder / f"{INDEX}.html"
            yield Problem(
                "page-missing", "the index was not built, and pages lead to it", str(path)
            )
        yield from self._together(expected)
        yield from self._beside(seen)
        yield from self._unnamed()

    def _unnamed(self) -> Iterator[Problem]:
        """Name the setting for each extension that brought what was told of heads."""
        for name in sorted(self._heads.extensions):
            message = (
                f"conf.py loads {name}, which brings what is told of heads; if that is meant, have "
                f'allowed = ["{name}"] in the table [verify] of edition.toml'
            )
            yield Problem("extension-unnamed", message, str(self._folder))

    def _beside(self, seen: set[str]) -> Iterator[Problem]:
        """Check what stands beside pages: their Markdown, and the list that ``publish`` adds."""
        if self._known.against.settings.site.markdown != OFF:
            named = {one for one in seen if self._is_own(one) or self._chapters.has_words_of(one)}
            yield from check_markdown(self._folder, named)
        if (self._folder / SWHIDS).is_file():
            yield from check_published(self._folder, self._known.against)

    def _is_strange(self, name: str, path: Path) -> bool:
        """Whether neither edition, editors nor Sphinx give a page."""
        if name == CHECKED and not self._checks:
            return True
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
        yield from self._cables.without_panel()
        for path_text, message in self._frames.faults():
            yield Problem("frame-differs", message, path_text)
        yield from self._data()
        told = {one.path for one in programs}
        for one in self._other_files(expected):
            if one.code != "file-unknown" or one.path not in told:
                yield one
        yield from self._named.faults()

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
        made = made_faults(self._folder, self._known, self._shipped.documents)
        told = () if self._files.is_copied(self._folder / LLMS) else self._for_programs.faults()
        for file, message in (*made, *self._signposts.faults(self._folder), *told):
            yield Problem("frame-differs", message, str(self._folder / file))

    def _data(self) -> Iterator[Problem]:
        """Check that the data which the settings name are there, and the register as data."""
        folder = self._folder / "data"
        yield from lacking(folder, self._known.against)
        if (folder / EMENDATIONS).is_file():
            yield from check_emendations(folder / EMENDATIONS, self._known.against)

    def _other_files(self, own: set[str]) -> Iterator[Problem]:
        """Check that nothing else stands in the folder, and nothing that is always there lacks."""
        for file, message, is_missing in self._files.faults(
            own, self._ways.shards, self._ways.quotations if self._checks else frozenset()
        ):
            code = "file-missing" if is_missing else "file-unknown"
            yield Problem(code, message, str(self._folder / file))

    def inventory(self) -> Iterator[Problem]:
        """Check the inventory, when all pages were read."""
        return self._named.inventory()

    def _page(self, name: str, path: Path) -> Iterator[Problem]:
        try:
            page = SitePage(name, path)
        except ValueError as error:
            yield Problem("page-unreadable", f"cannot be read: {error}", str(path))
            return
        if name == SEARCH:
            take_as_files(page.root)
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
            yield from self._cables.faults(page, one)
        elif gone is not None:
            yield from self._cables.faults_of_departed(page, gone)
        elif name in self._lists:
            yield from self._parts.faults(page, self._lists[name])
            yield from self._parts.drawings(page)
            yield from self._heads.faults(page, [])
        elif cable_id != name and is_valid_id(cable_id):
            message = "the edition has no such cable; this page is left from an earlier build"
            yield Problem("page-without-cable", message, page.path)
            # What stands around it is of the earlier build too: of that no more need be told.
            return
        else:
            yield from self._given.faults(page)
        self._is_indexed |= page.root.find("head/link[@rel='index']") is not None
        self._frame(page)

    def _is_passed_over(self, tag: Tag, folder: str) -> bool:
        return self._allowed.brings_tag(tag.name, tag.attributes, folder)

    def _frame(self, page: SitePage) -> None:
        suffix = page.title_suffix
        if suffix is None and INDEX_PART.fullmatch(page.name):
            suffix = page.suffix_behind(page.headings.get("", "").partition(_LETTER)[0])
        if page.is_untitled and self._is_of_template(page.name):
            suffix = f" {page.title}".rstrip()
        marked = self._reader.marked(page.root if page.main is None else page.main, page.name)
        page.take_main()
        frame = self._reader.read(page.root, page.name, page.path)
        frame.headings, frame.marked, frame.related = page.headings, marked, page.related
        frame.objects = page.objects
        is_own = page.name in self._lists or page.name in self._cable_pages
        frame.is_own = is_own and not self._chapters.sets_apart(page.name)
        frame.suffix = "another title" if suffix is None else suffix
        self._frames.add(frame)
