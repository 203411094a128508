"""The lists of addressees: TO and INFO, one addressee a line or all in one run of text.

A line has an optional route and slash, the name, an optional precedence and an optional message
number. ``XMT`` exempts posts from the collective before it (ACP-127).
"""

from __future__ import annotations

import re
from dataclasses import field

from cable_edition.core.cable.fold import WHITE, fold
from cable_edition.core.cable.model import Addressee, PageMarker
from cable_edition.core.cable.span import Span
from cable_edition.core.late_methods import dataclass
from cable_edition.core.late_pattern import late
from cable_edition.core.reading.capitals import holds
from cable_edition.core.reading.header import patterns

_PRECEDENCES = frozenset({"FLASH", "IMMEDIATE", "PRIORITY", "ROUTINE"})
_ADDRESSES = (
    # It begins with a set of characters, to which the search can leap: in a quarter of the time.
    r"[IXRZ\n](?:(?P<line>(?<=\n))|(?<!\S.)(?:"
    r"(?P<info>(?<=I)NFO(?:[ ]{0,12}:|(?=\s))[ \t\r\n]{0,8}(?=[A-Z0-9]))"
    r"|(?P<exempt>(?<=X)MT(?=\s)[ \t]{0,8})"
    r"|(?P<routed>(?:(?<=R)[A-Z]{3,8}|(?<=Z)EN)/ ?(?=[A-Z0-9(]))))"
)
_EVENT = late(_ADDRESSES)
_EVENT_OR_BANNER = late(
    rf"(?P<banner>{patterns.PAGE_BREAK.pattern})|(?P<offices>{patterns.OFFICES.pattern})|{_ADDRESSES}"
)
#: One of these stands in every banner and every distribution table.
_BANNER_SIGNS = (" OF ", "PAGE ", "-0", "-1")
#: Washington agencies, which part a flattened list too.
_AGENCIES = (
    r"(?:(?:NSC|CIA|DIA|NSA|JCS|OSD|SECDEF|DEA HQS|FBI|USDOC|DEPTTREAS|TREASURY DEPT) WASH"
    r"|JOINT STAFF\b|WHITE ?HOUSE\b|DEPT OF\b|HQ US|CDR ?US|USCINC|CINC[A-Z]{3}"
    r"|COM(?:US|NAV|SIXTH|FIFTH|SEVENTH)|SPECIAL EMBASSY PROGRAM\b"
    r"|US(?:CENT|EU|PA|SOUTH|AFRI|SO|TRANS)COM\b|USNATO\b|USEU\b|USUN\b|UNVIE\b|USOSCE\b)"
)
#: Collectives whose names have several words; a list that lost its lines is parted before them.
_COLLECTIVES = (
    r"(?:ALL [A-Z]|ARAB ?LEAGUE|ARAB ISRAELI|ISLAMIC|OPEC|ASEAN|CIS|EUROPEAN|EU MEMBER|EC CAPITALS"
    r"|NATO|MAGHREB|SCHENGEN|ECOWAS|HAITI|MERCOSUR|WESTERN HEMISPHERIC)[A-Z ]{0,40}COLLECTIVE"
)
#: Where an addressee of a flattened list begins: at the end of what is found.
_FLAT = late(
    rf"\s(?:(?<!CDR )(?<!HQ )(?<!MISSION )(?={patterns.POSTS}|{_AGENCIES}|{_COLLECTIVES})"
    r"|(?:(?<=[0-9] )(?<= [0-9]{4} ) {0,3}(?=[A-Z])(?!FLASH|IMMEDIATE|PRIORITY|ROUTINE|NIACT)"
    r"|(?<=[HEY] )(?:(?<=FLASH )|(?<=IMMEDIATE )|(?<=PRIORITY )|(?<=ROUTINE )) {0,3}(?=[A-Z])))"
)
_EXEMPTED = late(rf",|(?<=\s)(?={patterns.POSTS})")
#: Lines that open a cable although they are in capitals: they are no addressees.
_OPENING = late(
    r"C ?O ?R ?R ?E ?C ?T ?E ?D|(?:STATE|DEPT|DEPARTMENT|PASS|FOR|PLEASE) |SENSITIVE\b|NOFORN\b"
    r"|LIMDIS\b|STADIS\b|NOCONTRACT|CONTROLLED|REFS?\b|SUMMARY\b"
)
_POST = late(patterns.POSTS)
#: What is no addressee by itself: the precedence and the number of the one on the line before.
_TAIL = late(r"(?:(?:NIACT )?(?:FLASH|IMMEDIATE|PRIORITY|ROUTINE))?\s{0,8}(?:[0-9]{4})?")
_new = tuple.__new__
_LOWER = late(r"[a-z]{3}")


