"""The key ``emendations`` of a sidecar: each place where the edition reads otherwise."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cable_edition.core.editing.emendation_rules import CERTAINTIES, RULES, Certainty
from cable_edition.core.editing.sidecar.place import ITEM_ID, PLACE_KEYS, Place, read_place
from cable_edition.core.late_methods import dataclass

if TYPE_CHECKING:
    from cable_edition.core.yaml_files.fields import Fields

EMENDATION_KEYS = {
    **PLACE_KEYS,
    "read": "The words as the edition reads them; an empty text leaves them out",
    "rule": "The rule by which it is emended",
    "certainty": "How certain it is; without it, as certain as its rule",
    "reason": "Why, in a sentence; a conjecture should have one",
    "id": "A name of your own for its address; without it, the address counts",
}


@dataclass(frozen=True, slots=True)
class EmendationEntry:
    """An emendation as written: where, what the source has (``place.quote``), what to read.

    ``rule`` is the id of a rule; ``certainty`` is that of the rule unless the editor says
    otherwise; ``reason`` is editorial Markdown or empty; ``id`` is the editor's or empty.
    """

    place: Place
    read: str
    rule: str
    certainty: Certainty
    reason: str = ""
    id: str = ""


def read_emendations(fields: Fields) -> tuple[EmendationEntry, ...]:
    """Read the list; a faulty entry is noted and left out."""
    entries = []
    for child in fields.children("emendations", "an emendation", EMENDATION_KEYS):
        place = read_place(child, quoted=True)
        if not child.has("read"):
            child.note("missing-key", 'an emendation needs `read`; `read: ""` leaves the words out')
        if not child.has("rule"):
            known = ", ".join(RULES)
            child.note("missing-key", f"an emendation needs `rule`, one of {known}")
        rule = child.choice("rule", tuple(RULES), "conjecture")
        entry = EmendationEntry(
            place,
            child.text("read"),
            rule,
            child.choice("certainty", CERTAINTIES, RULES[rule].certainty),
            child.text("reason"),
            child.identifier("id", ITEM_ID, "small letters, digits and hyphens")
            if child.has("id")
            else "",
        )
        if entry.read == place.quote and place.quote and not child.failed:
            child.note("same-reading", "`read` is what the source has; there is nothing to emend")
        if not child.failed:
            entries.append(entry)
    return tuple(entries)
