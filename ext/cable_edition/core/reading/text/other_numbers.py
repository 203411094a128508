"""Numbers of paragraphs as copies write them that changed their form: ``1 - ``, ``(1)``, ``[1]``.

Lists within a text have the same forms. So these are looked at only where no number of the usual
form stands: the first stands where the body begins, and the others follow one by one in its form.
"""

from __future__ import annotations

import re
from itertools import chain
from typing import TYPE_CHECKING

from cable_edition.core.late_pattern import late
from cable_edition.core.reading.text.marking import mark_at
from cable_edition.core.reading.text.numbering import STRONG, Start
from cable_edition.core.reading.text.patterns import ends_sentence
from cable_edition.core.reading.text.view import BLANK, View, line_breaks_before

if TYPE_CHECKING:
    from collections.abc import Iterator

_NUMBER = (
    r"[ ]{0,8}(?P<number>\((?P<round>\d{1,3})\)|\[(?P<square>\d{1,3})\]"
    r"|(?:Para(?:graph)?|PARA(?:GRAPH)?)[ ](?P<word>\d{1,3})[.:)]?"
    r"|(?P<hyphen>\d{1,3})[ ]?--?(?=[ ])|(?P<dots>\d{1,3})\.\)|(?P<colon>\d{1,3}):%s)[ ]{0,3}"
    r"(?=[A-Z\"'(\[\u201c])"
)
#: The line end leads the search from line to line; the first line is asked by itself.
_IN_LINES = late("\n" + _NUMBER % "|(?P<shut>(?!))")
_FIRST = late(_NUMBER % "|(?P<shut>(?!))")
#: Only a run of text needs to be asked for ``1)``, which is a usual number at the start of a line.
_IN_RUN = late("[ ]" + _NUMBER % r"|(?P<shut>\d{1,3})\)(?=[ ])")
_RULES = frozenset("-=_*~")
#: A run of them is no chance.
_LEAST = 2
#: Four words in small letters: a body without numbers has begun before the first.
_PROSE = late(r"(?:[a-z]{2,20}[ \n]{1,3}){3}[a-z]{2,20}")
_BLANK_LINE = late(r"\n[ ]*\n")
#: The labels below which a body begins.
_FIELD = late(
    r"[ ]{0,8}(?:\([A-Z]{1,3}\)[ ])?\b(?:Class[a-z]{3,8}[ \n]By|REF|SUBJ|TAGS|E\.?O\.?[ ])",
    re.IGNORECASE,
)


def other_starts(view: View, begin: int, end: int) -> list[Start]:
    """Return the paragraphs' numbers of another form between two offsets, or nothing.

    Nothing but a heading stands before the first of them.
    """
    found: list[Start] = []
    form = ""
    for match in _numbers(view, begin, end):
        kind = next(name for name in _FORMS if match[name])
        number = int(match[kind])
        if number != len(found) + 1 or (form and kind != form):
            continue
        at = match.start("number")
        breaks, last = line_breaks_before(view.work, at, begin)
        after_rule = view.work[last] in _RULES
        if not (breaks > 1 or last < begin or after_rule or ends_sentence(view.work, last)):
            continue
        if kind == "shut" and last >= begin and view.work[last] in ",;:":
            continue  # items of a list in a sentence
        if not found and _PROSE.search(view.work[max(begin, at - _ABOVE) : at]):
            return []
        form = kind
        after = match.end()
        mark = mark_at(view.work, after)
        found.append(Start(number, at, after, STRONG, mark, own_line=True))
    return found if len(found) >= _LEAST else []


_FORMS = ("round", "square", "word", "hyphen", "dots", "colon", "shut")
#: So much above the first number is looked at for a text that has begun.
_ABOVE = 400


def is_lone(view: View, starts: list[Start]) -> bool:
    """Tell whether the only number of a run of text is ``1)``, so that the others may follow it."""
    return (
        view.flat
        and len(starts) == 1
        and starts[0].mark is None
        and view.work.startswith("1)", starts[0].start)
    )


def first_other(view: View, begin: int, limit: int) -> int | None:
    """Return where a body with numbers of another form begins, or ``None``.

    ``begin`` is the end of the classification line; the fields of the opening stand between.
    """
    for match in _numbers(view, begin, limit):
        if any(match[name] == "1" for name in _FORMS):
            at = match.start("number")
            if _body_before(view, begin, at):
                return None
            return at if other_starts(view, at, limit) else None
    return None


def _body_before(view: View, begin: int, at: int) -> bool:
    """Tell whether the words right before a number are a text, and no field of the opening."""
    above = view.work[max(begin, at - _ABOVE) : at].rstrip(BLANK)
    if view.flat:
        fields = list(_FIELD.finditer(above))
        return not fields or _PROSE.search(above, fields[-1].end()) is not None
    block = _BLANK_LINE.split(above)[-1]
    return _PROSE.search(block) is not None and _FIELD.match(block) is None


def _numbers(view: View, begin: int, end: int) -> Iterator[re.Match[str]]:
    if view.flat:
        yield from _IN_RUN.finditer(view.work, max(begin - 1, 0), end)
        return
    first = _FIRST.match(view.work, begin, end)
    yield from chain((first,) if first else (), _IN_LINES.finditer(view.work, begin, end))
