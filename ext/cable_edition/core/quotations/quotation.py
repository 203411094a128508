"""A quotation as it is written, taken apart: its words, and where words may have been left out.

What writers may do to a quotation is no change of it: an ellipsis (``...``, ``…``, ``[...]``)
stands for any words of the same cable, words in brackets for a few words or for none, a letter in
brackets (``[T]he``) for the letter itself, an ending in brackets (``minister[s]``) for itself or
for nothing. The number of a paragraph with its portion mark is left out, and a portion mark at the
begin of a line, for neither belongs to the words of a paragraph; so is ``(emphasis added)``. Case,
accents, quotation marks and all other marks between words are not compared.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from cable_edition.core.late_pattern import late
from cable_edition.core.quotations.spans import word_spans

#: What an ellipsis leaves out: as many words as there are.
ANY = -1
#: Words in brackets stand for so many words of the text at most, or for fewer.
FEW = 8
_B = r"[ \t\r\n\u00a0]"
_DOTS = rf"(?:\u2026|\.(?:{_B}{{0,2}}\.){{1,4}})"
_MARK = r"\((?:U|C|S|TS|SBU|LOU|FOUO)(?:/{1,2}[A-Z]{1,8}){0,3}\)"
#: What parts the pieces of a quotation: an ellipsis, words in brackets, the head of a paragraph.
_GAP = late(
    rf"(\[{_B}{{0,3}}{_DOTS}{_B}{{0,3}}\]|\({_B}{{0,3}}{_DOTS}{_B}{{0,3}}\)"
    rf"|\u2026|\.(?:{_B}{{0,2}}\.){{2,4}})"
    r"|\[([^\[\]]{1,200})\]"
    rf"|(?<![^\W_])[0-9]{{1,3}}\.{_B}{{1,4}}{_MARK}|(?:^|\n)[ \t]{{0,8}}{_MARK}"
    r"|\([Ee]mphasis (?:added|mine|supplied|in original)\)"
)
_BLANKS = late(rf"{_B}+")
_LETTERS = late(r"[^\W_]{1,20}")
_LETTER = late(r"[^\W_]")
_BRACKETED = late(r"\[([^\W_]{1,20})\]")


class Word(NamedTuple):
    """A quoted word: as it is compared, another form that will do as well, its place in a text."""

    form: str
    other: str
    start: int
    end: int


class Quotation(NamedTuple):
    """The pieces of a quotation, none of them empty, and what may stand before each.

    ``texts`` has each piece as it is written, without brackets in its words. ``gaps`` has a number
    for each piece: :data:`ANY`, or how many words at most were left out before it. That of the
    first piece is :data:`ANY`.
    """

    text: str
    texts: tuple[str, ...]
    pieces: tuple[tuple[Word, ...], ...]
    gaps: tuple[int, ...]

    @property
    def words(self) -> tuple[Word, ...]:
        """All words in their order."""
        return tuple(word for piece in self.pieces for word in piece)

    def shown(self, start: int, end: int) -> str:
        """Return words by their numbers as they are written, with what is between them."""
        parts, at = [], 0
        for text, piece in zip(self.texts, self.pieces, strict=True):
            some = piece[max(start - at, 0) : max(end - at, 0)]
            at += len(piece)
            if some:
                parts.append(_BLANKS.sub(" ", text[some[0].start : some[-1].end]))
        return " ".join(parts)


class _Piece(NamedTuple):
    """A piece of a quotation as it is written, and its words."""

    text: str
    words: tuple[Word, ...]


class _Optional(NamedTuple):
    """Letters of a clean text that stood in brackets at the end of a word."""

    start: int
    end: int


def read_quotation(text: str) -> Quotation:
    """Take a quotation apart; one without a word has no pieces."""
    pieces: list[_Piece] = []
    gaps: list[int] = []
    gap, at = ANY, 0
    for found in _GAP.finditer(text):
        if found[2] is not None and _is_of_word(text, found):
            continue
        gap = _add(pieces, gaps, text[at : found.start()], gap)
        wide = ANY if found[1] is not None else FEW
        gap = ANY if ANY in {gap, wide} else max(gap, wide)
        at = found.end()
    _add(pieces, gaps, text[at:], gap)
    texts, words = zip(*pieces, strict=True) if pieces else ((), ())
    return Quotation(text, texts, words, (ANY, *gaps[1:]) if gaps else ())


def _is_of_word(text: str, found: re.Match[str]) -> bool:
    """Whether brackets hold letters of a word: ``[T]he``."""
    before, after = text[: found.start()][-1:], text[found.end() : found.end() + 1]
    beside = _LETTER.match(before) or _LETTER.match(after)
    return bool(_LETTERS.fullmatch(found[2]) and beside)


def _add(pieces: list[_Piece], gaps: list[int], text: str, gap: int) -> int:
    """Add a piece, if there are words in it; return what may stand before the next one."""
    piece = _piece(text)
    if not piece.words:
        return gap
    pieces.append(piece)
    gaps.append(gap)
    return 0


def _piece(text: str) -> _Piece:
    clean: list[str] = []
    optional: list[_Optional] = []
    at = length = 0
    for found in _BRACKETED.finditer(text):
        clean.append(text[at : found.start()])
        length += len(clean[-1])
        before, after = text[: found.start()][-1:], text[found.end() : found.end() + 1]
        if _LETTER.match(before) and not _LETTER.match(after):
            optional.append(_Optional(length, length + len(found[1])))
        clean.append(found[1])
        length += len(found[1])
        at = found.end()
    whole = "".join((*clean, text[at:]))
    endings = {one.end: one.start for one in optional}
    words = []
    for form, start, end in word_spans(whole):
        shorter = endings.get(end, start)
        other = "".join(one.form for one in word_spans(whole[start:shorter])[:1])
        words.append(Word(form, other, start, end))
    return _Piece(whole, tuple(words))
