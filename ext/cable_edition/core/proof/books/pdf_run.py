"""What a book in PDF must say: runs of words in order, with the place that each leads to."""

from __future__ import annotations

from dataclasses import field
from enum import IntEnum
from typing import NamedTuple

from cable_edition.core.late_methods import dataclass


class Letters(IntEnum):
    """How the letters of a run are set, and so how they can be compared."""

    #: Letter for letter.
    SENT = 0
    #: With the quotation marks and dashes of the book's language.
    EDITED = 1
    #: In small capitals, which a PDF has as capitals.
    CAPITALS = 2


class Run(NamedTuple):
    """Words of one kind at one place; ``to`` is where they lead, as pages of the site say it.

    ``at`` names the place for messages. A run without words whose ``to`` is :data:`PICTURE` stands
    for a picture and its table.
    """

    words: str
    at: str
    to: str = ""
    letters: Letters = Letters.EDITED


#: Stands for what is not proved, up to the next run.
PICTURE = "\0picture"
#: The target of words that lead to a page which the book leaves out.
OUTSIDE = "\0outside"


class Bookmark(NamedTuple):
    """An entry of the outline: its level from 0, its title, the number of the run of its heading.

    ``in_contents`` tells whether the table of contents has it as well; ``page`` is the page of the
    site whose title it is.
    """

    level: int
    title: str
    run: int
    in_contents: bool = True
    page: str = ""


@dataclass
class Stretch:
    """A part of the book; one that begins on no page of its own is taken into the one before.

    ``name`` is the page of the site that it begins with, ``notes`` what stands at the feet of its
    pages, each note with its id.
    """

    name: str
    body: list[Run] = field(default_factory=list)
    notes: list[Run] = field(default_factory=list)
    bookmarks: list[Bookmark] = field(default_factory=list)
    #: The cables whose words it has, in order.
    cables: list[str] = field(default_factory=list)

    def take(self, other: Stretch) -> None:
        """Add a part that runs on below this one."""
        marks = (one._replace(run=one.run + len(self.body)) for one in other.bookmarks)
        self.bookmarks += marks
        self.body += other.body
        self.notes += other.notes
        self.cables += other.cables
