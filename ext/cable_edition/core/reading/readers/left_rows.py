"""Rows of a dump that are no cable, though one may be meant: counted, to be told at its end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cable_edition.core.cable.ids import canonicalize
from cable_edition.core.late_pattern import late
from cable_edition.core.nouns import number_of
from cable_edition.core.problems import Problem
from cable_edition.core.reading.readers.notes import ROW_LIMIT, SHORTEST, UNCLOSED

if TYPE_CHECKING:
    from cable_edition.core.reading.raw import RawCable
    from cable_edition.core.reading.readers.dump import Row

#: What may be the identifier of a cable, and is a value by itself.
_VALUE = late(r"(?<![^\s\"'>,;|(])(?:19|20)?[0-9]{2}[A-Z]{3,40}[0-9]{1,7}(?![^\s\"'<,;|)])")


class LeftRows:
    """How many rows were left, and where the first of each kind stands."""

    def __init__(self) -> None:
        self._short = self._textless = 0
        self._first_short = self._first_textless = 0
        self._named = ""
        self._unclosed: list[Problem] = []
        #: Whether what comes is the rest of a row that was cut at its limit, and told of.
        self._is_rest = False

    def takes(self, row: Row, raw: RawCable | None) -> bool:
        """Whether a row is left, and counted if it may be one of a cable.

        One has no identifier and other columns or too few characters; another has an identifier,
        and under no name a text that shows a cable. Of one with a quotation mark that is not
        closed, what follows the mark may be the text of a cable; without it the row is left. What
        is cut off such a row at :data:`ROW_LIMIT` is told with it: up to the next record with an
        identifier it counts as no row.
        """
        if raw is None:
            found = _VALUE.search(row.text)
            if found and canonicalize(found[0]):
                self._textless += 1
                at = row.line + row.text.count("\n", 0, found.start()) + 1
                self._first_textless = self._first_textless or at
                self._named = self._named or found[0]
            return True
        faults = [one for one in raw.problems if one.code == "bad-row"]
        mark = next((one.offset or 0 for one in faults if one.message == UNCLOSED), None)
        was_rest = self._is_rest
        self._is_rest = (was_rest and raw.raw_id is None) or (
            mark is not None and len(row.text) > ROW_LIMIT
        )
        if raw.raw_id is None and faults:
            if was_rest and len(row.text) <= ROW_LIMIT:
                return True
            if mark is not None:
                if len(raw.text.strip()) >= SHORTEST:
                    return False
                line = row.line + row.text.count("\n", 0, mark) + 1
                self._unclosed.append(Problem("bad-row", UNCLOSED, line=line))
                return True
            self._short += 1
            self._first_short = self._first_short or row.line + 1
            return True
        return False

    def told(self) -> tuple[Problem, ...]:
        """Return what is to be told: ``bad-row`` of the first kind, ``column-unread`` of the other.

        Each has the number of rows and the line of the first; a quotation mark that is not closed
        is told by itself.
        """
        told = [*self._unclosed]
        if self._short:
            rows = number_of(self._short, "row has", "rows have")
            what = "no identifier, and other columns or too few characters for a cable"
            message = f"{rows} {what}; they were not read"
            told.append(Problem("bad-row", message, line=self._first_short))
        if self._textless:
            rows = number_of(self._textless, "record has", "records have")
            what = "the identifier of a cable, but no text that shows one"
            message = f"{rows} {what} (the first is {self._named}); not read"
            told.append(Problem("column-unread", message, line=self._first_textless))
        return tuple(told)
