"""Who quotes the edition, as data: a row for each quotation, and the works as linked data.

The graph uses CiTO, the Citation Typing Ontology: a work ``cito:includesQuotationFrom`` the
paragraph that it quotes. Words of another witness have the address at which they stand beside the
base text, or that of their passage, and the name of the witness. Quotations that stand nowhere, or
may stand in several cables, are in the tables and not in the graph.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from cable_edition.core.editing.sidecar.witness_entries import BASE_SIGLUM
from cable_edition.core.quotations.quoted import Quoted, QuotedAt
from cable_edition.core.quotations.shown import beside, is_of_copy
from cable_edition.core.registers.works import Work

CITO = "http://purl.org/spar/cito/"
#: The types of schema.org; another work is a creative work.
_TYPES = {
    "book": "Book",
    "chapter": "Chapter",
    "article-journal": "ScholarlyArticle",
    "article-magazine": "Article",
    "article-newspaper": "NewsArticle",
    "paper-conference": "ScholarlyArticle",
    "report": "Report",
    "thesis": "Thesis",
    "webpage": "WebPage",
    "post-weblog": "BlogPosting",
}


def quoted_rows(quoted: Sequence[Quoted]) -> list[dict[str, Any]]:
    """Return a row for each quotation, in the order of the register."""
    return [
        {
            "id": one.quotation.id,
            "work": one.work.id,
            "page": one.quotation.page,
            "words": " ".join(one.quotation.words.split()),
            "verdict": one.verdict,
            "places": [f"{at.cable}#{at.anchor}" if at.anchor else at.cable for at in one.places],
            "witnesses": [at.witness or BASE_SIGLUM for at in one.places],
            "changes": [f"{step[1]} / {step[2]}" for step in one.diff if step[0] == "~"],
            "named_cable": one.quotation.cable,
            "named_paragraph": one.quotation.paragraph,
            **_told(one.work),
        }
        for one in quoted
    ]


def _told(work: Work) -> dict[str, Any]:
    return {
        "authors": list(work.authors),
        "title": work.title,
        "container": work.container,
        "publisher": work.publisher,
        "year": work.year,
        "kind": work.kind,
        "address": work.address,
    }


def quoting_nodes(quoted: Sequence[Quoted], base: str) -> Iterator[dict[str, Any]]:
    """Yield a node for each work whose quotations have a place; ``base`` is before ``cables/``."""
    places: dict[str, dict[str, str]] = {}
    works: dict[str, Work] = {}
    for one in quoted:
        if at := one.at:
            works[one.work.id] = one.work
            address = f"{base}cables/{at.cable}.html{_fragment(at)}"
            places.setdefault(one.work.id, {})[address] = at.witness
    for named, found in places.items():
        work = works[named]
        node: dict[str, Any] = {"@id": work.address} if work.address else {}
        node["@type"] = _TYPES.get(work.kind, "CreativeWork")
        node["name"] = work.title or work.id
        more = {
            "author": [{"@type": "Thing", "name": name} for name in work.authors],
            "datePublished": work.year,
        }
        node |= {key: value for key, value in more.items() if value}
        node["cito:includesQuotationFrom"] = [
            {"@id": address, "name": f"witness {witness}"} if witness else {"@id": address}
            for address, witness in found.items()
        ]
        yield node


def _fragment(at: QuotedAt) -> str:
    """Return the part of an address that leads to quoted words, in the witness that has them."""
    if at.witness and not is_of_copy(at.anchor):
        return f"#{beside(at.witness, at.anchor)}"
    return f"#{at.anchor}" if at.anchor else ""
