"""Pictures on generated pages: a heading, a directive with the rows, and what to know of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from cable_edition.core.editing.sidecar.related import Related
from cable_edition.core.edition.assemble import EditedCable
from cable_edition.core.edition.pictures.people_pairs import people_pairs
from cable_edition.core.edition.pictures.portions import portions_by_classification
from cable_edition.core.edition.pictures.reference_arcs import reference_arcs
from cable_edition.core.edition.pictures.tags_in_time import tags_in_time
from cable_edition.core.edition.pictures.withheld_bars import withheld_bars
from cable_edition.core.edition.references import ReferenceGraph
from cable_edition.core.edition.withheld_places import WithheldPlace
from cable_edition.core.myst.markup import rows
from cable_edition.core.myst.row_kinds import (
    ArcCable,
    ArcLink,
    ArcsLeftOut,
    PeoplePairRow,
    PortionBarRow,
    TagRow,
    WithheldBarRow,
)
from cable_edition.core.registers.entries import Person
from cable_edition.core.words import say


def people_pairs_picture(cables: Sequence[EditedCable], people: Sequence[Person]) -> str:
    """Return who appears with whom, or nothing where cables are few or no two people together."""
    table = [
        PeoplePairRow(
            pair.first.id, pair.first.name, pair.second.id, pair.second.name, pair.paragraphs
        )
        for pair in people_pairs(cables, people)
    ]
    return (
        f"## {say('Who appears with whom')}\n\n{rows('cable:people-pairs', table)}" if table else ""
    )


def tags_picture(cables: Sequence[EditedCable]) -> str:
    """Return the TAGS over time, or nothing where too few dated cables have one."""
    table = [TagRow(one.code, one.period, one.cables) for one in tags_in_time(cables)]
    return f"## {say('TAGS over time')}\n\n{rows('cable:tags-in-time', table)}" if table else ""


def portions_picture(cables: Sequence[EditedCable]) -> str:
    """Return the portion marks by classification, or nothing where cables are few or empty."""
    table = [
        PortionBarRow(one.classification, one.mark, one.meaning, one.paragraphs)
        for one in portions_by_classification(cables)
    ]
    return f"## {say('Portion marks')}\n\n{rows('cable:portion-bars', table)}" if table else ""


def withheld_picture(places: Sequence[WithheldPlace]) -> str:
    """Return how much was withheld."""
    table = [WithheldBarRow(*one) for one in withheld_bars(places)]
    return f"## {say('How much was withheld')}\n\n{rows('cable:withheld-bars', table)}"


def references_picture(
    graph: ReferenceGraph, dates: Mapping[str, str], related: Mapping[str, Sequence[Related]]
) -> str:
    """Return the graph of references, or nothing where cables are few or cite none."""
    arcs = reference_arcs(graph, dates, related)
    if not arcs.links:
        return ""
    table: list[ArcCable | ArcLink | ArcsLeftOut] = [
        ArcCable("cable", one.name, "inside" if one.inside else "outside") for one in arcs.cables
    ]
    table += [
        ArcLink(link.kind, arcs.cables[link.citing].name, arcs.cables[link.cited].name)
        for link in arcs.links
    ]
    if arcs.left_out:
        table.append(ArcsLeftOut("left-out", arcs.left_out))
    return rows("cable:reference-arcs", table)
