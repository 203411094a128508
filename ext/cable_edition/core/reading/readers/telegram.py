"""Telegrams of 1973 to 1979 as the National Archives give them: text, attributes, stamps, pages.

``Message Text``, the telegram, ``Message Attributes`` and ``Key: value``, some over several lines.
Copies without attributes, or of the telegram alone, are the same form. The current classification
is that of the copy and not of the cable.
"""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from cable_edition.core.cable.fold import WHITE, fold
from cable_edition.core.cable.model import Attribute, Passage, Value
from cable_edition.core.cable.passage import passage
from cable_edition.core.cable.span import Span
from cable_edition.core.late_pattern import late
from cable_edition.core.problems import Problem
from cable_edition.core.reading.decode import is_binary
from cable_edition.core.reading.raw import RawCable
from cable_edition.core.reading.readers.attributes import filled
from cable_edition.core.reading.readers.cuts import cut_text
from cable_edition.core.reading.readers.line_words import broken_words
from cable_edition.core.reading.readers.paper import REVIEW_STAMP, paper_cuts, review_stamps
from cable_edition.core.reading.readers.plain import PlainReader
from cable_edition.core.reading.readers.split import cable_starts
from cable_edition.core.reading.small_letters import is_small, raised_pages, raised_whole

if TYPE_CHECKING:
    from collections.abc import Iterator

#: Signs of a telegram as the National Archives give it: page lines and office symbols.
_TELEGRAM = late(
    r"^[ \t]{0,8}PAGE[ ]{1,4}[0O][0-9][ ]{1,12}[A-Z]"
    r"|^[ \t]{0,8}PAGE[ ]{1,4}[0O][0-9][ \t]{0,8}\r?\n[ \t]{0,8}[A-Z]{3,12}[A-Z .]{0,12}[ ]{1,4}"
    r"[0-9O][0-9]{4}"
    r"|(?:^|[ \t])(?:ORIGIN|ACTION)[ ]{1,8}[A-Z]{1,6}-[0-9]{2}\b"
    r"|\bE\.?[ ]?O\.?[ ]{0,2}11652\b"
    r"|^[ \t]{0,8}Message Attributes[ \t\r]{0,8}$"
    r"|^Document Number:[ \t]{1,8}19[67][0-9][A-Z]{2,6}[0-9]{3,6}\b",
    re.MULTILINE,
)
#: One of these stands in every match of the pattern above; looking for them is quicker.
_BELOW = "Message Attributes"
_WORDS = ("PAGE ", "ORIGIN ", "ACTION ", "11652", "Document Number:", _BELOW)
#: The same where a copy has put all into small letters.
_SMALL_SIGNS = ("page ", "Page ", "origin ", "action ", "11652", "document number:", _BELOW.lower())
#: What stands at the top of a telegram does so within so many characters.
_TOP = 3_072
_TEXT = late(r"(?:^|(?<=\s))Message Text(?=\s)")
_ATTRIBUTES = late(r"(?:^|(?<=\s))Message Attributes(?=\s)")
_KNOWN = (
    "Automatic Decaptioning|Capture Date|Channel Indicators|Concepts|Control Number|Copy"
    "|Current Classification|Decaption Date|Decaption Note|Disposition [A-Z][A-Za-z ]{2,24}"
    "|Document Number|Document Source|Document Unique ID|Draft Date|Drafter|Enclosure|Errors"
    "|Executive Order|Expiration|Film Number|Format|From|Handling Restrictions|Image Path|ISecure"
    "|Legacy Key|Line Count|Litigation [A-Z][A-Za-z ]{2,24}|Locator|Markings|Message ID|Office"
    "|Original Classification|Original Handling Restrictions|Original Previous Classification"
    "|Original Previous Handling Restrictions|Page Count|Previous Channel Indicators"
    "|Previous Classification|Previous Handling Restrictions|Reference|Retention"
    "|Review [A-Z][A-Za-z ]{2,24}|SAS ID|Secure|Sent Date|Status|Subject|TAGS|To|Type|vdkvgwkey"
)
_KEY = late(
    rf"(?:^|(?<=\s))(?P<key>{_KNOWN}):(?=\s|$)"
    r"|^[ \t]{0,4}(?P<other>[A-Z][a-z]{1,20}(?: [A-Za-z]{1,20}){0,4}):(?=\s|$)",
    re.MULTILINE,
)
#: The same, and the headings, whatever the size of their letters.
_ANY_KEY = late(rf"(?:^|(?<=\s))(?:Message (?:Text|Attributes)(?=\s)|(?:{_KNOWN}):)", re.IGNORECASE)
#: Stands where the archive's system has lost a text.
_LOST = late(r"\bADS TEXT UNRETRIEVABLE\b")


