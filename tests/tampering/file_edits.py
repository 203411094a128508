"""Edits of the data files that hold the whole edition: its name, and what is done to it."""

from __future__ import annotations

from collections.abc import Callable

from tests.tampering.kinds import Edit, replaced


def _line(number: int, change: Callable[[list[bytes], int], object]) -> Callable[[bytes], bytes]:
    def changed(data: bytes) -> bytes:
        lines = data.splitlines(keepends=True)
        change(lines, number)
        return b"".join(lines)

    return changed


def _swapped(lines: list[bytes], number: int) -> None:
    lines[number], lines[number + 1] = lines[number + 1], lines[number]


def _cables_swapped(data: bytes) -> bytes:
    head, *cables = data.split(b"<TEI ")
    last, foot = cables[-1].split(b"</teiCorpus>")
    cables[-1] = last
    cables[0], cables[1] = cables[1], cables[0]
    return b"<TEI ".join([head, *cables]) + b"</teiCorpus>" + foot


EDITS: list[tuple[str, Edit]] = [
    ("cables.jsonl", replaced("word-changed", "a word", "harbor masters", "harbor mistress")),
    ("cables.jsonl", Edit("order", "two lines", _line(0, _swapped))),
    ("cables.jsonl", Edit("word-left-out", "a line", _line(1, list.pop))),
    ("cables.jsonl", Edit("word-added", "a line", lambda data: data + data[:2] + b"\n")),
    ("cables.jsonl", Edit("file", "no end", lambda data: data[:-1])),
    ("registers.json", replaced("register", "an office", "Coordinator", "Cook")),
    ("registers.json", replaced("register", "a status", '"verified"', '"unverified"')),
    ("registers.json", replaced("anchor", "of an entry", "person-roe-jane", "person-roe")),
    ("registers.json", replaced("name", "a place", "05ROME301#p2", "05ROME301#p3")),
    ("schema/cable.schema.json", replaced("field", "a type", '"string"', '"number"')),
    ("schema/registers.schema.json", replaced("field", "a type", '"string"', '"number"')),
    ("corpus.xml", replaced("word-changed", "a word", "harbor masters", "harbor mistress")),
    ("corpus.xml", replaced("title", "of the edition", "<title>The ", "<title>A ")),
    ("corpus.xml", replaced("anchor", "of a cable", 'xml:id="c-05ROME301"', 'xml:id="c-05ROME1"')),
    ("corpus.xml", replaced("field", "how many", 'quantity="4"', 'quantity="3"')),
    ("corpus.xml", replaced("register", "an entry", "Coordinator", "Cook")),
    ("corpus.xml", Edit("order", "cables", _cables_swapped)),
]
#: Those of TEI; all others are of JSON.
OF_TEI = [edit for name, edit in EDITS if name.endswith(".xml")]
OF_JSON = [edit for name, edit in EDITS if not name.endswith(".xml")]
