"""The other witnesses of a cable as the index of quotations has them: what they have of their own.

Most words of a copy are those of the page, which the texts of the search have. So a passage is
written as what is done to the words at its anchor on the page: so many are kept, so many left out,
others put in. Words are what stands between two blanks.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from cable_edition.core.collation.word_runs import differing
from cable_edition.core.kept_work import KeptWork, digest_of
from cable_edition.core.search.found import SearchPage, SearchPlace

#: What is done to the words of the page: a number of words that are kept, or, below 0, left out;
#: words that are put in. What is left is kept.
Steps = list[int | str]
#: The words of a passage: 0 for those of the page as read, 1 as transmitted; words; or steps, from
#: the words as transmitted if there are such.
Said = int | str | Steps
#: A copy: its siglum, and its passages, each with its anchor.
Copy = tuple[str, list[tuple[str, Said]]]
_KIND = "quotation-copies"


def copies_of(page: SearchPage) -> Iterator[Copy]:
    """Yield the copies of a cable with their passages in their order."""
    at = {place.anchor: (place.words, place.transmitted) for place in reversed(page.places)}
    for one in page.copies:
        yield one.siglum, [(place.anchor, _said(place, at)) for place in one.places]


def known_copies(page: SearchPage, kept: KeptWork) -> list[Copy]:
    """Return the copies of a cable as an earlier build may have made them."""
    parts = [
        part for place in page.places for part in (place.anchor, place.words, place.transmitted)
    ]
    for one in page.copies:
        parts += [
            one.siglum,
            *(part for place in one.places for part in (place.anchor, place.words)),
        ]
    return kept.of(_KIND, (digest_of(parts).hex(),), lambda: list(copies_of(page)))


def own_words(said: Said) -> Iterator[str]:
    """Yield the words of a passage that stand in no text of the page."""
    for part in said if isinstance(said, list) else (said,):
        if isinstance(part, str):
            yield part


def _said(place: SearchPlace, at: Mapping[str, tuple[str, str]]) -> Said:
    there = at.get(place.anchor)
    if there is None:
        return place.words
    if place.words in there:
        return there.index(place.words)
    steps = _steps((there[1] or there[0]).split(" "), place.words.split(" "))
    return steps if _size(steps) < _size([place.words]) else place.words


def _steps(base: Sequence[str], words: Sequence[str]) -> Steps:
    steps: Steps = []
    at = 0
    for run in differing(base, words):
        if run.start > at:
            steps.append(run.start - at)
        if run.end > run.start:
            steps.append(run.start - run.end)
        if run.other_end > run.other:
            steps.append(" ".join(words[run.other : run.other_end]))
        at = run.end
    return steps


def _size(steps: Steps) -> int:
    """Return about how many characters steps take."""
    return sum(len(one) + 3 if isinstance(one, str) else len(str(one)) + 1 for one in steps)
