"""Telegrams in the TEI of the series Foreign Relations of the United States.

A document is ``div type="document"``: its head (``7. Telegram From ... to ...``) with the source
note, a dateline, paragraphs, a closer. The head, the dateline and the notes are the printed
edition's and are kept apart from the text as values of the record; ends of printed pages (``pb``)
are milestones. No tree is built, for a parser does not say at which character words stand.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import field, replace

from cable_edition.core.cable.fold import WHITE, fold
from cable_edition.core.cable.ids import canonicalize
from cable_edition.core.cable.model import (
    Addressee,
    Attribute,
    Finding,
    Found,
    Opening,
    PageMarker,
    Passage,
    Record,
    TransmissionHeader,
    Value,
)
from cable_edition.core.cable.span import Span
from cable_edition.core.late_methods import dataclass
from cable_edition.core.problems import Problem
from cable_edition.core.reading.raw import RawCable, RawExcision, ReadOpening
from cable_edition.core.reading.readers.created import as_collections_write, iso_created
from cable_edition.core.reading.readers.markup import opens_markup, read_markup, without_markup
from cable_edition.core.reading.readers.pieces import Pieces
from cable_edition.core.reading.readers.surroundings import surroundings
from cable_edition.core.reading.text.patterns import CLASSIFICATION, classification_name

_DOCUMENT = re.compile(r"<div\b[^<>]{0,400}\btype=[\"']document[\"'][^<>]{0,400}>")
_TOKEN = re.compile(
    r"<!--|<\?[^<>]{0,2000}\?>"
    r"|<(?P<close>/)?(?P<name>[A-Za-z][\w:.-]{0,40})(?P<attrs>[^<>]{0,2000}?)(?P<empty>/)?>"
)
_ATTRIBUTE = re.compile(
    r"(?P<name>[\w:.-]{1,40})\s{0,4}=\s{0,4}[\"'](?P<value>[^\"'<>]{0,400})[\"']"
)
#: What the printed edition puts around a text.
_APART = frozenset({"note", "dateline", "opener"})
#: Elements that stand on lines of their own.
_BLOCKS = frozenset({"p", "div", "list", "item", "table", "closer", "signed", "quote", "head"})
_TELEGRAM = re.compile(r"\b(?:telegram|airgram|cable|message)\b", re.IGNORECASE)
#: The number of a telegram, before its first words.
_NUMBER = re.compile(r"\s{0,200}(?:No\. )?(?P<number>[0-9]{1,6})\.(?=\s)")
#: A head with the number of the telegram in it: then the text begins without, or with that one.
_HEAD_NUMBER = re.compile(
    r"(?:Telegram|Airgram)\s{1,20}(?:No\. )?(?P<number>[0-9]{1,6}|[A-Z]{1,3}-[0-9]{1,5})\s"
)
#: Originator and addressee in the words of a head, where no markup names them.
_HEAD_NAMES = re.compile(
    r"\bFrom\s{1,20}(?:the\s{1,20})?(?P<from>[A-Z][^<>,]{2,80}?)\s{1,20}to\s{1,20}(?:the\s{1,20})?"
    r"(?P<to>[A-Z][^<>,]{2,80}?)\s{0,20}(?=[,<])"
)
_LABELLED = re.compile(
    r"^\s{0,40}(?:SUBJECT|Subject|SUBJ|Subj|REFS?|Refs?)(?:\([Ss]\))?(?:[.:]|(?=[ ]{0,8}\n))",
    re.MULTILINE,
)
#: So far into a text a label of an opening is looked for, in characters.
_OPENING = 2_000
_LEVEL = re.compile(CLASSIFICATION)
_NOTED = re.compile(
    r"(?<=[.;] )(?:top secret|secret|confidential|unclassified|limited official use|limdis)",
    re.IGNORECASE,
)
#: The words after the classification in a source note, to the end of their sentence.
_HANDLED = re.compile(
    r"(?<=[.;] )(?i:top secret|secret|confidential|unclassified|limited official use)"
    r"(?P<words>(?:[;,] ?[A-Za-z][A-Za-z ]{2,40}){1,6})(?=[.;]|$)"
)
_PRECEDENCE = {
    "flash": "Z",
    "niact immediate": "O",
    "immediate": "O",
    "operational immediate": "O",
    "niact": "O",
    "priority": "P",
    "routine": "R",
}
_HANDLING = ("Nodis", "Exdis", "Limdis", "Noforn", "Stadis", "Eyes Only", "Nodis/Cherokee")
_ID = re.compile(r"\b(?:19|20)?[0-9]{2}[A-Z]{3,20}[0-9]{3,6}\b")
#: ``[less than 1 line not declassified]``, in italics or not.
_EXCISED = re.compile(
    r"\[(?:<[^<>]{1,80}>)?[^\[\]<>]{0,80}not declassified[^\[\]<>]{0,40}(?:</[^<>]{1,40}>)?\]"
)
_HEAD = re.compile(r"<head\b[^<>]{0,200}>")
_HEAD_END = re.compile(r"</head\b|<note\b")
#: How far from its start a document has its head, and how long a head or a gloss may be.
_NEAR, _LONG = 4_096, 2_048
#: What stands below a sign-off has fewer characters, or it is another text.
_POSTSCRIPT = 400


class FrusReader:
    """Reader of documents of the series in TEI."""

    name = "frus-tei"

    def recognise(self, sample: str) -> float:
        """Return 0.97 where a document of the series begins."""
        return 0.97 if opens_markup(sample) and _DOCUMENT.search(sample) else 0.0

    def decode(self, piece: str) -> str:
        """Return ``piece`` without markup, its entities decoded."""
        return without_markup(piece, page=False)

    def read(self, text: str, name: str) -> Iterator[RawCable]:
        """Yield each document that is a telegram; of a file of one document, that one."""
        starts = [match.start() for match in _DOCUMENT.finditer(text)]
        ends = [*starts[1:], len(text)]
        documents = [Span(*pair) for pair in zip(starts, ends, strict=True)]
        kept = [one for one in documents if _is_telegram(text, one)] or documents[:1]
        left = len(documents) - len(kept)
        bounds = [0, *(one.start for one in kept[1:]), len(text)]
        for index, one in enumerate(kept):
            extent = Span(bounds[index], bounds[index + 1])
            yield _Document(text, one).raw(name, extent, 0 if index else left)


def _is_telegram(text: str, document: Span) -> bool:
    """Whether the head of a document names a telegram or another message."""
    head = _HEAD.search(text, document.start, min(document.end, document.start + _NEAR))
    if head is None:
        return False
    stop = _HEAD_END.search(text, head.end(), min(document.end, head.end() + _LONG))
    words = text[head.end() : stop.start() if stop else head.end() + _LONG]
    return _TELEGRAM.search(without_markup(words, page=False)) is not None


@dataclass(slots=True)
class _Noted:
    """A stretch that stands apart: what it is, and the stretches of its words."""

    name: str
    attrs: str
    start: int
    words: list[Span] = field(default_factory=list)


class _Document:
    """One document, walked once from tag to tag."""

    def __init__(self, text: str, extent: Span) -> None:
        self.text = text
        self.extent = extent
        self.pieces = Pieces(text)
        self.apart: list[_Noted] = []
        self.pages: list[tuple[str, Span]] = []
        self.moment: Value | None = None
        self.first: Span | None = None
        self.signed: Span | None = None
        self._headed = False
        self._open: list[_Noted] = []
        self._depth = 0
        self._walk()

    def _walk(self) -> None:
        text, pieces = self.text, self.pieces
        cursor, end = self.extent
        at = cursor
        comments = True
        while match := _TOKEN.search(text, at, end):
            self._words(cursor, match.start())
            at = match.end()
            breaks = ""
            if match[0] == "<!--":
                shut = text.find("-->", at, end) if comments else -1
                comments = shut >= 0
                at = shut + 3 if comments else at
            elif match["name"]:
                breaks = self._tag(match)
            if self._open and self._open[-1].start == match.start():
                self._open[-1].start = at
            pieces.escaped("" if self._open else breaks, match.start(), at)
            cursor = at
            if self._depth <= 0 and match["name"] == "div":
                break
        self.close = cursor

    def _words(self, start: int, end: int) -> None:
        if end <= start:
            return
        if self._open:
            if self.text[start:end].strip(WHITE):
                self._open[-1].words.append(Span(start, end))
            self.pieces.escaped("", start, end)
            return
        if self.first is None and self.text[start:end].strip(WHITE):
            number = _NUMBER.match(self.text, start, end)
            if number and self._numbered(start) in {None, number["number"]}:
                self.first = Span(*number.span("number"))
                self.pieces.escaped("", start, number.end())
                start = number.end()
            else:
                self.first = Span(start, start)
        read_markup(self.text, start, end, self.pieces, page=False)

    def _tag(self, match: re.Match[str]) -> str:
        """Take a tag; return the line ends that it stands for in the text."""
        name, closes = match["name"], match["close"]
        if name == "div":
            self._depth += -1 if closes else 0 if match["empty"] else 1
        if match["empty"]:
            if name == "pb":
                self.pages.append((_attribute(match["attrs"], "n"), Span(*match.span())))
            return "\n" if name == "lb" else ""
        if closes:
            if self._open and self._open[-1].name == name:
                self.apart.append(self._open.pop())
        elif name in _APART or (name == "head" and not self._headed and self.first is None):
            noted = _Noted(name, match["attrs"], match.start())
            self._headed = self._headed or name == "head"
            self._open.append(noted)
        elif name == "date" and self.moment is None and self._open:
            self._dated(match)
        elif name == "gloss" and self._open:
            self._glossed(match)
        elif name == "signed" and not self._open:
            self._signed(match)
        if name == "cell":
            return " "
        return "\n" if name == "row" else "\n\n" if name in _BLOCKS else ""

    def _numbered(self, end: int) -> str | None:
        """Return the number of the telegram that the head of the document has."""
        start = self.extent.start
        found = _HEAD_NUMBER.search(self.text, start, min(end, start + _NEAR))
        return found["number"] if found else None

    def _name_by_head(self) -> None:
        """Take originator and addressee from the words of the head, where no markup has them."""
        named = {noted.name for noted in self.apart}
        head = next((noted for noted in self.apart if noted.name == "head"), None)
        if head is None or named & {"from", "to"}:
            return
        match = _HEAD_NAMES.search(self.text, head.start, head.start + _LONG)
        if match is None:
            return
        for name in ("from", "to"):
            span = Span(*match.span(name))
            self.apart.append(_Noted(name, "", span.start, [span]))

    def _dated(self, match: re.Match[str]) -> None:
        for one in _ATTRIBUTE.finditer(self.text, *match.span("attrs")):
            if one["name"] in {"when", "notBefore", "from"} and (iso := iso_created(one["value"])):
                self.moment = Value(iso, (Span(*one.span("value")),))
                return

    def _glossed(self, match: re.Match[str]) -> None:
        kind = _attribute(match["attrs"], "type")
        stop = min(self.extent.end, match.end() + _LONG)
        shut = self.text.find("</gloss", match.end(), stop)
        if kind in {"from", "to"} and shut >= 0:
            noted = _Noted(kind, "", match.start(), [Span(match.end(), shut)])
            self.apart.append(noted)

    def _signed(self, match: re.Match[str]) -> None:
        """Remember where the printed edition says who signed; the last one counts."""
        stop = min(self.extent.end, match.end() + _LONG)
        shut = self.text.find("</signed", match.end(), stop)
        self.signed = Span(match.end(), shut) if shut >= 0 else self.signed

    def _sign_off(self, text: str) -> Span | None:
        """Return the words of it in characters of the cable text; ``None`` where there are none."""
        if self.signed is None:
            return None
        offsets = self.pieces.offsets()
        start, end = (offsets.position(at) for at in self.signed)
        words = text[start:end]
        start += len(words) - len(words.lstrip(WHITE))
        words = words.strip(WHITE)
        below = text[start + len(words) :].strip(WHITE)
        alone = words and len(below) < _POSTSCRIPT and "\n" not in words
        return Span(start, start + len(words)) if alone else None

    def _passage(self, noted: _Noted) -> Passage | None:
        spans: list[Span] = []
        for span in noted.words:
            if spans and "<note" not in self.text[spans[-1].end : span.start]:
                spans[-1] = Span(spans[-1].start, span.end)
            else:
                spans.append(span)
        words = [
            fold(without_markup(self.text[span.start : span.end], page=False)) for span in spans
        ]
        return Passage(" ".join(words), tuple(spans)) if words else None

    def raw(self, name: str, extent: Span, left: int) -> RawCable:
        """Return the cable of the document; ``left`` documents of the file are no telegrams."""
        self._name_by_head()
        found: dict[str, Passage] = {}
        attributes: list[Attribute] = []
        for noted in sorted(self.apart, key=lambda one: one.start):
            if words := self._passage(noted):
                called = _called(noted, self.text)
                found.setdefault(called, words)
                attributes.append(Attribute(called, words))
        if self.first and self.first.start < self.first.end:
            number = self.text[self.first.start : self.first.end]
            attributes.append(Attribute("Number", Passage(number, (self.first,))))
        source = found.get("Source note")
        identifier = _identifier(self.text, source)
        whole = Span(self.extent.start, self.close)
        text = self.pieces.text()
        labelled = _LABELLED.search(text[:_OPENING]) is not None
        created = self.moment
        record = Record(
            identifier=identifier,
            origin=found.get("From"),
            created=Value(as_collections_write(created.text), created.spans) if created else None,
            attributes=tuple(attributes),
        )
        precedence, captions = _handling(source)
        given = Opening(classification=_classification(source), captions=captions)
        header, origins = _header(found)
        if precedence:
            header = replace(header, precedence=precedence)
            origins += (Finding("precedence", Found.RECORD, "Source note"),)
        if captions:
            origins += (Finding("captions", Found.RECORD, "Source note"),)
        if given.classification:
            origins += (Finding("classification", Found.RECORD, "Source note"),)
        return RawCable(
            text=text,
            offsets=self.pieces.offsets(),
            record=record,
            record_segments=surroundings([], extent, whole),
            format=FrusReader.name,
            raw_id=identifier.text if identifier else None,
            name=name,
            extent=extent,
            created=created,
            problems=_problems(self.extent.start, left),
            given=given,
            given_header=header,
            found=origins,
            excisions=tuple(self._excisions(whole)),
            opening=None if labelled else ReadOpening(0, 0, Opening()),
            signed=self._sign_off(text),
            page_markers=tuple(
                PageMarker((n and f"page {n}") or "page", span) for n, span in self.pages
            ),
        )

    def _excisions(self, whole: Span) -> Iterator[RawExcision]:
        """Yield the excisions in the text; those in notes are the notes' own."""
        apart = sorted(span for noted in self.apart for span in noted.words)
        at = 0
        for match in _EXCISED.finditer(self.text, *whole):
            while at < len(apart) and apart[at].end <= match.start():
                at += 1
            if at == len(apart) or apart[at].start > match.start():
                yield RawExcision(Span(*match.span()))


