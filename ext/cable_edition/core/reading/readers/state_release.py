"""Cables that the Department of State released: prints of its message system, and stamped papers.

A print has ``MRN:`` (the id) and other named values first, then the message, then more of them; on
each page the class word and how it was released. Older releases are the paper itself with the
stamp of the case. What the pages have of their own is furniture; excisions are marked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from cable_edition.core.cable.fold import WHITE, fold
from cable_edition.core.cable.model import (
    Addressee,
    Attribute,
    Finding,
    Found,
    Passage,
    Reference,
    TransmissionHeader,
    Value,
)
from cable_edition.core.cable.passage import passage
from cable_edition.core.cable.span import Span
from cable_edition.core.reading.decode import is_binary
from cable_edition.core.reading.header.addressees import addressee
from cable_edition.core.reading.header.transmission import group_value
from cable_edition.core.reading.raw import RawCable
from cable_edition.core.reading.readers.attributes import filled, squeezed
from cable_edition.core.reading.readers.cuts import Cut, cut_text, joined
from cable_edition.core.reading.readers.markup import opens_page
from cable_edition.core.reading.readers.paper import healed, paper_cuts
from cable_edition.core.reading.readers.release_gaps import gaps_in
from cable_edition.core.reading.readers.release_marks import (
    CASE,
    LEVEL,
    RELEASED,
    REVIEWED,
    has_marks,
    is_class_word,
    mark_cuts,
    mark_runs,
)
from cable_edition.core.reading.readers.release_runs import (
    is_run,
    pages_in_run,
    parts_in_run,
    prints_in_run,
)
from cable_edition.core.reading.readers.split import cable_starts
from cable_edition.core.reading.text.parts import TextContext
from cable_edition.core.reading.text.references import read_references
from cable_edition.core.reading.text.view import View

#: Copies of the print's layout have the values in a column of their own.
_INDENT, _GAP = r"^[ \t]{0,40}", r"[ \t\xa0]{0,60}"
_MRN = re.compile(rf"{_INDENT}MRN:{_GAP}[0-9]{{2}}[ \t]", re.MULTILINE)
#: The names of the values before the message.
_TOP = (
    "MRN|Date/DTG|From|Action|Info|E\\.O\\.|TAGS|Captions|Subject|Ref(?:erence)?s?|Pass Line"
    "|Attachments?|Classification|Precedence"
)
#: The names of the values after it.
_BOTTOM = (
    "Signature|Info|Action Post|XMT|Dissemination Rule|Attachments?|Drafted By|Cleared By"
    "|Approved By|Released By"
)
_TOP_KEY = re.compile(rf"{_INDENT}(?P<key>{_TOP}):{_GAP}", re.MULTILINE)
_BOTTOM_KEY = re.compile(rf"{_INDENT}(?P<key>{_BOTTOM}):{_GAP}", re.MULTILINE)
#: What a message begins with, where a copy has lost its blank lines.
_MESSAGE = re.compile(
    r"\n[ \t]{0,8}(?=(?:[ZOPR] ){1,3}[0-9]{6}Z [A-Z]{3} [0-9]{2}\b|1\.[ \t]"
    r"|(?:UNCLAS|C O N F I D E N T I A L|S E C R E T|CONFIDENTIAL|SECRET)[ \t]+[A-Z])"
)
#: The class word of the cable itself, below the marks at the top of a paper.
_CLASS_BELOW = re.compile(
    r"\s{0,80}(?:UNCLAS|CONFIDENTIAL|SECRET|TOP SECRET|LIMITED OFFICIAL USE"
    r"|C O N F I D E N T I A L|S E C R E T|T O P  ?S E C R E T)"
)
_REFERENCES = re.compile("Ref(?:erence)?s?")
_BLANK_LINE = re.compile(r"\n[ \t\r]*\n")
_HEAD_LINE = re.compile(
    rf"{LEVEL}(?://[A-Z /]{{3,40}})?|SBU|NOFORN|NODIS|EXDIS|SENSITIVE"
    "|(?i:Sensitive But Unclassified)"
)
_LEVEL_WORD = re.compile(LEVEL)
#: How far from the end of a print the values after the message may begin, in characters.
_BOTTOM_WIDTH = 32_768
#: The values before the first message stand within so many characters.
_TOP_WIDTH = 8_192


#: A sign-off of the message stands within so many characters of its end: class words go below it.
_SIGNED_WIDTH = 400


class Around(NamedTuple):
    """What stands around a message: named values, the words of page heads, the class word."""

    attributes: list[Attribute]
    heads: tuple[str, ...] = ()
    level: Passage | None = None
    #: The label of the value that is the sign-off: what stands behind it ends the text.
    signed: Cut | None = None


class ReleaseReader:
    """Reader of the Department of State's release prints and stamped papers."""

    name = "state-release"

    def recognise(self, sample: str) -> float:
        """Return 0.95 for a print, 0.9 where a mark of a release can be seen."""
        if opens_page(sample):
            return 0.0
        top = sample[:_TOP_WIDTH]
        if "MRN:" in top and "Subject:" in top and (_MRN.search(top) or prints_in_run(top)):
            return 0.95
        return 0.9 if has_marks(sample) and not is_binary(sample) else 0.0

    def decode(self, piece: str) -> str:
        """Return ``piece``: the form has no escapes."""
        return piece

    def read(self, text: str, name: str) -> Iterator[RawCable]:
        """Yield the cables of ``text``."""
        prints = [match.start() for match in _MRN.finditer(text)]
        if not prints and (runs := prints_in_run(text)):
            starts = [0, *runs[1:]]
            for start, mrn, end in zip(starts, runs, [*runs[1:], len(text)], strict=True):
                yield self._run(text, name, Span(start, end), mrn)
            return
        if not prints:
            starts = cable_starts(text)
            for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
                yield self._paper(text, name, Span(start, end))
            return
        starts = [_page_top(text, at) for at in prints]
        starts[0] = 0
        for start, mrn, end in zip(starts, prints, [*starts[1:], len(text)], strict=True):
            yield self._print(text, name, Span(start, end), mrn)

    def _paper(self, text: str, name: str, extent: Span) -> RawCable:
        # The number of the document stands by itself at the top of a page, too.
        heads = tuple({match["doc"] for match in CASE.finditer(text, *extent)})
        runs = mark_runs(text, extent, heads)
        begin, close = extent
        if runs and _is_above(text, text[begin : runs[0].start].strip(WHITE), runs[0].end):
            begin = runs[0].end
        if len(runs) > 1 and not text[runs[-1].end : close].strip(WHITE):
            close = runs[-1].start
        if is_run(text, *extent):
            # The reviewer is named behind the text, in the same line.
            reviewed = text.rfind("REVIEW AUTHORITY: ", max(begin, close - _SIGNED_WIDTH), close)
            close = reviewed if reviewed > begin else close
        marks = [*_marks(text, extent.start, begin), *_marks(text, close, extent.end)]
        return self._cable(text, name, extent, Span(begin, close), Around(marks, heads))

    def _print(self, text: str, name: str, extent: Span, mrn: int) -> RawCable:
        heads = [
            line.strip()
            for line in text[extent.start : mrn].splitlines()
            if _HEAD_LINE.fullmatch(line.strip())
        ]
        top, begin = _values(text, _TOP_KEY, mrn, extent.end)
        close = _bottom(text, begin, extent.end)
        bottom, _ = _values(text, _BOTTOM_KEY, close, extent.end)
        released = _marks(text, close, extent.end)
        taken = [item.value.spans[0] for item in bottom]
        marks = [
            item
            for item in released
            if not any(span.start <= item.value.spans[0].start < span.end for span in taken)
        ]
        level = None
        if heads:
            at = text.index(heads[0], extent.start)
            level = passage(text, at, at + len(heads[0]))
        whole, label = Span(begin, close), None
        if signed := _signed(text, whole, bottom):
            # The name is the sign-off of a message that has none; its label is furniture.
            value = signed.value.spans[0]
            whole, label = Span(begin, value.end), Cut(close, value.start, "\n\n")
            bottom.remove(signed)
        around = Around([*top, *bottom, *marks], tuple(heads), level, label)
        return self._cable(text, name, extent, whole, around)

    def _run(self, text: str, name: str, extent: Span, mrn: int) -> RawCable:
        """Return the cable of a print that has lost its lines."""
        parts = parts_in_run(text, mrn, extent.end, (_TOP, _BOTTOM), _TOP_WIDTH)
        marks = _marks(text, parts.close, extent.end)
        level = _LEVEL_WORD.search(text, extent.start, mrn)
        around = Around(
            [*parts.top, *parts.bottom, *marks],
            level=passage(text, *level.span()) if level else None,
        )
        return self._cable(text, name, extent, Span(parts.begin, parts.close), around)

    def _cable(self, text: str, name: str, extent: Span, whole: Span, around: Around) -> RawCable:
        cuts = mark_cuts(text, whole, around.heads)
        if is_run(text, *whole):
            pages = pages_in_run(text, whole)
            cuts = joined([*cuts, *(healed(text, *page, *whole) for page in pages)])
        gaps = gaps_in(text, whole, cuts)
        cuts = joined([*cuts, *gaps.cuts])
        cuts += paper_cuts(text, *whole)
        cuts += [around.signed] if around.signed else []
        pieces = cut_text(text, whole, cuts)
        attributes = [*around.attributes]
        if around.level:
            attributes.insert(0, Attribute("Classification", around.level))
        release = next((item.value for item in attributes if item.name == "Release"), None)
        shown = Value(release.text, release.spans) if release else None
        found = filled(attributes, release=shown or _release(text, whole, cuts))
        header, origins = _given_header(text, around.attributes)
        captions = _captions(text, around.attributes)
        references = _references(text, around.attributes, found.created)
        if references:
            origins = (*origins, Finding("references", Found.RECORD, "Reference"))
        raw = found.cable(pieces, whole, extent, form=self.name, name=name)
        words = text[around.signed.end : whole.end] if around.signed else ""
        return replace(
            raw,
            given=replace(raw.given, captions=captions, references=references),
            given_header=header,
            signed=Span(len(raw.text) - len(words), len(raw.text)) if words else None,
            found=(*raw.found, *origins),
            excisions=gaps.excisions,
        )