class TelegramReader(PlainReader):
    """Reader of telegrams of the 1970s."""

    name = "telegram"

    def recognise(self, sample: str) -> float:
        """Return 0.5 where page lines, office symbols, attributes or E.O. 11652 are there."""
        top = sample[:_TOP]
        if any(sign in top for sign in _SMALL_SIGNS):
            small = is_small(top, 0, len(top))
            top = _keyed(raised_whole(top)) if small else raised_pages(top)
        if any(word in top for word in _WORDS) and _TELEGRAM.search(top):
            return 0.0 if is_binary(top) else 0.5
        below = sample[_TOP:]
        return (
            0.5
            if below and ("PAGE " in below or _BELOW in below) and _TELEGRAM.search(below)
            else 0.0
        )

    def read(self, text: str, name: str) -> Iterator[RawCable]:
        """Yield the telegrams of ``text``: each with its attributes, or as they begin."""
        small = is_small(text, 0, len(text))
        shown = _keyed(text) if small else text
        tables = _tables(shown)
        if tables and (first := _above(raised_whole(text) if small else text, tables)):
            ends = [*(table[0] for table in tables[1:]), len(text)]
            for (start, keys), begin, end in zip(tables, first, ends, strict=True):
                extent = Span(0 if start == tables[0][0] else start, end)
                yield self._telegram(text, shown, name, extent, (end, keys), (begin, keys))
            return
        if not tables:
            starts = cable_starts(raised_whole(text) if small else text)
            for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
                yield self._telegram(text, shown, name, Span(start, end), (end, end))
            return
        start = 0
        for index, table in enumerate(tables):
            last = index + 1 == len(tables)
            after = None if last else _TEXT.search(shown, table[1], tables[index + 1][0])
            end = after.start() if after else len(text) if last else tables[index + 1][0]
            yield self._telegram(text, shown, name, Span(start, end), table)
            start = end

    def _telegram(
        self,
        text: str,
        shown: str,
        name: str,
        extent: Span,
        table: tuple[int, int],
        below: tuple[int, int] | None = None,
    ) -> RawCable:
        """Return one telegram: its text ends where ``table`` begins, its attributes follow.

        ``shown`` is ``text`` with the names of attributes as the archive writes them. ``below``
        says where the text begins instead, where the attributes stand above it.
        """
        top, last = (extent.start, extent.end) if below is None else (below[0], below[0])
        label = _label(shown, top, table[0])
        begin = label.end() if label else _skip(text, top, table[0])
        close = max(begin, table[0])
        attributes, stamp = _attributes(shown, table[1], last)
        lost = _LOST.search(text, begin, close)
        note = None
        if lost and not text[begin : lost.start()].strip(WHITE):
            note = Passage(fold(lost[0]), (Span(*lost.span()),))
            begin = close
        whole = Span(begin, close)
        stamp = _stamp(text, top, close) or stamp
        # Stamps, page heads and broken words are known by their capitals.
        raised = raised_whole(text) if is_small(text, begin, close) else raised_pages(text)
        cuts = [*paper_cuts(raised, begin, close), *broken_words(raised_whole(text), begin, close)]
        pieces = cut_text(text, whole, cuts)
        found = filled(attributes, extract_note=note, release=stamp)
        values: list[Passage | Value] = [item.value for item in attributes]
        outside = (item for item in (note, stamp) if item)
        values += [item for item in outside if not begin <= item.spans[0].start < close]
        problems: tuple[Problem, ...] = ()
        if note:
            message = "The archive says that the text cannot be retrieved; the record is kept"
            problems = (Problem("no-text", message, offset=note.spans[0].start),)
        elif attributes and not text[begin:close].strip(WHITE):
            message = "The attributes stand alone: the file has no text of the telegram"
            problems = (Problem("no-text", message, offset=table[0]),)
        return found.cable(
            pieces, whole, extent, around=values, form=self.name, name=name, problems=problems
        )


def _keyed(text: str) -> str:
    """Return a text of one size of letters with the names of attributes as the archive has them."""
    return _ANY_KEY.sub(_as_named, text)


def _as_named(match: re.Match[str]) -> str:
    found = match[0].title()
    for written, named in _NAMED_OTHERWISE:
        found = found.replace(written, named)
    return found


_NAMED_OTHERWISE = (
    ("Id:", "ID:"),
    ("Tags:", "TAGS:"),
    ("Sas ", "SAS "),
    ("Isecure", "ISecure"),
    ("Vdkvgwkey", "vdkvgwkey"),
)


def _tables(text: str) -> list[tuple[int, int]]:
    """Return where each table of attributes begins, and its first attribute.

    A table that lost its heading is known by the number of its document, among lines of its kind.
    """
    found = [match.span() for match in _ATTRIBUTES.finditer(text)]
    if found:
        return found
    for number in _NUMBERED.finditer(text):
        start = _first_key(text, found[-1][1] if found else 0, number.start())
        found.append((start, start))
    return found


def _first_key(text: str, floor: int, at: int) -> int:
    """Return where the lines of attributes above one of them begin."""
    first = at
    for _ in range(_MOST_KEYS):
        if at <= floor:
            break
        line = text.rfind("\n", floor, at - 1) + 1 if at - 1 > floor else floor
        line = max(line, floor)
        if _KEY_LINE.match(text, line, at):
            first = line
        elif text[line] not in " \t" or not text[line:at].strip(WHITE):
            break
        at = line
    return first


