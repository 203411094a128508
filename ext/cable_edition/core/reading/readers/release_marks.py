"""The marks of a body that releases papers: stamps, heads and feet of its pages, and excisions.

Stamps and page marks of the Department of State's releases under the Freedom of Information Act
are no part of a text. Where words were cut out the copy has a bracket with nothing or a word in
it, or only the exemption under which they were (``B1``, ``1.4(B)``): those stay in the text, for
they stand for words of the cable, and are marked as excisions.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from cable_edition.core.cable.span import Span
from cable_edition.core.reading.raw import RawExcision
from cable_edition.core.reading.readers.cuts import Cut, joined
from cable_edition.core.reading.readers.paper import healed

LEVEL = r"(?:UNCLASSIFIED|CONFIDENTIAL|(?:TOP )?SECRET|LIMITED OFFICIAL USE)"
#: The stamp of a case, at the top, in mid-sentence and at the end.
CASE = re.compile(
    rf"(?:C[0-9]{{8}}[A-Z]?\s{{1,8}})?(?:{LEVEL}\s{{1,8}})?U\.S\. Department of State\s{{1,8}}"
    r"Case No\.? ?(?P<case>\S{4,20})\s{1,8}Doc No\.? ?(?P<doc>\S{4,20})"
    r"(?:\s{1,8}Date: ?(?P<date>[0-9/.-]{6,12}))?"
)
#: One exemption of the Act or of the executive order.
_ONE = r"(?:\(?[Bb]\)?\(?[1-9]\)?|1\.[45] ?\([A-Ha-h]\)|1\.[45][A-H]\b)"
EXEMPTIONS = rf"{_ONE}(?:[ ]?[,;/&]?[ ]{{0,3}}{_ONE}){{0,12}}"
_RELEASED = r"(?:RELEASED?|Released?)(?: IN| in) (?:FULL|PART|Full|Part)|DENIED IN (?:FULL|PART)"
RELEASED = re.compile(rf"(?:{_RELEASED})(?:,?\s{{1,8}}{EXEMPTIONS})?")
REVIEWED = re.compile(r"REVIEW AUTHORITY: ?(?P<name>[^\r\n]{1,120})")
_PAGE = r"Page [0-9]{1,4} of [0-9]{1,4}"
#: What was classified when the paper was released: whose words those are stands in the stamp.
_AGAIN = (
    r"Classified by DAS, [^\r\n]{1,40} on [0-9/]{6,10}\W{1,5}Class: [A-Z ]{4,24}\W{1,5}"
    r"(?:Reason: [^\r\n]{1,60}\W{1,5})?Declassify on: [0-9/]{6,10}"
)
#: A class word may stand before how a paper was released, and any words of a head before a page.
_MARK = re.compile(
    rf"(?:{CASE.pattern}|(?:{LEVEL}\s{{1,80}})?(?:{RELEASED.pattern})|{_PAGE}|{_AGAIN}"
    rf"|(?:(?:{LEVEL}|SBU|(?i:Sensitive But Unclassified))\s{{1,120}}){{1,2}}{_PAGE}"
    r"|REVIEW AUTHORITY:[^\r\n]{0,120})"
)
_SBU = r"SBU|(?i:Sensitive But Unclassified)"
#: A page's number with the words of its foot, and one of these words by itself.
_PAGE_LINE = re.compile(rf"(?:(?:{LEVEL}|{_SBU})\s{{1,120}}){{0,2}}{_PAGE}")
_LEVEL_LINE = re.compile(rf"{LEVEL}|{_SBU}")
_EXEMPTION_LINE = re.compile(EXEMPTIONS)
_NEXT_LINE = re.compile(r"[ \t\r]*\n[ \t]*")
#: Exemptions in the margin of a line of the text, and how far from its end they begin at most.
_WHY = 240
_MARGIN = re.compile(rf"(?<=[ \t]{{3}})(?P<why>{EXEMPTIONS})[ \t\r]*(?=\n|\Z)")
#: The longest line that may be a mark, in characters.
_LONGEST = 240
_SIGNS = ("Case No", "eleased", "ELEASE", "DENIED IN", "REVIEW AUTH")
#: How much of the start and of the end of a text is looked at, in characters.
_END = 2_000
_GAP = re.compile(
    # The exemption alone, in brackets or, as other bodies write it, in full: ``(b)(6)``.
    rf"\[[ ]?(?P<alone>{EXEMPTIONS})[ ]?\]"
    r"|(?<=\s)(?P<full>\([bB]\)[ ]?\([1-9]\)(?:[ ]?[,;/]?[ ]{0,3}\([bB]\)[ ]?\([1-9]\)){0,8})"
    r"(?=[\s.,;:])"
    rf"|\[(?:[ \t\r\n_.\u2588-]{{2,400}}|[ ](?=\]\s{{0,4}}{_ONE})"
    r"|(?i:(?:text |portion |words? |line |name )?"
    r"(?:excised|redacted|deleted|denied|withheld))[^\[\]\r\n]{0,60})\]"
    rf"(?:\s{{0,4}}(?P<why>{EXEMPTIONS}))?"
)
_LINE = re.compile(r"[^\n]*\n?")


def exemptions_in(words: str) -> tuple[str, ...]:
    """Return the exemptions that words name, as written."""
    return tuple("".join(found.split()) for found in re.findall(_ONE, words))


def has_marks(sample: str) -> bool:
    """Whether a mark of a release can be seen: a case stamp, or words on how it was released."""
    # A release has its marks on the first and the last page.
    sample = sample if len(sample) < 2 * _END else f"{sample[:_END]}\n{sample[-_END:]}"
    if not any(sign in sample for sign in _SIGNS):
        return False
    if "Case No" in sample and CASE.search(sample):
        return True
    return any(
        RELEASED.fullmatch(line.strip()) or REVIEWED.fullmatch(line.strip())
        for line in sample.splitlines()
        if any(sign in line for sign in _SIGNS)
    )


def mark_runs(text: str, extent: Span, heads: Sequence[str] = ()) -> list[Span]:
    """Return the stretches of ``extent`` that are marks, whole lines, blank ones among them.

    ``heads`` are the words that the pages of this copy have at their heads; they are taken where
    they stand beside a mark.
    """
    runs: list[Span] = []
    group: list[_Line] = []
    for match in _LINE.finditer(text, *extent):
        line = _line(match, heads)
        if line is None:
            runs += _runs(group)
            group = []
        elif match.end() > match.start():
            group.append(line)
    runs += _runs(group)
    return runs


class _Line(NamedTuple):
    """A line that may belong to the marks of a page.

    Its ``kind`` is ``mark``, ``page`` (the number of one), ``head``, ``level`` (a class word),
    ``exempt``, or empty for a blank line.
    """

    start: int
    end: int
    kind: str


def _line(match: re.Match[str], heads: Sequence[str]) -> _Line | None:
    words = match[0].strip()
    start = match.start() + len(match[0]) - len(match[0].lstrip())
    end = start + len(words)
    if not words:
        return _Line(match.start(), match.start(), "")
    if len(words) > _LONGEST:
        return None
    if _MARK.fullmatch(words):
        return _Line(start, end, "page" if _PAGE_LINE.fullmatch(words) else "mark")
    if words in heads:
        return _Line(start, end, "head")
    if _LEVEL_LINE.fullmatch(words):
        return _Line(start, end, "level")
    return _Line(start, end, "exempt") if _EXEMPTION_LINE.fullmatch(words) else None


def _runs(group: Sequence[_Line]) -> Iterator[Span]:
    """Yield the stretches of marks in a group of lines.

    A class word is one only beside the number of a page: by itself it may be the cable's own.
    """
    if any(line.kind == "page" for line in group):
        yield from _run(group)
        return
    own: list[_Line] = []
    for line in group:
        if line.kind == "level":
            yield from _run(own)
            own = []
        else:
            own.append(line)
    yield from _run(own)


def _run(group: Sequence[_Line]) -> Iterator[Span]:
    """Yield the stretch of a group of lines, if one of them is a mark for certain.

    A line of exemptions belongs to it only directly beside a mark: else words were cut out there.
    """
    if not any(line.kind in _SURE for line in group):
        return
    beside = _beside_marks(group)
    own = [line for line, near in zip(group, beside, strict=True) if near]
    yield Span(own[0].start, own[-1].end)


_SURE = frozenset({"mark", "page"})


def _beside_marks(group: Sequence[_Line]) -> list[bool]:
    """Return which lines of a group belong to its marks: exemptions only in a row beside one."""
    found = [line.kind not in {"", "exempt"} for line in group]
    for order in (range(len(group)), range(len(group) - 1, -1, -1)):
        marked = False
        for index in order:
            kind = group[index].kind
            marked = kind in _SURE or (marked and kind == "exempt")
            found[index] = found[index] or marked
    return found


def mark_cuts(text: str, extent: Span, heads: Sequence[str] = ()) -> list[Cut]:
    """Return the cuts that take the marks out of a text; sentences run on over them."""
    cuts = [healed(text, *run, *extent) for run in mark_runs(text, extent, heads)]
    if text.find("Case No", *extent) >= 0:
        # Copies without their lines have the stamp within one.
        cuts += [healed(text, *match.span(), *extent) for match in CASE.finditer(text, *extent)]
    return joined(cuts)


def excisions(text: str, extent: Span, cuts: Sequence[Cut]) -> Iterator[RawExcision]:
    """Yield the excisions of ``extent`` that stand in no cut, in order."""
    taken = [Span(cut.start, cut.end) for cut in cuts]
    found = [
        RawExcision(
            Span(*match.span()),
            exemptions_in(match["why"] or match["alone"] or match["full"] or ""),
        )
        for match in _GAP.finditer(text, *extent)
    ]
    taken = sorted([*taken, *(one.span for one in found)])
    at = 0
    rows: list[Span] = []
    for span in _bare(text, extent):
        while at < len(taken) and taken[at].end <= span.start:
            at += 1
        if at < len(taken) and taken[at].start <= span.start:
            continue
        if rows and _NEXT_LINE.fullmatch(text, rows[-1].end, span.start):
            # Exemptions one below the other are those of one excision.
            rows[-1] = Span(rows[-1].start, span.end)
        else:
            rows.append(span)
    found += [RawExcision(span, exemptions_in(text[slice(*span)])) for span in rows]
    yield from _together(text, sorted(found))


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


def _bare(text: str, extent: Span) -> Iterator[Span]:
    """Yield where exemptions stand on a line of their own, or in its margin."""
    for match in _LINE.finditer(text, *extent):
        line = _line(match, ())
        if line and line.kind == "exempt":
            yield Span(line.start, line.end)
        elif line is None and (margin := _MARGIN.search(match[0], max(0, len(match[0]) - _WHY))):
            yield Span(match.start() + margin.start("why"), match.start() + margin.end("why"))
