"""From a source to its cables: decode, read, parse, and bring all into source coordinates."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from cable_edition.core.cable.ids import year_of
from cable_edition.core.cable.lines import located
from cable_edition.core.cable.model import (
    Cable,
    Finding,
    Found,
    Missing,
    PageMarker,
    Segment,
    Source,
    Span,
)
from cable_edition.core.cable.paragraph_row import Paragraphs
from cable_edition.core.cable.segments import joined, packed
from cable_edition.core.problems import Problem, Severity
from cable_edition.core.reading.completeness import guessed_words, text_problems, unread
from cable_edition.core.reading.contradictions import contradictions
from cable_edition.core.reading.decode import RICH, Decoded, decode, is_binary
from cable_edition.core.reading.excisions import placed_excisions
from cable_edition.core.reading.given import with_given, with_given_header
from cable_edition.core.reading.header.transmission import HeaderParts, parse_header
from cable_edition.core.reading.hinted_opening import hinted_opening
from cable_edition.core.reading.identity import given_id, identify
from cable_edition.core.reading.miscoded import miscoded
from cable_edition.core.reading.pages_cut import without_pages
from cable_edition.core.reading.partition import partition
from cable_edition.core.reading.raw import RawCable
from cable_edition.core.reading.readers.created import order_in
from cable_edition.core.reading.readers.dated_rows import DatedRows
from cable_edition.core.reading.readers.dump import (
    Dump,
    Row,
    is_dump_reader,
    read_rows,
    rows_of,
)
from cable_edition.core.reading.readers.left_rows import LeftRows
from cable_edition.core.reading.readers.margins import margin_of
from cable_edition.core.reading.readers.registry import SAMPLE, Reader, reader_of
from cable_edition.core.reading.second_records import FURNITURE, second_records
from cable_edition.core.reading.shift import Shift
from cable_edition.core.reading.text.hints import Hint, Hints
from cable_edition.core.reading.text.parse import parse_text
from cable_edition.core.reading.text.parts import TextContext, TextParts
from cable_edition.core.reading.unseen import seen

if TYPE_CHECKING:
    from collections.abc import Iterator

#: Forms of which a copy is read as it stands, also where something stands before its lines.
_LINED = frozenset({"acp-127", "state-release", "telegram"})
_MARGIN = "Marks of a quotation or numbers stand before most lines, and were read as words"
#: The form of a source in which no cable can be seen.
UNKNOWN = "unknown"
_NAMED = Finding("reference_id", Found.INFERENCE, "name of the file")
_CREATED = Finding("message_datetime", Found.RECORD, "created")


def parse(data: str | bytes, *, name: str = "") -> Cable:
    """Return the first cable of ``data``, a whole source as text or bytes.

    ``name`` is the name of the source; where it is an id it serves if nothing else gives one.
    Never raises for content: what is doubtful is in ``problems`` of the cable, and a source in
    which no cable can be seen gives a cable of the format ``unknown`` that holds its text.
    """
    return next(parse_all(data, name=name))


class Corrector(Protocol):
    """What an editor says of the reading of cables."""

    def hints(self, cable: Cable) -> Hints | None:
        """Return the hints for ``cable``, which was read without any; or ``None``."""

    def corrected(self, before: Cable, after: Cable) -> Cable:
        """Return ``after``, read with the hints, with what it is to tell of the corrections."""


def parse_all(
    data: str | bytes,
    *,
    name: str = "",
    corrector: Corrector | None = None,
    year: int | None = None,
) -> Iterator[Cable]:
    """Yield the cables of ``data``, at least one; see :func:`parse`.

    A cable for which ``corrector`` has hints is read again with them. ``year`` is that of a cable
    which says none: its references without a year are of that year.
    """
    decoded, problems = decode(data)
    reader = reader_of(decoded.text)
    if is_dump_reader(reader):
        rows = rows_of(reader, [decoded.text])
        order = partial(order_in, [decoded.text])
        dump = Dump(reader, rows, decoded.sha256, decoded.encoding, problems, order)
        yield from _at_least_one(parse_rows(dump, name, corrector, year), dump, name)
        return
    yield from _whole(reader, decoded, name, problems, corrector, year)


def parse_file(
    path: Path | str, *, name: str | None = None, corrector: Corrector | None = None
) -> Iterator[Cable]:
    """Yield the cables of the file at ``path``, at least one.

    A dump is read row by row, in memory that does not grow with the file. ``name`` is what the
    cables call the source, by default the file's name without its directory; ``corrector`` is that
    of :func:`parse_all`. Raises
    :class:`OSError` where the file cannot be read.
    """
    path = Path(path)
    called = path.name if name is None else name
    with read_rows(path, SAMPLE) as dump:
        if dump is not None:
            yield from _at_least_one(parse_rows(dump, called, corrector), dump, called)
            return
    yield from parse_all(path.read_bytes(), name=called, corrector=corrector)


def parse_rows(
    dump: Dump, name: str, corrector: Corrector | None = None, year: int | None = None
) -> Iterator[Cable]:
    """Yield the cables of the rows of ``dump``; rows that hold none are passed over.

    Those that may be meant for one (:class:`LeftRows`) are told of in problems of the last cable;
    where no row is a record, a cable of the format ``unknown`` has them.
    """
    held: Cable | None = None
    left = LeftRows()
    dated = DatedRows(dump.order)
    for row in dump.rows:
        raw = dump.reader.read_row(row.text, row.head, name)
        if left.takes(row, raw) or raw is None:
            continue
        if held is not None:
            yield held
        source = _source(dump, name, row)
        held = assemble(dated.settled(raw), source, dump.problems, corrector=corrector, year=year)
    told = left.told()
    if held is not None:
        yield replace(held, problems=(*held.problems, *told)) if told else held
    elif any(one.code == "bad-row" for one in told):
        source = Source(name, "", dump.sha256, dump.encoding, UNKNOWN)
        yield _unknown(source, (*dump.problems, *told), dump.reader.refusal)


def _source(dump: Dump, name: str, row: Row) -> Source:
    return Source(
        name, row.text, dump.sha256, dump.encoding, dump.reader.name, row.offset, row.line
    )


def _at_least_one(cables: Iterator[Cable], dump: Dump, name: str) -> Iterator[Cable]:
    first = next(cables, None)
    if first is None:
        source = Source(name, "", dump.sha256, dump.encoding, UNKNOWN)
        yield _unknown(source, dump.problems, dump.reader.refusal)
        return
    yield first
    yield from cables


def _whole(
    reader: Reader | None,
    decoded: Decoded,
    name: str,
    problems: tuple[Problem, ...],
    corrector: Corrector | None,
    year: int | None = None,
) -> Iterator[Cable]:
    text = decoded.text
    form = reader.name if reader else UNKNOWN
    source = Source(name, text, decoded.sha256, decoded.encoding, form)
    if reader is None:
        yield _unknown(source, problems)
        return
    at, line = 0, 0
    margin = margin_of(text) if reader.name in _LINED else None
    for raw in reader.read(text, name):
        one = raw
        if margin and raw.extent.start <= margin.extent.start < raw.extent.end:
            told = Problem("unread", _MARGIN, offset=margin.extent.start)
            one = replace(raw, problems=(*raw.problems, told))
        line += text.count("\n", at, raw.extent.start)
        at = max(at, raw.extent.start)
        yield assemble(one, source, problems, (at, line), corrector, year)


def assemble(
    raw: RawCable,
    source: Source,
    problems: tuple[Problem, ...] = (),
    before: tuple[int, int] = (0, 0),
    corrector: Corrector | None = None,
    year: int | None = None,
) -> Cable:
    """Return the cable that ``raw`` is, all its spans in characters of ``source.text``.

    ``problems`` are those of the source as a whole; ``before`` is a place in the source that no
    problem of the cable stands before, and the number of lines that end before it. ``year`` is
    that of a cable which says none.
    """
    cable = _assembled(raw, source, problems, before, year=year)
    hints = corrector.hints(cable) if corrector else None
    if corrector is None or hints is None:
        return cable
    return corrector.corrected(cable, _assembled(raw, source, problems, before, hints, year))


def _assembled(
    raw: RawCable,
    source: Source,
    problems: tuple[Problem, ...],
    before: tuple[int, int],
    hints: Hints | None = None,
    year: int | None = None,
) -> Cable:
    raw = without_pages(seen(raw, source.encoding))
    if raw.signed and not (hints and hints.sign_off):
        named = Hint("sign-off", *raw.signed)
        hints = Hints((*hints.all, named), hints.begin) if hints else Hints((named,))
    if hints and raw.opening:
        raw = replace(raw, opening=hinted_opening(raw.text, raw.opening, hints))
    head = _header(raw)
    own = given_id(raw)
    year = _year(raw, head, own) or year
    context = TextContext(year, own, raw.format, hints=hints)
    if raw.opening:
        context = replace(context, opening=raw.opening.opening, signed=raw.opening.signed)
    parts = parse_text(raw.text, header_end=head.end, context=context)
    identity = identify(raw, parts.opening, head)
    text_segments = joined(head.segments, parts.segments)
    doubts = second_records(raw.text, text_segments)
    shift = Shift(raw.offsets)
    head = with_given_header(shift.header(head), raw.given_header)
    given = replace(raw.given, classification=head.level) if head.level else raw.given
    parts = with_given(shift.text(parts), given)
    plain = raw.offsets.plain
    shifted = shift.segments(text_segments)
    segments = shifted
    if raw.record_segments:
        segments = packed(sorted((*raw.record_segments, *shifted), key=_start))
    found = (
        *guessed_words(problems, source.text, raw.record_segments, shifted),
        *raw.problems,
        *identity.problems,
        *head.problems,
        *text_problems(parts),
        *contradictions(raw, parts.opening, head.header, identity.reference_id),
        *shift.problems(doubts),
        *second_records(source.text, raw.record_segments, FURNITURE),
        *unread(source.text, shifted),
        *shift.problems(miscoded(raw.text, source.encoding)),
    )
    cable = Cable(
        reference_id=identity.reference_id,
        raw_id=identity.raw_id,
        aliases=identity.aliases,
        source=source,
        extent=raw.extent,
        transmitted=(raw.offsets.span(Span(0, len(raw.text))),),
        segments=segments,
        record=raw.record,
        header=head.header,
        opening=parts.opening,
        paragraphs=Paragraphs(parts.paragraphs),
        headings=parts.headings,
        closing=parts.closing,
        summary=parts.summary,
        summary_anchors=parts.summary_anchors,
        signature=parts.signature,
        body_references=parts.body_references,
        page_markers=_markers(raw, head, parts, source),
        healings=parts.healings,
        missing=_with_header(parts.missing, present=head.present),
        problems=located(found, source, before),
        found=_first(*identity.found, *head.found, *parts.found, *raw.found, *_dated(raw)),
        transmitted_text="" if plain else raw.text,
        offsets=raw.offsets,
        created=head.created or raw.created,
    )
    if raw.excisions:
        cable = replace(cable, excisions=placed_excisions(cable, raw.excisions))
    return cable


def _header(raw: RawCable) -> HeaderParts:
    """Return what stands before the body: the header, and an opening that the reader has read."""
    own = raw.opening
    if own is None:
        return parse_header(raw.text)
    head = parse_header(raw.text[: own.start])
    between = partition(raw.text, head.end, own.start, ())
    return replace(
        head,
        end=own.end,
        segments=packed((*head.segments, *between, *own.segments)),
        found=(*head.found, *own.found),
    )


def _markers(
    raw: RawCable, head: HeaderParts, parts: TextParts, source: Source
) -> tuple[PageMarker, ...]:
    """Return the ends of pages in the order of the source; a form feed is one."""
    found = (*head.page_markers, *parts.page_markers)
    feeds: list[PageMarker] = []
    at = source.text.find("\f", *raw.extent)
    page = source.text.count("\f", 0, max(at, 0)) + 1
    while at >= 0:
        page += 1
        feeds.append(PageMarker(f"page {page}", Span(at, at + 1)))
        at = source.text.find("\f", at + 1, raw.extent.end)
    if not (raw.page_markers or feeds):
        return found
    return tuple(sorted((*raw.page_markers, *feeds, *found), key=lambda marker: marker.span))


def _dated(raw: RawCable) -> tuple[Finding, ...]:
    return (_CREATED,) if raw.created else ()


def _with_header(lacking: Missing, *, present: bool) -> Missing:
    return lacking if present else replace(lacking, header=True)


def _first(*found: Finding) -> tuple[Finding, ...]:
    """Return what was found, the first of each field."""
    fields: dict[str, Finding] = {}
    for item in found:
        fields.setdefault(item.field, item)
    return tuple(fields.values())


def _start(segment: Segment) -> int:
    return segment.span.start


def _created_year(raw: RawCable) -> int | None:
    return int(raw.created.text[:4]) if raw.created else None


def _year(raw: RawCable, head: HeaderParts, own: str | None) -> int | None:
    """Return the year of the cable: of its date-time group, its record, or its id."""
    return head.year or _created_year(raw) or (year_of(own) if own else None)


def _unknown(source: Source, problems: tuple[Problem, ...], refusal: str = "") -> Cable:
    """Return the cable that stands for a source in which none can be seen.

    ``refusal`` says why, where a reader knew its form.
    """
    whole = Span(0, len(source.text))
    raw = RawCable(source.text, name=source.name, extent=whole, format=UNKNOWN)
    found = [*problems]
    if any(item.severity is Severity.ERROR for item in problems):
        pass
    elif refusal:
        found.append(Problem("no-record", refusal))
    elif is_binary(source.text):
        message = "The file holds data, not text; nothing was read from it"
        if source.text.startswith(RICH):
            message = "The file is rich text (RTF); save it as plain text, in UTF-8"
        found.append(Problem("not-text", message))
    else:
        message = "No cable can be seen in this text; it is kept whole"
        found.append(Problem("no-cable", message))
    own = given_id(raw)
    return Cable(
        found=(_NAMED,) if own else (),
        reference_id=own,
        raw_id=None,
        aliases=(),
        source=source,
        extent=whole,
        transmitted=(whole,),
        segments=(Segment("unread", whole, content=False),) if source.text else (),
        missing=Missing(header=True),
        problems=located(found, source),
    )
