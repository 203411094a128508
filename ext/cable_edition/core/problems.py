"""Doubt as data: located problems with closed codes.

The core never logs and never raises for content. It returns problems; the command line prints
them, the pages show them, and the Sphinx layer turns those of registers and configuration into
Sphinx warnings.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple


class Severity(StrEnum):
    """How much a problem matters; the order of the members is the order of weight."""

    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class Problem:
    """Something a reader or an editor must know about a source file, a register or a sidecar.

    ``code`` is one word of a closed vocabulary (``paragraph-gap``, ``unknown-key``, ...);
    ``path`` is the file as the editor knows it; ``line`` counts from 1; ``offset`` is in
    characters of the decoded source, or ``None`` where only a line is known.
    """

    code: str
    message: str
    path: str = ""
    line: int | None = None
    offset: int | None = None
    severity: Severity = Severity.WARNING

    def located(self) -> str:
        """Return ``path:line: message [code]``, leaving out what is not known."""
        place = ":".join(str(part) for part in (self.path, self.line) if part)
        return (
            f"{place}: {self.message} [{self.code}]" if place else f"{self.message} [{self.code}]"
        )


class Advice(NamedTuple):
    """What a code means, and what an editor can do about it."""

    meaning: str
    action: str


_SIDECAR = "Compare with another copy; give the right value in the sidecar of the cable."
_NOTHING = "Nothing: the edition shows it to the reader."

#: The closed vocabulary of the problems of a cable (``problems[].code`` of its record).
CODES: dict[str, Advice] = {
    "bad-date": Advice("A date is no date of the calendar.", _SIDECAR),
    "bad-id": Advice(
        "The record's identifier is not the id of a cable.",
        "Name the file after the cable's id, or give the id in the sidecar.",
    ),
    "bad-row": Advice(
        "A row of a dump has not the columns it should have.",
        "Look for an unescaped quotation mark near the start of the row.",
    ),
    "encoding-guessed": Advice(
        "The bytes are not UTF-8, so the encoding is a guess.",
        "Look at the accented letters; if they are wrong, convert a copy of the file to UTF-8.",
    ),
    "garbled": Advice(
        "Bytes were lost or read in a wrong encoding, so the character is not known.",
        "Read the file in its own encoding, or compare with another copy; the text stays as it is.",
    ),
    "heading-without-rule": Advice("Only its capitals show that a line is a heading.", _NOTHING),
    "id-differs": Advice(
        "The record and the classification line name different cables.",
        "Check which id is right; both are kept, the record's as the id, the other as an alias.",
    ),
    "no-cable": Advice(
        "No cable can be seen in the file.",
        "Take the file out of the folder, or name it after its cable to get a page for it.",
    ),
    "no-classification": Advice("No classification line was found.", _SIDECAR),
    "no-id": Advice(
        "Nothing says which cable this is.",
        "Name the file after the cable's id (two-digit year, post, serial: 05OTTAWA286.txt).",
    ),
    "no-record": Advice(
        "The form of the file is known, and no record in it is a cable.",
        "Give the columns or keys usual names, or take each cable out into a file of its own.",
    ),
    "no-subject": Advice("No subject was found.", _SIDECAR),
    "no-text": Advice(
        "A record has no text of a cable.",
        "Look for another copy; the record is kept.",
    ),
    "not-text": Advice(
        "The file holds data of a program, not text.", "Save the text of the cable as plain text."
    ),
    "paragraph-gap": Advice(
        "The numbers of the paragraphs leave one out.",
        "Compare with another copy; a number lost in a garbled place leaves its text above.",
    ),
    "paragraph-repeat": Advice(
        "A paragraph number stands twice; the second has an anchor with a letter.", _NOTHING
    ),
    "reference-without-serial": Advice(
        "A reference names a post and no serial, so it leads to no cable.", _NOTHING
    ),
    "rule-without-heading": Advice("A rule of dashes has no heading above it.", _NOTHING),
    "section-missing": Advice(
        "A section was announced and its header was not met.",
        "Look for another copy if the text breaks off; if it runs on, only the header is gone.",
    ),
    "unread": Advice(
        "Words of the cable belong to no field or paragraph that the parser knows.",
        "Nothing is lost: they stand in the text as transmitted. Check that no field hides there.",
    ),
}
