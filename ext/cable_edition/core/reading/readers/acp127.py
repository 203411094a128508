"""Naval and other messages after ACP-127 whose text is made of sets: ``SUBJ/...//``, ``RMKS/...``.

They have no id of a cable: the edition gives them one of its own form. After the transmission
header stand the classification with a subject code (``UNCLAS //N01650//``), lines such as
``NAVADMIN 999/05``, and the sets, of which each ends in two slashes. The body is the set of
remarks. The heads of later pages (``PAGE 02 RUEWMFU5775 UNCLAS``) are milestones.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from cable_edition.core.cable.fold import WHITE, fold
from cable_edition.core.cable.ids import own_id
from cable_edition.core.cable.model import (
    Attribute,
    Finding,
    Found,
    Opening,
    PageMarker,
    Passage,
    Record,
    Reference,
    ReferenceKind,
    Segment,
    Value,
)
from cable_edition.core.cable.passage import passage
from cable_edition.core.cable.span import OffsetMap, Span
from cable_edition.core.reading.decode import is_binary
from cable_edition.core.reading.header.transmission import group_value
from cable_edition.core.reading.partition import partition
from cable_edition.core.reading.raw import RawCable, ReadOpening
from cable_edition.core.reading.readers.cuts import Cut, cut_text
from cable_edition.core.reading.readers.markup import opens_markup
from cable_edition.core.reading.readers.paper import healed
from cable_edition.core.reading.text.patterns import classification_name

_WORDS = ("MSGID/", "SUBJ/", "RMKS/", "GENTEXT/", "//N")
_LEVEL = (
    r"(?P<level>UNCLASSIFIED|UNCLAS|CONFIDENTIAL|(?:TOP )?SECRET|U N C L A S(?: S I F I E D)?"
    r"|C O N F I D E N T I A L|(?:T O P  ?)?S E C R E T)\b"
)
_GROUP = re.compile(r"\b[0-9]{6}Z {0,4}[A-Z]{3} {0,4}[0-9]{2,4}\b")
_CLASS = re.compile(rf"(?:^|(?<=\s)){_LEVEL}(?P<code>[ \t]{{0,4}}//(?:[A-Z0-9]{{4,8}}//)?)?")
#: What a text opens with that has no header.
_BARE = re.compile(rf"[\s\ufeff]{{0,200}}{_LEVEL}[ \t]{{0,4}}//[A-Z][0-9]{{4,6}}//")
_SET = re.compile(r"(?:^|(?<=\s)|(?<=//))(?P<name>MSGID|SUBJ|REF|NARR|AMPN|POC|ORDTYP|PERID)/")
_REMARKS = re.compile(r"(?:^|(?<=\s)|(?<=//))(?:RMKS/|GENTEXT/(?:[A-Z][A-Z /-]{0,40}/)?)\s{0,8}")
_FIRST = re.compile(r"(?:^|(?<=\n))[ \t]{0,8}1\.[ \t]")
_START = re.compile(
    r"(?:^|(?<=\n))(?:[ZOPR][A-Z]{7} R[A-Z]{3,7}[0-9]{4} "
    r"|(?:[ZOPR] ){1,2}[0-9]{6}Z ?[A-Z]{3} ?[0-9]{2})"
)
_PAGE = re.compile(
    r"(?:^|(?<=\n))[ \t]{0,8}PAGE {1,4}[0-9]{2} {1,4}R[A-Z]{3,7}[0-9]{2,6} {1,4}"
    rf"{_LEVEL}"
    r"[ \t\r]{0,20}(?=\n|\Z)"
)
#: The same in a text that has lost its lines.
_PAGE_IN_RUN = re.compile(
    rf"(?<=[^ ] )PAGE {{1,4}}[0-9]{{2}} {{1,4}}R[A-Z]{{3,7}}[0-9]{{2,6}} {{1,4}}{_LEVEL}(?= |\Z)"
)
#: The slashes that end a set in the body, before a line end or the break.
#: Lines that the Defense Message System puts below a message.
_SYSTEM = re.compile(
    r"^[ \t]{0,8}<(?P<name>Dmds[A-Za-z]{1,40})>[^\n<]{0,400}</(?P=name)>[ \t\r]{0,20}$",
    re.MULTILINE,
)
_SET_END = re.compile(r"//(?=[ \t\r]{0,20}(?:\n|\Z|BT\b))")
_REFERENCE = re.compile(r"(?P<label>[A-Z]{1,2})/(?P<words>.*)", re.DOTALL)
_SENT = re.compile(r"(?P<origin>[^/]{2,60})/(?P<stamp>[0-9]{6}Z ?[A-Z]{3} ?[0-9]{2,4})")
_STAMP_PARTS = re.compile(r"([0-9]{6}Z) ?([A-Z]{3}) ?([0-9]{2,4})")
_KINDS: dict[str, ReferenceKind] = {
    "EMAIL": "email",
    "TEL": "telcon",
    "PHONCON": "telcon",
    "RPT": "report",
}
#: A message with fewer line ends has lost them.
_LINES = 3
#: A message whose opening is longer than this has none, in characters.
_OPENING = 16_384


class Acp127Reader:
    """Reader of messages made of sets."""

    name = "acp-127"

    def recognise(self, sample: str) -> float:
        """Return 0.93 where a set with a subject or remarks follows a date-time group.

        A text that has lost its header must open with a class word and its subject code.
        """
        if "//" not in sample or not any(word in sample for word in _WORDS):
            return 0.0
        if opens_markup(sample):
            return 0.0
        group = _GROUP.search(sample)
        begins = group.end() if group else 0 if _BARE.match(sample) else None
        if begins is None or is_binary(sample):
            return 0.0
        return 0.93 if _opening(sample, begins, len(sample)) else 0.0

    def decode(self, piece: str) -> str:
        """Return ``piece``: the form has no escapes."""
        return piece

    def read(self, text: str, name: str) -> Iterator[RawCable]:
        """Yield the messages of ``text``; each begins with its own header."""
        starts = [0]
        ends = [match.end() for match in _REMARKS.finditer(text)]
        at = 0
        for match in _START.finditer(text):
            while at < len(ends) and ends[at] < starts[-1]:
                at += 1
            if at < len(ends) and ends[at] <= match.start():
                starts.append(match.start())
                at += 1
        for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
            yield self._message(text, name, Span(start, end))

    def _message(self, text: str, name: str, extent: Span) -> RawCable:
        flat = text.count("\n", *extent) < _LINES
        page = _PAGE_IN_RUN if flat else _PAGE
        pages = [Span(*match.span()) for match in page.finditer(text, *extent)]
        cuts = [healed(text, *page, *extent) for page in pages]
        group = _GROUP.search(text, *extent)
        found = _opening(text, group.end() if group else extent.start, extent.end)
        if found:
            cuts += [Cut(*end.span()) for end in _SET_END.finditer(text, found[1], extent.end)]
        cuts += [healed(text, *mark.span(), *extent) for mark in _SYSTEM.finditer(text, *extent)]
        pieces = cut_text(text, extent, cuts)
        whole = pieces.text()
        offsets = pieces.offsets() if len(pieces) else OffsetMap(extent.start)
        opening, attributes = _read(whole, offsets)
        return RawCable(
            text=whole,
            offsets=offsets,
            record=Record(attributes=attributes),
            format=self.name,
            name=name,
            extent=extent,
            opening=opening,
            page_markers=tuple(
                PageMarker(fold(text[page.start : page.end]), page) for page in pages
            ),
        )


def _opening(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Return where the opening begins, at the class word, and where the body does."""
    level = _CLASS.search(text, start, end)
    if level is None:
        return None
    stop = min(end, level.end() + _OPENING)
    remarks = _REMARKS.search(text, level.end(), stop)
    if remarks:
        return level.start(), remarks.end()
    named = (one for one in _SET.finditer(text, level.end(), stop) if one["name"] == "SUBJ")
    subject = next(named, None)
    if subject is None:
        return None
    first = _FIRST.search(text, subject.end(), stop)
    shut = text.find("//", subject.end(), stop)
    return level.start(), first.start() if first else shut + 2 if shut >= 0 else stop


