"""What a page must say of references: links to cables, who cites a cable, related records."""

from __future__ import annotations

from typing import NamedTuple
from urllib.parse import urlsplit

from cable_edition.core.editing.sidecar.related import Related
from cable_edition.core.edition.assemble import EditedCable
from cable_edition.core.edition.missing import english_remarks
from cable_edition.core.edition.references import Citation
from cable_edition.core.proof.site.expected import Expected, Tokens, el, joined_by, text
from cable_edition.core.proof.site.inline_words import outside_link
from cable_edition.core.proof.site.known import Known
from cable_edition.core.words import around, is_translated, say


class Linked(NamedTuple):
    """What stands on a page, and the same in its copy."""

    tokens: Tokens
    line: str


def cable_link(known: Known, page: str, cable_id: str, shown: str = "") -> Linked:
    """Return the link to a cable; one that leads out of the edition is marked."""
    words = shown or cable_id
    if cable_id in known.cables:
        tokens = el("a", words, href=known.address(f"cables/{cable_id}", page))
        return Linked(tokens, f"{{cable:cable}}`{words} <{cable_id}>`")
    line = words
    if known.against.settings.site.public_record:
        target = "" if words == cable_id else f" <{cable_id}>"
        line = f"{{cable:record}}`{words}{target}`"
    outside = f" {say('(outside this edition)')}"
    return Linked([*outside_link(known, cable_id, words), *text(outside)], line + outside)


def place_link(known: Known, page: str, cable_id: str, anchor: str) -> Linked:
    """Return the link to a place at which a cable cites another."""
    if anchor.startswith("ref-"):
        said = say("reference {letter}", letter=anchor.removeprefix("ref-").upper())
        return Linked(text(said), said)
    said = short_place(anchor)
    target = f"{cable_id}#{anchor}"
    tokens = el("a", said, href=known.place(target, page))
    return Linked(tokens, f"{{cable:par}}`{said} <{target}>`")


def short_place(anchor: str) -> str:
    """Return the short name of a place: that of a paragraph has its sign."""
    return f"¶ {anchor[1:]}" if anchor[:1] == "p" and anchor[1:2].isdigit() else anchor


def citation(known: Known, page: str, one: Citation) -> Linked:
    """Return the line on a cable that cites another."""
    citing = known.cables[one.citing]
    date = f", {citing.date}" if citing.date else ""
    about, line = text(date), date
    if citing.subject:
        about += [*text(", "), *known.sent(citing.subject)]
        line += f", {{cable:sent}}`{citing.subject}`"
    link = cable_link(known, page, one.citing)
    places = [place_link(known, page, one.citing, anchor) for anchor in one.places]
    return Linked(
        [*link.tokens, *about, *text(": "), *joined_by(", ", (p.tokens for p in places))],
        f"- {link.line}{line}: {', '.join(p.line for p in places)}",
    )


def remark(known: Known, one: EditedCable, sentence: str) -> Linked:
    """Return a sentence on what a cable lacks, marked where it is in another language."""
    if is_translated() and sentence in english_remarks(one):
        return Linked(known.sent(sentence), f"{{cable:sent}}`{sentence}`")
    return Linked(text(sentence), sentence)


def section(known: Known, anchor: str, title: str, *body: Tokens) -> Tokens:
    """Return a section with a title of the edition's own."""
    return el("section", el("h2", title, known.heading.link(anchor)), *body, id=anchor)


def cited_by_part(page: Expected, known: Known, cable_id: str) -> None:
    """Add the section on the cables that cite one."""
    found = known.graph.cited_by.get(cable_id, ())
    if not found:
        return
    limit = known.against.settings.limits.places_per_entry
    here = f"cables/{cable_id}"
    shown = [citation(known, here, one) for one in found[:limit]]
    body = [el("ul", *(el("li", el("p", one.tokens)) for one in shown))]
    lines = [one.line for one in shown]
    parts = range(2, (len(found) - 1) // limit + 2)
    if parts:
        pages = [(str(n), f"references/more/{cable_id}-{n}") for n in parts]
        first, last = around("More cables that cite this one: {link}.")
        body.append(el("p", first, *links_to(pages), last))
        lines.append(f"{first}{lines_to(pages)}{last}")
    page.add(
        section(known, "cited-by", say("Cited by"), *body),
        "::::{cable:section} cited-by", f":title: {say('Cited by')}", *lines, "::::",
    )  # fmt: skip


def links_to(pages: list[tuple[str, str]]) -> list[Tokens]:
    """Return links to further pages, each with its words and its page."""
    return [joined_by(", ", (el("a", words, href=at) for words, at in pages))]


def lines_to(pages: list[tuple[str, str]]) -> str:
    """Return the same in the copy."""
    return ", ".join(f"[{words}](/{at}.md)" for words, at in pages)


def is_web(source: str) -> bool:
    """Whether a source is an address that a page links to."""
    parts = urlsplit(source) if source.lower().startswith(("http://", "https://")) else None
    return bool(parts and parts.netloc) and not any(mark in source for mark in ' <>"`\\')


def related_part(page: Expected, known: Known, cable_id: str) -> None:
    """Add the section on records that are related to one."""
    found = known.edition.related.get(cable_id, ())
    if not found:
        return
    shown = [_related(known, f"cables/{cable_id}", one) for one in found]
    listed = el("ul", *(el("li", el("p", one.tokens)) for one in shown))
    page.add(
        section(known, "related", say("Related records"), listed),
        "::::{cable:section} related", f":title: {say('Related records')}",
        *(one.line for one in shown), "::::",
    )  # fmt: skip


def _related(known: Known, here: str, one: Related) -> Linked:
    link = cable_link(known, here, one.id)
    told = ", ".join(part for part in (one.date, one.title) if part)
    note = f" {one.note}" if one.note else ""
    before = f": {told}.{note} ("
    if is_web(one.source):
        source = el("a", say("source"), href=one.source)
        return Linked(
            [*link.tokens, *text(before), *source, *text(")")],
            f"- {link.line}{before}[{say('source')}]({one.source}))",
        )
    return Linked(
        [*link.tokens, *text(f"{before}{one.source})")], f"- {link.line}{before}{one.source})"
    )
