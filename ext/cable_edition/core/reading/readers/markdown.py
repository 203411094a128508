"""Markdown around a cable: named values before it, headings, and the cable in a fence or bare."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cable_edition.core.cable.ids import canonicalize
from cable_edition.core.cable.model import Attribute, Passage
from cable_edition.core.cable.passage import passage
from cable_edition.core.cable.span import OffsetMap, Span
from cable_edition.core.reading.raw import RawCable
from cable_edition.core.reading.readers.attributes import filled
from cable_edition.core.reading.readers.covering import covered, quotation_marks
from cable_edition.core.reading.readers.cuts import Cut, cut_text
from cable_edition.core.reading.readers.plain import shows_cable
from cable_edition.core.reading.readers.split import cable_starts
from cable_edition.core.reading.readers.surroundings import surroundings
from cable_edition.core.reading.readers.telegram import attributes_below

_FRONT = re.compile(
    r"\ufeff?---[ \t]{0,8}\r?\n(?P<values>(?:(?:[A-Za-z][\w -]{0,60}:|[ \t-])[^\r\n]{0,2000}\r?\n"
    r"|[ \t]{0,8}\r?\n){1,200}?)---[ \t]{0,8}(?=\r?\n|\Z)"
)
_VALUE = re.compile(
    r"(?:^|(?<=\n))(?P<name>[A-Za-z][\w -]{0,60}):[ \t]{1,8}(?P<quote>[\"']?)"
    r"(?P<value>[^\r\n]{1,2000})"
)
#: The name of an identifier that stands in a heading.
_HEADING_NAME = "Heading"
#: Values before a text, or a heading, stand within so many characters.
_TOP = 16_384
_HEADING = re.compile(r"(?:^|(?<=\n))#{1,6} [^\r\n]{1,400}(?=\r?\n|\Z)")
#: The first lines of a text that is quoted as a whole.
_QUOTED = re.compile(r"(?:>[^\r\n]{0,400}\r?\n\s{0,8}){3}")
#: Values in bold letters, as lists before a text have them, and a heading that is an identifier.
_BOLD = re.compile(
    r"(?:^|(?<=\n))[ \t]{0,3}(?:[-*+] )?(?:\*\*|__)(?P<name>[A-Za-z][\w ]{0,40}?)(?::(?:\*\*|__)"
    r"|(?:\*\*|__):)[ \t]{1,8}(?P<value>[^\r\n]{1,2000})"
)
_NAMED = re.compile(
    r"(?:^|(?<=\n))#{1,2} (?:[A-Za-z]{1,20} ){0,3}(?P<id>[0-9]{2}[A-Z]{2,40}[0-9]{1,7})\b"
)
#: Signs that Markdown would take for its own, with the stroke before them; or a line end.
_ESCAPED = re.compile(r"\\(?=[!-/:-@\[-`{-~]|\r?\n)")
_ESCAPED_NUMBER = re.compile(r"(?:^|(?<=\n))[> \t]{0,8}[0-9]{1,3}\\\.")
#: What shows the header of a transmission, and what an opening has.
_HEADER = re.compile(r"(?:^|(?<=\n))[ \t]{0,8}FM ")
_OPENING = re.compile(r"\b(?:TAGS?|SUBJ(?:ECT)?):|\bE\.?O\.? ?1[0-9]{4}")
_FENCE = re.compile(r"(?:^|(?<=\n))(?P<mark>`{3,20})[^`\r\n]{0,200}\r?\n")


class MarkdownReader:
    """Reader of Markdown with a cable in it."""

    name = "markdown"

    def recognise(self, sample: str) -> float:
        """Return 0.7 where a cable is shown after named values, a heading or a mark.

        A mark is that of a fence, or of a quotation before each of the first lines.
        """
        start = sample[:_TOP].lstrip("\ufeff \t\r\n")
        if not (
            ("`" in sample and any(True for _ in _fences(sample, Span(0, len(sample)))))
            or (start.startswith("---") and _FRONT.match(start))
            or (start.startswith("#") and _HEADING.match(start))
            or (start.startswith(">") and _QUOTED.match(start))
        ):
            return 0.0
        return 0.7 if shows_cable(sample) else 0.0

    def decode(self, piece: str) -> str:
        """Return ``piece``: values stand as they are."""
        return piece

    def read(self, text: str, name: str) -> Iterator[RawCable]:
        """Yield a cable for each fence that shows one, else those of the text below the values."""
        front = _FRONT.match(text)
        begin = front.end() if front else 0
        values = _values(text, Span(*front.span("values"))) if front else []
        wholes, between = _shown(text, begin)
        bare = not wholes
        if bare:
            whole = covered(text, Span(_below_headings(text, begin), len(text)))
            marks = quotation_marks(text, whole)
            if not marks:
                starts = [whole.start + at for at in cable_starts(text[whole.start : whole.end])]
                ends = [*starts[1:], whole.end]
                wholes = [Span(*pair) for pair in zip(starts, ends, strict=True)]
            else:
                wholes = [whole]
        bounds = [0, *(whole.start for whole in wholes[1:]), len(text)]
        for index, whole in enumerate(wholes):
            extent = Span(bounds[index], bounds[index + 1])
            above = Span(begin if index == 0 else extent.start, whole.start)
            named = [*([] if index else values), *_named(text, above)]
            own, below = attributes_below(text, whole)
            cuts = [*between, *quotation_marks(text, own)]
            cuts += _escapes(text, own) if bare else []
            yield self._cable(text, name, extent, own, [*named, *below], cuts)

    def _cable(
        self,
        text: str,
        name: str,
        extent: Span,
        whole: Span,
        values: list[Attribute],
        cuts: list[Cut],
    ) -> RawCable:
        pieces = cut_text(text, whole, cuts)
        found = filled(values, seen={_HEADING_NAME: "identifier"})
        return RawCable(
            text=pieces.text(),
            offsets=pieces.offsets() if len(pieces) else OffsetMap(whole.start),
            record=found.record,
            record_segments=surroundings([item.value for item in values], extent, whole),
            format=self.name,
            raw_id=found.raw_id,
            name=name,
            extent=extent,
            created=found.created,
            given=found.given,
            found=found.found,
        )


def _shown(text: str, begin: int) -> tuple[list[Span], list[Cut]]:
    """Return the fences that show a cable, and what stands between those that are one.

    A header in a fence and the opening in the next, without a header of its own, are of one cable.
    """
    found: list[Span] = []
    between: list[Cut] = []
    header = False
    for fence in _fences(text, Span(begin, len(text))):
        if not shows_cable(text[fence.start : fence.end]):
            continue
        heads = _HEADER.search(text, *fence) is not None
        opens = _OPENING.search(text, *fence) is not None
        if header and opens and not heads:
            between.append(Cut(found[-1].end, fence.start, "\n"))
            found[-1] = Span(found[-1].start, fence.end)
        else:
            found.append(fence)
        header = heads and not opens
    return found, between


def _named(text: str, extent: Span) -> Iterator[Attribute]:
    """Yield the identifier of a heading above a cable, and the values in bold letters."""
    if (heading := _NAMED.search(text, *extent)) and canonicalize(heading["id"]):
        span = Span(*heading.span("id"))
        yield Attribute(_HEADING_NAME, Passage(heading["id"], (span,)))
    for match in _BOLD.finditer(text, *extent):
        if value := passage(text, *match.span("value")):
            yield Attribute(match["name"], value)


def _escapes(text: str, extent: Span) -> list[Cut]:
    """Return the strokes before signs, where a program has written a text as Markdown."""
    if _ESCAPED_NUMBER.search(text, *extent) is None:
        return []
    return [Cut(*match.span()) for match in _ESCAPED.finditer(text, *extent)]


def _values(text: str, extent: Span) -> list[Attribute]:
    found = []
    for match in _VALUE.finditer(text, *extent):
        start, end = match.span("value")
        words = text[start:end].rstrip()
        if match["quote"] and words.endswith(match["quote"]):
            end = start + len(words) - 1
        if value := passage(text, start, end):
            found.append(Attribute(match["name"].strip(), value))
    return found


def _below_headings(text: str, start: int) -> int:
    """Return where the headings at the top of a text end."""
    while True:
        at = start
        while at < len(text) and text[at] in " \t\r\n":
            at += 1
        heading = _HEADING.match(text, at)
        if heading is None:
            return start
        start = heading.end()


def _fences(text: str, extent: Span) -> Iterator[Span]:
    """Yield the insides of the fences of a stretch; one that is never closed reaches its end."""
    at = extent.start
    while opened := _FENCE.search(text, at, extent.end):
        shut = re.compile(
            rf"(?:^|(?<=\n)){re.escape(opened['mark'])}`{{0,20}}[ \t\r]{{0,8}}(?=\n|\Z)"
        ).search(text, opened.end(), extent.end)
        yield Span(opened.end(), shut.start() if shut else extent.end)
        at = shut.end() if shut else extent.end
