"""What stands among the words of a paragraph and is no word of it: portion marks, class lines.

The reader of sources lifts the mark of a paragraph and the head and foot of a page out of the text.
What is left stands where only the sense tells it from words: ``(SBU)`` before an item or a later
sentence, ``CONFIDENTIAL`` alone in a line. The pages show these as the sender has them; who counts
words, or has a program learn from them, leaves them out. A mark inside a sentence (``a paragraph
marked (C) by the post``), the letter of an enumeration (``(A) ... (B) ... (C)``) and the name of a
class in a sentence are words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from cable_edition.core.cable.model import Cable, Paragraph, Passage
from cable_edition.core.cable.passage import characters, source_text
from cable_edition.core.editing.emendation import Emendation
from cable_edition.core.late_pattern import late
from cable_edition.core.reading.text.marking import mark_at
from cable_edition.core.reading.text.patterns import (
    CAPTION,
    CLASSIFICATION,
    CLASSIFICATIONS,
    ends_sentence,
)

#: What follows the level of a mark; ``(S/CRS)`` is an office.
_CAVEATS = (
    *("NF", "NOFORN", "REL", "ORCON", "SIPDIS", "FOUO", "SBU", "NOCON", "PROPIN", "EXDIS"),
    *("NODIS", "LIMDIS", "FGI", "EYES"),
)
_LABEL = late(
    r"(?:--?|[\u2022\u25aa\u25cf\u25e6\u00b7*+]|o|\(?(?:[A-Za-z]|[0-9]{1,2}|[ivx]{1,4})[.)])[ ]?\Z"
)
#: The longest label of an item with the blank behind it.
_LABELS = 8
_DASH = late(r"(?:\A|[ ])--?\Z")
_OPENING = late(r"[ ]?[A-Z\u00c0-\u00de0-9\"'&(\[\u201c\u2018]|[ ]--?[ ]|\Z")
_YEAR = late(r"[ ](?:19|20)[0-9]{2}\b")
_CLOSERS = "\"')]\u201d\u2019"
#: The letter before it, by which a mark is known for the letter of an enumeration.
_BEFORE = {"(C)": "(B)", "(S)": "(R)", "(U)": "(T)"}

_UNNAMED = late(r"\?P<\w+>")
_WORD = f"(?:{_UNNAMED.sub('?:', CLASSIFICATION)}|{_UNNAMED.sub('?:', CAPTION)}|SBU(?![A-Za-z]))"
_ROW = rf"{_WORD}(?:[ /,]{{1,3}}{_WORD}){{0,4}}"
_SERIAL = (
    r"(?:[ ]SECTION[ ][0-9]{1,2}[ ]OF[ ][0-9]{1,2})?"
    r"(?:[ ][A-Z][A-Z.'-]{1,19}(?:[ ][A-Z]{2,16}){0,3}[ ][0-9]{2,8}"
    r"(?:[ ][0-9]{3}[ ]OF[ ][0-9]{3})?)?"
)
#: Class words and captions in a row, and what stands behind them in the head of a page.
_CLASS_ROW = late(rf"(?<![^ ])(?P<row>{_ROW})(?P<serial>{_SERIAL})(?![^ ])")
#: Letters put apart are a class line wherever they stand.
_SPACED = late(
    "|".join("[ ]{1,3}".join(word.replace(" ", "")) + "(?![A-Za-z])" for word, _ in CLASSIFICATIONS)
)
#: Without one of these no class line is looked for.
_SIGNS = late(
    r"SECRET|CONFIDENTIA|UNCLAS|OFFICIAL USE|[A-Z][ ][A-Z][ ][A-Z][ ][A-Z]|SBU|"
    r"SIPDIS|NOFORN|EXDIS|NODIS|LIMDIS|STADIS|SENSITIVE|ORCON"
)
_WHITE = frozenset(" \t\r\f\v\u00a0")


class Among(NamedTuple):
    """What is no word: its bounds in the words as the edition reads them, and which mark it is.

    ``mark`` is normalised (``(C)``, ``(S//NF)``); that of a class line is empty.
    """

    start: int
    end: int
    mark: str


def among_words(
    cable: Cable,
    paragraph: Paragraph,
    texts: Sequence[str],
    emendations: Mapping[str, Sequence[Emendation]],
) -> tuple[tuple[Among, ...], ...]:
    """Return for each part of a paragraph what stands among its words, in order, apart.

    ``texts`` are the words of the parts as the edition reads them, ``emendations`` those of the
    cable by anchor. A class line is known by the line of the source in which it stands alone.
    """
    bracketed = any("(" in text or "[" in text for text in texts)
    letters = _letters(texts) if bracketed else frozenset()
    found = []
    for number, (block, text) in enumerate(zip(paragraph.blocks, texts, strict=True)):
        lines: list[Among] = []
        if block.kind != "table" and _SIGNS.search(block.passage.text):
            anchor = block.anchor if number else paragraph.anchor
            lines = list(_class_lines(cable, block.passage, emendations.get(anchor, ())))
        marks = list(_marks(text, letters, lines)) if bracketed else []
        found.append(_apart([*lines, *marks]) if lines or marks else ())
    return tuple(found)


def words_alone(text: str, among: Sequence[Among]) -> str:
    """Return the words of a part without what stands among them, parted by one blank there."""
    if not among:
        return text
    bounds = [(0, 0), *((one.start, one.end) for one in among), (len(text), len(text))]
    pieces = (text[before[1] : after[0]].strip(" ") for before, after in pairwise(bounds))
    return " ".join(piece for piece in pieces if piece)


def leading_mark(text: str, among: Sequence[Among]) -> str:
    """Return the mark that stands before the words of a part, or an empty string."""
    before, last = "", 0
    for one in among:
        before = f"{before} {text[last : one.start].strip(' ')}".strip(" ")
        if before and not is_label(before):
            break
        if one.mark:
            return one.mark
        last = one.end
    return ""


def is_label(before: str) -> bool:
    """Tell whether words are the sign of an item alone: ``--``, ``a.``, ``(2)``."""
    return _LABEL.match(before.lstrip(" ")) is not None


def _letters(texts: Sequence[str]) -> frozenset[str]:
    """Return the marks that are letters of an enumeration in these texts."""
    words = " ".join(texts).upper()
    return frozenset(mark for mark, before in _BEFORE.items() if before in words)


def _apart(found: list[Among]) -> tuple[Among, ...]:
    kept: list[Among] = []
    for one in sorted(found, key=lambda one: (one.start, -one.end)):
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    return tuple(kept)


def _marks(text: str, letters: frozenset[str], lines: Sequence[Among]) -> Iterator[Among]:
    """Yield the portion marks that stand where a part, an item or a sentence begins or ends."""
    free = 0
    begins = {0, *(one.end + 1 for one in lines)}
    for bracket in re.finditer(r"[(\[]", text):
        at = bracket.start()
        if at < free:
            continue
        mark = mark_at(text, at)
        if not mark or text[at : mark.end] != text[at : mark.end].upper():
            continue
        _, _, caveat = mark.text.strip("()").replace("//", "/").partition("/")
        if caveat and not caveat.strip().startswith(_CAVEATS) and caveat.strip() != "N":
            continue
        if mark.text in letters:
            continue
        first = at in begins or (at <= _LABELS and is_label(text[:at]))
        if not first and not (_ended(text, at) and _opens(text, mark.end, mark.text)):
            continue
        free = mark.end
        begins |= {free, free + 1}
        yield Among(at, mark.end, mark.text)


def _ended(text: str, at: int) -> bool:
    """Tell whether a sentence or the head of one has ended before a mark."""
    before = text[max(0, at - 8) : at].rstrip(" ")
    if _DASH.search(before):
        return True
    last = at - 1
    while last >= 0 and (text[last] == " " or text[last] in _CLOSERS):
        last -= 1
    if last < 0:
        return True
    if text[last] in ":;":
        return text[at - 1] == " "
    return text[last] in ".!?" and ends_sentence(text, last)


def _opens(text: str, end: int, mark: str) -> bool:
    """Tell whether words may begin behind a mark, or nothing follows."""
    if mark == "(C)" and _YEAR.match(text, end):
        return False  # A sign of copyright.
    return _OPENING.match(text, end) is not None


def _class_lines(
    cable: Cable, passage: Passage, emendations: Sequence[Emendation]
) -> Iterator[Among]:
    text = passage.text
    for one in _SPACED.finditer(text):
        before = text[max(0, one.start() - 2) : one.start()]
        if not before or (before[-1] == " " and not before[:1].isupper()):
            row = _CLASS_ROW.match(text, one.start())
            end = row.end() if row else one.end()
            yield from _read(one.start(), end, emendations)
    rows = list(_CLASS_ROW.finditer(text))
    if not rows or not cable.transmits(passage):
        return
    places = characters(cable, passage)
    plain = cable.offsets.plain
    source = cable.source.text if plain else source_text(cable)

    def position(at: int) -> int:
        return at if plain else cable.offsets.position(at)

    for one in rows:
        for end in (one.end(), one.end("row")):
            low, high = places[one.start()], places[end - 1]
            if low and high and _alone(source, position(low.start), position(high.end)):
                yield from _read(one.start(), end, emendations)
                break


def _alone(source: str, start: int, end: int) -> bool:
    """Tell whether nothing else stands in the lines between two offsets of a source."""
    at = start - 1
    while at >= 0 and source[at] in _WHITE:
        at -= 1
    if at >= 0 and source[at] != "\n":
        return False
    while end < len(source) and source[end] in _WHITE:
        end += 1
    return end == len(source) or source[end] == "\n"


def _read(start: int, end: int, emendations: Sequence[Emendation]) -> Iterator[Among]:
    """Yield a stretch of the words as transmitted where the edition reads it; none if emended."""
    shift = 0
    for one in emendations:
        if one.end <= start:
            shift = one.shift + len(one.reading) - len(one.source)
        elif one.start < end:
            return
    yield Among(start + shift, end + shift, "")
