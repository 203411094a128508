"""The entries of the registers: people, organizations, terms, TAGS, posts, events.

Every entry has an ``id`` that never depends on its wording (``[a-z][a-z0-9-]*``; TAGS keep their
code). Texts are editorial Markdown (emphasis, code, http(s) links), never HTML. Each statement has
a status and its sources, so that a reader can tell what was verified from what is inferred.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import field, fields
from typing import Literal

from cable_edition.core.late_methods import dataclass
from cable_edition.core.registers.works import Work

#: verified: a source was seen; cable: only the cable says so; inference: the editor's; unverified:
#: general knowledge, allowed for everyday terms only.
Status = Literal["verified", "cable", "inference", "unverified"]
STATUSES: tuple[Status, ...] = ("verified", "cable", "inference", "unverified")

#: What an entry of a register is about.
EntryKind = Literal["person", "organization", "term", "tag", "post"]


@dataclass(frozen=True, slots=True)
class Statement:
    """One editorial statement with what it rests on.

    ``sources`` are addresses, alone or with what stands there behind a blank, or short citations.
    """

    text: str
    status: Status
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Form:
    """A form of words by which the text names an entry.

    ``fold`` ignores case. ``plural`` also takes the form with ``s`` (``3Ds``, ``LNOs``).
    ``cables`` limits the form to these cables. ``within`` are phrases, one of which must hold the
    form at that place (``State`` counts within ``from State, AID``); ``outside`` are phrases in
    which it does not count. ``surname`` forms count only in a cable that names the person
    in full (any form of the entry that is not a surname form).
    """

    text: str
    fold: bool = False
    plural: bool = False
    surname: bool = False
    cables: tuple[str, ...] = ()
    within: tuple[str, ...] = ()
    outside: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sense:
    """One meaning of a term; chosen by cable, date (ISO, inclusive), post or phrase."""

    id: str
    expansion: str
    tip: str
    cables: tuple[str, ...] = ()
    since: str = ""
    until: str = ""
    posts: tuple[str, ...] = ()
    within: tuple[str, ...] = ()
    statements: tuple[Statement, ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """What all registers share. ``tip`` is the meaning in one line of plain text."""

    id: str
    name: str
    tip: str
    forms: tuple[Form, ...] = ()
    statements: tuple[Statement, ...] = ()
    see_also: tuple[str, ...] = ()
    path: str = ""
    line: int = 0
    #: Ids that led to this entry in earlier releases.
    formerly: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Person(Entry):
    """A person. ``office`` is the office at the time of the cable, with its own status."""

    sort: str = ""
    office: str = ""
    office_status: Status = "verified"
    office_sources: tuple[str, ...] = ()
    #: Another spelling that the text has for this person, explained in ``statements``.
    spelled: tuple[str, ...] = ()
    #: Addresses of the same person in authority files (:mod:`~cable_edition.core.authorities`).
    same_as: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Organization(Entry):
    """An organization; uses of its glossary ``terms`` (FAC, DND) count as its own places."""

    sort: str = ""
    country: str = ""
    terms: tuple[str, ...] = ()
    #: As for a person.
    same_as: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Term(Entry):
    """A glossary entry: acronym, code or expression, with its expansion and senses."""

    expansion: str = ""
    status: Status = "verified"
    senses: tuple[Sense, ...] = ()


@dataclass(frozen=True, slots=True)
class Tag(Entry):
    """A TAG; ``id`` is its code in capitals (``PREL``)."""

    kind: Literal["subject", "geographic", "program", "organization", "person", "free"] = "free"
    status: Status = "verified"


@dataclass(frozen=True, slots=True)
class Post(Entry):
    """A post: the ``code`` is the post as canonical ids write it (``OTTAWA``).

    ``same_as`` names the post, ``place_same_as`` the town where it is: an embassy is no town.
    """

    code: str = ""
    country: str = ""
    same_as: tuple[str, ...] = ()
    place_same_as: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Event:
    """An event of the chronology beside the cables; ``date`` is ISO, possibly only a month."""

    id: str
    date: str
    text: str
    status: Status
    sources: tuple[str, ...] = ()
    cables: tuple[str, ...] = ()
    path: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class Source:
    """What stands at an address: its author or body, its title, its date, the day of access.

    Dates are ISO, of a day, month or year; what is not known is empty. ``id`` is the address.
    """

    id: str
    author: str = ""
    title: str = ""
    date: str = ""
    read: str = ""
    #: Where it is described; no part of what is said.
    path: str = field(default="", compare=False, repr=False)
    line: int = field(default=0, compare=False, repr=False)

    @property
    def address(self) -> str:
        """The address."""
        return self.id


#: The verdicts on a quotation that an editor may let stand.
Accepted = Literal["", "altered", "absent"]


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words that a work quotes, as they stand in it, and where it says that it has them from.

    ``work`` is the id of the work; ``cable`` and ``paragraph`` (an anchor) are what the work names,
    each empty if it names none. ``accepted`` is the verdict that the editor has seen and lets
    stand. ``path`` and ``line`` say where the entry is.
    """

    id: str
    work: str
    words: str
    page: str = ""
    cable: str = ""
    paragraph: str = ""
    accepted: Accepted = ""
    path: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class Registers:
    """All registers of an edition, each in the order of its file."""

    people: tuple[Person, ...] = ()
    organizations: tuple[Organization, ...] = ()
    glossary: tuple[Term, ...] = ()
    tags: tuple[Tag, ...] = ()
    posts: tuple[Post, ...] = ()
    events: tuple[Event, ...] = field(default_factory=tuple)
    sources: tuple[Source, ...] = ()
    works: tuple[Work, ...] = ()
    quotations: tuple[Quotation, ...] = ()
    #: Kind and id of entries that a fault keeps out; a kind alone, where its entries are not known.
    barred: frozenset[str] = field(default=frozenset(), compare=False)

    def by_kind(self) -> Iterator[tuple[EntryKind, Entry]]:
        """Yield every entry with its kind, register by register."""
        for kind, entries in self._kinds():
            for entry in entries:
                yield kind, entry

    def addresses(self) -> frozenset[str]:
        """Return kind and id of every entry (``person pascual-carlos``), former ids included."""
        pairs = [
            (kind, one) for kind, entry in self.by_kind() for one in (entry.id, *entry.formerly)
        ]
        return frozenset(f"{kind} {one}" for kind, one in pairs)

    def by_file(self) -> Iterator[tuple[str, tuple[object, ...]]]:
        """Yield the name of each register, which is that of its file, with its entries."""
        for one in fields(self):
            if one.name != "barred":
                yield one.name, getattr(self, one.name)

    def bars(self, address: str) -> bool:
        """Whether a fault keeps out the entry of this kind and id, or may do so."""
        return address in self.barred or address.partition(" ")[0] in self.barred

    def lasting(self) -> frozenset[str]:
        """Return kind and id of the entries that an editor keeps, which a release issues.

        A TAG or post that stands in a register only because a cable has it goes with the cable.
        """
        return frozenset(f"{kind} {entry.id}" for kind, entry in self.by_kind() if entry.path)

    def _kinds(self) -> Iterator[tuple[EntryKind, tuple[Entry, ...]]]:
        yield "person", self.people
        yield "organization", self.organizations
        yield "term", self.glossary
        yield "tag", self.tags
        yield "post", self.posts
