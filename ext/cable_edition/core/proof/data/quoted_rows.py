"""What the data must say of the works that quote the edition: rows of the tables, and the graph."""

from __future__ import annotations

from typing import Any

from cable_edition.core.edition.model import Edition

_TYPES = {
    "article-journal": "ScholarlyArticle",
    "article-magazine": "Article",
    "article-newspaper": "NewsArticle",
    "book": "Book",
    "chapter": "Chapter",
    "paper-conference": "ScholarlyArticle",
    "post-weblog": "BlogPosting",
    "report": "Report",
    "thesis": "Thesis",
    "webpage": "WebPage",
}
_SAID = ("title", "container", "publisher", "year", "kind", "address")


def rows_of_quotations(edition: Edition) -> list[dict[str, Any]]:
    """Return the rows, each with the keys in their order."""
    found = []
    for one in edition.quoted:
        entry, work = one.quotation, one.work
        row: dict[str, Any] = {"id": entry.id, "work": entry.work, "page": entry.page}
        row["words"] = " ".join(entry.words.split())
        row["verdict"] = one.verdict
        row["places"] = [f"{at.cable}#{at.anchor}".rstrip("#") for at in one.places]
        row["witnesses"] = [at.witness or "A" for at in one.places]
        changed = [step for step in one.diff if step[0] == "~"]
        row["changes"] = [" / ".join(step[1:]) for step in changed]
        row |= {"named_cable": entry.cable, "named_paragraph": entry.paragraph}
        row["authors"] = [*work.authors]
        found.append(row | {name: getattr(work, name) for name in _SAID})
    return found


def nodes_of_works(edition: Edition, base_url: str) -> list[dict[str, Any]]:
    """Return the nodes of the works that quote places of the edition."""
    nodes: dict[str, dict[str, Any]] = {}
    for one in edition.quoted:
        if one.at is None:
            continue
        work = one.work
        if work.id not in nodes:
            node: dict[str, Any] = {}
            if work.address:
                node["@id"] = work.address
            node["@type"] = _TYPES.get(work.kind, "CreativeWork")
            node["name"] = work.title or work.id
            if work.authors:
                node["author"] = [{"@type": "Thing", "name": name} for name in work.authors]
            if work.year:
                node["datePublished"] = work.year
            node["cito:includesQuotationFrom"] = []
            nodes[work.id] = node
        anchor, copy = one.at.anchor, one.at.witness
        if copy and anchor[:3] != "in-":
            anchor = f"beside-{copy.lower()}-{anchor}" if anchor else "witnesses"
        place = {"@id": f"{base_url}cables/{one.at.cable}.html#{anchor}".rstrip("#")}
        if copy:
            place["name"] = f"witness {copy}"
        quoted = nodes[work.id]["cito:includesQuotationFrom"]
        if place not in quoted:
            quoted.append(place)
    return list(nodes.values())
