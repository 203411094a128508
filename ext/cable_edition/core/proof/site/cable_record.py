"""What the record box of a cable's page must say."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import NamedTuple

from cable_edition.core.cable.dates import stamp_of
from cable_edition.core.cable.model import Passage, Value
from cable_edition.core.cable.public_record import record_address
from cable_edition.core.edition.assemble import EditedCable
from cable_edition.core.edition.references import items_of
from cable_edition.core.proof.site.cable_references import cable_link
from cable_edition.core.proof.site.expected import Expected, Tokens, el, text
from cable_edition.core.proof.site.inline_words import CableWords, note_line, note_number
from cable_edition.core.proof.site.known import Known
from cable_edition.core.words import is_translated, say

#: Rows whose words are the cable's or of its copy, and so in English.
_OF_CABLE = (
    "Origin", "Precedence", "From", "To", "Info", "Classification", "Captions", "Passing",
    "Executive order", "Subject", "Classified by", "Reasons", "Redaction", "Extract",
    "Attributes of the copy",
)  # fmt: skip


class Row(NamedTuple):
    """A row of the box: its anchor, its label, what it shows, and the line of the copy."""

    anchor: str
    label: str
    tokens: Tokens
    line: str


def record_part(page: Expected, known: Known, one: EditedCable, words: CableWords) -> None:
    """Add the box to a page."""
    rows = [row for row in _rows(known, one, words) if row.line]
    numbered = [_with_notes(one, rows, index) for index in range(len(rows))]
    lines = [f"{row.anchor} | {row.label} | {row.line}" for row in numbered]
    lines.append(f"title | | {one.subject or one.id}")
    shown = list(numbered)
    if public := record_address(known.against.settings.site.public_record, one.id):
        lines.append(f"public-record | | {public}")
        link = el("a", say("View {cable} in the public record", cable=one.id), href=public)
        shown.insert(1, Row("", "WikiLeaks", link, ""))
    # Where its labels cannot be translated, they are in English, as the words of the cable are.
    english = {"lang": "en"} if known.as_sent and not is_translated() else {}
    box = el("dl", *chain(*_fields(shown)), cls="cable-record", **english)
    page.add(box, f"```{{cable:record}} {one.id}", *lines, "```")


def _fields(rows: list[Row]) -> Iterator[tuple[Tokens, Tokens]]:
    items: list[Tokens] = []
    of_cable = {say(label) for label in _OF_CABLE}
    for index, row in enumerate(rows):
        colon = el("span", ":", cls="colon")
        if row.anchor.startswith("ref-"):
            items.append(el("li", el("p", row.tokens), id=row.anchor))
            following = rows[index + 1].anchor if index + 1 < len(rows) else ""
            if not following.startswith("ref-"):
                listed = el("ul", *items, cls="cable-references", id="references")
                yield el("dt", row.label, colon), el("dd", listed)
            continue
        extra = {"id": row.anchor} if row.anchor else {}
        body = el("p", row.tokens, **extra)
        english = {"lang": "en"} if is_translated() and row.label in of_cable else {}
        yield el("dt", row.label, colon), el("dd", body, **english)


def _with_notes(one: EditedCable, rows: list[Row], index: int) -> Row:
    """Return a row with the numbers of the notes on it as a whole."""
    row = rows[index]
    anchor = row.anchor
    if anchor.startswith("ref-"):
        last = not any(other.anchor.startswith("ref-") for other in rows[index + 1 :])
        anchor = "references" if last else ""
    if anchor in {"", "subject", "classified-by"}:
        return row
    notes = one.notes_at(anchor)
    tokens = [*row.tokens, *chain(*map(note_number, notes))]
    return row._replace(tokens=tokens, line=row.line + "".join(map(note_line, notes)))


def _plain(anchor: str, label: str, found: str | Passage | Value | None) -> Row:
    words = found if isinstance(found, str) else found.text if found else ""
    return Row(anchor, say(label), text(words), words)


def _rows(known: Known, one: EditedCable, words: CableWords) -> Iterator[Row]:
    cable, header, opening = one.cable, one.cable.header, one.cable.opening
    yield _plain("", "Identifier", one.id)
    yield origin_row(known, one)
    yield _plain("", "Created", _created(one))
    yield _plain("", "Precedence", header.precedence)
    yield _plain("", "From", header.sender)
    yield _plain("", "To", "; ".join(line.name for line in header.action))
    yield _plain("", "Info", "; ".join(line.name for line in header.info))
    yield _plain("classification", "Classification", one.classification)
    parts = opening.sections
    yield _plain(
        "section",
        "Section",
        say("{number} of {count}", number=parts[0], count=parts[1]) if parts else "",
    )
    yield _plain("captions", "Captions", ", ".join(item.text for item in opening.captions))
    yield _plain("passing", "Passing", "; ".join(item.text for item in opening.passing))
    yield _plain("eo", "Executive order", opening.eo_line)
    yield _tags(known, one, words)
    if opening.subject:
        yield Row("subject", say("Subject"), *words.at("subject"))
    for item in items_of(cable):
        label = f"{item.label}. " if item.label else ""
        shown = cable_link(known, f"cables/{one.id}", item.id, item.text) if item.id else None
        tokens, line = shown or (text(item.text), item.text)
        yield Row(item.anchor, say("References"), [*text(label), *tokens], f"{label}{line}")
    if opening.classified_by:
        yield Row("classified-by", say("Classified by"), *words.at("classified-by"))
    yield _plain("reasons", "Reasons", ", ".join(item.text for item in opening.reasons))
    yield _plain("", "Redaction", cable.record.redacted)
    yield _plain("", "Extract", cable.record.extract_note)
    yield _plain("source", "Source file", f"{cable.source.name}{_first_line(one)}")
    said = ""
    if one.redactions:
        said = " " + say("(of the published witness, in which words are withheld)")
    digest = cable.source.sha256
    tokens = [*text("SHA-256 "), *el("code", el("span", digest, cls="pre")), *text(said)]
    yield Row("", say("Checksum"), tokens, f"SHA-256 `{digest}`{said}")
    named = [f"{item.name}: {item.value.text}" for item in cable.record.attributes]
    yield _plain("", "Attributes of the copy", "; ".join(named))


def origin_row(known: Known, one: EditedCable) -> Row:
    """Return the post that sent a cable, as its page names it."""
    post = known.posts.get(one.id)
    if post is None:
        return _plain("", "Origin", one.origin)
    shown = one.origin or post.entry.name
    line = f"{{cable:post}}`{shown} <{post.entry.id}>`"
    if shown == post.entry.id:
        line = f"{{cable:post}}`{shown}`"
    return Row("", say("Origin"), known.entry_link(post, shown, f"cables/{one.id}"), line)


def _first_line(one: EditedCable) -> str:
    source = one.cable.source
    before = source.text[: one.cable.extent.start]
    if not (source.offset or before):
        return ""
    return say(", from line {line}", line=source.line + len(before.split(chr(10))))


def _created(one: EditedCable) -> str:
    created = one.cable.record.created
    if created and created.text:
        return created.text
    stamp = stamp_of(one.cable)
    return stamp.text.replace("T", " ").replace("Z", " UTC") if stamp else ""


def _tags(known: Known, one: EditedCable, words: CableWords) -> Row:
    tokens: Tokens = []
    parts: list[str] = []
    for tag in one.cable.opening.tags:
        entry = known.entries.get(("tag", tag.text))
        tokens += text("; ") if parts else []
        if entry is None:
            tokens += text(tag.text)
            parts.append(tag.text)
            continue
        tokens += words.named(entry, tag.text, tag.text)
        meaning = f" ({entry.entry.name})" if entry.entry.name else ""
        tokens += text(meaning)
        parts.append(f"{{cable:tag}}`{tag.text}`{meaning}")
    return Row("tags", "TAGS", tokens, "; ".join(parts))
