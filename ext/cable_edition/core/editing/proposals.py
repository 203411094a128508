"""What an editor is asked about personal data: accept a proposal, or dismiss it, in the sidecar.

To accept is to withhold: the entry goes under ``redactions``, and the words are in no output any
more, so nothing is asked. To dismiss is to say that the words may stand: the entry goes under
``dismissed``. A dismissal of words that nobody asks about is a problem, for it may have been
written for another place.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence

from cable_edition.core.cable.model import Cable, Span
from cable_edition.core.cable.passage import characters
from cable_edition.core.cable.places import passages_of, place_name
from cable_edition.core.editing.personal_data import PersonalData, PersonalKind, personal_data
from cable_edition.core.editing.sidecar.dismissed import DismissedEntry
from cable_edition.core.late_methods import dataclass
from cable_edition.core.problems import Problem
from cable_edition.core.registers.unregistered import found_words
from cable_edition.core.yaml_files.scalar import scalar

_WORD = re.compile(r"\w+")
#: What stands for a name that was not seen.
UNSEEN = "NAME"


@dataclass(frozen=True, slots=True)
class Proposal:
    """Likely personal data, and what to paste into the sidecar.

    ``offset`` is where the words begin, in characters of the source of the cable; ``again`` tells
    that they stand in the cable more than once.
    """

    data: PersonalData
    offset: int | None = None
    again: bool = False

    def redaction(self, day: str) -> str:
        """Return the entry for ``redactions``, as one line of YAML; ``day`` is its ISO date."""
        quoted = {"name", "quote"} if self.data.named else {"quote"}
        entry = self.entry(day).items()
        keys = (f"{key}: {scalar(value) if key in quoted else value}" for key, value in entry)
        return f"{{{', '.join(keys)}}}"

    def entry(self, day: str) -> dict[str, str]:
        """Return the entry for ``redactions``; of whom nothing was seen the name is ``NAME``."""
        one = self.data
        # Where no name was seen, the editor gives it; a build tells if that was forgotten.
        words = one.words if one.named else UNSEEN
        # Words that stand elsewhere too are withheld wherever they stand, as names are.
        everywhere = one.kind is PersonalKind.PROTECT or self.again
        what = {"name": words} if everywhere else {"at": one.anchor, "quote": words}
        return {**what, "reason": "Personal data.", "date": day}

    def dismissal(self) -> str:
        """Return the entry for ``dismissed``, as one line of YAML."""
        return f"{{at: {self.data.anchor}, quote: {scalar(self.data.words)}, reason: ...}}"

    def problem(self, path: str, line: int | None = None) -> Problem:
        """Return the proposal as ``check`` tells it."""
        one = self.data
        says = f"may be {one.kind.noun}" if one.named else "says that somebody is to be protected"
        message = f"«{one.words}» at {place_name(one.anchor)} {says}"
        return Problem("personal-data", message, path, line, self.offset)


def proposals(cable: Cable, dismissed: Iterable[DismissedEntry] = ()) -> tuple[Proposal, ...]:
    """Return what an editor is to be asked about a cable, less what was ``dismissed``."""
    passages = passages_of(cable)
    texts = {anchor: passage.text for anchor, passage in passages.items()}
    left = {(one.at, one.quote) for one in dismissed}
    asked = [one for one in personal_data(texts.items()) if (one.anchor, one.words) not in left]
    often = _often({_words(one.words) for one in asked}, texts.values())
    places: dict[str, list[Span | None]] = {}
    found = []
    for one in asked:
        if one.anchor not in places:
            places[one.anchor] = characters(cable, passages[one.anchor])
        span = places[one.anchor][one.start]
        found.append(Proposal(one, span.start if span else None, _words(one.words) in often))
    return tuple(found)


def _words(text: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(text.casefold()))


def _often(looked_for: Collection[tuple[str, ...]], texts: Iterable[str]) -> set[tuple[str, ...]]:
    """Return which runs of words stand in the texts more than once, in one pass a length."""
    lengths = {len(one) for one in looked_for}
    seen: Counter[tuple[str, ...]] = Counter()
    for text in texts if lengths else ():
        words = _words(text)
        for length in lengths:
            runs = (words[at : at + length] for at in range(len(words) - length + 1))
            seen.update(run for run in runs if run in looked_for)
    return {run for run, times in seen.items() if times > 1}


def check_dismissed(texts: Mapping[str, str], dismissed: Sequence[DismissedEntry]) -> list[Problem]:
    """Compare dismissals with the words of a cable as it is published, by anchor.

    Problems: ``unknown-anchor``, ``quote-missing``, ``dismissal-stale`` (nothing is asked about
    these words, or they are dismissed twice). No message repeats the words.
    """
    if not dismissed:
        return []
    asked = {(one.anchor, one.words) for one in personal_data(texts.items())}
    if not asked.issuperset((one.at, one.quote) for one in dismissed):
        asked |= _wanting_an_entry(texts)
    problems = []
    for one in dismissed:
        key = (one.at, one.quote)
        if one.at not in texts:
            problems.append(_fault("unknown-anchor", f"the cable has no place {one.at}", one))
        elif one.quote not in texts[one.at]:
            message = f"the dismissed words do not stand at {one.at}; take the entry out"
            problems.append(_fault("quote-missing", message, one))
        elif key not in asked:
            message = f"nothing is asked about these words at {one.at}; take the entry out"
            problems.append(_fault("dismissal-stale", message, one))
        else:
            asked.discard(key)
    return problems


def _wanting_an_entry(texts: Mapping[str, str]) -> set[tuple[str, str]]:
    """Return the words of which an editor is asked whether a register should have them."""
    found = found_words(list(texts.items()))
    asked = {(one.anchor, one.words) for one in found.acronyms}
    asked |= {(one.anchor, one.words) for one in found.names}
    asked |= {(one.anchor, one.words) for one in found.expansions}
    for anchor in ("classified-by", "signature"):
        words = texts.get(anchor, "").split(" ")
        runs = range(len(words))
        asked |= {(anchor, " ".join(words[low : high + 1])) for low in runs for high in runs[low:]}
    return asked


def _fault(code: str, message: str, one: DismissedEntry) -> Problem:
    return Problem(code, message, one.path, one.line)
