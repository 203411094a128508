"""Reading the cable text: the rules of this package in their order."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import chain, islice

from cable_edition.core.cable.ids import canonical_post
from cable_edition.core.cable.model import Closing, Missing, Opening, Passage, Span
from cable_edition.core.late_pattern import late
from cable_edition.core.nouns import noun, number_of
from cable_edition.core.reading.small_letters import is_small, raised_pages
from cable_edition.core.reading.text.banners import Banners, lift_strays
from cable_edition.core.reading.text.body_doubts import (
    doubt_end,
    doubt_first,
    join_broken_words,
    join_cut_words,
    with_garbled_marks,
)
from cable_edition.core.reading.text.body_references import read_body_references
from cable_edition.core.reading.text.classified_by import officer_of_paragraph
from cable_edition.core.reading.text.closing import Ending, read_ending
from cable_edition.core.reading.text.findings import findings_of
from cable_edition.core.reading.text.headings import find_headings
from cable_edition.core.reading.text.hinted_body import hinted_headings, hinted_starts
from cable_edition.core.reading.text.hinted_ending import hinted_ending
from cable_edition.core.reading.text.hinted_fields import hinted_citations
from cable_edition.core.reading.text.lowered import raise_whole
from cable_edition.core.reading.text.numbering import Start, paragraph_starts
from cable_edition.core.reading.text.opening import Found, read_opening
from cable_edition.core.reading.text.other_numbers import is_lone, other_starts
from cable_edition.core.reading.text.page_numbers import lift_page_numbers
from cable_edition.core.reading.text.paragraphs import Body, read_body
from cable_edition.core.reading.text.parts import TextContext, TextParts
from cable_edition.core.reading.text.summary import read_summary
from cable_edition.core.reading.text.view import View

#: The marks that stand for words withheld by the publisher; they join to words.
_REDACTION = late(r"X{4,}+")
_GARBLED = late(
    "[\ufffd\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f][\ufffd\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]{0,200}"
)

#: What has no more characters below its classification line is the fragment of a header.
_FRAGMENT = 120

#: The controls of ASCII among them; looking for each is quicker than the pattern.
_CONTROLS = "".join(map(chr, (*range(9), *range(14, 32), 127)))


def parse_text(text: str, *, header_end: int, context: TextContext) -> TextParts:
    """Read the cable text from ``header_end`` on.

    ``text`` is a cable text without page furniture, in any form: with its line ends, or flattened
    to one line, with or without pilcrows. Returns the parts with spans in characters of ``text``;
    ``segments`` is a partition of ``text[header_end:]``. Takes any string, in linear time, and
    never raises for what it holds.
    """
    header_end = min(max(header_end, 0), len(text))
    hints = context.hints.since(header_end) if context.hints else None
    view = View(text, header_end, hints=hints)
    if is_small(text, header_end, len(text)):
        raise_whole(view)
    elif context.format == "telegram":
        view.work = raised_pages(view.work)
    found = read_opening(view, context)
    begin = max(found.body, header_end)
    lift_strays(view, begin)
    if view.flat or view.hints:
        lift_page_numbers(view, begin, found.banners)
    join_cut_words(view)
    join_broken_words(view, begin)
    if view.hints:
        starts = hinted_starts(view, view.hints, begin, len(text))
        floor = _last_word(starts)
        ending = hinted_ending(view, view.hints, begin, floor, signed=context.signed)
    else:
        starts = _numbers(view, begin, len(text), found.banners)
        ending = read_ending(view, begin, _last_word(starts), signed=context.signed)
    starts = [start for start in starts if start.start < ending.end]
    headings = find_headings(view, begin, ending.end, starts)
    if view.hints:
        headings = hinted_headings(view, view.hints, headings, begin, ending.end)
    body = read_body(view, begin, ending.end, starts, headings)
    _report_numbers(view, starts)
    _report_lost_numbers(view, begin, ending.end, starts)
    if not body.paragraphs:
        short = len(view.text) - found.head <= _FRAGMENT
        if len({label.field for label in found.labels}) > 1 or not short:
            said = "the text ends with its opening" if short else "the body has no paragraph"
            view.problem("no-paragraph", said, begin)
    _first_officer(view, found, body)
    if context.opening is None or context.format != "frus-tei":
        # Of a printed telegram the first paragraph has no number, and is no field.
        doubt_first(view, body.paragraphs)
    doubt_end(view, body.paragraphs, ending, signed=context.signed)
    summary, summary_anchors = read_summary(body.paragraphs, body.headings)
    closing = _closing(view, ending, body)
    missing = _missing(view, found.opening, found.banners, starts)
    cited = read_body_references(
        body.paragraphs, found.opening.references, _posts(found.opening), context, view.work
    )
    if view.hints:
        cited = hinted_citations(view, view.hints, body.paragraphs, cited)
    return TextParts(
        opening=found.opening,
        paragraphs=tuple(body.paragraphs),
        headings=tuple(body.headings),
        closing=closing,
        summary=summary,
        summary_anchors=summary_anchors,
        signature=ending.signature,
        body_references=cited,
        page_markers=tuple(found.banners.markers),
        healings=tuple(body.healings),
        missing=missing,
        problems=tuple(sorted(view.problems, key=lambda one: (one.offset or 0, one.code))),
        segments=view.partition(),
        found=findings_of(view, found, ending.signature, summary),
    )


def _numbers(view: View, begin: int, end: int, banners: Banners) -> list[Start]:
    """Return the starts of the numbered paragraphs; bare numbers of pages are lifted before."""
    starts = paragraph_starts(view, begin, end)
    if view.line_ends and not view.flat and lift_page_numbers(view, begin, banners):
        starts = paragraph_starts(view, begin, end)
    if not starts or is_lone(view, starts):
        starts = other_starts(view, begin, end) or starts
    if not all(one.mark for one in starts):
        starts = with_garbled_marks(view, starts)
    return starts


def _first_officer(view: View, found: Found, body: Body) -> None:
    """Take the classifying officer from the first paragraph where the opening has none."""
    if found.opening.classified_by or found.opening.reasons or not body.paragraphs:
        return
    first = officer_of_paragraph(view, body.paragraphs[0])
    if first:
        officer, reasons, label = first
        found.opening = replace(found.opening, classified_by=officer, reasons=tuple(reasons))
        where = f"{label}, in paragraph {body.paragraphs[0].n or body.paragraphs[0].anchor}"
        found.labelled |= {"classified_by": where, "reasons": where}


def _last_word(starts: list[Start]) -> int:
    if not starts:
        return 0
    last = starts[-1]
    return max(last.end, last.mark.end if last.mark else 0)


def _closing(view: View, ending: Ending, body: Body) -> tuple[Closing, ...]:
    found = []
    for index, (kind, passage) in enumerate(ending.lines, body.unnumbered + 1):
        view.paint_passage("closing", passage)
        found.append(Closing(kind, f"u{index}", passage))
    return tuple(found)


def _report_numbers(view: View, starts: list[Start]) -> None:
    if _in_order(starts):
        return
    last = 0
    seen: set[int] = set()
    for one in starts:
        if one.n in seen:
            view.problem("paragraph-repeat", f"paragraph number {one.n} is repeated", one.start)
        elif one.n > last + 1:
            lost = (
                f"paragraph {last + 1} is"
                if one.n == last + 2
                else f"paragraphs {last + 1} to {one.n - 1} are"
            )
            view.problem("paragraph-gap", f"{lost} missing before paragraph {one.n}", one.start)
        seen.add(one.n)
        last = max(last, one.n)


def _in_order(starts: list[Start]) -> bool:
    """Tell whether the numbers run from 1 on without a gap, as most do."""
    return [one.n for one in starts] == list(range(1, len(starts) + 1))


_NUMBER_AND_MARK = (
    r"[ ]{0,8}(?:#|Para(?:graph)?[ ])?(?P<n>\d{1,4}|[IVX]{2,5})[.):/,;-]?[ ]{0,3}"
    r"\((?:C|S|U|SBU|TS|LOU|C/NF|S/NF|S//NF|C//NF)\)"
)
#: A number and a portion mark at the start of a line, as only a paragraph has them; the line end
#: leads the search from line to line, so the first line is asked by itself.
_NUMBERED = late("\n" + _NUMBER_AND_MARK)
_NUMBERED_FIRST = re.compile(r"(?:^|(?<=\n))" + _NUMBER_AND_MARK)
#: The same in what is left of a text without its small letters and blanks.
#: The bracket leads the search.
_NUMBERED_LEFT = re.compile(
    r"\((?:(?<=[0-9IVX]\()|(?<=[0-9IVX][.):/,;-]\())"
    r"(?:C|S|U|SBU|TS|LOU|C/NF|S/NF|S//NF|C//NF)\)"
)
#: More of them than these are not told one by one.
_MOST_NUMBERS = 5


def _report_lost_numbers(view: View, begin: int, end: int, starts: list[Start]) -> None:
    """Tell of numbers with a mark that open no paragraph, for they are out of their row."""
    if view.flat:
        return
    # Of most cables each number with a mark opens a paragraph.
    opened = sum(1 for one in starts if _NUMBERED_FIRST.match(view.work, one.start, end))
    lifted = "\u00b6" in view.text or "\ufffd" in view.text
    if not lifted and opened == sum(1 for _ in _NUMBERED_LEFT.finditer(view.left)):
        return
    taken = {one.start for one in starts}
    first = _NUMBERED_FIRST.match(view.work, begin, end)
    found = chain((first,) if first else (), _NUMBERED.finditer(view.work, begin, end))
    lost = (
        match
        for match in found
        if match.start("n") not in taken and view.trim(*match.span())[0] not in taken
    )
    for match in islice(lost, _MOST_NUMBERS):
        message = f"the number {match['n']} before a mark opens no paragraph"
        view.problem("number-unread", message, match.start("n"))


def _missing(view: View, opening: Opening, banners: Banners, starts: list[Start]) -> Missing:
    lost: list[int] = []
    if not _in_order(starts):
        numbers = {one.n for one in starts}
        lost = [n for n in range(1, max(numbers)) if n not in numbers]
    sections: tuple[int, ...] = ()
    if opening.sections:
        first, of = opening.sections
        met = banners.sections | {first}
        sections = tuple(n for n in range(1, min(of, 99) + 1) if n not in met)
        if sections and opening.section_span:
            view.problem(
                "section-missing",
                f"of {of} sections announced, the heads of {', '.join(map(str, sections))} "
                "are not in the text",
                opening.section_span.start,
            )
    garbled: tuple[Span, ...] = ()
    if not view.work.isascii() or not (
        view.left.isprintable() or not any(map(view.work.__contains__, _CONTROLS))
    ):
        garbled = tuple(Span(*match.span()) for match in _GARBLED.finditer(view.work, view.start))
    _report_garbled(view, garbled)
    redactions = (
        sum(1 for _ in _REDACTION.finditer(view.text, view.start)) if "XXXX" in view.left else 0
    )
    if not (sections or lost or redactions or garbled):
        return _NOTHING
    return Missing(False, sections, tuple(lost), redactions, garbled)


#: Of most cables nothing is missing.
_NOTHING = Missing()
#: More garbled places than these are counted in the problem of the last.
_MOST_GARBLED = 20


def _report_garbled(view: View, garbled: tuple[Span, ...]) -> None:
    for index, span in enumerate(garbled[:_MOST_GARBLED], 1):
        count = span.end - span.start
        what = noun(count, "a character", f"{count} characters")
        more = len(garbled) - index if index == _MOST_GARBLED else 0
        rest = f", and at {number_of(more, 'more place')} below" if more else ""
        view.problem("garbled", f"{what} cannot be read here{rest}", span.start)


def _posts(opening: Opening) -> frozenset[str]:
    names = {canonical_post(opening.post.text)} if isinstance(opening.post, Passage) else set()
    for reference in opening.references:
        if reference.id:
            names.add(reference.id[2:].rstrip("0123456789"))
    if names:
        names.add("STATE")
    return frozenset(names)
