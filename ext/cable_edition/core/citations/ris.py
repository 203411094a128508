"""A cable as a record in the RIS format (tags as Zotero, EndNote and rispy read them)."""

from __future__ import annotations

from cable_edition.core.citations.item import NO_SLOTS, CitedCable, Slots


def ris(item: CitedCable, slots: Slots = NO_SLOTS) -> str:
    """Return the record: of type ``RPRT``, lines of tag and value, ended by ``ER``.

    Reference managers keep day, kind and number of a report (``SN``), and lose them of a document
    of a government (``GOVDOC``). An author who is a body ends with a comma in RIS, or readers would
    take its last word for a surname.
    """
    parts = item.date_parts
    day = "/".join(f"{part:02}" for part in parts)
    rows = [
        ("TY", "RPRT"),
        ("AU", f"{item.author.replace(',', '')}," if item.author else ""),
        ("TI", item.title),
        ("PY", f"{parts[0]:04}"),
        ("DA", f"{day}/" if len(parts) == 3 else ""),
        ("ID", item.id),
        ("SN", item.id),
        ("M3", "Diplomatic cable"),
        ("PB", item.author),
        ("T2", item.edition.title),
        ("ET", item.edition.version),
        ("UR", item.address + slots.fragment if item.address else ""),
        ("DO", item.doi),
        ("N1", item.edition_year + slots.place + slots.view),
    ]
    lines = [f"{tag}  - {value}" for tag, value in rows if value]
    return "\r\n".join([*lines, "ER  - "]) + "\r\n"
