"""What the pages of a site must agree on: addresses, names, meanings; worked out once.

Everything here is worked out anew from the edition: nothing is asked of what wrote the pages.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from cable_edition.core.cable.ids import parse_id
from cable_edition.core.cable.places import passage_of_copy, place_name
from cable_edition.core.changes.history import Step
from cable_edition.core.citations.item import CitedCable, CitedEdition, cited
from cable_edition.core.edition.assemble import EditedCable, Edition
from cable_edition.core.edition.neighbours import Neighbours, neighbours
from cable_edition.core.edition.references import ReferenceGraph
from cable_edition.core.late_methods import dataclass
from cable_edition.core.proof.against import Against
from cable_edition.core.proof.past_releases import past_releases
from cable_edition.core.proof.site.expected import Tokens, el, text
from cable_edition.core.proof.site.tokens import Entry
from cable_edition.core.registers.entries import Entry as RegisterEntry
from cable_edition.core.registers.entries import Organization, Person, Post, Tag
from cable_edition.core.registers.tag_table import said
from cable_edition.core.releases.declared import newest_release
from cable_edition.core.words import say

if TYPE_CHECKING:
    from lxml import html

_OTHER = re.compile(r"[^a-z0-9]+")
#: Kind of entry -> folder of its register, beginning of its anchors, role in MyST.
KINDS = {
    "person": ("people", "person", "cable:person"),
    "organization": ("organizations", "org", "cable:org"),
    "term": ("glossary", "term", "term"),
    "tag": ("tags", "tag", "cable:tag"),
    "post": ("posts", "post", "cable:post"),
}
_BY_ROLE = {role: kind for kind, (_, _, role) in KINDS.items()}


class Placed(NamedTuple):
    """An entry of a register, the page that it is on, its anchor, and its name for readers."""

    kind: str
    entry: RegisterEntry
    page: str
    anchor: str
    title: str

    @property
    def address(self) -> str:
        """Page and anchor."""
        return f"{self.page}#{self.anchor}"

    @property
    def target(self) -> str:
        """What a role in MyST calls the entry."""
        return self.title if self.kind == "term" else self.entry.id


def _alphabetic(entry: RegisterEntry) -> tuple[str, str]:
    words = entry.name
    if isinstance(entry, (Person, Organization)):
        words = entry.sort or entry.name
    if isinstance(entry, Tag):
        words = entry.id
    return _OTHER.sub(" ", (words or entry.id).casefold()).strip(), entry.id


def anchor_of(kind: str, entry_id: str) -> str:
    """Return the anchor of an entry as its id gives it, if no other entry has the same."""
    plain, begin = _OTHER.sub("-", entry_id.lower()).strip("-"), KINDS[kind][1]
    return plain if plain.startswith(f"{begin}-") else f"{begin}-{plain}"


def _anchors(kind: str, entries: Sequence[RegisterEntry]) -> dict[str, str]:
    found: dict[str, str] = {}
    taken: set[str] = set()
    for entry in sorted(entries, key=lambda one: one.id):
        anchor = anchor_of(kind, entry.id)
        if anchor in taken:
            codes = [f"{ord(mark):x}" for mark in entry.id if not mark.isalnum()]
            anchor = "-".join([anchor, *codes]) if codes else f"{anchor}-"
        while anchor in taken:
            anchor += "-x"
        taken.add(anchor)
        found[entry.id] = anchor
    return found


def placed_entries(edition: Edition, per_page: int) -> Iterator[Placed]:
    """Yield each entry of the registers with its page and its anchor, page by page."""
    registers = edition.registers
    listed: Mapping[str, Sequence[RegisterEntry]] = {
        "person": registers.people,
        "organization": registers.organizations,
        "term": registers.glossary,
        "tag": tuple(map(said, registers.tags)),
        "post": registers.posts,
    }
    for kind, entries in listed.items():
        anchors = _anchors(kind, entries)
        folder = KINDS[kind][0]
        for count, entry in enumerate(sorted(entries, key=_alphabetic)):
            number = count // per_page + 1
            page = f"{folder}/index" if number == 1 else f"{folder}/more/{number}"
            title = entry.name or entry.id
            if isinstance(entry, Tag) and entry.name:
                title = f"{entry.id}: {entry.name}"
            yield Placed(kind, entry, page, anchors[entry.id], title)


@dataclass(frozen=True)
class Heading:
    """How the site marks its headings: the sign and the tip of their links; neither for none.

    ``marked`` is the sign with the elements that it stands in, where it has any.
    """

    sign: str = "¶"
    tip: str = "Link to this heading"
    marked: tuple[str, ...] = ()

    @property
    def is_linked(self) -> bool:
        """Whether headings have a link."""
        return bool(self.sign or self.tip)

    def link(self, anchor: str) -> Tokens:
        """Return the link of a heading to itself."""
        if not self.is_linked:
            return []
        return el(
            "a", list(self.marked) or self.sign, cls="headerlink", href=f"#{anchor}", title=self.tip
        )


def heading_of(link: html.HtmlElement) -> Heading:
    """Return how a site marks its headings, from the link of one of them.

    Its sign may stand in elements that have nothing but classes.
    """
    sign, tip = str(link.text_content()), link.get("title", "")
    within = list(link.iterdescendants())
    if any(not isinstance(one.tag, str) or {*one.attrib} - {"class"} for one in within):
        return Heading(sign, tip)
    return Heading(sign, tip, tuple(_inner(link)) if within else ())


def _inner(element: html.HtmlElement) -> Tokens:
    found = ["=" + element.text] if element.text else []
    for child in element:
        found += el(str(child.tag), _inner(child), cls=child.get("class", ""))
        found += ["=" + child.tail] if child.tail else []
    return found


@dataclass(frozen=True)
class Known:
    """The edition as its pages must tell of it.

    ``title`` and ``language`` are those of the site, which the settings may leave to conf.py.
    """

    against: Against
    title: str
    language: str
    base_url: str
    heading: Heading = field(default_factory=Heading)
    #: Whether each place has a way to cite it, as on a site.
    is_cited: bool = True
    #: Cable -> how references name it, of the cables that were asked for.
    _cited: dict[str, CitedCable] = field(default_factory=dict, init=False)
    #: Place, as it is called and shown, and kind of its link -> the link and the way to cite it.
    ways: dict[tuple[str, str, str, str], Tokens] = field(default_factory=dict, init=False)
    #: Cable -> anchor -> what the place is called, of the cables that were asked for.
    _places_said: dict[str, dict[str, str]] = field(default_factory=dict, init=False)

    @property
    def edition(self) -> Edition:
        """The edition."""
        return self.against.edition

    @property
    def as_sent(self) -> dict[str, str]:
        """The attributes of words of a cable on pages of the edition's own, as ``el`` takes them.

        Cables are in English, and so are most pages, which need not say it.
        """
        return {} if self.language.startswith("en") else {"lang": "en", "dir": "ltr"}

    def sent(self, words: str) -> Tokens:
        """Return words of a cable among words of the edition."""
        return el("span", words, **self.as_sent) if self.as_sent else text(words)

    @cached_property
    def entries(self) -> dict[tuple[str, str], Placed]:
        """(kind, id) -> the entry in its place, in the order of the pages."""
        per_page = self.against.settings.limits.entries_per_page
        return {(one.kind, one.entry.id): one for one in placed_entries(self.edition, per_page)}

    @cached_property
    def by_role(self) -> dict[tuple[str, str], Placed]:
        """(kind, target of a role) -> the entry in its place."""
        return {(one.kind, one.target): one for one in self.entries.values()}

    @cached_property
    def links(self) -> dict[str, Entry]:
        """Address -> what a link to the entry there says of it."""
        return {one.address: Entry(one.kind, one.entry.tip) for one in self.entries.values()}

    def cited(self, one: EditedCable) -> CitedCable:
        """Return a cable as references name it; several parts of a page and the search ask."""
        found = self._cited.get(one.id)
        if found is None:
            found = cited(one, self.cited_edition, f"cables/{one.id}.html")
            self._cited[one.id] = found
        return found

    @cached_property
    def cables(self) -> dict[str, EditedCable]:
        """Id -> cable."""
        return {one.id: one for one in self.edition.cables}

    @cached_property
    def graph(self) -> ReferenceGraph:
        """Who cites whom."""
        return self.edition.graph()

    @cached_property
    def history(self) -> tuple[Step, ...]:
        """What changed between the releases whose archives are kept."""
        return past_releases(self.edition, self.against.file.archives)[0]

    @cached_property
    def neighbours(self) -> dict[str, tuple[Neighbours, ...]]:
        """The cables before and after each, in each order."""
        return neighbours(self.edition)

    @cached_property
    def posts(self) -> dict[str, Placed]:
        """Id of a cable -> the entry of the post that sent it."""
        by_code = {
            one.entry.code: one for one in self.entries.values() if isinstance(one.entry, Post)
        }
        return {
            one.id: by_code[parts.post]
            for one in self.edition.cables
            if (parts := parse_id(one.id)) and parts.post in by_code
        }

    @cached_property
    def post_names(self) -> dict[str, str]:
        """Code -> name of the posts that sent cables."""
        return {getattr(one.entry, "code", ""): one.entry.name for one in self.posts.values()}

    @cached_property
    def names_to_choose(self) -> dict[tuple[str, str], str]:
        """Kind and id of a person, or code of a post -> the name by which a search chooses."""
        registers = self.edition.registers
        people = {("person", one.id): one.name for one in registers.people}
        return people | {("post", one.code): one.name for one in registers.posts}

    @cached_property
    def by_address(self) -> dict[str, Placed]:
        """Address -> the entry in its place."""
        return {one.address: one for one in self.entries.values()}

    @cached_property
    def emendation_pages(self) -> dict[str, str]:
        """Id of a cable with emendations or a corrected reading -> the page that lists them."""
        limit = self.against.settings.limits.entries_per_page
        found: dict[str, str] = {}
        number, filled = 1, 0
        for one in self.edition.cables:
            count = sum(map(len, one.emendations.values())) + len(one.cable.corrections)
            if count and filled and filled + count > limit:
                number, filled = number + 1, 0
            if count:
                found[one.id] = f"emendations/{'index' if number == 1 else f'more/{number}'}"
                filled += count
        # In a volume the register is that of all volumes.
        lists = self.edition.wider.lists
        return {cable: lists.get(cable, page) for cable, page in found.items()}

    @cached_property
    def cited_edition(self) -> CitedEdition:
        """The edition as references name it."""
        newest = newest_release(self.against.sources)
        version, released = (newest.version, newest.date) if newest else ("", "")
        return CitedEdition(self.title, version, self.base_url, self.against.settings.doi, released)

    def heading_of(self, cable_id: str) -> str:
        """Return date and subject of a cable, as links to it say."""
        one = self.cables[cable_id]
        return " ".join(part for part in (one.date, one.subject) if part)

    def name_of(self, cable_id: str) -> str:
        """Return what a link to a cable without words of its own says."""
        if one := self.cables.get(cable_id):
            return one.subject or cable_id
        gone = next(g for g in self.edition.releases.departed if g.cable == cable_id)
        return f"{cable_id} ({'published under another name' if gone.to else 'withdrawn'})"

    def entry_link(self, placed: Placed, words: str | Tokens, page: str) -> Tokens:
        """Return the link to an entry from a page."""
        return el("a", words, href=self.address(placed.address, page))

    def role_link(self, page: str, role: str, title: str, target: str) -> Tokens:
        """Return the link that a role makes in an editor's words."""
        if role == "cable:cable":
            return el(
                "a", title or self.name_of(target), href=self.address(f"cables/{target}", page)
            )
        if role == "cable:par":
            return el("a", title or self.place_title(target), href=self.place(target, page))
        placed = self.by_role.get((_BY_ROLE[role], target))
        if placed is None:
            return []
        words = title or (target if role == "term" else placed.title)
        return self.entry_link(placed, words, page)

    @staticmethod
    def address(to: str, page: str) -> str:
        """Return an address as it is read on a page, which writes its own places short."""
        path, mark, anchor = to.partition("#")
        return f"{mark}{anchor}" if path == page and mark else to

    def place(self, target: str, page: str) -> str:
        """Return the address of ``CABLE#anchor``."""
        return self.address(f"cables/{target}", page)

    def place_title(self, target: str) -> str:
        """Return the words of a link to ``CABLE#anchor`` that has none of its own."""
        cable_id, _, anchor = target.partition("#")
        said = self._places_said.get(cable_id)
        if said is None:
            said = self._places_said[cable_id] = dict(_said_in(self.cables.get(cable_id)))
        return f"{cable_id}, {said.get(anchor) or _said(anchor)}"


def _said_in(one: EditedCable | None) -> Iterator[tuple[str, str]]:
    """Yield each anchor of a cable's text with its name for people; of two the first holds."""
    if one is None:
        return
    for copy in one.witnesses:
        for row in copy.added:
            number = "" if row.unit is None or row.unit.number is None else f"{row.unit.number}"
            kind = row.unit.kind if row.unit else ""
            passage = passage_of_copy(row.anchor, kind, number)
            yield row.anchor, say("{passage} of {witness}", passage=passage, witness=copy.siglum)
    # What stands later in the cable is yielded first: a dict keeps what comes last.
    yield from ((line.anchor, line.anchor) for line in one.cable.closing)
    for paragraph in reversed(one.cable.paragraphs):
        number = f"¶ {paragraph.anchor if paragraph.n is None else paragraph.n}"
        for block in paragraph.blocks:
            part = block.anchor.rpartition("-")[2]
            yield block.anchor, say("{place}, part {part}", place=number, part=part)
        yield paragraph.anchor, number


def _said(anchor: str) -> str:
    return place_name(anchor)
