"""What a copy lacks and what was not read: sections without headers, words no rule took."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING

from cable_edition.core.cable.fold import fold
from cable_edition.core.cable.segments import of_kind
from cable_edition.core.nouns import joined, noun
from cable_edition.core.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cable_edition.core.cable.model import Segment
    from cable_edition.core.reading.text.parts import TextParts

#: The code of the problem that the rules of the text report for sections that were not met.
SECTION_MISSING = "section-missing"
#: The code that stays of it where the body looks whole.
HEADER_MISSING = "section-header-missing"

_WORDS = re.compile(r"[^\W\d_]{3}")
#: How many characters of an unread stretch its problem shows, and how many are reported.
_SHOWN = 80
_MOST = 20


def text_problems(parts: TextParts) -> tuple[Problem, ...]:
    """Return the problems of ``parts``; a missing section's says whether the body looks whole.

    It does where the numbers of the paragraphs run on from 1 without a gap and a sign-off is
    there: then only the headers were lost, and the code is ``section-header-missing``.
    """
    return tuple(
        _section_problem(parts, item) if item.code == SECTION_MISSING else item
        for item in parts.problems
    )


def unread(text: str, segments: Iterable[Segment]) -> list[Problem]:
    """Return a problem ``unread`` for stretches of words that no rule took, the first ones.

    ``segments`` are in coordinates of ``text``.
    """
    found: list[Problem] = []
    for segment in of_kind(segments, "unread"):
        start, end = segment.span
        words = fold(text[start : min(end, start + _SHOWN)])
        if _WORDS.search(words) is None:
            continue
        message = f"No rule took these words: {words}"
        found.append(Problem("unread", message, offset=start))
        if len(found) == _MOST:
            break
    return found


def _section_problem(parts: TextParts, problem: Problem) -> Problem:
    headers = parts.missing.section_headers
    of_sections = noun(len(headers), "The header of section", "The headers of sections")
    verb = noun(len(headers), "was", "were")
    start = f"{of_sections} {joined(headers)} {verb} announced and not met"
    numbers = [paragraph.n for paragraph in parts.paragraphs if paragraph.n is not None]
    if not numbers or numbers != list(range(1, len(numbers) + 1)):
        message = f"{start}; the numbers of the paragraphs do not run on either: text may be lost"
        return replace(problem, message=message)
    count = len(numbers)
    run = noun(count, "paragraph 1 is there", f"paragraphs 1-{count} run on without a gap")
    if parts.signature is None:
        message = f"{start}; {run}, but there is no sign-off: the end may be lost"
        return replace(problem, message=message)
    message = f"{start}, while {run} and a sign-off is present, so the body looks whole"
    return replace(problem, code=HEADER_MISSING, message=message)


#: A character beyond ASCII that folding does not take for a blank and no mark of a paragraph.
_FOREIGN = re.compile("[^\x00-\x7f\u00a0\u00b6]")


def guessed_words(
    problems: Iterable[Problem], text: str, *rows: Iterable[Segment]
) -> tuple[Problem, ...]:
    """Return ``problems`` of a source, of which a guess of its encoding stays where it matters.

    It does where a word of this cable has a character that the guess has made; the problem then
    stands at the first of them. ``rows`` of segments are in coordinates of ``text``.
    """
    kept = [item for item in problems if item.code != "encoding-guessed"]
    for guess in problems:
        if guess.code != "encoding-guessed" or text.isascii():
            continue
        for segment in chain.from_iterable(rows):
            found = _FOREIGN.search(text, *segment.span) if segment.content else None
            if found:
                message = f"{guess.message}; {found[0]!r} is the first character that this made"
                kept.append(replace(guess, message=message, offset=found.start()))
                break
    return tuple(kept)
