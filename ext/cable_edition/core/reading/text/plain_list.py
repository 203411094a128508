"""The list of references as most cables have it: letters in their order, known posts, serials.

``A. ROME 123 B. 05 STATE 4567`` needs none of the questions that other lists are asked.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cable_edition.core.cable.ids import canonical_id, canonical_post, full_year, parse_id
from cable_edition.core.cable.model import Passage, Reference, Span
from cable_edition.core.cable.posts import known_post

if TYPE_CHECKING:
    from cable_edition.core.reading.text.parts import TextContext
    from cable_edition.core.reading.text.view import View

_ITEM = re.compile(
    r"[ \n]{0,4}(?:(?P<letter>[A-Z])\.[ ])?(?P<cable>(?:(?P<year>[0-9]{2})[ ])?"
    r"(?P<post>[A-Z]{3,20}(?:[ ][A-Z]{3,20})?)[ ](?P<serial>[0-9]{1,7}))(?=[ \n]|\Z)"
)
#: Letters of words for other things than cables; some posts have them too.
_OTHER = re.compile(r"TEL|CALL|NOTE|FAX|CRS|FAM|CFR|IIR")
#: A serial of a post that was named before.
ITS = re.compile(r"ITS[ \n]{1,12}#?(?P<serial>\d{1,7})(?:[ \n]{0,2}\(?NOTAL\)?)?", re.IGNORECASE)
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_new = tuple.__new__


def plain_list(view: View, start: int, end: int, context: TextContext) -> list[Reference] | None:
    """Return the references between two offsets, or ``None`` where the list is not so plain.

    Labels and references are painted. A list without letters has one cable.
    """
    work = view.work
    if view.broken(start, end) or _OTHER.search(work, start, end):
        return None
    found: list[Reference] = []
    marks: list[tuple[int, int, str, bool]] = []
    own: list[int] = []
    at, lettered = start, True
    for expected in _LETTERS:
        match = _ITEM.match(work, at, end)
        if match is None:
            break
        letter, _, written, name, serial = match.groups()
        if letter != expected and (letter or marks):
            return None
        if marks and not lettered:
            return None
        lettered = letter is not None
        post = canonical_post(name)
        year = full_year(int(written)) if written else context.year
        made = canonical_id(year, post, serial) if year is not None and known_post(post) else None
        if made is None:
            return None
        low, high = match.span("cable")
        if letter:
            label = match.start("letter")
            marks.append((label, label + 2, "label", False))
        at = match.end()
        if made == context.own_id:
            marks.append((low, high, "reference-self", False))
            own.append(low)
            continue
        marks.append((low, high, "reference", True))
        passage = _new(Passage, (view.fold(low, high), (_new(Span, (low, high)),), ()))
        found.append(_new(Reference, (letter, passage, made, "cable")))
    if not marks or work[at:end].strip(" \n"):
        return None
    view.segments += marks
    for low in own:
        names_itself(view, context, low)
    return found


def its_serial(
    view: View,
    label: str | None,
    found: re.Match[str],
    context: TextContext,
    before: Reference | None,
) -> list[Reference]:
    """Return the reference that is a serial after ITS: of the post that the item before names.

    Nobody can say whose it is else, or of which year where that item has another than the cable.
    """
    passage = view.passage(*found.span())
    if passage is None:
        return []
    view.paint_passage("reference", passage)
    parts = parse_id(before.id) if before and before.id and before.kind == "cable" else None
    made = None
    if parts and parts.year == context.year:
        made = canonical_id(parts.year, parts.post, found["serial"])
    if made is None:
        message = f"the reference {passage.text!r} does not say of which post or year it is"
        view.problem("reference-without-serial", message, found.start())
    return [Reference(label, passage, made, "cable")]


def names_itself(view: View, context: TextContext, at: int) -> None:
    """Tell that the list of references names the cable itself."""
    message = f"the list of references names the cable itself, {context.own_id}"
    view.problem("fields-differ", message, at)