@dataclass(slots=True)
class AddressLists:
    """What was read: the two lists, what stood among them, and where they end."""

    end: int
    action: list[Addressee] = field(default_factory=list)
    info: list[Addressee] = field(default_factory=list)
    offices: list[Span] = field(default_factory=list)
    #: The count of groups and the break that end the addresses.
    breaks: list[Span] = field(default_factory=list)
    banners: list[PageMarker] = field(default_factory=list)
    #: Class words at the foot of a page and the head of the next.
    page_words: list[Span] = field(default_factory=list)
    labels: list[Span] = field(default_factory=list)
    exempt: list[Span] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Piece:
    start: int
    end: int
    #: A blank line stands before it.
    apart: bool


def read_addressees(text: str, start: int, end: int, *, lines: bool, closed: bool) -> AddressLists:
    """Read the lists from the label TO or INFO at ``start`` to ``end`` at the latest.

    ``lines`` is false where all white space was folded, ``closed`` true where ``end`` is the
    classification line. Returns the lists with spans in ``text``; what could not be read as an
    addressee ends them.
    """
    near = text.rfind("GR", start, end) >= 0 or text.rfind("BT", start, end) >= 0
    broken = patterns.BREAK.search(text, start, end) if near else None
    stop = broken.start() if broken else end
    found = _Reader(text, lines=lines, closed=closed).read(start, stop)
    if broken and found.end == stop:
        found.breaks.append(Span(*broken.span()))
        found.end = end if closed else broken.end()
    return found


