"""A cable within a letter or a note: where it begins, and the marks of a quotation before it."""

from __future__ import annotations

import re

from cable_edition.core.cable.span import Span
from cable_edition.core.reading.readers.cuts import Cut
from cable_edition.core.reading.readers.margins import margin_of

#: What the lines of a quotation begin with.
_QUOTED = re.compile(r"(?:^|(?<=\n))[ ]{0,3}(?:>[ ]?){1,8}")
_LINE = r"(?:^|(?<=\n))[ \t]{0,8}(?:>[ ]?){0,8}[ \t]{0,8}"
_BEGIN = re.compile(
    rf"{_LINE}(?:VZCZC[A-Z]{{3}}|(?:[ZOPR] ){{1,3}}[0-9]{{6}}Z [A-Z]{{3}} [0-9]{{2}}\b"
    r"|(?:UNCLAS(?:SIFIED)?|CONFIDENTIAL|(?:TOP )?SECRET|LIMITED OFFICIAL USE"
    r"|U N C L A S|C O N F I D E N T I A L|(?:T O P {1,3})?S E C R E T)"
    r" {1,4}(?:SECTION|[A-Z][A-Z .]{1,30} {1,4}[0-9]{3,8}\b)"
    r"|Message Text[ \t\r]{0,8}\n|MRN:[ \t]{0,60}[0-9]{2} )"
)
#: The line before the signature of a mail.
_SIGNED = re.compile(r"(?:^|(?<=\n))--[ ]\r?\n")
#: The same without its blank, which some programs take off, with few lines below it.
_SIGNED_BARE = re.compile(
    r"(?<=\n)--\r?\n(?:(?!--|[0-9]{1,3}\.[ ])[^\r\n]{0,72}(?:\r?\n|\Z)){1,6}\s{0,20}\Z"
)
#: A signature has fewer characters.
_SIGNATURE = 600


def covered(text: str, extent: Span) -> Span:
    """Return the stretch of a letter that is the cable: from its first line to the end.

    Without a line that only a cable begins with, it is all.
    """
    begin = _BEGIN.search(text, *extent)
    start = begin.start() if begin else extent.start
    signed = _SIGNED.search(text, start, extent.end)
    if signed is None:
        last = max(start, extent.end - _SIGNATURE)
        signed = _SIGNED_BARE.search(text[: extent.end], last)
    return Span(start, signed.start() if signed else extent.end)


def quotation_marks(text: str, extent: Span) -> list[Cut]:
    """Return the cuts of the marks that quoted lines begin with, where most lines do.

    So do those of a quotation of which the last lines lost their marks.
    """
    if text.find(">", *extent) < 0:
        return []
    cuts = [Cut(*match.span()) for match in _QUOTED.finditer(text, *extent)]
    lines = sum(1 for line in text[extent.start : extent.end].split("\n") if line.strip())
    if len(cuts) * 2 > lines:
        return cuts
    margin = margin_of(text[slice(*extent)])
    begin = extent.start
    return [Cut(begin + low, begin + high) for low, high, _ in margin.cuts] if margin else []
