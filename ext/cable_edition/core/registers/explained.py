"""How each field of a cable was found, and which entries of the packaged lists decided.

The lists are files in ``core/data``: ``posts.tsv``, ``tags.tsv`` and ``titles.txt``. Rows say where
they were looked up, or that they were not.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from cable_edition.core.cable.fold import fold
from cable_edition.core.cable.ids import parse_id
from cable_edition.core.cable.model import Finding, Found, Passage, Value
from cable_edition.core.cable.posts import known_post, squeezed
from cable_edition.core.reading.text.officer import TITLES_SOURCE, title_of
from cable_edition.core.registers.tag_table import lookup

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cable_edition.core.cable.model import Cable, Span

#: What the column of sources says where a row is general knowledge.
_NOT_LOOKED_UP = "none looked up"


class ListEntry(NamedTuple):
    """An entry of a packaged list that decided, or the word that it has none (``known`` false).

    ``list`` is the name of its file, ``key`` the first column of its row, ``words`` what the row
    says, and ``written`` how the cable has it where that differs.
    """

    list: str
    key: str
    words: str = ""
    source: str = ""
    written: str = ""
    known: bool = True

    @property
    def looked_up(self) -> bool:
        """Whether the row names a source in which it was looked up."""
        return self.known and not self.source.startswith(_NOT_LOOKED_UP)


class Explained(NamedTuple):
    """One field that has a value: the value in words, how it was found, and where it stands.

    ``how`` and ``by`` are those of :class:`~cable_edition.core.cable.model.Finding`; ``line`` of
    the file counts from 1, and is ``None`` where no words of the source are the value.
    """

    field: str
    value: str
    how: Found
    by: str | None
    line: int | None
    entries: tuple[ListEntry, ...] = ()


def explained(cable: Cable) -> tuple[list[Explained], list[str]]:
    """Return the fields of ``cable`` that have a value, in the order of its record; the others."""
    record = cable.to_dict()
    found = {item.field: item for item in cable.found}
    told: list[Explained] = []
    absent: list[str] = []
    for field in FIELDS:
        value = record[field]
        if value in (None, [], {}):
            absent.append(field)
            continue
        finding = found.get(field) or Finding(field, Found.POSITION)
        at = _line(cable, _span(cable, field)) if finding.how is not Found.INFERENCE else None
        entries = tuple(dict.fromkeys(_entries(cable, field)))
        told.append(Explained(field, _shown(value), finding.how, finding.by, at, entries))
    return told, absent


#: The fields that are told of, in the order of the record.
FIELDS = (
    "reference_id",
    "transmission_id",
    "message_datetime",
    "precedence",
    "from",
    "action_recipients",
    "info_recipients",
    "distribution",
    "drafted_by",
    "approved_by",
    "classification",
    "captions",
    "passing",
    "sections",
    "eo_line",
    "declassify_on",
    "tags",
    "subject",
    "references",
    "classified_by",
    "reasons",
    "summary",
    "signature",
)
#: Field -> the name of its value in the model, where they differ.
_NAMES = {"from": "sender", "action_recipients": "action", "info_recipients": "info"}


def _span(cable: Cable, field: str) -> Span | None:
    """Return where the value of a field stands in the source, its first words."""
    if field == "reference_id":
        identifier = cable.record.identifier
        written = identifier if cable.found and _by_record(cable, field) else cable.opening.post
        return written.spans[0] if written else None
    if field == "sections":
        return cable.opening.section_span
    if field == "signature":
        return cable.signature.spans[0] if cable.signature else None
    if field == "message_datetime" and not cable.header.message_datetime:
        return cable.created.spans[0] if cable.created and cable.created.spans else None
    name = _NAMES.get(field, field)
    value = getattr(cable.header, name, None) or getattr(cable.opening, name, None)
    first = value[0] if isinstance(value, tuple) and not isinstance(value, Passage) else value
    if isinstance(value, Passage | Value):
        first = value
    passage = getattr(first, "passage", first)
    spans = getattr(passage, "spans", None) or (getattr(passage, "span", None),)
    return spans[0]


def _by_record(cable: Cable, field: str) -> bool:
    return any(item.field == field and item.how is Found.RECORD for item in cable.found)


def _line(cable: Cable, span: Span | None) -> int | None:
    """Return the line of the file on which words begin."""
    if span is None:
        return None
    return cable.source.line + cable.source.text.count("\n", 0, span.start) + 1


def _shown(value: object) -> str:
    """Return a value of the record in words: a list parted by semicolons."""
    if isinstance(value, list):
        return "; ".join(_shown(item) for item in value)
    if isinstance(value, dict):
        named = value.get("id") or value.get("name") or value.get("text")
        if named is None and "n" in value:
            return f"{value['n']} of {value['of']}"
        return str(named)
    return fold(str(value))


def _entries(cable: Cable, field: str) -> Iterator[ListEntry]:
    """Yield the entries of lists on which the value of a field rests."""
    opening = cable.opening
    if field == "reference_id":
        written = opening.post.text if opening.post else ""
        yield from _post(cable.reference_id, written)
    elif field == "references":
        for item in opening.references:
            yield from _post(item.id, item.passage.text)
    elif field == "tags":
        for tag in opening.tags:
            yield _tag(tag.text)
    elif field == "classified_by" and opening.classified_by and opening.classified_by.title:
        for word in opening.classified_by.title.text.split():
            yield from _title(word)


def _post(identifier: str | None, written: str) -> Iterator[ListEntry]:
    """Yield the row of the post of an id; ``written`` are the words that name it."""
    parts = parse_id(identifier) if identifier else None
    if parts is None:
        return
    row = known_post(parts.post)
    if row is None:
        yield ListEntry("posts.tsv", parts.post, known=False)
        return
    words = squeezed(written)
    form = next((one for one in row.forms if squeezed(one) in words), "")
    plain = squeezed(row.name) in words or parts.post in words
    if not plain and not form and words:
        form = fold(written)
    yield ListEntry("posts.tsv", row.code, row.name, row.source, "" if plain else form)


def _tag(code: str) -> ListEntry:
    bare = code.partition(" (")[0]
    row = lookup(bare)
    if row is None:
        return ListEntry("tags.tsv", bare, known=False)
    (statement,) = row.statements
    words = f"{row.kind}: {row.name}" if row.name else row.kind
    return ListEntry("tags.tsv", bare, words, statement.sources[0])


def _title(word: str) -> Iterator[ListEntry]:
    known = title_of(word)
    if known is None:
        return
    bare = word.strip('()".,:;').lower()
    written = "" if bare in {known, known.strip(".")} else word
    yield ListEntry("titles.txt", known, source=TITLES_SOURCE, written=written)
