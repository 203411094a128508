"""A cable as a thing that can be cited; its values come from the record and the settings alone."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from cable_edition.core.cable.fold import fold
from cable_edition.core.cable.ids import year_of
from cable_edition.core.cable.posts import body_in_words
from cable_edition.core.citations.title_case import AS_SENT, Named, Titles, titles_of
from cable_edition.core.edition.assemble import EditedCable
from cable_edition.core.kept_work import KeptWork
from cable_edition.core.late_methods import dataclass
from cable_edition.core.myst.escape import visible

#: What a citation is kept as.
_KIND = "citation"
#: What a reference quotes unless it says otherwise.
VIEW = "Reading text"
#: Names of bodies that say no country; whoever signs a diplomatic cable of this kind is of one.
_OF_THE_STATES = re.compile(
    r"(?:Embassy|Consulate(?: General)?|Mission|Branch Office|Liaison Office|Interests Section|"
    r"Secretary of State|Department of State)\b(?!.{0,60}(?:United States|U\.S\.|American?\b))",
    re.IGNORECASE,
)
_DAY = re.compile(r"[0-9]{4}-(?:0[1-9]|1[0-2])-[0-3][0-9]")


class Slots(NamedTuple):
    """What a reader's choice fills in: fragment of the address, place with a stop, view."""

    fragment: str = ""
    place: str = ""
    view: str = VIEW


#: Nothing chosen: the cable as a whole.
NO_SLOTS = Slots()
#: Stand-ins for the slots on a page. They are private characters that no value of an item has.
STAND_INS = Slots("\ue000", "\ue001", "\ue002")
_NO_STAND_INS = dict.fromkeys(map(ord, STAND_INS), "\ufffd")


class CitedEdition(NamedTuple):
    """The edition in which the cables stand: title, version, address of its pages, DOI.

    ``version`` and ``released`` (an ISO date) are those of the newest release, or both empty.
    ``base_url`` ends with a stroke; it and ``doi`` (without ``https://doi.org/``) may be empty. A
    ``doi`` with ``{id}`` in it is that of each cable, another that of the edition as a whole.
    """

    title: str
    version: str
    base_url: str = ""
    doi: str = ""
    released: str = ""

    @property
    def year(self) -> str:
        """The year in which this version of the edition was released, or nothing."""
        return self.released[:4]


@dataclass(frozen=True, slots=True)
class CitedCable:
    """A cable as references name it.

    ``title`` is the subject, ``author`` the origin (a body, never a person: neither the classifying
    officer nor the sign-off is the author), both as the edition has them or empty. ``date`` is ISO:
    the day, or the year of the id. ``page`` is the path of the page in the edition. ``titles`` are
    the subject in the cases that styles want.
    """

    id: str
    title: str
    author: str
    date: str
    page: str
    edition: CitedEdition
    classification: str = ""
    tags: tuple[str, ...] = ()
    titles: Titles = AS_SENT

    @property
    def address(self) -> str:
        """The address of the page; empty where the edition does not know its own."""
        return f"{self.edition.base_url}{self.page}" if self.edition.base_url else ""

    @property
    def doi(self) -> str:
        """The DOI of the cable, or else of the edition."""
        return self.edition.doi.replace("{id}", self.id)

    @property
    def own_doi(self) -> str:
        """The DOI of the cable, if it has one of its own."""
        return self.doi if "{id}" in self.edition.doi else ""

    @property
    def access(self) -> str:
        """What a formatted reference gives as address: a DOI before the address of the page."""
        return f"https://doi.org/{self.doi}" if self.doi else self.address

    @property
    def edition_year(self) -> str:
        """What a note says of the year of the edition, as a sentence with its blank, or nothing."""
        return f"Edition of {self.edition.year}. " if self.edition.year else ""

    @property
    def date_parts(self) -> tuple[int, ...]:
        """Year, month and day, or the year alone."""
        return tuple(int(part) for part in self.date.split("-"))


def cited(one: EditedCable, edition: CitedEdition, page: str) -> CitedCable:
    """Return a cable of the edition as a thing that can be cited."""
    tags = tuple(_line(tag.text) for tag in one.cable.opening.tags)
    titles = titles_of(
        one.subject,
        (text for anchor, text in one.texts if anchor != "subject"),
        (Named(m.start, m.end, m.form) for m in one.mentions.get("subject", ())),
        tags,
    )
    return CitedCable(
        id=one.id,
        title=_line(one.subject),
        author=body_of(_line(one.origin)),
        date=one.date if _DAY.fullmatch(one.date) else f"{year_of(one.id):04}",
        page=page,
        edition=edition,
        classification=_line(one.classification),
        tags=tags,
        titles=Titles(*map(_line, titles)),
    )


def kept_citation(one: EditedCable, edition: CitedEdition, page: str, kept: KeptWork) -> CitedCable:
    """Return what :func:`cited` returns; page and data of a cable ask for the same."""
    given = (repr(edition), page)
    return kept.of_cable(_KIND, one.id, given, lambda: cited(one, edition, page), again=True)


def keep_citation(one: EditedCable, edition: CitedEdition, page: str, kept: KeptWork) -> None:
    """Keep what :func:`kept_citation` has for one build more, without looking at it."""
    kept.still_of_cable(_KIND, one.id, (repr(edition), page))


def body_of(origin: str) -> str:
    """Return a body as references name it: ``U.S. Embassy Ottawa``.

    The origins of cables are American missions and offices, and ``Embassy Ottawa`` names no
    country. ``AMEMBASSY OTTAWA``, which a FROM line has, is the same body.
    """
    origin = body_in_words(origin)
    return f"U.S. {origin}" if _OF_THE_STATES.match(origin) else origin


def _line(text: str) -> str:
    return fold(visible(text)).strip().translate(_NO_STAND_INS)


def csl_item(item: CitedCable, slots: Slots = NO_SLOTS) -> dict[str, Any]:
    """Return a CSL-JSON item (CSL 1.0.2): a document of the genre diplomatic cable.

    ``issued`` is the date of the cable, since styles print that one in the text and sort by it; the
    day of the edition is the one on which the document became available in it.
    """
    entry: dict[str, Any] = {
        "id": item.id,
        "type": "document",
        "genre": "Diplomatic cable",
        "title": item.title,
        "author": [{"literal": item.author}] if item.author else [],
        "issued": {"date-parts": [list(item.date_parts)]},
        "available-date": {"date-parts": [list(map(int, item.edition.released.split("-")))]}
        if item.edition.released
        else {},
        "number": item.id,
        "container-title": item.edition.title,
        "version": item.edition.version,
        "URL": item.address + slots.fragment if item.address else "",
        "DOI": item.doi,
        "note": item.edition_year + slots.place + slots.view,
    }
    return {key: value for key, value in entry.items() if value}