class _Set(NamedTuple):
    name: str
    label: Span
    words: Span


def _read(text: str, offsets: OffsetMap) -> tuple[ReadOpening | None, tuple[Attribute, ...]]:
    """Return the opening of a message in characters of ``text``, and its other sets."""
    group = _GROUP.search(text)
    bounds = _opening(text, group.end() if group else 0, len(text))
    if bounds is None:
        return None, ()
    start, end = bounds
    level = _CLASS.match(text, start)
    sets = list(_sets(text, start, end))
    marks = [Segment("label", one.label, content=False) for one in sets]
    passing: list[Passage] = []
    classification = None
    if level:
        span = Span(*level.span("level"))
        classification = Value(classification_name(level["level"]), (span,))
        marks.append(Segment("classification", span, content=True))
        if level["code"]:
            marks.append(Segment("subject-code", Span(*level.span("code")), content=False))
        first = sets[0].label.start if sets else end
        passing += _lines(text, level.end(), first)
    subject = None
    references: list[Reference] = []
    attributes: list[Attribute] = []
    for one in sets:
        found = passage(text, *one.words)
        if found is None:
            continue
        if one.name == "SUBJ" and subject is None:
            subject = found
            marks.append(Segment("subject", found.spans[0], content=True))
        elif one.name == "REF" and (reference := _reference(text, one.words)):
            references.append(reference)
            marks.append(Segment("reference", reference.passage.spans[0], content=True))
        elif one.name in {"NARR", "AMPN"}:
            passing.append(found)
        elif one.name != "RMKS":
            marks.append(Segment("record", found.spans[0], content=True))
            spans = tuple(offsets.span(span) for span in found.spans)
            attributes.append(Attribute(one.name, Passage(found.text, spans)))
    marks += [Segment("passing", span, content=True) for item in passing for span in item.spans]
    opening = Opening(
        classification=classification,
        passing=tuple(passing),
        subject=subject,
        references=tuple(references),
    )
    marks += [
        Segment("label", Span(*slash.span()), content=False)
        for slash in re.compile("//").finditer(text, start, end)
    ]
    segments = partition(text, start, end, marks)
    read = ReadOpening(start, end, opening, segments, _found(opening), signed=False)
    return read, tuple(attributes)


