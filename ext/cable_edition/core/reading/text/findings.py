"""How the fields of a cable text were found, told after they were read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cable_edition.core.cable.model import Finding, Found

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cable_edition.core.cable.model import Opening, Passage
    from cable_edition.core.reading.text.labels import Label
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
_PLACES = (
    ("classification", "classification line"),
    ("sections", "classification line"),
    ("captions", "lines below the classification line"),
    ("passing", "lines below the classification line"),
)
_SIGNED = Finding("signature", Found.POSITION, "after the last paragraph")
_SUMMED = Finding("summary", Found.LABEL, "Summary")


def findings_of(
    view: View,
    opening: Opening,
    labels: Iterable[Label],
    signature: Passage | None,
    summary: str | None,
) -> tuple[Finding, ...]:
    """Return how each field of the text that has a value was found.

    ``labels`` are those that were met, in order; the first that leads to a field decided on it.
    """
    found = [Finding(key, Found.POSITION, place) for key, place in _PLACES if getattr(opening, key)]
    seen: set[str] = set()
    for label in labels:
        for key in _LABELLED[label.field]:
            if key not in seen and getattr(opening, key):
                seen.add(key)
                found.append(Finding(key, Found.LABEL, view.fold(label.start, label.end)))
    if signature:
        found.append(_SIGNED)
    if summary:
        found.append(_SUMMED)
    return tuple(found)
