"""What the pages on references must show: who cites whom, and which records are related."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from cable_edition.core.edition.references import Citation
from cable_edition.core.proof.site.cable_references import (
    Linked,
    cable_link,
    citation,
    place_link,
    section,
)
from cable_edition.core.proof.site.expected import Expected, Tokens, el, joined_by, text
from cable_edition.core.proof.site.known import Known
from cable_edition.core.proof.site.lists import Expectation, Part, further, made_of, prose, tree
from cable_edition.core.proof.site.pictures import picture_part
from cable_edition.core.words import say

_INDEX = "references/index"
_SOURCE = "the sources"
_LEAD = (
    "Which cable cites which, in its list of references or in its words. A cable that is not in "
    "this edition is linked to the public record, if there is an address, and marked as outside."
)


def listed(items: Sequence[Linked]) -> Part:
    """Return a list of lines."""

    def part(page: Expected) -> None:
        if items:
            page.add(el("ul", *(el("li", el("p", one.tokens)) for one in items)))
            page.add([], *(one.line for one in items))

    return part


def references(known: Known) -> dict[str, Expectation]:
    """Return the page of all references, its parts, and those on who cites one cable."""
    limit = known.against.settings.limits.places_per_entry
    found: dict[str, Expectation] = {}
    for cable, citing in known.graph.cited_by.items():
        for number, at in enumerate(range(limit, len(citing), limit), 2):
            here = f"references/more/{cable}-{number}"
            title = say("Cables that cite {cable}, page {number}", cable=cable, number=number)
            found[here] = made_of(
                known, title, _SOURCE, _citations(known, here, citing[at : at + limit])
            )
    links = [*_links(known), *_related(known)]
    if not links:
        return found
    numbers = range(2, (len(links) - 1) // limit + 2)
    pages = [f"references/more/{number}" for number in numbers]
    for number, here in zip(numbers, pages, strict=True):
        part = links[(number - 1) * limit : number * limit]
        shown = listed([_line(known, here, *one) for one in part])
        found[here] = made_of(
            known, say("References, page {number}", number=number), _SOURCE, shown
        )
    below = list(found)

    def all_of(page: Expected) -> None:
        inner = Expected()
        listed([_line(known, _INDEX, *one) for one in links[:limit]])(inner)
        further("More references: {link}.", pages)(inner)
        page.add(
            section(known, "all", say("By citing cable"), inner.raw),
            "::::{cable:section} all", f":title: {say('By citing cable')}", *inner.lines, "::::",
        )  # fmt: skip

    drawn = picture_part(known, _INDEX)
    found[_INDEX] = made_of(
        known, say("References"), _SOURCE, prose(say(_LEAD)), drawn, all_of, tree(below)
    )
    return found


def _citations(known: Known, here: str, found: Sequence[Citation]) -> Part:
    return listed([citation(known, here, one) for one in found])


def _links(known: Known) -> Iterator[tuple[str, str, Sequence[str]]]:
    for cable, cited in known.graph.cites.items():
        for to, places in cited.items():
            yield cable, to, places


def _related(known: Known) -> Iterator[tuple[str, str, Sequence[str]]]:
    for cable in known.cables:
        for one in known.edition.related.get(cable, ()):
            yield cable, one.id, ()


def _line(known: Known, here: str, cable: str, to: str, places: Sequence[str]) -> Linked:
    one, other = cable_link(known, here, cable), cable_link(known, here, to)
    shown = [place_link(known, here, cable, anchor) for anchor in places]
    parts = {
        "\0": one,
        "\1": other,
        "\2": Linked(
            joined_by(", ", (at.tokens for at in shown)), ", ".join(at.line for at in shown)
        ),
    }
    said = say("{cable} is related to {other}", cable="\0", other="\1")
    if places:
        said = say("{cable} cites {cited}: {places}", cable="\0", cited="\1", places="\2")
    tokens: Tokens = []
    line = "- "
    for piece in filter(None, re.split("([\0-\2])", said)):
        part = parts.get(piece, Linked(text(piece), piece))
        tokens += part.tokens
        line += part.line
    return Linked(tokens, line)
