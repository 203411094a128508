"""All pictures of a build, drawn before its pages are written.

They are drawn together, by a process of its own (:mod:`.drawing`). A picture that the last build
drew is taken from a file beside the doctrees; if all are, there is no such process.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cable_edition.core.edition.pictures.reference_arcs import Arc, ArcEnd
from cable_edition.core.myst.row_kinds import ArcCable, ArcLink
from cable_edition.sphinx_ext.config import BUILDERS
from cable_edition.sphinx_ext.domain import PictureRows, domain_of
from cable_edition.sphinx_ext.fingerprint import fingerprint
from cable_edition.sphinx_ext.pictures import specs
from cable_edition.sphinx_ext.pictures.drawing import Drawing, drawn, lite, vega
from cable_edition.sphinx_ext.state import state_of

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.builders import Builder

Rows = Sequence[Any]

#: With other specifications no picture of the last build is kept.
VERSION = fingerprint(Path(__file__).parent)
_FILE = "cable-pictures.json"


def draw(pictures: Iterable[PictureRows]) -> list[str]:
    """Return pictures as SVG, in their order."""
    return drawn([_drawing(one) for one in pictures])


def _drawing(one: PictureRows) -> Drawing:
    if one.kind == "references":
        return vega(_arcs(one.rows), one.name)
    return lite(_LITE[one.kind](one.rows), one.name)


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
    missing = sorted(key for key in wanted if not kept.get(key))
    new = dict(zip(missing, draw(map(wanted.__getitem__, missing)), strict=True)) if missing else {}
    here = {key: new.get(key) or kept[key] for key in sorted(wanted)}
    state_of(app).drawings.update(here)
    if here != kept:
        path.write_text(json.dumps({"version": VERSION, "drawn": here}), "utf-8")


def _read(path: Path) -> dict[str, str]:
    try:
        found = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return dict(found["drawn"]) if found.get("version") == VERSION else {}
