"""The summary: under a heading or a run-in label, with or without an end mark."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cable_edition.core.cable.model import Heading, Paragraph

_NAME = r"(?:BEGIN )?(?:EXECUTIVE )?(?:(?:INTRODUCTION|OVERVIEW|ACTION REQUEST) (?:AND|&) )?SUMMARY"
_MORE = r"(?: ?(?:AND|&|/) ?[A-Z]{3,16}(?: [A-Z]{3,16})?)?"
_LABEL = re.compile(
    r"(?:\([CSU]\) )?[\"'*(\[]?" + _NAME + _MORE + r" ?(?:[:.]|-{1,2}(?= )|[)\]])[ \-:.]{0,4}",
    re.IGNORECASE,
)
#: A label without a stop, which only an end mark proves.
_BARE_LABEL = re.compile(r"(?:" + _NAME + r"|Summary) (?=[A-Z\"])")
_HEADING = re.compile(
    r"(?:\([A-Z/]{1,8}\) )?[\"'*]?" + _NAME + _MORE + r" ?[:.]?[\"'*]?", re.IGNORECASE
)
_END = re.compile(
    r"[ ]?[(\[-]{0,3}[ ]?\bEND ?(?:OF )?(?:EXECUTIVE )?(?:(?:INTRODUCTION|OVERVIEW) (?:AND"
    r"|&) )?SUM-? ?MARY\b" + _MORE + r"[.)\]]{0,2}",
    re.IGNORECASE,
)
#: A summary spans few paragraphs; an end mark further off belongs to something else.
_REACH = 12


def read_summary(
    paragraphs: list[Paragraph], headings: list[Heading]
) -> tuple[str | None, tuple[str, ...]]:
    """Return the words of the summary and the anchors of the paragraphs they stand in."""
    titles = {heading.precedes: heading for heading in headings}
    begin = None
    headed = False
    for index, paragraph in enumerate(paragraphs[:40]):
        if any(
            _HEADING.fullmatch(heading.passage.text)
            for heading in headings
            if heading.precedes == index
        ):
            begin, headed = index, True
            break
        if paragraph.n is None and _HEADING.fullmatch(paragraph.text):
            if index + 1 < len(paragraphs):
                begin, headed = index + 1, True
            break
        if _LABEL.match(paragraph.text) or (
            _BARE_LABEL.match(paragraph.text) and _END.search(paragraph.text)
        ):
            begin = index
            break
    if begin is None:
        return None, ()
    after = [place for place in titles if place > begin]
    limit = min([*after, begin + _REACH, len(paragraphs)])
    words: list[str] = []
    anchors: list[str] = []
    for index in range(begin, limit):
        text = paragraphs[index].text
        label = None
        if index == begin:
            label = _LABEL.match(text) or (None if headed else _BARE_LABEL.match(text))
        text = text[label.end() :] if label else text
        end = _END.search(text)
        text = text[: end.start()].rstrip() if end else text
        if text:
            words.append(text)
            anchors.append(paragraphs[index].anchor)
        if end:
            break
    else:
        if not headed:
            words, anchors = words[:1], anchors[:1]
    return (" ".join(words) or None), tuple(anchors)