def _is_above(text: str, words: str, end: int) -> bool:
    """Whether words above the first marks, which end at ``end``, are no part of the text.

    There may be the class word of the copy, if the cable's own stands below the marks.
    """
    return not words or (is_class_word(words) and _CLASS_BELOW.match(text, end) is not None)


def _page_top(text: str, mrn: int) -> int:
    """Return where the page of a print begins: its class words stand above ``MRN:``."""
    at = mrn
    for _ in range(6):
        line = text.rfind("\n", max(0, at - 80), max(0, at - 1)) + 1
        words = text[line : max(line, at - 1)].strip()
        if not line or (words and not _HEAD_LINE.fullmatch(words)):
            break
        at = line
    return at


def _values(
    text: str, pattern: re.Pattern[str], start: int, end: int
) -> tuple[list[Attribute], int]:
    """Return the named values that follow each other from ``start``, and where they end.

    A value goes on over lines up to the next name or a blank line.
    """
    found: list[Attribute] = []
    at = start
    while key := pattern.match(text, _line_start(text, at, end), end):
        # The next name first: what bounds the other searches, so that each is short.
        following = pattern.search(text, key.end(), end)
        stop = following.start() if following else end
        blank = _BLANK_LINE.search(text, key.end() - 1, stop)
        stop = blank.start() if blank else stop
        message = _MESSAGE.search(text, key.end(), stop)
        stop = message.start() if message else stop
        marked = next(iter(mark_runs(text, Span(key.end(), stop))), None)
        stop = marked.start if marked else stop
        if value := passage(text, key.end(), stop):
            found.append(Attribute(key["key"], value))
        at = stop
    return found, at


