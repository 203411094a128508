"""The kinds of row that generated pages hold, and which directive holds which.

The order of the fields is their order on the line. Field names are what an editor reads in a
message.
"""

from __future__ import annotations

from typing import Any, Literal, NamedTuple

from cable_edition.core.myst.rows import (
    Address,
    Anchor,
    AnchorOrNone,
    Date,
    DateOrNone,
    Id,
    Myst,
    PlaceOrNone,
    Words,
)


class RecordTitle(NamedTuple):
    """The name under which a cable is known to other pages: no line of its record."""

    field: Literal["title"] = "title"
    label: Literal[""] = ""
    words: str = ""


class RecordAddress(NamedTuple):
    """Where the public record of a cable is."""

    field: Literal["public-record"] = "public-record"
    label: Literal[""] = ""
    address: Address = ""


class RecordRow(NamedTuple):
    """A line of a cable's record; the items of its list of references have a line each."""

    anchor: AnchorOrNone
    label: Words
    words: Myst

    @property
    def is_reference(self) -> bool:
        """Whether this is an item of the list of references."""
        return self.anchor.startswith("ref-")


class PortionSentence(NamedTuple):
    """What stands below the list of portions."""

    mark: Literal[""] = ""
    paragraphs: Literal[""] = ""
    words: Myst = ""


class PortionRow(NamedTuple):
    """A portion mark of a cable, on how many paragraphs it is, and what it means."""

    mark: str
    paragraphs: int
    words: Myst


class MovedRow(NamedTuple):
    """A former anchor of a cable, and where its words are now, if anywhere."""

    anchor: Anchor
    now_at: PlaceOrNone


class PlaceRow(NamedTuple):
    """A place where an entry of a register occurs, with the words around it.

    ``joined`` says on which sides no blank parts them from its own words.
    """

    cable: Id
    anchor: Anchor
    before: str
    words: str
    after: str
    joined: Literal["", "before", "after", "both"] = ""

    @property
    def parted(self) -> tuple[str, str, str]:
        """The words before, its own, and those after, each with the blanks that stand there."""
        first = " " if self.before and self.joined not in {"before", "both"} else ""
        last = " " if self.after and self.joined not in {"after", "both"} else ""
        return self.before + first, self.words, last + self.after


class CableRow(NamedTuple):
    """A cable in a list of cables."""

    cable: Id
    date: DateOrNone
    origin: str
    classification: str
    subject: str


class EmendationRow(NamedTuple):
    """A place where the edition reads otherwise than the source; ``emendation`` is its anchor."""

    cable: Id
    anchor: Anchor
    emendation: Anchor
    source: str
    edition: str
    rule: Anchor
    certainty: Words
    reason: str


class RuleRow(NamedTuple):
    """A rule of emendation, and at how many places it was followed."""

    rule: Anchor
    name: Words
    kind: Literal["mechanical", "conjecture"]
    places: int
    reason: str
    source: str


class TimelineRow(NamedTuple):
    """How many cables and events a day, a month or a year has."""

    date: Date
    cables: int
    events: int


class PortionBarRow(NamedTuple):
    """How many paragraphs bear a mark in the cables of a classification."""

    classification: Words
    mark: Words
    meaning: str
    paragraphs: int


class WithheldBarRow(NamedTuple):
    """At how many places of a body, an exemption, a mark or a year words were withheld."""

    title: Words
    value: Words
    places: int


class PeoplePairRow(NamedTuple):
    """Two people, each with the id of the entry, and how many paragraphs name both."""

    person: Anchor
    name: Words
    other_person: Anchor
    other_name: Words
    paragraphs: int


class TagRow(NamedTuple):
    """On how many cables of a year or month a TAG is."""

    tag: Words
    time: Date
    cables: int


class ArcCable(NamedTuple):
    """A cable in the graph of references."""

    field: Literal["cable"]
    cable: Id
    where: Literal["inside", "outside"]


class ArcLink(NamedTuple):
    """A link between two cables of the graph."""

    field: Literal["cites", "related"]
    cable: Id
    other_cable: Id


class ArcsLeftOut(NamedTuple):
    """How many cables the graph has no room for."""

    field: Literal["left-out"]
    cables: int
    nothing: Literal[""] = ""


class PassageRow(NamedTuple):
    """A passage of a cable in two columns; the rows behind it are its words.

    ``anchor`` is where a reader can go; ``standing`` is one of
    :data:`~cable_edition.core.collation.columns.Standing`; ``behind`` names what stands before a
    moved passage in the witness.
    """

    field: Literal["passage"]
    anchor: AnchorOrNone
    name: Words
    standing: Literal["both", "base", "witness", "away", "here"]
    behind: str


class SameRow(NamedTuple):
    """Words that both columns have."""

    field: Literal["same"]
    words: Words


class VariantRow(NamedTuple):
    """Words in which the columns differ: the class, the exemptions, and what either has."""

    field: Literal["variant"]
    kind: Words
    what: Literal["words", "mark", "number"]
    exemptions: str
    base: str
    witness: str


#: Kinds that stand together in one directive; a line is of the first whose words it begins with.
RECORD = (RecordTitle, RecordAddress, RecordRow)
PORTIONS = (PortionSentence, PortionRow)
ARCS = (ArcCable, ArcLink, ArcsLeftOut)
BESIDE = (PassageRow, SameRow, VariantRow)

#: The kinds of row of the directives of the ``cable`` domain.
KINDS: dict[str, tuple[type[tuple[Any, ...]], ...]] = {
    "record": RECORD,
    "portions": PORTIONS,
    "moved": (MovedRow,),
    "departed": (MovedRow,),
    "places": (PlaceRow,),
    "cables": (CableRow,),
    "emendations": (EmendationRow,),
    "rules": (RuleRow,),
    "timeline": (TimelineRow,),
    "portion-bars": (PortionBarRow,),
    "withheld-bars": (WithheldBarRow,),
    "people-pairs": (PeoplePairRow,),
    "tags-in-time": (TagRow,),
    "reference-arcs": ARCS,
    "beside": BESIDE,
}