#: More attributes than such a table has.
_MOST_KEYS = 80
_KEY_LINE = late(rf"(?:{_KNOWN}):")
_NUMBERED = late(r"^Document Number:[ \t]{1,8}19[67][0-9][A-Z]{2,6}[0-9]{3,6}\b", re.MULTILINE)


def _above(text: str, tables: list[tuple[int, int]]) -> list[int]:
    """Return where the text below each table begins if the attributes stand above the texts.

    Then nothing but a stamp stands above the first, and a text below it.
    """
    above = text[: tables[0][0]].strip(f"{WHITE}>\ufeff")
    if len(above) > _STAMPED or (above and not _STAMP_WORDS.search(above)):
        return []
    found = []
    for (_, keys), end in zip(
        tables, [*(table[0] for table in tables[1:]), len(text)], strict=True
    ):
        label = _TEXT.search(text, keys, end)
        begins = label or _BEGINS.search(text, keys, end)
        if begins is None:
            return []
        found.append(begins.start())
    return found


#: What a telegram begins with below its attributes, after a blank line.
_BEGINS = late(
    r"\n[ \t\r]{0,40}\n[ \t]{0,8}(?=(?:UNCLAS(?:SIFIED)?|CONFIDENTIAL|(?:TOP )?SECRET"
    r"|LIMITED OFFICIAL USE)[ \t\r]{0,40}\n"
    r"|PAGE[ ]{1,4}[0O]1|(?:ORIGIN|ACTION)[ ]{1,8}[A-Z]{1,6}-|[ZOPR] [0-9]{6}Z )"
)


def _label(text: str, start: int, end: int) -> re.Match[str] | None:
    """Return the words ``Message Text`` at the top, which a stamp may stand above."""
    at = _skip(text, start, end)
    found = _TEXT.search(text, at, min(end, at + _STAMPED))
    above = text[at : found.start()] if found else ""
    return found if not above.strip(f"{WHITE}>") or _STAMP_WORDS.search(above) else None


#: How far from the top the words may stand, and what a stamp above them says.
_STAMPED = 400
_STAMP_WORDS = late(r"Declassified|Systematic Review|Released")


def _skip(text: str, start: int, end: int) -> int:
    while start < end and (text[start] in WHITE or text[start] == "\ufeff"):
        start += 1
    return start


def _stamp(text: str, start: int, end: int) -> Value | None:
    match = next(review_stamps(text, start, end), None)
    return Value(fold(match[0]), (Span(*match.span()),)) if match else None


def attributes_below(text: str, extent: Span) -> tuple[Span, list[Attribute]]:
    """Return a stretch without the attributes that a telegram in it has below, and these.

    Where the archive's heading or the number of its document is not there, it is all the text.
    """
    table = _ATTRIBUTES.search(text, *extent)
    if table is None:
        return extent, []
    found, _ = _attributes(text, table.end(), extent.end)
    if text.find(">", table.end(), extent.end) >= 0:
        found = [item for item in map(partial(_unquoted, text), found) if item]
    if not any(item.name == "Document Number" for item in found):
        return extent, []
    label = _label(text, extent.start, table.start())
    return Span(label.end() if label else extent.start, table.start()), found


def _unquoted(text: str, item: Attribute) -> Attribute | None:
    """Return an attribute without the marks of a quotation between and after its lines."""
    start, end = item.value.spans[0]
    lines = [passage(text, *match.span("words")) for match in _UNQUOTED.finditer(text, start, end)]
    found = [line for line in lines if line]
    words = Passage(" ".join(line.text for line in found), tuple(line.spans[0] for line in found))
    return Attribute(item.name, words) if found else None


#: The words of a quoted line, without the marks before it.
_UNQUOTED = late(r"(?:(?:^|(?<=\n))[ \t]{0,3}(?:>[ ]?){1,8}[ \t]{0,8})?(?P<words>[^\r\n]*)")


def _attributes(text: str, start: int, end: int) -> tuple[list[Attribute], Value | None]:
    """Return the attributes below their heading, and the stamp that stands among them."""
    found: list[Attribute] = []
    keys = list(_KEY.finditer(text, start, end))
    stamp: Value | None = None
    stops = [*(key.start() for key in keys[1:]), end]
    for key, following in zip(keys, stops, strict=False):
        stop = following
        name = key["key"] or key["other"]
        mark = REVIEW_STAMP.search(text, key.end(), stop)
        if mark and name == "Markings":
            # Its own words are such a stamp; the copy's stands below them.
            mark = REVIEW_STAMP.search(text, mark.end(), stop)
        if mark:
            stamp = stamp or Value(fold(mark[0]), (Span(*mark.span()),))
            stop = mark.start()
        if value := passage(text, key.end(), stop):
            found.append(Attribute(name, value))
    return found, stamp
