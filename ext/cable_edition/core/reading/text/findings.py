"""How the fields of a cable text were found, told after they were read."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from cable_edition.core.cable.fold import fold
from cable_edition.core.cable.model import Finding, Found

if TYPE_CHECKING:
    from cable_edition.core.cable.model import Passage
    from cable_edition.core.reading.text.opening import Found as Read
    from cable_edition.core.reading.text.view import View

#: The keys of the record whose values the labels of the opening lead to.
_LABELLED = {
    "eo": ("eo_line", "declassify_on"),
    "tags": ("tags",),
    "subject": ("subject",),
    "ref": ("references",),
    "cls": ("classified_by", "reasons"),
    "reason": ("reasons",),
}
#: Fields that have no label: their place in the form tells what they are.
_PLACES = tuple(
    (key, Finding(key, Found.POSITION, place))
    for key, place in (
        ("classification", "classification line"),
        ("sections", "classification line"),
        ("captions", "lines below the classification line"),
        ("passing", "lines below the classification line"),
    )
)
_SIGNED = Finding("signature", Found.POSITION, "after the last paragraph")
_SUMMED = Finding("summary", Found.LABEL, "Summary")


@lru_cache(1024)
def _finding(key: str, how: Found, by: str) -> Finding:
    """Return a finding; labels are written in few ways, so cables share them."""
    return Finding(key, how, fold(by))


def findings_of(
    view: View, read: Read, signature: Passage | None, summary: str | None
) -> tuple[Finding, ...]:
    """Return how each field of the text that has a value was found.

    ``read`` is the opening as it was read; the first label that leads to a field decided on it.
    """
    opening = read.opening
    found = [finding for key, finding in _PLACES if getattr(opening, key)]
    found += [_finding(key, Found.POSITION, place) for key, place in read.placed.items()]
    found += [_finding(key, Found.LABEL, label) for key, label in read.labelled.items()]
    seen = {*read.placed, *read.labelled}
    for label in read.labels:
        for key in _LABELLED[label.field]:
            if key not in seen and getattr(opening, key):
                seen.add(key)
                found.append(_finding(key, Found.LABEL, view.text[label.start : label.end]))
    if signature:
        found.append(_SIGNED)
    if summary:
        found.append(_SUMMED)
    return tuple(found)
