"""The words of a row of the record, as the page of a cable shows them: what a note on it is of."""

from __future__ import annotations

from collections.abc import Mapping

from cable_edition.core.edition.model import EditedCable
from cable_edition.core.edition.references import items_of


def row_words(one: EditedCable, anchor: str, tags: Mapping[str, str]) -> str:
    """Return the words of a row that is no text of the cable: ``section``, ``tags`` ...

    ``tags`` are the names of TAGS by code. Words of the edition itself, which are in its language,
    are left out: of *1 of 3* there is the number with which the row begins in every language.
    """
    opening = one.cable.opening
    words = {
        "classification": one.classification,
        "captions": ", ".join(item.text for item in opening.captions),
        "passing": "; ".join(item.text for item in opening.passing),
        "eo": opening.eo_line.text if opening.eo_line else "",
        "tags": "; ".join(
            f"{tag.text} ({name})" if (name := tags.get(tag.text)) else tag.text
            for tag in opening.tags
        ),
        "references": " ".join(
            f"{item.label}. {item.text}" if item.label else item.text
            for item in items_of(one.cable)
        ),
        "reasons": ", ".join(item.text for item in opening.reasons),
        "section": str(opening.sections[0]) if opening.sections else "",
        "source": one.cable.source.name,
    }
    return words.get(anchor, "")
