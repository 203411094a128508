"""Every page that an edition generates."""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from hashlib import sha256
from typing import Any, cast

from cable_edition.core.cable.ids import parse_id
from cable_edition.core.changes.history import Step
from cable_edition.core.edition.assemble import EditedCable, Edition
from cable_edition.core.edition.shelved import emended
from cable_edition.core.edition.tag_pairs import tag_pairs
from cable_edition.core.kept_work import digest_of
from cable_edition.core.myst.markup import fence, opening, toctree
from cable_edition.core.pages.anchors import EntryAt, place_entries
from cable_edition.core.pages.cable_page import CablePage
from cable_edition.core.pages.cable_pieces import CablePieces
from cable_edition.core.pages.change_pages import change_pages
from cable_edition.core.pages.classification_pages import classification_pages
from cable_edition.core.pages.correction_list import ANCHOR as CORRECTIONS
from cable_edition.core.pages.emendation_pages import emendation_pages, emendation_pages_of
from cable_edition.core.pages.field_rows import post_rows, tag_rows
from cable_edition.core.pages.limits import PageLimits
from cable_edition.core.pages.list_pages import chronology_pages, line_of, list_pages
from cable_edition.core.pages.listed import listed
from cable_edition.core.pages.missing_pages import BELOW, BY_CABLE, missing_pages
from cable_edition.core.pages.picture_text import (
    people_pairs_picture,
    portions_picture,
    tags_picture,
)
from cable_edition.core.pages.reference_pages import ALL
from cable_edition.core.pages.register_pages import TITLES, RegisterPages, Stands
from cable_edition.core.pages.release_pages import release_pages
from cable_edition.core.pages.wanted_pages import WANTED, wanted_pages
from cable_edition.core.pages.withheld_pages import withheld_pages
from cable_edition.core.registers.concordance import Occurrence
from cable_edition.core.registers.tag_table import said

#: The sections that lists always have, by page.
_OF_ALL = {"missing/index": BY_CABLE, "references/index": ALL}


