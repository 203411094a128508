"""The transmission header as a whole: its fields, and a segment for each of its characters."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import field, replace
from datetime import date

from cable_edition.core.cable.fold import WHITE, fold
from cable_edition.core.cable.ids import full_year
from cable_edition.core.cable.model import (
    Finding,
    Found,
    PageMarker,
    Passage,
    Segment,
    TransmissionHeader,
    Value,
)
from cable_edition.core.cable.passage import passage
from cable_edition.core.cable.span import Span
from cable_edition.core.late_methods import dataclass
from cable_edition.core.problems import Problem
from cable_edition.core.reading.header import patterns
from cable_edition.core.reading.header.addressees import AddressLists, read_addressees
from cable_edition.core.reading.header.bounds import Bounds, find_bounds
from cable_edition.core.reading.header.lowered import as_written, raised
from cable_edition.core.reading.partition import painted
from cable_edition.core.reading.readers.created import iso_created
from cable_edition.core.reading.text.patterns import classification_name

_NAMES = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")
_MONTHS = {name: number for number, name in enumerate(_NAMES, 1)}
#: Two-digit years of date-time groups up to this one are 20xx.
_LATEST = 40
_new = tuple.__new__
#: A line right below a header begins within so many characters.
_NEAR = 80
#: The day of an airgram, on the line of its originator.
_DATED = re.compile(
    r"[ \t]{1,40}(?P<label>DATE[ \t]{0,12}:?)[ \t]{1,12}"
    r"(?P<date>(?:[A-Za-z]{3,9}\.?[ ]{1,2}[0-9]{1,2},?"
    r"|[0-9]{1,2}[ -][A-Za-z]{3,9}\.?)[ -]{1,2}(?P<year>[0-9]{4}|[0-9]{2})\b|[^\n]{0,40})"
)
#: The same on a line of its own: below the originator or the addressees.
_DATED_LINE = re.compile(
    r"(?:\A|(?<=\n))[ \t]{0,40}(?P<label>DATE[ \t]{0,12}:)[ \t]{0,12}"
    r"(?P<date>(?:[A-Za-z]{3,9}\.?[ ]{1,2}[0-9]{1,2},?|[0-9]{1,2}[ -][A-Za-z]{3,9}\.?,?)"
    r"[ -]{1,2}(?P<year>[0-9]{4}|[0-9]{2}))(?=[ \t\r]*(?:\n|\Z))"
)
_ORIGINATOR_ROUTE = re.compile(r"R[A-Z]{3,8}/ ?")


@dataclass(slots=True)
class HeaderParts:
    """What was read before the classification line; spans are in the cable text.

    ``segments`` is a partition of ``text[:end]``. ``year`` is that of the date-time group.
    ``present`` is false where the copy has no transmission header. ``created`` is the day of an
    airgram, which has no date-time group, and ``level`` its classification, which may stand above
    its addressees.
    """

    header: TransmissionHeader = field(default_factory=TransmissionHeader)
    end: int = 0
    present: bool = False
    segments: Sequence[Segment] = ()
    page_markers: tuple[PageMarker, ...] = ()
    problems: tuple[Problem, ...] = ()
    year: int | None = None
    found: tuple[Finding, ...] = ()
    created: Value | None = None
    level: Value | None = None


#: How each field of a header is found: by its label, or by its place among the others.
_FOUND = (
    ("transmission_id", Finding("transmission_id", Found.POSITION, "first line")),
    ("message_datetime", Finding("message_datetime", Found.POSITION, "date-time group")),
    ("precedence", Finding("precedence", Found.POSITION, "date-time group")),
    ("sender", Finding("from", Found.LABEL, "FM")),
    ("info", Finding("info_recipients", Found.LABEL, "INFO")),
    ("distribution", Finding("distribution", Found.POSITION, "table of offices")),
    ("drafted_by", Finding("drafted_by", Found.LABEL, "DRAFTED BY")),
    ("approved_by", Finding("approved_by", Found.LABEL, "APPROVED BY")),
)
_LEVEL = Finding("classification", Found.POSITION, "above the addressees")
_DAY = Finding("message_datetime", Found.LABEL, "DATE")
_TO = Finding("action_recipients", Found.LABEL, "TO")
_CUT = Finding("action_recipients", Found.POSITION, "lines before INFO")


def parse_header(text: str) -> HeaderParts:
    """Read the transmission header at the start of a cable text.

    Problems: ``bad-date`` where the date-time group is no date.
    """
    capitals = raised(text)
    shown = text if capitals is None else capitals
    # Copies of pages have such blanks; the patterns know the usual one.
    shown = shown.replace("\u00a0", " ")
    bounds = find_bounds(shown)
    if bounds is None:
        return HeaderParts()
    parts = _HeaderReader(shown, bounds).read()
    return parts if capitals is None else replace(parts, header=as_written(parts.header, text))


class _HeaderReader:
    def __init__(self, text: str, bounds: Bounds) -> None:
        self.text = text
        self.bounds = bounds
        self.marks: list[tuple[int, int, str, bool]] = []
        self.problems: list[Problem] = []
        self.created: Value | None = None
        self.level: Value | None = None

    def read(self) -> HeaderParts:
        bounds = self.bounds
        lists = AddressLists(bounds.end)
        top = bounds.end
        if bounds.addresses is not None:
            top = bounds.addresses
            stop, closed = bounds.turned or bounds.end, bounds.closed or bounds.turned is not None
            dated = self._day_below(top, stop)
            stop, closed = dated or stop, closed or dated is not None
            lists = read_addressees(self.text, top, stop, lines=bounds.lines, closed=closed)
            if bounds.turned and lists.end == bounds.turned:
                top, lists.end = bounds.end, bounds.end if bounds.closed else self._last_line()
        elif not bounds.closed:
            top = lists.end = self._last_line()
        self._mark_lists(lists)
        sender = self._sender(top)
        if bounds.group is None and sender and not self.created:
            lists.end = self._dated_line(lists.end)
        head = top if bounds.sender is None else bounds.sender
        date_time, precedence, year = self._group(head)
        head = head if bounds.group is None else bounds.group
        head = min(head, bounds.addresses or 0) if bounds.turned else head
        identifier = self._one(patterns.VZCZC, 0, head, "transmission-id")
        for pattern in (patterns.STATION, patterns.SECURITY):
            self._one(pattern, 0, head, "routing", content=False)
        if self._has("-", head):
            self._one(patterns.ROUTED, 0, head, "routing", content=False)
        self._one(patterns.ROUTING, 0, head, "routing", content=False)
        if self._has("Declassified", head):
            self._one(patterns.STAMP, 0, head, "stamp", content=False)
        offices = self._offices(head)
        drafted, approved = self._officers(head)
        banners = self._banners(head)
        header = TransmissionHeader(
            transmission_id=identifier,
            message_datetime=date_time,
            precedence=precedence,
            sender=sender,
            action=tuple(lists.action),
            info=tuple(lists.info),
            distribution=(*offices, *(self._office(span) for span in lists.offices)),
            drafted_by=drafted,
            approved_by=approved,
        )
        return HeaderParts(
            header=header,
            end=lists.end,
            # A date-time group alone is what extracts have kept of a header.
            present=not {kind for _, _, kind, _ in self.marks} <= {"date", "suffix"},
            segments=painted(self.text, 0, lists.end, self.marks),
            page_markers=(*banners, *lists.banners),
            problems=tuple(self.problems),
            year=year or (int(self.created.text[:4]) if self.created else None),
            found=self._found(header),
            created=self.created,
            level=self.level,
        )

    def _found(self, header: TransmissionHeader) -> tuple[Finding, ...]:
        found = [finding for name, finding in _FOUND if getattr(header, name)]
        if self.created:
            found.append(_DAY)
        if self.level:
            found.append(_LEVEL)
        if header.action and self.bounds.addresses is not None:
            label = patterns.TO.match(self.text, self.bounds.addresses)
            found.append(_TO if label else _CUT)
        return tuple(found)

    def _last_line(self) -> int:
        """Return where a header without addressees ends: after the line of its last mark."""
        bounds = self.bounds
        if not bounds.lines:
            return bounds.end
        end = 0
        for pattern in (
            patterns.VZCZC,
            patterns.STATION,
            patterns.SECURITY,
            patterns.OFFICES,
            patterns.GROUP,
            patterns.FROM,
        ):
            for match in pattern.finditer(self.text, 0, bounds.end):
                end = max(end, match.end())
        newline = self.text.find("\n", end, bounds.end)
        return bounds.end if newline < 0 else newline + 1

    def _mark(self, kind: str, start: int, end: int, *, content: bool = True) -> None:
        if end > start:
            self.marks.append((start, end, kind, content))

    def _mark_lists(self, lists: AddressLists) -> None:
        for span in lists.labels:
            self._mark("label", *span, content=False)
        for span in lists.breaks:
            self._mark("routing", *span, content=False)
        for span in (*(banner.span for banner in lists.banners), *lists.page_words):
            self._mark("banner", *span, content=False)
        for span in (*(item.span for item in (*lists.action, *lists.info)), *lists.exempt):
            self._mark("addressee", *span)

    def _has(self, word: str, end: int) -> bool:
        """Tell whether a word stands before an offset: quicker than the pattern it is part of."""
        return self.text.rfind(word, 0, end) >= 0

    def _one(
        self, pattern: re.Pattern[str], start: int, end: int, kind: str, *, content: bool = True
    ) -> Value | None:
        match = pattern.search(self.text, start, end)
        if match is None:
            return None
        self._mark(kind, match.start(), match.end(), content=content)
        return _new(Value, (fold(match[0]), (_new(Span, match.span()),)))

    def _sender(self, end: int) -> Passage | None:
        if self.bounds.sender is None:
            return None
        label = patterns.FROM.match(self.text, self.bounds.sender)
        if label is None:
            return None
        start = label.end()
        newline = self.text.find("\n", start, end)
        stop = end if newline < 0 else newline
        if route := _ORIGINATOR_ROUTE.match(self.text, start, stop):
            start = route.end()
        if self.bounds.group is None and "DATE" in self.text[start:stop]:
            stop = self._day(start, stop)
        found = passage(self.text, start, stop)
        self._mark("label", *label.span("label"), content=False)
        if found:
            self._mark("sender", *found.spans[0])
        return found

    def _day(self, start: int, stop: int) -> int:
        """Read the day after an originator; return where the originator's words end.

        A day that is none is left to the words that no rule read.
        """
        match = _DATED.search(self.text, start, stop)
        if match is None:
            return stop
        if match["year"]:
            self._dated(match)
        return match.start()

    def _day_below(self, start: int, stop: int) -> int | None:
        """Return where the day of an airgram stands below its addressees, on its own line."""
        if self.bounds.group is not None or self.text.find("DATE", start, stop) < 0:
            return None
        match = _DATED_LINE.search(self.text, start, stop)
        if match is None or self.text.find("\nINFO", match.end(), stop) >= 0:
            return None
        return match.start()

    def _dated_line(self, end: int) -> int:
        """Read the day on a line of its own, at the latest right below the header's ``end``.

        Return where the header ends.
        """
        if self.text.find("DATE", 0, end + _NEAR) < 0:
            return end
        if match := _DATED_LINE.search(self.text, 0, end):
            self._dated(match)
            return end
        at = end + len(self.text[end : end + _NEAR]) - len(self.text[end : end + _NEAR].lstrip())
        match = _DATED_LINE.match(self.text, self.text.rfind("\n", 0, at) + 1)
        return match.end() if match and self._dated(match) else end

    def _dated(self, match: re.Match[str]) -> bool:
        """Take the day that was found; return whether it is one of the calendar."""
        written, digits = fold(match["date"]), match["year"]
        if len(digits) == 2:
            written = f"{written[:-2]}{full_year(int(digits))}"
        if iso := iso_created(written):
            self.created = Value(iso, (Span(*match.span("date")),))
            self._mark("label", *match.span("label"), content=False)
            self._mark("date", *match.span("date"))
        return iso is not None

    def _group(self, end: int) -> tuple[Value | None, Value | None, int | None]:
        """Return the date-time group as ISO 8601 UTC, the highest precedence and the year."""
        if self.bounds.group is None:
            spaced = patterns.SPACED_GROUP.search(self.text, 0, end)
            if spaced and (found := self._spaced(spaced)):
                return found
            near = patterns.NEAR_GROUP.search(self.text, 0, end)
            if near:
                message = f"The date-time group {fold(near[0])} cannot be read"
                self.problems.append(Problem("bad-date", message, offset=near.start()))
            return None, None, None
        match = patterns.GROUP.match(self.text, self.bounds.group)
        if match is None:
            return None, None, None
        letters = match["precedence"] or ""
        precedence = None
        for letter in patterns.PRECEDENCE_ORDER:
            if letter in letters:
                span = Span(
                    match.start("precedence"),
                    match.start("precedence") + len(letters.rstrip(WHITE)),
                )
                precedence = Value(letter, (span,))
                self._mark("precedence", *span)
                break
        span = Span(match.start("day"), match.end())
        self._mark("date", *span)
        newline = self.text.find("\n", match.end(), end)
        suffix = passage(self.text, match.end(), end if newline < 0 else newline)
        if suffix:
            self._mark("suffix", *suffix.spans[0], content=False)
        year = _year_of_group(match)
        date_time = _date_time(match, year)
        if date_time is None:
            message = f"The date-time group {fold(match[0])} is no date"
            self.problems.append(Problem("bad-date", message, offset=match.start()))
            return None, precedence, year
        return Value(date_time, (span,)), precedence, year

    def _spaced(self, match: re.Match[str]) -> tuple[Value | None, Value | None, int | None] | None:
        """Return what a date-time group with blanks among its digits says, if it is a date."""
        digits = match["digits"].replace(" ", "")
        month, years = (match[name].replace(" ", "") for name in ("month", "year"))
        group = patterns.GROUP.fullmatch(f"{digits}Z {month} {years}")
        year = _year_of_group(group) if group else 0
        date_time = _date_time(group, year) if group else None
        if date_time is None:
            return None
        precedence = None
        for letter in patterns.PRECEDENCE_ORDER:
            if letter in (match["precedence"] or ""):
                start, stop = match.span("precedence")
                precedence = Value(letter, (Span(start, stop),))
                self._mark("precedence", start, stop)
                break
        span = Span(match.start("digits"), match.end())
        self._mark("date", *span)
        return Value(date_time, (span,)), precedence, year

    def _office(self, span: Span) -> Passage:
        self._mark("distribution", *span)
        return Passage(fold(self.text[span.start : span.end]), (span,))

    def _offices(self, end: int) -> list[Passage]:
        if not self._has("-", end):
            return []
        found = [
            self._office(Span(match.start(), match.end()))
            for match in patterns.OFFICES.finditer(self.text, 0, end)
        ]
        for match in patterns.RULE.finditer(self.text, 0, end):
            self._mark("rule", match.start(), match.end(), content=False)
        return found

    def _officers(self, end: int) -> tuple[Passage | None, Passage | None]:
        """Return who drafted and who approved the telegram, as its form of the 1970s says."""
        if not self._has("ED", end):
            return None, None
        drafted = patterns.DRAFTED.search(self.text, 0, end)
        approved = patterns.APPROVED.search(self.text, 0, end)
        last = approved or drafted
        rule = patterns.RULE.search(self.text, last.end(), end) if last else None
        stop = rule.start() if rule else end
        first = self._officer(drafted, approved.start() if approved else stop)
        return first, self._officer(approved, stop)

    def _officer(self, label: re.Match[str] | None, stop: int) -> Passage | None:
        if label is None:
            return None
        found = passage(self.text, label.end(), stop)
        self._mark("label", label.start(), label.end(), content=False)
        if found:
            self._mark("officer", *found.spans[0])
        return found

    def _banners(self, end: int) -> list[PageMarker]:
        markers = []
        among = self._has(" OF ", end) or self._has("PAGE", end)
        for match in patterns.BANNER.finditer(self.text, 0, end) if among else ():
            span = Span(match.start(), match.end())
            markers.append(PageMarker(fold(match[0]), span))
            self._mark("banner", *span, content=False)
        bounds = self.bounds
        airgram = not bounds.closed and bounds.group is None and bounds.sender is not None
        for match in patterns.classifications(self.text, 0, end):
            if airgram and self.level is None:
                name = classification_name(match[0])
                self.level = Value(name, (Span(*match.span()),))
                self._mark("classification", *match.span())
            else:
                self._mark("banner", *match.span(), content=False)
        return markers


def _year_of_group(match: re.Match[str]) -> int:
    """Return the year of a date-time group; there were none before 1941, so 12 is 2012."""
    year = int(match["year"])
    return year + 2000 if year <= _LATEST else full_year(year)


def group_value(text: str, start: int, end: int) -> Value | None:
    """Return the date-time group in ``text[start:end]`` as ISO 8601 UTC, or ``None``."""
    match = patterns.GROUP.search(text, start, end)
    if match is None:
        return None
    date_time = _date_time(match, _year_of_group(match))
    return Value(date_time, (Span(match.start("day"), match.end()),)) if date_time else None


def _date_time(match: re.Match[str], year: int) -> str | None:
    day, time = match["day"].replace("O", "0"), match["time"].replace("O", "0")
    month = _MONTHS.get(match["month"].upper())
    if month is None or time[:2] > "23" or time[2:] > "59":
        return None
    try:
        date(year, month, int(day))
    except ValueError:
        return None
    return f"{year:04}-{month:02}-{day}T{time[:2]}:{time[2:]}:00Z"
