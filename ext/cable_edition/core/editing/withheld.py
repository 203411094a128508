"""What is withheld of one cable: the words of each redaction, and where in the source they are."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from cable_edition.core.cable.fold import fold
from cable_edition.core.cable.model import Cable, Passage, Span
from cable_edition.core.cable.passage import characters
from cable_edition.core.cable.places import passages_of
from cable_edition.core.editing.names import Name, joined
from cable_edition.core.editing.quotation import Quotation, occurrences
from cable_edition.core.editing.sidecar.redactions import RedactionEntry
from cable_edition.core.late_methods import dataclass
from cable_edition.core.problems import Problem

_MARKER = re.compile(r"(?:-{1,3}|[*•]|\(?[A-Za-z0-9]{1,2}[.)])[ \t]{1,8}")


@dataclass(frozen=True, slots=True)
class Withheld:
    """Words that no output may contain: ``words`` folded; ``where`` names the entry, not them.

    With ``context`` they count only where these words stand around them. Those of a ``name``
    may stand in another order, with other initials; ``others`` are words like it that mean
    something else.
    """

    words: str
    where: str
    context: tuple[str, str] = ("", "")
    name: bool = False
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RedactionNote:
    """What readers are told of a redaction: the reason, the date, at how many places."""

    reason: str
    date: str
    places: int


class WithheldWords:
    """The redactions of one cable, as stretches of its source text.

    ``path`` is the source file; ``beside`` are words of other witnesses, in which a name may stand
    alone. :attr:`problems`: ``redaction-unplaced`` (words that are not there,
    or more than once), ``redaction-near`` (words like those of a name that stay).
    """

    def __init__(
        self,
        cable: Cable,
        path: Path,
        entries: Sequence[RedactionEntry],
        beside: Sequence[str] = (),
    ) -> None:
        self._cable = cable
        self._path = path
        self.entries = entries
        self._beside = beside
        self._passages = passages_of(cable)
        self.words = {anchor: one.text for anchor, one in self._passages.items()}
        self.spans: list[Span] = []
        self.problems: list[Problem] = []
        self._names: list[_Form] = []
        notes, withheld = [], []
        for number, entry in enumerate(entries, 1):
            found = self._forms(entry, number) if entry.names else self._places(entry, number)
            if found is None:
                continue
            spans, words = found
            self.spans += spans
            if spans:
                places = len(joined(sorted(spans)))
                notes.append(RedactionNote(entry.reason, entry.date, places))
            withheld += words
        self.notes = tuple(notes)
        self.withheld = tuple(withheld)
        self.problems += self._near()

    def lost(self, new: Cable | None) -> list[str]:
        """Return the anchors that the redacted cable lacks, or the word ``the cable``."""
        if new is None:
            return ["the cable"]
        after = passages_of(new)
        lost = [anchor for anchor in self._passages if anchor not in after]
        marks = [p.anchor for p in self._cable.paragraphs if p.marking]
        kept = {p.anchor for p in new.paragraphs if p.marking}
        lost += [f"the mark of {anchor}" for anchor in marks if anchor not in kept]
        return lost or [f"{a} (new)" for a in after if a not in self._passages]

    def _fault(self, entry: RedactionEntry, message: str) -> None:
        self.problems.append(Problem("redaction-unplaced", message, entry.path, entry.line))

    def _forms(
        self, entry: RedactionEntry, number: int
    ) -> tuple[list[Span], list[Withheld]] | None:
        spans: list[Span] = []
        withheld: list[Withheld] = []
        for at, words in enumerate(entry.names):
            form = _Form(Name(words), entry, f"form {at + 1} of {_where(entry, number, at)}")
            found = self._found(form.name.spans)
            if not found and not any(form.name.spans(words) for words in self._beside):
                message = (
                    f"{form.where} stands nowhere in the cable, however it is spelt; mend it or "
                    "take it out"
                )
                line = entry.line_of(at)
                self.problems.append(Problem("redaction-unplaced", message, entry.path, line))
                continue
            spans += found
            self._names.append(form)
            withheld.append(Withheld(fold(words), form.where, name=True, others=entry.others))
        return (spans, withheld) if len(withheld) == len(entry.names) else None

    def _found(self, find: Callable[[str], list[Span]]) -> list[Span]:
        """Return the stretches of the source that ``find`` finds in any text of the cable."""
        cable = self._cable
        low, high = cable.extent
        found = [Span(start + low, end + low) for start, end in find(cable.source.text[low:high])]
        if not cable.offsets.plain:
            found += map(cable.offsets.span, find(cable.transmitted_text))
        for one in self._passages.values():
            places = None
            for start, end in find(one.text):
                places = places or characters(cable, one)
                found += _stretches(places[start:end])
        return found

    def _near(self) -> list[Problem]:
        """Return a problem for each stretch that may be a name, and would be published."""
        taken = joined(sorted(self.spans))
        open_ones: dict[Span, _Form] = {}
        for form in self._names:
            others = [Name(words, loose=False) for words in form.entry.others]
            known = [*taken, *(span for one in others for span in self._found(one.spans))]
            for span in joined(sorted(self._found(form.name.near))):
                if not any(one.start <= span.start and span.end <= one.end for one in known):
                    open_ones.setdefault(span, form)
        return [self._open(span, form.where) for span, form in sorted(open_ones.items())]

    def _open(self, span: Span, where: str) -> Problem:
        source = self._cable.source
        message = (
            f"words here are like {where} and would be published; add them to its `forms`, or to "
            "its `except` if they mean something else"
        )
        line = source.line + source.text.count("\n", 0, span.start) + 1
        return Problem("redaction-near", message, str(self._path), line, span.start)

    def left(self, new: Cable) -> list[Problem]:
        """Return a problem for each name that the redacted cable still has, in whatever spelling.

        Taking words out may bring others together.
        """
        texts = [new.source.text[slice(*new.extent)], new.transmitted_text]
        texts += [one.text for one in passages_of(new).values()]
        found = []
        for form in self._names:
            if any(form.name.spans(text) for text in texts):
                message = f"{form.where} stands in the cable even without what is withheld"
                entry = form.entry
                found.append(Problem("redaction-unplaced", message, entry.path, entry.line))
        return found

    def _places(
        self, entry: RedactionEntry, number: int
    ) -> tuple[list[Span], list[Withheld]] | None:
        place = entry.place
        if place is None:
            return None
        anchors = list(self._passages)
        ends = (place.at, entry.to or place.at)
        if any(anchor not in self._passages for anchor in ends):
            self._fault(entry, f"the cable has no place {place.at} or no place {ends[1]}")
            return None
        first, last = (anchors.index(anchor) for anchor in ends)
        if last < first:
            self._fault(entry, f"{ends[1]} stands before {ends[0]}; write them the other way round")
            return None
        spans: list[Span] = []
        withheld: list[Withheld] = []
        for anchor in anchors[first : last + 1]:
            one = self._passages[anchor]
            found = self._stretch(entry, one)
            if found is None:
                return None
            start, end = found
            spans += _stretches(characters(self._cable, one)[start:end])
            context = (one.text[:start][-40:], one.text[end:][:40]) if entry.repeats else ("", "")
            withheld += pieces(one.text[start:end], context)
        where = _where(entry, number)
        return spans, [replace(one, where=where) for one in withheld]

    def _stretch(self, entry: RedactionEntry, one: Passage) -> tuple[int, int] | None:
        """Return where in a passage the withheld words begin and end."""
        place = entry.place
        if place is None or not place.quote:
            marker = _MARKER.match(one.text)
            return (marker.end() if marker else 0), len(one.text)
        found = occurrences(one.text, Quotation(place.quote, place.prefix, place.suffix))
        if len(found) != 1:
            how = "not" if not found else "more than once"
            hint = "copy them from the page" if not found else "add `prefix` or `suffix`"
            self._fault(entry, f"the quoted words stand {how} at {place.at}; {hint}")
            return None
        return found[0], found[0] + len(place.quote)


@dataclass(frozen=True, slots=True)
class _Form:
    """A form of a name in an entry; ``where`` tells people which, without its words."""

    name: Name
    entry: RedactionEntry
    where: str


def _where(entry: RedactionEntry, number: int, form: int | None = None) -> str:
    line = entry.line if form is None else entry.line_of(form)
    return f"redaction {number} of {Path(entry.path).name} (line {line})"


def named(entries: Sequence[RedactionEntry]) -> tuple[Withheld, ...]:
    """Return all names that entries withhold, whether or not they stand in the cable."""
    return tuple(
        Withheld(
            fold(words),
            f"form {at + 1} of {_where(entry, number, at)}",
            name=True,
            others=entry.others,
        )
        for number, entry in enumerate(entries, 1)
        for at, words in enumerate(entry.names)
    )


#: From so many words on, parts of a withheld passage are looked for as well.
_LONG = 8


def pieces(words: str, context: tuple[str, str] = ("", "")) -> list[Withheld]:
    """Return what to look for in outputs: short words whole, of a long passage each eight."""
    tokens = words.split()
    if len(tokens) <= _LONG:
        return [Withheld(words, "", context)] if words else []
    return [
        Withheld(" ".join(tokens[at : at + _LONG]), "") for at in range(len(tokens) - _LONG + 1)
    ]


def _stretches(places: Sequence[Span | None]) -> list[Span]:
    """Return the stretches of the source that some characters of a passage cover."""
    found: list[Span] = []
    for place in places:
        if place is None:
            continue
        if found and place.start == found[-1].end:
            found[-1] = Span(found[-1].start, place.end)
        else:
            found.append(place)
    return found
