"""The graph of references as a picture can show it: the cables that are most in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Literal, NamedTuple

from cable_edition.core.cable.ids import parse_id
from cable_edition.core.editing.sidecar.related import Related
from cable_edition.core.edition.pictures import FEWEST
from cable_edition.core.edition.references import ReferenceGraph

#: The most cables in the picture.
CABLES = 28


class ArcEnd(NamedTuple):
    """A cable of the graph, and whether it is in the edition."""

    name: str
    inside: bool


class Arc(NamedTuple):
    """A link: the places of the citing and the cited cable in the graph, and its kind."""

    citing: int
    cited: int
    kind: Literal["cites", "related"]


class Arcs(NamedTuple):
    """Cables by date and the links among them; ``left_out`` is how many find no room."""

    cables: tuple[ArcEnd, ...]
    links: tuple[Arc, ...]
    left_out: int


def reference_arcs(
    graph: ReferenceGraph,
    dates: Mapping[str, str],
    related: Mapping[str, Sequence[Related]],
    *,
    most: int = CABLES,
    fewest: int = FEWEST,
) -> Arcs:
    """Return the ``most`` cables with most references and the links among them.

    ``dates`` are those of the cables of the edition (ISO); a cable outside stands at the date that
    an editor gives, or at the end of the year in its id. Where the edition has fewer cables than
    ``fewest`` nothing is returned.
    """
    if len(graph.inside) < fewest:
        return Arcs((), (), 0)
    links: dict[tuple[str, str], Literal["cites", "related"]] = {
        (citing, cited): "cites" for citing, found in graph.cites.items() for cited in found
    }
    known = dict(dates)
    for citing, records in related.items():
        for record in records:
            links.setdefault((citing, record.id), "related")
            if record.date:
                known.setdefault(record.id, record.date)
    degree: Counter[str] = Counter()
    for pair in links:
        degree.update(pair)
    shown = sorted(degree, key=lambda name: (-degree[name], name not in graph.inside, name))[:most]
    ordered = sorted(shown, key=lambda name: (known.get(name) or _year(name), name))
    place = {name: index for index, name in enumerate(ordered)}
    kept = sorted(
        Arc(place[citing], place[cited], kind)
        for (citing, cited), kind in links.items()
        if citing in place and cited in place
    )
    cables = tuple(ArcEnd(name, name in graph.inside) for name in ordered)
    return Arcs(cables, tuple(kept), len(degree) - len(ordered))


def _year(name: str) -> str:
    parts = parse_id(name)
    return f"{parts.year}-99" if parts else "9999"