def _names_source(noted: _Noted, text: str) -> bool:
    """Tell whether a note without a type is on the source: its first word says so."""
    if not noted.words:
        return False
    start, end = noted.words[0]
    return text[start : min(end, start + 200)].lstrip().startswith("Source: ")


def _called(noted: _Noted, text: str) -> str:
    if noted.name == "note":
        if _attribute(noted.attrs, "type") == "source" or _names_source(noted, text):
            return "Source note"
        return f"Note {_attribute(noted.attrs, 'n')}".rstrip()
    return noted.name.capitalize()


def _attribute(attrs: str, name: str) -> str:
    return next((one["value"] for one in _ATTRIBUTE.finditer(attrs) if one["name"] == name), "")


def _identifier(text: str, source: Passage | None) -> Passage | None:
    """Return the id of a cable that the source note gives."""
    for span in source.spans if source else ():
        for match in _ID.finditer(text, *span):
            if canonicalize(match[0]):
                return Passage(match[0], (Span(*match.span()),))
    return None


def _classification(source: Passage | None) -> Value | None:
    """Return the classification that the source note gives after the place of the paper."""
    noted = _NOTED.search(source.text) if source else None
    level = _LEVEL.match(noted[0].upper()) if noted else None
    return Value(classification_name(level["class"]), source.spans) if source and level else None


