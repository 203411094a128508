"""Signs of a copy that nobody sees: they are left out of the cable text, or read as what they mean.

Pages, word processors and mails put them there: marks of the direction of writing, blanks without
width, places where a word may be parted, blanks of a width of their own, separators of lines.
None is a word of the cable, nor are the marks with which Markdown makes words bold. The way to the
source keeps each, so its characters stay covered.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from cable_edition.core.late_pattern import late
from cable_edition.core.nouns import number_of
from cable_edition.core.problems import Problem
from cable_edition.core.reading.readers.pieces import Pieces, through

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cable_edition.core.reading.raw import RawCable

_UNSEEN = "\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff"
_BLANKS = "\u1680\u2000-\u200a\u202f\u205f\u3000"
_SIGNS = late(
    rf"(?P<line>[\u2028\u2029])|(?P<blank>[{_BLANKS}])|(?P<part>\u00ad(?:[ ]?\r?\n)?)"
    # Scripts that are not Latin need some of them: there they stay.
    rf"|(?P<unseen>(?<![^\x00-\x7f{_UNSEEN}])[{_UNSEEN}]{{1,20}}(?![^\x00-\x7f]))"
)
_MEANT = {"line": "\n", "blank": " ", "part": "", "unseen": ""}
#: In these encodings the sign for parting a word is often meant for a hyphen.
_OLD = frozenset({"windows-1252", "latin-1"})
#: Line ends as a program writes them in its own text, twice escaped on the way.
_WRITTEN = late(r"\\(?:r\\n|[nrt\"'])")
_FEWEST = 3
#: A label of the opening that a copy in Markdown has set bold or in italics.
_EMPHASISED = late(
    r"(?:\*{1,3}|_{1,3})(?:E\.?[ ]?O\.?[ ]|TAGS?|SUBJ(?:ECT)?|REF(?:TEL)?S?|CLASSIFIED[ ]BY)"
    r"[^*_\n]{0,300}[*_]",
    re.IGNORECASE,
)
#: Marks of emphasis around words, up to a blank line at most; and what a backslash keeps from
#: being markup.
_EMPHASIS = late(
    r"(?<![\w*\\])(?P<mark>\*{1,3}|_{1,3})(?![\s*_])"
    r"(?P<words>(?:[^*_\n]|\n(?![ \t]*\r?\n)){1,2000}?)"
    r"(?<![\s\\])(?P=mark)(?![\w*])|\\(?=[.*_#()\[\]>+-])"
)
#: The mark with which Markdown keeps the end of a line.
_HARD_END = late(r"[ \t]{0,4}\\(?=[ \t]{0,4}\r?\n)")
#: So many lines end with it at least, and half of all, or the mark is a sign of the copy.
_FEWEST_ENDS = 6
_WRITTEN_MEANT = {"\\r\\n": "\n", "\\n": "\n", "\\r": "\n", "\\t": "\t", '\\"': '"', "\\'": "'"}


def seen(raw: RawCable, encoding: str) -> RawCable:
    """Return ``raw`` without the signs that nobody sees, and told of them.

    ``encoding`` is that of the source. A text that a form's own reader has parted already stays as
    it is. Problems: ``signs-left`` at the first sign that stands for nothing.
    """
    if raw.opening or raw.signed:
        return raw
    # A single character is looked for in a tenth of the time of two.
    escaped = "\\" in raw.text and "\n" not in raw.text
    if escaped and raw.text.count("\\n") >= _FEWEST:
        raw = _without(raw, _escapes(raw.text))
    if "\\" in raw.text and raw.text.count("\\\n") + raw.text.count("\\\r\n") >= _FEWEST_ENDS:
        raw = _without_hard_ends(raw)
    if "*" in raw.text or "_" in raw.text:
        raw = _plain(raw)
    if raw.text.isascii():
        return raw
    signs = [
        match for match in _SIGNS.finditer(raw.text) if not (match["part"] and encoding in _OLD)
    ]
    if not signs:
        return raw
    nothing = [match for match in signs if match.lastgroup in {"part", "unseen"}]
    told: tuple[Problem, ...] = ()
    if nothing:
        first = nothing[0]
        count = number_of(len(nothing), "sign that is not seen is", "signs that are not seen are")
        message = f"{count} left out of the words, first U+{ord(first[0][0]):04X}"
        told = (Problem("signs-left", message, offset=raw.offsets.start(first.start())),)
    edits = ((*match.span(), _MEANT[match.lastgroup or ""]) for match in signs)
    return replace(_without(raw, edits), problems=(*raw.problems, *told))


def _plain(raw: RawCable) -> RawCable:
    """Return ``raw`` without marks of emphasis, where labels of the opening have them."""
    if not _EMPHASISED.search(raw.text):
        return raw
    edits: list[tuple[int, int, str]] = []
    for match in _EMPHASIS.finditer(raw.text):
        if match["mark"]:
            edits += [(*match.span("mark"), ""), (match.end("words"), match.end(), "")]
        else:
            edits.append((*match.span(), ""))
    if not edits:
        return raw
    count = number_of(len(edits), "mark of Markdown is", "marks of Markdown are")
    message = f"{count} left out of the words, first {raw.text[slice(*edits[0][:2])]!r}"
    told = Problem("signs-left", message, offset=raw.offsets.start(edits[0][0]))
    return replace(_without(raw, iter(edits)), problems=(*raw.problems, told))


def _without_hard_ends(raw: RawCable) -> RawCable:
    """Return ``raw`` without the marks at the ends of its lines, where most lines have one."""
    ends = list(_HARD_END.finditer(raw.text))
    lines = sum(1 for line in raw.text.split("\n") if line.strip())
    if len(ends) * 2 < lines:
        return raw
    message = f"{number_of(len(ends), 'mark', 'marks')} of Markdown at the ends of lines left out"
    told = Problem("signs-left", message, offset=raw.offsets.start(ends[0].start()))
    edits = ((*match.span(), "") for match in ends)
    return replace(_without(raw, edits), problems=(*raw.problems, told))


def _escapes(text: str) -> Iterator[tuple[int, int, str]]:
    for match in _WRITTEN.finditer(text):
        yield (*match.span(), _WRITTEN_MEANT[match[0]])


def _without(raw: RawCable, edits: Iterator[tuple[int, int, str]]) -> RawCable:
    """Return ``raw`` with other words at some places of its text, in order and apart."""
    pieces = Pieces(raw.text)
    at = 0
    for start, end, words in edits:
        pieces.plain(at, start)
        pieces.escaped(words, start, end)
        at = end
    pieces.plain(at, len(raw.text))
    return replace(raw, text=pieces.text(), offsets=through(pieces.offsets(), raw.offsets))
