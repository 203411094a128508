"""Edits of the JSON records of 05ROME301 and 08ROME410, of the edition that has everything."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from tests.tampering.kinds import Edit

Record = dict[str, Any]


def edit(kind: str, name: str, change: Callable[[Record], object]) -> Edit:
    def changed(data: bytes) -> bytes:
        record = json.loads(data)
        change(record)
        return (json.dumps(record, ensure_ascii=False) + "\n").encode()

    return Edit(kind, name, changed)


def put(path: str, value: Any) -> Callable[[Record], object]:
    """Put a value at a path such as ``paragraphs.0.text``."""

    def change(record: Any) -> None:
        *steps, last = path.split(".")
        for step in steps:
            record = record[int(step) if step.isdigit() else step]
        key = int(last) if last.isdigit() else last
        assert record[key] != value
        record[key] = value

    return change


def _with(path: str, change: Callable[[Any], Any]) -> Callable[[Record], object]:
    def changed(record: Any) -> None:
        for step in path.split("."):
            record = record[int(step) if step.isdigit() else step]
        change(record)

    return changed


def _swap(one: int, other: int) -> Callable[[list[Any]], None]:
    def change(items: list[Any]) -> None:
        items[one], items[other] = items[other], items[one]

    return change


def _words(path: str, change: Callable[[str], str]) -> Callable[[Record], object]:
    *steps, last = path.split(".")

    def changed(holder: Any) -> None:
        for step in steps:
            holder = holder[int(step) if step.isdigit() else step]
        holder[last] = change(holder[last])

    return changed


def _other_letter(text: str) -> str:
    return ("x" if text[0] != "x" else "y") + text[1:]


def _no_number(data: bytes) -> bytes:
    record = json.loads(data)
    record["paragraphs"][0]["n"] = float("nan")
    return json.dumps(record).encode()


TEXTS = (
    "paragraphs.0.text",
    "paragraphs.1.text",
    "paragraphs.1.blocks.1.text",
    "paragraphs.4.text",
    "headings.0.text",
    "closing.0.text",
    "signature",
    "subject",
    "editorial.readings.1.text",
)
FIELDS: dict[str, Any] = {
    "reference_id": "05ROME302",
    "classification": "SECRET",
    "message_datetime": "2005-02-01T00:00:00Z",
    "eo_line": "E.O. 1",
    "declassify_on": "2030-01-01",
    "tags.0": "PTER",
    "captions.0": "NODIS",
    "references.0.id": "04ROME4412",
    "references.0.text": "04 ROME 4412",
    "classified_by.name": "Jane Roe",
    "reasons.0": "1.4 (c)",
    "record.origin": "Embassy Paris",
    "source.sha256": "0" * 64,
    "source.name": "other.txt",
    "missing.header": False,
    "found.subject.how": "position",
    "summary": "Nothing.",
    "editorial.date": "2005-01-30",
    "sections.of": 4,
}
EDITS: list[Edit] = [
    *(edit("word-changed", path, _words(path, _other_letter)) for path in TEXTS),
    *(edit("word-added", path, _words(path, lambda t: f"{t} not")) for path in TEXTS),
    *(edit("word-left-out", path, _words(path, lambda t: t[:-1])) for path in TEXTS),
    edit("word-left-out", "a paragraph", _with("paragraphs", lambda items: items.pop(2))),
    edit("word-left-out", "the headings", put("headings", [])),
    edit("word-added", "a paragraph", _with("paragraphs", lambda items: items.append(items[0]))),
    edit("order", "two paragraphs", _with("paragraphs", _swap(2, 3))),
    edit("order", "two blocks", _with("paragraphs.1.blocks", _swap(1, 2))),
    edit("order", "two TAGS", _with("tags", _swap(0, 1))),
    edit("order", "two anchors", _with("editorial.anchors", _swap(4, 5))),
    edit("order", "two emendations", _with("editorial.emendations", _swap(0, 1))),
    edit("anchor", "of a paragraph", put("paragraphs.2.anchor", "p9")),
    edit("anchor", "twice", put("paragraphs.3.anchor", "p3")),
    edit("anchor", "of a heading", put("headings.0.anchor", "h2")),
    edit("anchor", "in the list", put("editorial.anchors.3.anchor", "p9")),
    edit("anchor", "not in the list", _with("editorial.anchors", lambda items: items.pop())),
    edit("number", "another", put("paragraphs.1.n", 7)),
    edit("number", "none", put("paragraphs.1.n", None)),
    edit("number", "as text", put("paragraphs.1.n", "2")),
    edit("number", "as a fraction", put("paragraphs.1.n", 2.5)),
    edit("number", "true", _with("paragraphs.0", lambda item: item.__setitem__("n", True))),
    *(edit("mark", f"of {n}", put(f"paragraphs.{n}.marking", "(S)")) for n in range(4)),
    edit("mark", "none", put("paragraphs.1.marking", None)),
    edit("emendation", "reading", put("editorial.emendations.0.reading", ";")),
    edit("emendation", "source", put("editorial.emendations.0.source", ";")),
    edit("emendation", "certainty", put("editorial.emendations.0.certainty", "possible")),
    edit("emendation", "rule", put("editorial.emendations.0.rule", "conjecture")),
    edit("emendation", "place", put("editorial.emendations.0.start", 1)),
    edit("emendation", "gone", _with("editorial.emendations", lambda items: items.pop())),
    edit("note", "words", put("editorial.notes.0.text", "Otherwise.")),
    edit("note", "kind", put("editorial.notes.0.kind", "fact")),
    edit("note", "place", put("editorial.notes.2.position", 3)),
    edit("note", "anchor", put("editorial.notes.2.anchor", "p1")),
    edit("note", "source", put("editorial.notes.1.sources", [])),
    edit("note", "gone", _with("editorial.notes", lambda items: items.pop())),
    edit("name", "another person", put("editorial.mentions.0.entry", "nobody")),
    edit("name", "another kind", put("editorial.mentions.0.kind", "term")),
    edit("name", "other words", put("editorial.mentions.0.words", "Nobody")),
    edit("name", "elsewhere", put("editorial.mentions.0.start", 0)),
    edit("name", "gone", _with("editorial.mentions", lambda items: items.pop(0))),
    *(edit("field", path, put(path, value)) for path, value in FIELDS.items()),
    edit("title", "of the edition", put("editorial.edition.title", "Another")),
    edit("title", "version", put("editorial.edition.version", "9.0.0")),
    edit("title", "DOI", put("editorial.edition.doi", "10.1/x")),
    edit("title", "address", put("editorial.address", "https://example.org/")),
    edit("markup", "a key", _with("editorial", lambda e: e.update(x=1))),
    edit("markup", "a key of a paragraph", _with("paragraphs.0", lambda p: p.update(x=1))),
    edit("markup", "a key is missing", lambda record: record.pop("summary")),
    Edit("markup", "a key twice", lambda data: data.replace(b"{", b'{"signature":"X",', 1)),
    Edit("markup", "no number", _no_number),
    Edit("file", "cut off", lambda data: data[:-20]),
    Edit("file", "empty", lambda _: b""),
    Edit("file", "another encoding", lambda data: data.decode().encode("utf-16")),
    Edit("file", "a list", lambda data: b"[" + data + b"]"),
]

#: Edits of 08ROME410, whose reading the editors corrected.
READING = "08ROME410"
_CORRECTED: dict[str, Any] = {
    "number": 7,
    "kind": "quotation",
    "anchor": "p2",
    "text": "Coin",
    "through": "end",
    "paragraph": 9,
    "means": "08ROME405",
    "reason": "None.",
}
ON_READING: list[Edit] = [
    *(edit("reading", key, put(f"corrections.0.{key}", new)) for key, new in _CORRECTED.items()),
    edit("reading", "the number given", put("corrections.2.paragraph", 4)),
    edit("reading", "the cable meant", put("corrections.8.means", "08ROME405")),
    edit("reading", "gone", _with("corrections", lambda items: items.pop())),
    edit("reading", "all gone", put("corrections", [])),
    edit("reading", "one more", _with("corrections", lambda items: items.append(items[0]))),
    edit("reading", "two change places", _with("corrections", _swap(0, 1))),
    edit("reading", "who found a field", put("found.subject.how", "label")),
    edit("reading", "which correction", put("found.subject.by", "correction 1")),
]
