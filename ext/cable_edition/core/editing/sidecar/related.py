"""The key ``related`` of a sidecar: records that an editor names beside a cable."""

from __future__ import annotations

from cable_edition.core.cable.ids import is_valid_id
from cable_edition.core.late_methods import dataclass
from cable_edition.core.yaml_files.fields import Fields

RELATED_KEYS = {
    "id": "The id of the record, which need not be in the edition",
    "title": "What it is called",
    "date": "Its date",
    "note": "What it has to do with the cable",
    "source": "Where it is known from",
}


@dataclass(frozen=True, slots=True)
class Related:
    """A record that an editor names beside a cable; it need not be in the edition."""

    id: str
    title: str
    note: str
    date: str = ""
    source: str = ""


def read_related(fields: Fields) -> tuple[Related, ...]:
    """Read the key ``related`` of a sidecar; each record needs ``id``, ``title`` and ``source``."""
    found = []
    for one in fields.children("related", "a related record", RELATED_KEYS):
        cable = one.text("id", required=True)
        if cable and not is_valid_id(cable):
            one.note(
                "malformed-id", f"`{cable[:80]}` is no id of a cable; write it like 05OTTAWA286"
            )
        title = one.text("title", required=True)
        source = one.text("source", required=True)
        record = Related(cable, title, one.text("note"), one.date("date"), source)
        if not one.failed:
            found.append(record)
    return tuple(found)
