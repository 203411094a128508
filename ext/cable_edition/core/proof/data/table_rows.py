"""What the rows of the tables must be, from the records that a fresh reading gives."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from cable_edition.core.cable.ids import parse_id
from cable_edition.core.cable.marks import mark_meaning
from cable_edition.core.editing.words_alone import is_label
from cable_edition.core.edition.assemble import EditedCable
from cable_edition.core.proof.against import Against
from cable_edition.core.proof.data.entries import KINDS, anchors_of, entries_of
from cable_edition.core.proof.data.record_data import record_of
from cable_edition.core.proof.data.stated import Stated

#: Name of the table, and its row by columns; what is absent, or an empty text, is ``None``.
Named = tuple[str, dict[str, Any]]


class ExpectedRows:
    """Yields every row of the tables, in the order of each."""

    def __init__(self, against: Against, stated: Stated) -> None:
        self._edition = against.edition
        self._stated = stated
        self._named = {
            (kind, entry.id): entry.name
            for kind in KINDS
            for entry in entries_of(against.edition.registers, kind)
        }
        self._published = {one.id for one in against.edition.cables}

    def __iter__(self) -> Iterator[Named]:
        """Yield the rows cable by cable, and then those of the registers."""
        for one in self._edition.cables:
            for table, row in self._of_cable(one):
                yield table, {key: _absent(value) for key, value in row.items()}
        for table, row in self._of_registers():
            yield table, {key: _absent(value) for key, value in row.items()}

    def _of_cable(self, one: EditedCable) -> Iterator[Named]:
        record = record_of(one, self._stated)
        editorial = record["editorial"]
        read = {item["anchor"]: item["text"] for item in editorial["readings"]}
        among: dict[str, list[dict[str, Any]]] = {}
        for item in editorial["marks"]:
            among.setdefault(item["anchor"], []).append(item)
        paragraphs = [_paragraph(part, read, among) for part in record["paragraphs"]]
        words = sum(len(part["text"].split()) for part in paragraphs)
        yield "records", _record(record, read, words, one.cable.source.format)
        page = editorial["address"]
        for number, part in enumerate(paragraphs, 1):
            row = {"cable": one.id, "anchor": part["anchor"], "position": number}
            row |= {"number": part["number"], "mark": part["mark"], "level": part["level"]}
            row |= {"text": part["text"], "transmitted": part["transmitted"]}
            row |= {"words": len(part["text"].split()), "address": f"{page}#{part['anchor']}"}
            yield "paragraphs", row
            named = {"cable": one.id, "paragraph": part["anchor"]}
            for place, block in enumerate(part["blocks"], 1):
                yield "blocks", {**named, "position": place, **block}
            for place, mark in enumerate(part["marks"], 1):
                yield "portions", {**named, "position": place, **mark}
        for number, tag in enumerate(record["tags"], 1):
            name = self._named.get(("tag", tag))
            yield "tags", {"cable": one.id, "position": number, "tag": tag, "name": name}
        yield from self._layers(one.id, record)

    def _layers(self, cable: str, record: dict[str, Any]) -> Iterator[Named]:
        editorial = record["editorial"]
        for item in editorial["mentions"]:
            row = {"cable": cable, "anchor": item["anchor"], "start": item["start"]}
            row |= {"stop": item["end"], "words": item["words"], "kind": item["kind"]}
            name = self._named[item["kind"], item["entry"]]
            yield "mentions", row | {"entry": item["entry"], "name": name, "sense": item["sense"]}
        at = [item["anchor"] for item in editorial["anchors"] if item["kind"] == "reference"]
        listed = [
            (anchor, "list", item["kind"], None, item)
            for anchor, item in zip(at, record["references"], strict=True)
        ]
        met = [
            (item["paragraph"], "text", "cable" if item["id"] else None, item["offset"], item)
            for item in record["body_references"]
        ]
        for number, (anchor, place, kind, start, item) in enumerate([*listed, *met], 1):
            row = {"cable": cable, "anchor": anchor, "position": number, "place": place}
            row |= {"label": item["label"], "words": item["text"], "kind": kind}
            published = item["id"] in self._published if item["id"] else None
            yield "refs", row | {"cited": item["id"], "published": published, "start": start}
        for item in editorial["notes"]:
            row = {key: item[key] for key in ("id", "number", "anchor")}
            row |= {"start": item["position"], "lemma": item["lemma"], "kind": item["kind"]}
            row |= {"text": item["text"], "sources": "; ".join(item["sources"])}
            yield "notes", {"cable": cable, **row, "author": item["author"], "date": item["date"]}
        for item in editorial["emendations"]:
            row = {key: item[key] for key in ("id", "anchor", "start")}
            row |= {"stop": item["end"], "transmitted": item["source"], "reading": item["reading"]}
            said = {key: item[key] for key in ("rule", "certainty", "reason")}
            yield "emendations", {"cable": cable, **row, **said}

    def _of_registers(self) -> Iterator[Named]:
        edition = self._edition
        row: dict[str, Any]
        anchors = anchors_of(edition.registers)
        for kind in KINDS:
            for entry in entries_of(edition.registers, kind):
                row = {"kind": kind, "entry": entry.id, "name": entry.name, "meaning": entry.tip}
                row["anchor"] = anchors[kind, entry.id]
                row["same_as"] = "; ".join(getattr(entry, "same_as", ()))
                yield "entries", row | {"places": len(edition.places.get((kind, entry.id), ()))}
        for person in edition.registers.people:
            row = {"id": person.id, "name": person.name, "sort": person.sort}
            row |= {"meaning": person.tip, "office": person.office}
            row["office_status"] = person.office_status if person.office else None
            row["office_sources"] = "; ".join(person.office_sources)
            row["spelled"] = "; ".join(person.spelled)
            row["same_as"] = "; ".join(person.same_as)
            places = len(edition.places.get(("person", person.id), ()))
            yield "people", row | {"places": places}
        for (kind, name), found in edition.places.items():
            for at in found:
                named = {"kind": kind, "entry": name, "name": self._named.get((kind, name))}
                where = {"cable": at.cable, "anchor": at.anchor, "words": at.words}
                yield "places", {**named, **where, "sense": at.sense}


def _absent(value: Any) -> Any:
    return None if value == "" else value


def _paragraph(
    part: dict[str, Any], read: dict[str, str], among: dict[str, list[dict[str, Any]]]
) -> dict[str, Any]:
    blocks = []
    own = part["marking"] or ""
    marks = [_mark(part["anchor"], own, None)] if own else []
    first = ""
    for number, block in enumerate(part["blocks"]):
        anchor = block["anchor"] if number else part["anchor"]
        reading = read.get(anchor, block["text"])
        found = among.get(anchor, [])
        leads = _leading(reading, found)
        if not number:
            first = own or leads
            leads = leads or own
        said = {"anchor": anchor, "kind": block["kind"], "mark": leads, "level": _level(leads)}
        said |= {"text": _without(reading, found), "reading": reading}
        blocks.append({**said, "transmitted": block["text"]})
        marks += [_mark(anchor, item["mark"], item["start"]) for item in found if item["mark"]]
    return {
        "anchor": part["anchor"],
        "number": part["n"],
        "mark": first,
        "level": _level(first),
        "text": " ".join(block["text"] for block in blocks if block["text"]),
        "transmitted": part["text"],
        "blocks": blocks,
        "marks": marks,
    }


def _mark(anchor: str, mark: str, start: int | None) -> dict[str, Any]:
    said = {"anchor": anchor, "mark": mark, "level": _level(mark), "caveat": _caveat(mark)}
    return {**said, "meaning": mark_meaning(mark), "start": start}


def _level(mark: str) -> str:
    return mark.strip("()").split("/")[0].strip()


def _caveat(mark: str) -> str:
    return re.sub("/+", "/", mark.strip("()")).partition("/")[2].strip(" /")


def _without(reading: str, found: list[dict[str, Any]]) -> str:
    """Cut the marks out; white space there becomes one blank."""
    starts = [*(item["start"] for item in found), len(reading)]
    ends = [0, *(item["end"] for item in found)]
    left = [reading[end:start] for end, start in zip(ends, starts, strict=True)]
    return " ".join(filter(None, (words.strip(" ") for words in left))) if found else reading


def _leading(reading: str, found: list[dict[str, Any]]) -> str:
    """Return the mark before all words of a part, of which the sign of an item is none."""
    seen: list[dict[str, Any]] = []
    for item in found:
        if item["mark"]:
            before = _without(reading[: item["start"]], seen)
            return "" if before and not is_label(before) else str(item["mark"])
        seen.append(item)
    return ""


def _record(
    record: dict[str, Any], read: dict[str, str], words: int, source_format: str
) -> dict[str, Any]:
    editorial, source = record["editorial"], record["source"]
    id_, date = editorial["id"], editorial["date"]
    parts = parse_id(id_)
    return {
        "id": id_,
        "date": date,
        "day": date if len(date) == 10 else None,
        "year": int(date.partition("-")[0]) if date else None,
        "message_datetime": record["message_datetime"],
        "post": parts.post if parts else None,
        "origin": record["record"]["origin"] or record["from"],
        "sender": record["from"],
        "action": "; ".join(line["name"] for line in record["action_recipients"]),
        "info": "; ".join(line["name"] for line in record["info_recipients"]),
        "classification": record["classification"],
        "captions": "; ".join(record["captions"]),
        "tags": "; ".join(record["tags"]),
        "subject": read.get("subject", record["subject"]),
        "paragraphs": len(record["paragraphs"]),
        "words": words,
        "signature": record["signature"],
        "partial": record["missing"]["header"],
        "redactions": record["missing"]["redactions"],
        "excisions": record["missing"]["excisions"],
        "source_file": source["name"],
        "source_format": source_format,
        "source_sha256": source["sha256"],
        "address": editorial["address"],
    }