def _found(opening: Opening) -> tuple[Finding, ...]:
    fields = (
        ("classification", Found.POSITION, "classification line"),
        ("passing", Found.POSITION, "lines below the classification line"),
        ("subject", Found.LABEL, "SUBJ/"),
        ("references", Found.LABEL, "REF/"),
    )
    return tuple(Finding(*item) for item in fields if getattr(opening, item[0]))


def _sets(text: str, start: int, end: int) -> Iterator[_Set]:
    """Yield the sets of an opening, in order; the one of the remarks is its label alone."""
    at = start
    while match := _SET.search(text, at, end):
        shut = text.find("//", match.end(), end)
        stop = shut if shut >= 0 else end
        yield _Set(match["name"], Span(*match.span()), Span(match.end(), stop))
        at = stop + 2
    remarks = _REMARKS.search(text, start, end)
    if remarks and remarks.end() == end:
        yield _Set("RMKS", Span(remarks.start(), len(text[:end].rstrip(WHITE))), Span(end, end))


def _lines(text: str, start: int, end: int) -> list[Passage]:
    """Return the lines between the class word and the first set."""
    found = []
    while start < end:
        stop = text.find("\n", start, end)
        stop = end if stop < 0 else stop
        line = passage(text, start, stop)
        if line and line.text != "BT" and line.text.strip("/"):
            found.append(line)
        start = stop + 1
    return found


def _reference(text: str, words: Span) -> Reference | None:
    match = _REFERENCE.match(text, *words)
    found = passage(text, *match.span("words")) if match else None
    if match is None or found is None:
        return None
    kind = found.text.partition("/")[0]
    sent = _SENT.search(found.text.partition("/")[2])
    stamp = _STAMP_PARTS.fullmatch(sent["stamp"]) if sent else None
    moment = None
    if stamp:
        spread = " ".join(stamp.groups())
        moment = group_value(spread, 0, len(spread))
    cable = own_id(sent["origin"], moment.text) if sent and moment else None
    of_kind: ReferenceKind = "cable" if cable else _KINDS.get(kind, "other")
    return Reference(match["label"], found, cable, of_kind)
