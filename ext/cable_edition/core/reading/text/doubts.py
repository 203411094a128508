"""What makes the reading of an opening doubtful: fields too long, words of no kind, no body."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cable_edition.core.late_pattern import late

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cable_edition.core.cable.model import Opening, Passage
    from cable_edition.core.reading.text.view import View

#: The most characters that a field has had, with room: what is longer has taken in the body.
_LONGEST = {
    "the line of the executive order": 240,
    "the subject": 420,
    "a reference": 300,
    "the classifying officer": 420,
    "a passing line": 400,
}
#: What a line of the opening beside the fields is: it passes the cable on, or says how to treat it.
_KNOWN = late(
    r"\b(?:FOR|PASS(?:ES|ED)?|PLEASE|PLS|TO|FROM|ALSO|ONLY|TREAT|PROTECT|HANDLE|ACCORDINGLY|ATTN"
    r"|INTERNET|DISTRIBUTION|CHANNEL|REL|POLADS?|PARA|COPY|TEXT|SENSITIVE|NOFORN|UNCLASSIFIED"
    r"|ACTION|INFO|MINIMIZE|SECTION|DEPT|DEPARTMENT|STATE|NSC|POSTS?|EMBASSY|PAGE|BT)\b",
    re.IGNORECASE,
)
#: A line of the head of an airgram, which no rule reads below its class word.
_LABELLED = late(r"(?:TO|FROM|INFO|DATE)[ ]{0,12}:", re.IGNORECASE)
_WORDS = late(r"[^\W\d_]{3}")


def doubt_opening(view: View, opening: Opening, head: int) -> None:
    """Report fields that are too long, and lines beside the fields that are of no known kind.

    ``head`` is where the classification line ends: the lines above are the header's.
    """
    for name, passage in _fields(opening):
        if len(passage.text) > _LONGEST[name]:
            message = f"{name} has {len(passage.text)} characters"
            view.problem("field-too-long", message, passage.spans[0].start)
    for line in opening.passing:
        at = line.spans[0].start
        if at < head or not _WORDS.search(line.text):
            continue
        if not _KNOWN.search(line.text) or _LABELLED.match(line.text):
            view.problem("between-fields", f"no rule knows the line {line.text[:80]!r}", at)


def _fields(opening: Opening) -> Iterator[tuple[str, Passage]]:
    if opening.eo_line:
        yield "the line of the executive order", opening.eo_line
    if opening.subject:
        yield "the subject", opening.subject
    for reference in opening.references:
        yield "a reference", reference.passage
    if opening.classified_by:
        yield "the classifying officer", opening.classified_by.passage
    for line in opening.passing:
        yield "a passing line", line