def _line_start(text: str, start: int, end: int) -> int:
    """Return where the next line with words begins."""
    at = start
    while at < end and text[at] in WHITE:
        at += 1
    return max(start, text.rfind("\n", start, at) + 1)


def _bottom(text: str, begin: int, end: int) -> int:
    """Return where the values after the message begin, or the marks that end the copy."""
    first = max(begin, end - _BOTTOM_WIDTH)
    last = text.rfind("NNNN", first, end)
    found = _BOTTOM_KEY.search(text, last if last >= 0 else first, end)
    if found:
        return found.start()
    runs = mark_runs(text, Span(first, end))
    return runs[-1].start if runs and not text[runs[-1].end : end].strip(WHITE) else end


def _signed(text: str, whole: Span, bottom: list[Attribute]) -> Attribute | None:
    """Return the value that names who signed, where the message above it does not end with it.

    A message that was taken as it was transmitted has its own end, and its sign-off before that.
    """
    first = bottom[0] if bottom else None
    if first is None or first.name != "Signature" or text.rfind("NNNN", *whole) >= 0:
        return None
    above = text[max(whole.start, whole.end - _SIGNED_WIDTH) : whole.end].splitlines()
    signed = any(first.value.text == " ".join(line.split()).rstrip(" .") for line in above)
    return None if signed else first