class _Reader:
    def __init__(self, text: str, *, lines: bool, closed: bool) -> None:
        self.text = text
        self.lines = lines
        self.closed = closed
        self.lists = AddressLists(0)
        self.target = self.lists.action
        self.exempting = False
        self.routed = False

    def read(self, start: int, end: int) -> AddressLists:
        label = patterns.TO.match(self.text, start)
        cursor = start
        if label:
            self.lists.labels.append(Span(start, start + 2))
            cursor = label.end()
        newlines = 0
        fresh = False
        among = holds(self.text[cursor:end], _BANNER_SIGNS)
        events = _EVENT_OR_BANNER if among else _EVENT
        for event in events.finditer(self.text, cursor, end):
            apart = newlines > 1 and not fresh
            if event.start() > cursor and not self._piece(cursor, event.start(), apart=apart):
                return self.lists
            if self.text[cursor : event.start()].strip(WHITE):
                newlines = 0
                fresh = False
            fresh = fresh or event.lastgroup == "banner"
            cursor = self._event(event)
            newlines = newlines + 1 if event.lastgroup == "line" else 0
        if cursor < end and not self._piece(cursor, end, apart=newlines > 1 and not fresh):
            return self.lists
        self.lists.end = end
        return self.lists

    def _event(self, event: re.Match[str]) -> int:
        kind = "routed" if event["routed"] else event.lastgroup
        span = _new(Span, event.span())
        if kind == "banner":
            page = Span(*event.span("page"))
            self.lists.banners.append(PageMarker(fold(event["page"]), page))
            self.lists.page_words += [Span(span.start, page.start), Span(page.end, span.end)]
        elif kind == "offices":
            self.lists.offices.append(span)
        elif kind == "info":
            self.lists.labels.append(Span(span.start, span.start + 4))
            self.target = self.lists.info
            self.exempting = False
        elif kind == "exempt":
            self.lists.labels.append(Span(span.start, span.start + 3))
            self.exempting = True
        elif kind == "routed":
            self.routed = True
            self.exempting = False
            return span.start
        return span.end

    def _piece(self, start: int, end: int, *, apart: bool) -> bool:
        """Take one line or stretch; return false where it ends the lists."""
        while start < end and self.text[start] in WHITE:
            start += 1
        while end > start and self.text[end - 1] in WHITE:
            end -= 1
        if start == end:
            return True
        route = patterns.ROUTE.match(self.text, start)
        if not route and self._ends(start, end, apart=apart):
            self.lists.end = start
            return False
        if self.exempting and self.target:
            self._exempt(start, end)
            return True
        if self.lines and self.target and _TAIL.fullmatch(self.text, start, end):
            self._go_on(end)
            return True
        cuts = [start]
        if not self.lines:
            floor = route.end() + 1 if route else start
            cuts += [match.end() for match in _FLAT.finditer(self.text, floor, end)]
        for first, last in zip(cuts, [*cuts[1:], end], strict=True):
            if found := addressee(self.text, first, last):
                self.target.append(found)
        return True

    def _go_on(self, end: int) -> None:
        """Give the last addressee what a line that was wrapped has left of it."""
        last = self.target[-1]
        whole = addressee(self.text, last.span.start, end)
        if whole:
            self.target[-1] = whole._replace(excluded=last.excluded)

    def _ends(self, start: int, end: int, *, apart: bool) -> bool:
        if not self.lines:
            return False
        line = self.text[start : min(end, start + 200)]
        if _LOWER.search(line):
            return True
        if not apart or not (self.lists.action or self.lists.info):
            return False
        if self.routed or _OPENING.match(line):
            return True
        return not self.closed and patterns.ADDRESSEE.match(line) is None

    def _exempt(self, start: int, end: int) -> None:
        names = [
            name
            for part in _EXEMPTED.split(self.text[start:end])
            if (name := _split_tail(fold(part))[0])
        ]
        last = self.target[-1]
        self.lists.exempt.append(Span(start, end))
        self.target[-1] = Addressee(
            last.name, last.span, last.route, last.precedence, last.mcn, (*last.excluded, *names)
        )


def addressee(text: str, start: int, end: int) -> Addressee | None:
    """Return the addressee that ``text[start:end]`` is, or ``None`` where it names nobody."""
    while end > start and text[end - 1] in WHITE:
        end -= 1
    route = patterns.ROUTE.match(text, start, end)
    name, precedence, mcn = _split_tail(fold(text[route.end() if route else start : end]))
    if not name:
        return None
    span = _new(Span, (start, end))
    return _new(Addressee, (name, span, route["route"] if route else None, precedence, mcn, ()))


def _split_tail(folded: str) -> tuple[str, str | None, str | None]:
    """Part the words of an addressee into name, precedence and message number."""
    words = folded.split(" ")
    precedence: str | None = None
    mcn: str | None = None
    while len(words) > 1:
        word = words[-1]
        if mcn is None and _is_number(word, words[0]):
            mcn = word
        elif precedence is None and word in _PRECEDENCES:
            precedence = word
            if words[-2] == "NIACT" and len(words) > 2:
                precedence = f"NIACT {word}"
                words.pop()
        else:
            break
        words.pop()
    return " ".join(words), precedence, mcn


def _is_number(word: str, first: str) -> bool:
    """Whether a word is a message number: four digits, of a post in the 1970s also three or five.

    Other names may end in a number of their own (``CTF 150``).
    """
    if not (word.isascii() and word.isdigit()):
        return False
    return len(word) == 4 or (len(word) in {3, 5} and _POST.match(first) is not None)