class EditionPages:
    """The pages of an edition and where each entry of its registers stands."""

    def __init__(
        self,
        edition: Edition,
        limits: PageLimits,
        public_record: str,
        history: Sequence[Step] = (),
    ) -> None:
        self._edition = edition
        self._history = history
        self._limits = limits
        self._public_record = public_record
        self._has_record = bool(public_record)
        registers = edition.registers
        registers = replace(registers, tags=tuple(map(said, registers.tags)))
        self.entries: dict[tuple[str, str], EntryAt] = place_entries(registers, limits.entries)
        by_code = {post.code: post for post in registers.posts}
        self._posts = {
            one.id: by_code[parts.post]
            for one in edition.cables
            if (parts := parse_id(one.id)) and parts.post in by_code
        }
        self._pieces = CablePieces(edition, has_record=bool(public_record), limit=limits.places)
        self._lists = emendation_pages_of(emended(edition.cables), limits.entries)
        #: Cable -> page of the register of emendations, which in a volume is that of all volumes.
        self.emendation_pages = self._lists | {
            cable: page for cable, page in edition.wider.lists.items() if cable in self._lists
        }
        self._cable_page = CablePage(
            term_names={term.id: term.name for term in registers.glossary},
            tags={tag.id: tag for tag in registers.tags},
            posts=self._posts,
            public_record=public_record,
            pieces=self._pieces,
            register=self.emendation_pages,
        )

    def cable_page(self, one: EditedCable) -> str:
        """Return the page of a cable of the edition as MyST text."""
        return self._cable_page.text(one)

    def around_given(self) -> str:
        """Return what stands for all that pages have besides the words of their own cable.

        Empty where that is not known (:func:`~cable_edition.core.pages.listed.listed`), as where
        pages tell what changed since the archive of a release.
        """
        found = "" if self._history else listed(self._edition)
        return digest_of((found, repr(self._limits), self._public_record)).hex() if found else ""

    def cable_digest(
        self, one: EditedCable, make: Callable[[], str], *, around_stands: bool = False
    ) -> str:
        """Return what stands for the page of a cable; ``make`` gives its text, if it is asked.

        ``around_stands`` says that :meth:`around_given` is what it was at the last build.
        """
        if around_stands and isinstance(was := one.was_told("page"), str):
            return was
        around = digest_of(self._cable_page.around(one))
        return one.told("page", lambda: digest_of_page(make()), around)

    def __iter__(self) -> Iterator[tuple[str, str]]:
        """Yield (docname, MyST text) of every generated page."""
        for one in self.cables:
            yield f"cables/{one.id}", self.cable_page(one)
        yield from self.around_cables()

    @property
    def cables(self) -> Sequence[EditedCable]:
        """The cables that have a page here; those of the front are made by the volumes."""
        return () if self._edition.wider.whole else self._edition.cables

    def around_cables(self, stands: Stands | None = None) -> Iterator[tuple[str, str]]:
        """Yield (docname, MyST text) of every generated page but those of cables.

        ``stands`` is asked for some pages whether they are there as they must be, by docname and
        SHA-256 of the text: those are left out.
        """
        if self._edition.wider.is_volume:
            yield from self._of_a_volume()
        else:
            yield from self._lists_and_registers(stands)

    def _of_a_volume(self) -> Iterator[tuple[str, str]]:
        """Yield what the pages of a volume's cables need around them.

        The contents have the lists of the whole edition, which the front writes; the registers have
        what chapters lead to.
        """
        pages = self._edition.wider.pages
        registers = RegisterPages(self.entries, {}, self._limits.places)
        for kind in TITLES:
            yield from registers.pages(kind)
        cables = [f"cables/{one.id}" for one in self._edition.cables]
        for docname, title in pages.items():
            below = [name for name in pages if name.startswith("parts/")] + cables
            tree = ""
            if docname == "cables/index":
                tree = toctree(below)
            elif docname == "missing/index":
                tree = toctree([name for name in pages if name in BELOW])
            # With its section a page may be in no contents, as in the front: it is warned of else,
            # and the build after one that warned reads all pages again.
            of_emendations = docname.startswith("emendations/")
            if section := CORRECTIONS if of_emendations else _OF_ALL.get(docname):
                tree += fence("cable:section", section, {"title": title}, "", "::::")
            yield docname, f"{opening(title, 'the sources')}\n{tree}"

    def _lists_and_registers(self, stands: Stands | None) -> Iterator[tuple[str, str]]:
        lines = [line_of(one) for one in self._edition.cables]
        yield from list_pages(lines, self._limits.cables)
        yield from emendation_pages(emended(self._edition.cables), self._lists)
        places = self.places()
        pictures = {
            "person": people_pairs_picture(self._edition.cables, self._edition.registers.people),
            "tag": tags_picture(self._edition.cables),
        }
        # With one cable there is nothing to choose from.
        several = len(self._edition.cables) > 1
        tools = {"tag": fence("cable:tag-filter", "", {}, "")} if several else {}
        together = tag_pairs(self._edition.cables) if several else {}
        register_pages = RegisterPages(
            self.entries,
            places,
            self._limits.places,
            pictures,
            tools,
            together,
            self._edition.kept,
        )
        for kind in TITLES:
            yield from register_pages.pages(kind, stands)
        events = self._edition.registers.events
        yield from chronology_pages(lines, events, self._limits.cables)
        marks = portions_picture(self._edition.cables)
        yield from classification_pages(lines, self._limits.cables, marks)
        yield from self._pieces.pages()
        wanted = list(
            wanted_pages(
                self._edition.cables,
                self._edition.related,
                has_record=self._has_record,
                per_page=self._limits.cables,
            )
        )
        withheld = list(withheld_pages(self._edition.cables, self._limits.places))
        below = [*([WANTED] if wanted else []), *(name for name, _ in withheld)]
        yield from missing_pages(self._edition.cables, self._limits.cables, below)
        yield from wanted
        yield from withheld
        standing = self._edition.standing_addresses
        changes = list(change_pages(self._history, standing, self._limits.cables))
        yield from release_pages(
            self._edition.releases,
            standing,
            self._limits.cables,
            [name for name, _ in changes],
        )
        yield from changes

    def places(self) -> Mapping[tuple[str, str], Sequence[Occurrence]]:
        """Return the places of each entry of the registers, TAGS and posts among them."""
        mentioned = self._edition.places
        posts = {cable: post.id for cable, post in self._posts.items()}
        of_posts = post_rows(self._edition.cables, posts, mentioned)
        return ChainMap(of_posts, tag_rows(self._edition.cables), cast("Any", mentioned))


def digest_of_page(text: str) -> str:
    """Return what stands for a page of this text."""
    return sha256(text.encode("utf-8")).hexdigest()
