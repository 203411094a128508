"""The summary: under a heading or a run-in label, with or without an end mark."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cable_edition.core.late_pattern import late

if TYPE_CHECKING:
    from cable_edition.core.cable.model import Heading, Paragraph

_NAME = r"(?:BEGIN )?(?:EXECUTIVE )?(?:(?:INTRODUCTION|OVERVIEW|ACTION REQUEST) (?:AND|&) )?SUMMARY"
_MORE = r"(?: ?(?:AND|&|/) ?[A-Z]{3,16}(?: [A-Z]{3,16})?)?"
_LABEL = late(
    r"(?:\([CSU]\) )?[\"'*(\[]?" + _NAME + _MORE + r" ?(?:[:.]|-{1,2}(?= )|[)\]])[ \-:.]{0,4}",
    re.IGNORECASE,
)
#: A label without a stop, which only an end mark proves.
_BARE_LABEL = late(r"(?:" + _NAME + r"|Summary) (?=[A-Z\"])")
_HEADING = late(r"(?:\([A-Z/]{1,8}\) )?[\"'*]?" + _NAME + _MORE + r" ?[:.]?[\"'*]?", re.IGNORECASE)
_END = late(
    r"[ ]?[(\[-]{0,3}[ ]?\bEND ?(?:OF )?(?:EXECUTIVE )?(?:(?:INTRODUCTION|OVERVIEW) (?:AND"
    r"|&) )?SUM-? ?MARY\b" + _MORE + r"[.)\]]{0,2}",
    re.IGNORECASE,
)
#: No label of a summary has more characters, and no summary begins after more paragraphs.
_LABEL_WIDTH = 120
_FIRST = 40
#: A summary spans few paragraphs; an end mark further off belongs to something else.
_REACH = 12


def read_summary(
    paragraphs: list[Paragraph], headings: list[Heading]
) -> tuple[str | None, tuple[str, ...]]:
    """Return the words of the summary and the anchors of the paragraphs they stand in."""
    begin, headed = _begins(paragraphs, headings)
    if begin is None:
        return None, ()
    after = [heading.precedes for heading in headings if heading.precedes > begin]
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


def _begins(paragraphs: list[Paragraph], headings: list[Heading]) -> tuple[int | None, bool]:
    """Return the paragraph in which the summary begins, and whether a heading stands over it."""
    summaries = {
        heading.precedes for heading in headings if _HEADING.fullmatch(heading.passage.text)
    }
    for index, paragraph in enumerate(paragraphs[:_FIRST]):
        text = paragraph.passage.text
        if index in summaries:
            return index, True
        if text[:_LABEL_WIDTH].upper().rfind("SUMMARY") < 0:
            continue
        if paragraph.n is None and _HEADING.fullmatch(text):
            return (index + 1, True) if index + 1 < len(paragraphs) else (None, False)
        if _LABEL.match(text) or (_BARE_LABEL.match(text) and _END.search(text)):
            return index, False
    return None, False
