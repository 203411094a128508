"""Words that a releasing body cut out, and the exemptions under which: in a bracket or a margin.

Where words were cut out the copy has a bracket with nothing or a word in it, or the exemption
alone (``B1``, ``1.4(B)``). An exemption in the margin of a line belongs to the bracket of that line
that names none: it is then no word of the text, and is taken out of it as a mark of the page is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from cable_edition.core.cable.span import Span
from cable_edition.core.reading.raw import RawExcision
from cable_edition.core.reading.readers.cuts import Cut
from cable_edition.core.reading.readers.paper import healed
from cable_edition.core.reading.readers.release_marks import (
    EXEMPTIONS,
    ONE,
    is_exemption,
    is_mark,
)
from cable_edition.core.reading.readers.release_runs import is_run

_NEXT_LINE = re.compile(r"[ \t\r]*\n[ \t]*")
#: Exemptions in the margin of a line of the text, and how far from its end they begin at most.
_WHY = 240
_MARGIN = re.compile(rf"(?<=[ \t]{{3}})(?P<why>{EXEMPTIONS})[ \t\r]*(?=\n|\Z)")
#: The section of the executive order under which words are classified: it goes with ``B1``.
_SECTION = re.compile(r"1\.[45]")
_GAP = re.compile(
    # The exemption alone, in brackets or, as other bodies write it, in full: ``(b)(6)``.
    rf"\[[ ]?(?P<alone>{EXEMPTIONS})[ ]?\]"
    r"|(?<=\s)(?P<full>\([bB]\)[ ]?\([1-9]\)(?:[ ]?[,;/]?[ ]{0,3}\([bB]\)[ ]?\([1-9]\)){0,8})"
    r"(?=[\s.,;:])"
    rf"|\[(?:[ \t\r\n_.\u2588-]{{2,400}}|[ ]?(?=\][,;]?\s{{0,4}}{ONE}(?!\w))"
    r"|(?i:(?:text |portion |words? |line |name )?"
    r"(?:excised|redacted|deleted|denied|withheld))[^\[\]\r\n]{0,60})\]"
    rf"(?:[,;]?\s{{0,4}}(?P<why>{EXEMPTIONS})(?!\w))?"
)
_LINE = re.compile(r"[^\n]*\n?")
#: In a copy without lines the margin stands within so many characters of its bracket, and it is no
#: word of a sentence: visas are of such classes.
_WIDTH = 100
_INLINE = re.compile(
    rf"(?<!\ba)(?<!\ban)(?<!\bthe)(?<!\bof)(?<!\bor)[ ](?P<why>{EXEMPTIONS})(?=[ ]|\Z)"
    r"(?![ ](?i:visa|or[ ]B|and[ ]B))"
)


class Gaps(NamedTuple):
    """The excisions of a stretch, in order, and the cuts that take margins out of the text."""

    excisions: tuple[RawExcision, ...]
    cuts: tuple[Cut, ...]


class _Margin(NamedTuple):
    """Exemptions in the margin of a line, or ``alone`` on the line below.

    ``line`` is where that line begins, ``blank`` where the blanks before them do.
    """

    span: Span
    line: int
    blank: int
    alone: bool


def exemptions_in(words: str) -> tuple[str, ...]:
    """Return the exemptions that words name, as written."""
    return tuple("".join(found.split()) for found in re.findall(ONE, words))


def gaps_in(text: str, extent: Span, marks: Sequence[Cut]) -> Gaps:
    """Return the excisions of ``extent`` that stand in none of the ``marks`` of its pages."""
    brackets = [
        RawExcision(
            Span(*match.span()),
            exemptions_in(match["why"] or match["alone"] or match["full"] or ""),
        )
        for match in _GAP.finditer(text, *extent)
    ]
    if is_run(text, *extent):
        brackets, cuts = _inline(text, extent, brackets)
        margins: list[_Margin] = []
    else:
        margins = list(_margins(text, extent))
        brackets, cuts, margins = _owned(text, extent, brackets, margins)
    taken = sorted(
        [*((cut.start, cut.end) for cut in (*marks, *cuts)), *(b.span for b in brackets)]
    )
    rows = _rows(text, _bare(text, extent, margins), taken)
    alone = [RawExcision(span, exemptions_in(text[slice(*span)])) for span in rows]
    return Gaps(tuple(_together(text, sorted([*brackets, *alone]))), tuple(cuts))


def _inline(
    text: str, extent: Span, brackets: Sequence[RawExcision]
) -> tuple[list[RawExcision], list[Cut]]:
    """Return the brackets of a copy without lines, with the exemptions that follow them."""
    found: list[RawExcision] = []
    cuts: list[Cut] = []
    stops = [*(one.span.start for one in brackets[1:]), extent.end][: len(brackets)]
    for one, stop in zip(brackets, stops, strict=True):
        end = min(stop, one.span.end + _WIDTH, extent.end)
        match = None if one.exemptions else _INLINE.search(text, one.span.end, end)
        if match:
            cuts.append(Cut(*match.span()))
            found.append(RawExcision(one.span, exemptions_in(match["why"])))
        else:
            found.append(one)
    return found, cuts


def _margins(text: str, extent: Span) -> Iterator[_Margin]:
    before = extent.start
    for match in _LINE.finditer(text, *extent):
        words = match[0]
        at = match.start()
        bare = words.strip()
        if bare and is_exemption(bare):
            start = at + words.index(bare)
            yield _Margin(Span(start, start + len(bare)), before, at, alone=True)
        # No search where nothing can be: most lines have no run of blanks.
        elif (
            ("   " in words or "\t" in words)
            and not is_mark(words)
            and (margin := _MARGIN.search(words, max(0, len(words) - _WHY)))
        ):
            start, end = margin.span("why")
            blank = at + len(words[:start].rstrip())
            yield _Margin(Span(at + start, at + end), at, blank, alone=False)
        before = at


def _owned(
    text: str, extent: Span, brackets: Sequence[RawExcision], margins: Sequence[_Margin]
) -> tuple[list[RawExcision], list[Cut], list[_Margin]]:
    """Return the brackets with the exemptions of their margins, the cuts, and other margins.

    A section of the order below ``B1`` belongs to it. Of a margin that stays, for it stands for
    words itself, the blanks before it are made one, or lines with margins would look like a table.
    """
    found = list(brackets)
    cuts: list[Cut] = []
    left: list[_Margin] = []
    at = 0
    owners: list[int] = []
    last = -1
    for margin in margins:
        words = text[slice(*margin.span)]
        while at < len(found) and found[at].span.end <= margin.line:
            at += 1
        own = []
        index = at
        while index < len(found) and found[index].span.end <= margin.blank:
            own += [] if found[index].exemptions else [index]
            index += 1
        if margin.alone and own and not text[found[own[-1]].span.end : margin.blank].strip():
            # It stands right below its bracket: one excision, of several lines.
            own, owners, last = [], [], -1
            continue
        begin = margin.span.start if margin.alone else margin.line
        below = last >= 0 and _NEXT_LINE.fullmatch(text, last, begin)
        goes_on = not own and owners and below and _SECTION.match(words)
        own = owners if goes_on else own
        whole = Span(margin.blank, margin.span.end)
        if not own:
            if not margin.alone:
                left.append(margin)
                cuts.append(Cut(margin.blank, margin.span.start, " "))
        elif found[own[0]].span.end == margin.blank and not goes_on and len(own) == 1:
            # Right behind its bracket it stands as in a copy without lines.
            span = Span(found[own[0]].span.start, margin.span.end)
            found[own[0]] = RawExcision(span, exemptions_in(words))
            cuts.append(Cut(margin.blank, margin.span.start, " "))
        else:
            for one in own:
                named = (*found[one].exemptions, *exemptions_in(words))
                found[one] = found[one]._replace(exemptions=named)
            cuts.append(healed(text, *whole, *extent) if margin.alone else Cut(*whole))
        owners, last = own, margin.span.end
    return found, cuts, left


def _bare(text: str, extent: Span, margins: Sequence[_Margin]) -> list[Span]:
    """Return where exemptions stand on a line of their own, or in a margin by themselves."""
    found = [margin.span for margin in margins]
    for match in _LINE.finditer(text, *extent):
        words = match[0].strip()
        if words and is_exemption(words):
            start = match.start() + match[0].index(words)
            found.append(Span(start, start + len(words)))
    return sorted(found)


def _rows(text: str, bare: Iterable[Span], taken: Sequence[tuple[int, int]]) -> list[Span]:
    """Return the exemptions that are in nothing ``taken``, those one below the other as one."""
    at = 0
    rows: list[Span] = []
    for span in bare:
        while at < len(taken) and taken[at][1] <= span.start:
            at += 1
        if at < len(taken) and taken[at][0] <= span.start:
            continue
        if rows and _NEXT_LINE.fullmatch(text, rows[-1].end, span.start):
            rows[-1] = Span(rows[-1].start, span.end)
        else:
            rows.append(span)
    return rows


def _together(text: str, found: Iterable[RawExcision]) -> Iterator[RawExcision]:
    """Yield excisions with those joined of which one stands right below the other.

    Words were cut out over several lines there: the last line says under which exemptions, and
    more of them may stand below it.
    """
    held: RawExcision | None = None
    for one in found:
        words = text[slice(*one.span)]
        follows = (
            held
            and text[held.span.start] == "["
            and _NEXT_LINE.fullmatch(text, held.span.end, one.span.start)
        )
        if held and follows and (not held.exemptions or words[0] not in "[("):
            exemptions = (*held.exemptions, *one.exemptions)
            held = RawExcision(Span(held.span.start, one.span.end), exemptions)
            continue
        if held:
            yield held
        held = one
    if held:
        yield held