def _handling(source: Passage | None) -> tuple[Value | None, tuple[Value, ...]]:
    """Return the precedence and the captions that the source note gives after the class word."""
    noted = _HANDLED.search(source.text) if source else None
    if source is None or noted is None:
        return None, ()
    words = [word.strip() for word in re.split("[;,]", noted["words"]) if word.strip()]
    named = (_PRECEDENCE[word.lower()] for word in words if word.lower() in _PRECEDENCE)
    highest = min(named, key="ZOPR".index, default=None)
    captions = tuple(
        Value(word.upper(), source.spans)
        for word in words
        if word.lower() in map(str.lower, _HANDLING)
    )
    return Value(highest, source.spans) if highest else None, captions


def _header(found: dict[str, Passage]) -> tuple[TransmissionHeader, tuple[Finding, ...]]:
    sender, to = found.get("From"), found.get("To")
    header = TransmissionHeader(
        sender=sender, action=(Addressee(to.text, to.spans[0]),) if to else ()
    )
    named = (("from", sender), ("action_recipients", to))
    return header, tuple(Finding(key, Found.RECORD, "Head") for key, value in named if value)


def _problems(offset: int, left: int) -> tuple[Problem, ...]:
    if not left:
        return ()
    message = f"Documents of this file that are no telegrams were left out: {left}"
    return (Problem("documents-left", message, offset=offset),)
