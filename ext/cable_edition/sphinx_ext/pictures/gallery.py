"""All pictures of a build, drawn before its pages are written.

They are drawn in the main process: the engine inside ``vl-convert`` runs threads, which a forked
process would wait for without end. A picture that the last build drew is taken from a file beside
the doctrees.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cable_edition.core.edition.pictures.reference_arcs import Arc, ArcEnd
from cable_edition.core.myst.row_kinds import ArcCable, ArcLink
from cable_edition.sphinx_ext.config import BUILDERS
from cable_edition.sphinx_ext.domain import domain_of
from cable_edition.sphinx_ext.fingerprint import fingerprint
from cable_edition.sphinx_ext.pictures import specs
from cable_edition.sphinx_ext.state import state_of

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.builders import Builder

Rows = Sequence[Any]

#: With other specifications no picture of the last build is kept.
VERSION = fingerprint(Path(__file__).parent)
_FILE = "cable-pictures.json"


def draw(kind: str, rows: Rows, name: str) -> str:
    """Return the picture of a kind as SVG; ``name`` says what it shows.

    The library that draws is loaded at the first picture, since most pages have none.
    """
    from cable_edition.sphinx_ext.pictures.drawing import draw_lite, draw_vega  # noqa: PLC0415

    if kind == "references":
        return draw_vega(_arcs(rows), name)
    return draw_lite(_LITE[kind](rows), name)


#: Kind of picture -> what makes the specification of its rows.
_LITE: dict[str, Callable[[Rows], specs.Spec]] = {
    "timeline": specs.timeline,
    "portions": specs.portions,
    "withheld": specs.withheld,
    "people-pairs": specs.people_pairs,
    "tags": specs.tags_in_time,
}


def _arcs(rows: Rows) -> specs.Spec:
    cables = [ArcEnd(row.cable, row.where == "inside") for row in rows if isinstance(row, ArcCable)]
    place = {one.name: index for index, one in enumerate(cables)}
    links = [
        Arc(place[row.cable], place[row.other_cable], row.field)
        for row in rows
        if isinstance(row, ArcLink) and row.cable in place and row.other_cable in place
    ]
    return specs.references(cables, links)


def draw_all(app: Sphinx, builder: Builder) -> None:
    """Draw what the pages of this build need and the last build did not leave."""
    if builder.name not in BUILDERS:
        return
    wanted = {
        key: data for page in domain_of(app.env).pictures.values() for key, data in page.items()
    }
    path = Path(app.doctreedir) / _FILE
    kept = _read(path)
    drawn = {
        key: kept.get(key) or draw(data.kind, data.rows, data.name)
        for key, data in sorted(wanted.items())
    }
    state_of(app).drawings.update(drawn)
    if drawn != kept:
        path.write_text(json.dumps({"version": VERSION, "drawn": drawn}), "utf-8")


def _read(path: Path) -> dict[str, str]:
    try:
        found = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return dict(found["drawn"]) if found.get("version") == VERSION else {}
