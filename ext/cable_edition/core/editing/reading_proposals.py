"""What an editor may want to correct in the reading of a cable, as entries for its sidecar.

Nothing is applied: a proposal is a doubt of the program about itself, in the form of a correction.
Each rule looks once at the lines or paragraphs of a cable.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Iterator
from itertools import islice

from cable_edition.core.cable.model import Block, Cable, Paragraph, Passage, Span
from cable_edition.core.cable.passage import each_character
from cable_edition.core.editing.quotation import Quotation, quote
from cable_edition.core.late_methods import dataclass
from cable_edition.core.problems import Problem
from cable_edition.core.reading.text.hints import HintKind
from cable_edition.core.yaml_files.scalar import scalar

#: A line of so many characters may be a heading, or a sign-off.
_HEADING, _NAME = 60, 40
_LINE = re.compile(r"[^\n]+")
_TITLE = re.compile(r"[A-Z][A-Za-z0-9'/&,: -]*[A-Za-z?:]")
_SIGNED = re.compile(r"[A-Z][A-Za-z'.-]+(?:[ /][A-Z][A-Za-z'.-]*){0,2}")
_ENDS = frozenset(".!?:\"')")
#: A number before words, its digits perhaps read as letters.
_NUMBER = re.compile(r"(?P<number>[0-9OolISZBG]{1,3}|[A-Z](?=[.)][ ]+\())[.)][ ]+(?=[A-Z(\"])")
#: A letter before an item of a list.
_ITEM = re.compile(r"([A-Z])[.)][ ]")
#: A line that begins as an item of a list does, with a sign that also stands in sentences.
_MARKED = re.compile(
    r"(?:(?P<sign>[o>=#~\u2013\u2014])|(?P<roman>[ivx]{1,4}|[IVX]{1,4})[.)])[ ]+(?=\S)"
)
#: The longest line, and the fewest lines, of a list without marks below a colon.
_SHORT, _FEWEST = 40, 3
#: So many of one kind are proposed; a cable with more has another fault.
_MOST = 12


@dataclass(frozen=True, slots=True)
class Proposal:
    """A correction that is likely: what is doubtful, where, and the entry that would say so.

    ``offset`` counts characters of the source; ``message`` is a sentence without its stop.
    """

    kind: HintKind
    message: str
    offset: int
    at: str
    quotation: Quotation
    number: int | None = None

    def problem(self, path: str, line: int) -> Problem:
        """Return the proposal as ``check`` tells it."""
        return Problem("reading-likely", self.message, path, line, self.offset)

    def entry(self) -> str:
        """Return the entry for the list ``reading`` of a sidecar, as one line of YAML."""
        words = {"quote", "prefix", "suffix"}
        keys = (
            f"{key}: {scalar(str(value)) if key in words else value}"
            for key, value in self.keys().items()
        )
        return f"{{{', '.join(keys)}}}"

    def keys(self) -> dict[str, str | int]:
        """Return the keys of that entry with their values."""
        one = self.quotation
        keys: dict[str, str | int] = {"at": self.at, "quote": one.exact}
        keys |= {"prefix": one.prefix} if one.prefix else {}
        keys |= {"suffix": one.suffix} if one.suffix else {}
        keys["is"] = self.kind
        return keys | ({"number": self.number} if self.number is not None else {})


def reading_proposals(cable: Cable) -> tuple[Proposal, ...]:
    """Return what is likely in ``cable``, in the order of its text.

    A cable whose reading was corrected has none: its anchors are not those that entries name, and
    an editor has looked at it.
    """
    if cable.corrections:
        return ()
    rules = (_headings(cable), _numbers(cable), _lists(cable), _continuations(cable))
    found = [*(one for rule in rules for one in islice(rule, _MOST)), *_sign_off(cable)]
    return tuple(sorted(found, key=lambda one: (one.offset, one.kind)))


def _blocks(cable: Cable) -> Iterator[tuple[Paragraph, Block]]:
    for paragraph in cable.paragraphs:
        for block in paragraph.blocks:
            if block.passage.spans and cable.transmits(block.passage):
                yield paragraph, block


def _lines(cable: Cable, passage: Passage) -> Iterator[tuple[Span, str]]:
    """Yield the lines of a passage as the source has them, each with its place in the source."""
    for span in passage.spans:
        words = cable.words(span)
        if len(words) != span.end - span.start:
            continue  # characters of the source stand for others there
        for line in _LINE.finditer(words):
            shown = line[0].strip(" \t\r")
            if shown:
                low = span.start + line.start() + line[0].index(shown[0])
                yield Span(low, low + len(shown)), shown


def _headings(cable: Cable) -> Iterator[Proposal]:
    """Propose short lines that stand between sentences, in capitals or like a title.

    Where the whole body is in capitals they tell nothing.
    """
    if all(one.text == one.text.upper() for one in cable.paragraphs):
        return
    for _, block in _blocks(cable):
        if block.kind != "text":
            continue
        for before, (span, line), after in _beside(_lines(cable, block.passage)):
            ended = not before or before[-1] in _ENDS
            if not (ended and after[:1].isupper() and len(line) <= _HEADING):
                continue
            if not _TITLE.fullmatch(line) or len(line) < 5:
                continue
            capital = line.isupper()
            if capital or (before and len(line.split()) <= 6):
                how = "in capitals inside" if capital else "between sentences of"
                message = f"this short line {how} a paragraph may be a heading"
                yield from _made(cable, block, span, "heading", message)


def _beside(lines: Iterable[tuple[Span, str]]) -> Iterator[tuple[str, tuple[Span, str], str]]:
    """Yield each line with the words of the one before it and of the one after it.

    A body of a file that is broken may have millions of lines: they are not held.
    """
    before = ""
    held: tuple[Span, str] | None = None
    for one in lines:
        if held:
            yield before, held, one[1]
            before = held[1]
        held = one
    if held:
        yield before, held, ""


def _numbers(cable: Cable) -> Iterator[Proposal]:
    """Propose the numbers that are missing from the row, where something like one stands."""
    numbered = [one for one in cable.paragraphs if one.n is not None]
    for index, one in enumerate(numbered):
        before = (numbered[index - 1].n or 0) if index else 0
        following = numbered[index + 1].n if index + 1 < len(numbered) else None
        if one.n != before + 1 and following == before + 2 and one.number_span and one.blocks:
            message = f"this paragraph may be number {before + 1}"
            yield from _first_words(cable, one, "paragraph", message, before + 1)
    wanted = set(cable.missing.paragraphs)
    last = max((one.n or 0 for one in numbered), default=0)
    wanted.add(last + 1)
    current = 0
    items: set[str] = set()
    for paragraph, block in _blocks(cable):
        current = paragraph.n or current
        if block is paragraph.blocks[0] and paragraph.n:
            items.clear()
        if current + 1 not in wanted:
            continue
        for span, line in _lines(cable, block.passage):
            item = _ITEM.match(line)
            if item:
                items.add(item[1])
            if item and chr(ord(item[1]) - 1) in items:
                continue  # the next letter of a list
            match = _NUMBER.match(line)
            first = span.start == block.passage.spans[0].start and block is paragraph.blocks[0]
            if match and not first and _may_be(match["number"], current + 1):
                current += 1
                message = f"number {current} of the paragraphs may stand here"
                end = span.start + min(len(line), match.end() + 24)
                yield from _made(cable, block, Span(span.start, end), "paragraph", message, current)


def _lists(cable: Cable) -> Iterator[Proposal]:
    """Propose lines one below the other that begin alike, or are short and stand below a colon."""
    for _, block in _blocks(cable):
        if block.kind not in {"text", "item"}:
            continue
        row: list[Span] = []
        below: list[Span] = []
        count, is_list = 0, False
        for before, (span, line), _ in _beside(_lines(cable, block.passage)):
            mark = _MARKED.match(line)
            follows = mark and (not row or _is_next(before, line))
            if not follows and len(row) > 1:
                yield from _items_of(cable, block, row)
            if not follows:
                row = []
            if mark and len(row) < _MOST:
                row.append(span)
            count += 1
            if count == 1:
                is_list = line.endswith(":")
                continue
            is_list = is_list and len(line) <= _SHORT and line[-1] not in ".!?:"
            if len(below) < _MOST:
                below.append(span)
        if len(row) > 1:
            yield from _items_of(cable, block, row)
        elif not row and is_list and count > _FEWEST:
            yield from _items_of(cable, block, below)


def _is_next(before: str, line: str) -> bool:
    """Tell whether a line begins as the one before it, or with the next number."""
    one, other = _MARKED.match(before), _MARKED.match(line)
    if one is None or other is None:
        return False
    if not one["sign"]:
        return bool(other["roman"])
    return one["sign"] == other["sign"]


def _items_of(cable: Cable, block: Block, row: list[Span]) -> Iterator[Proposal]:
    for span in row:
        message = "this line and those beside it may be a list"
        yield from _made(cable, block, span, "list", message)


#: A rule between two lines parts them.
_RULE = re.compile(r"[-=_*~]{3}|(?:[-=_*~] ){3}")


def _continuations(cable: Cable) -> Iterator[Proposal]:
    """Propose to join what begins in small letters to what breaks off before it."""
    before = ""
    end = 0
    # Words below a heading or a rule go on from nothing, as long as it is one.
    headed = {one.precedes for one in cable.headings}
    starts = {
        paragraph.anchor
        for index, paragraph in enumerate(cable.paragraphs)
        if paragraph.n is not None or index in headed
    }
    for paragraph, block in _blocks(cable):
        words = block.passage.text
        first = block.passage.spans[0].start if block.passage.spans else end
        breaks_off = before[-1:].isalpha() or before[-1:] == ","
        apart = block is paragraph.blocks[0] and paragraph.anchor in starts
        ruled = _RULE.search(cable.source.text, end, first)
        if block.kind == "text" and words[:1].islower() and breaks_off and not (apart or ruled):
            for span, line in _lines(cable, block.passage):
                stop = span.start + len(" ".join(line.split(" ")[:5]))
                message = "these words may go on from what stands before"
                yield from _made(cable, block, Span(span.start, stop), "continuation", message)
                break
        before = words
        end = block.passage.spans[-1].end if block.passage.spans else end


_LOOKS = str.maketrans("OolISZBG", "00115286")


def _may_be(written: str, number: int) -> bool:
    """Tell whether characters can be a number: its digits, or one letter before a portion mark."""
    digits = written.translate(_LOOKS)
    return (
        int(digits) == number
        if digits.isdecimal() and len(written) > 1
        else (written.isalpha() or written == str(number))
    )


def _sign_off(cable: Cable) -> Iterator[Proposal]:
    """Propose the last short line, if it has only names, where the cable has no sign-off."""
    blocks = list(_blocks(cable))
    if cable.signature or not blocks:
        return
    block = blocks[-1][1]
    last = deque(_lines(cable, block.passage), maxlen=2)
    if not last or (len(last) == 1 and len(blocks) == 1):
        return
    span, line = last[-1]
    if len(line) <= _NAME and _SIGNED.fullmatch(line):
        yield from _made(cable, block, span, "sign-off", "these last words may be the sign-off")


def _first_words(
    cable: Cable, one: Paragraph, kind: HintKind, message: str, number: int
) -> Iterator[Proposal]:
    block = one.blocks[0]
    for span, line in _lines(cable, block.passage):
        end = span.start + len(" ".join(line.split(" ")[:5]))
        yield from _made(cable, block, Span(span.start, end), kind, message, number)
        return


def _made(
    cable: Cable,
    block: Block,
    span: Span,
    kind: HintKind,
    message: str,
    number: int | None = None,
) -> Iterator[Proposal]:
    """Yield the proposal for some words of a block, quoted so that they are found."""
    places = enumerate(each_character(cable, block.passage))
    start = next((at for at, place in places if place and place.start == span.start), None)
    if start is None:
        return
    end = start + len(" ".join(cable.words(span).split()))
    quotation = quote(block.passage.text, start, end)
    yield Proposal(kind, message, span.start, block.anchor, quotation, number)