def _references(
    text: str, attributes: list[Attribute], created: Value | None
) -> tuple[Reference, ...]:
    """Return the references that a print names among its values."""
    found: list[Reference] = []
    year = int(created.text[:4]) if created else None
    for item in attributes:
        if _REFERENCES.fullmatch(item.name):
            start, end = item.value.spans[0]
            view = View(text[start:end], 0)
            for one in read_references(view, 0, end - start, TextContext(year)):
                spans = tuple(Span(start + low, start + high) for low, high in one.passage.spans)
                found.append(one._replace(passage=Passage(one.passage.text, spans)))
    return tuple(found)


def _marks(text: str, start: int, end: int) -> list[Attribute]:
    """Return what the marks in a stretch say: the case, the document, how it was released."""
    found: list[Attribute] = []
    spans: dict[str, Span] = {}
    if match := RELEASED.search(text, start, end):
        spans["Release"] = Span(*match.span())
    if match := CASE.search(text, start, end):
        spans |= {
            "Case No.": Span(*match.span("case")),
            "Doc No.": Span(*match.span("doc")),
            "Date of release": Span(*match.span("date")),
        }
    if match := REVIEWED.search(text, start, end):
        low, high = match.span("name")
        # In a copy without lines the stamp of the case goes on where the name ends.
        stamp = CASE.search(text, low, high)
        spans["Review authority"] = Span(low, stamp.start() if stamp else high)
    for name, span in sorted(spans.items(), key=lambda item: item[1]):
        if span.start >= 0 and (value := passage(text, *span)):
            found.append(Attribute(name, value))
    return found


def _release(text: str, whole: Span, cuts: list[Cut]) -> Value | None:
    """Return how a copy was released, from the marks of its pages."""
    for cut in cuts:
        if match := RELEASED.search(text, max(cut.start, whole.start), min(cut.end, whole.end)):
            return Value(fold(match[0]), (Span(*match.span()),))
    return None


def _given_header(
    text: str, attributes: list[Attribute]
) -> tuple[TransmissionHeader, tuple[Finding, ...]]:
    """Return the header that the values of a print give, and how its fields were found."""
    known = {squeezed(item.name): item for item in reversed(attributes)}
    stamp, sender = known.get("datedtg"), known.get("from")
    sent = group_value(text, *stamp.value.spans[0]) if stamp else None
    header = TransmissionHeader(
        message_datetime=sent,
        sender=sender.value if sender else None,
        action=_addressees(text, known.get("action")),
        info=_addressees(text, known.get("info")),
    )
    names = {
        "message_datetime": stamp if sent else None,
        "from": sender,
        "action_recipients": known.get("action") if header.action else None,
        "info_recipients": known.get("info") if header.info else None,
    }
    found = tuple(Finding(field, Found.RECORD, item.name) for field, item in names.items() if item)
    return header, found


def _addressees(text: str, item: Attribute | None) -> tuple[Addressee, ...]:
    if item is None:
        return ()
    start, end = item.value.spans[0]
    found = []
    while start < end:
        stop = min(
            (at for at in (text.find(";", start, end), text.find("\n", start, end)) if at >= 0),
            default=end,
        )
        one = addressee(text, start + len(text[start:stop]) - len(text[start:stop].lstrip()), stop)
        found += [one] if one else []
        start = stop + 1
    return tuple(found)


def _captions(text: str, attributes: list[Attribute]) -> tuple[Value, ...]:
    """Return the captions that a print names; commas or blanks part them."""
    found: list[Value] = []
    for item in attributes:
        if item.name == "Captions":
            start, end = item.value.spans[0]
            found += [
                Value(match[0], (Span(*match.span()),))
                for match in re.compile(r"[A-Z]{4,20}").finditer(text, start, end)
            ]
    return tuple(found)
