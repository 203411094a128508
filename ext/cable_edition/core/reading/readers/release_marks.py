"""The marks of a body that releases papers: stamps, heads and feet of its pages, and excisions.

Stamps and page marks of the Department of State's releases under the Freedom of Information Act
are no part of a text. Where words were cut out the copy has a bracket with nothing or a word in
it, or only the exemption under which they were (``B1``, ``1.4(B)``): those stay in the text, for
they stand for words of the cable, and are marked as excisions.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from cable_edition.core.cable.span import Span
from cable_edition.core.reading.readers.cuts import Cut, joined
from cable_edition.core.reading.readers.paper import healed

LEVEL = r"(?:UNCLASSIFIED|CONFIDENTIAL|(?:TOP )?SECRET|LIMITED OFFICIAL USE)"
#: The stamp of a case, at the top, in mid-sentence and at the end.
CASE = re.compile(
    rf"(?:{LEVEL}\s{{1,8}}(?=C[0-9]{{8}}))?(?:C[0-9]{{8}}[A-Z]?\s{{1,8}})?(?:{LEVEL}\s{{1,8}})?"
    r"U\.S\. Department of State\s{1,8}"
    r"Case No\.? ?(?P<case>\S{4,20})\s{1,8}Doc No\.? ?(?P<doc>\S{4,20})"
    r"(?:\s{1,8}Date: ?(?P<date>[0-9/.-]{6,12}))?"
)
#: One exemption of the Act or of the executive order.
ONE = r"(?:\(?[Bb]\)?\(?[1-9]\)?|1\.[45] ?\([A-Ha-h]\)|1\.[45][A-H]\b)"
EXEMPTIONS = rf"{ONE}(?:[ ]?[,;/&]?[ ]{{0,3}}{ONE}){{0,12}}"
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
_AGAIN_IN_LINE = re.compile(_AGAIN)
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
#: The longest line that may be a mark, in characters.
_LONGEST = 240
_SIGNS = ("Case No", "eleased", "ELEASE", "DENIED IN", "REVIEW AUTH")
#: How much of the start and of the end of a text is looked at, in characters.
_END = 2_000
_LINE = re.compile(r"[^\n]*\n?")


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


def is_exemption(words: str) -> bool:
    """Whether a line has exemptions alone."""
    return len(words) <= _LONGEST and _EXEMPTION_LINE.fullmatch(words) is not None


def is_class_word(words: str) -> bool:
    """Whether words are a class word alone."""
    return _LEVEL_LINE.fullmatch(words) is not None


def is_mark(words: str, heads: Sequence[str] = ()) -> bool:
    """Whether a line is a mark of a page, or may be one beside others."""
    match = _LINE.match(words)
    return match is not None and _line(match, heads) is not None


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
    if text.find("Classified by DAS, ", *extent) >= 0:
        again = _AGAIN_IN_LINE.finditer(text, *extent)
        cuts += [healed(text, *match.span(), *extent) for match in again]
    return joined(cuts)
