"""Previous and next on the page of a cable: by date, post, classification, TAG, person, body.

They are put in when a page is written, so a new cable makes no other page to be read again; only
those next to it in some order are written again.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from cable_edition.core.cable.fold import fold
from cable_edition.core.myst.escape import visible
from cable_edition.core.words import is_translated, marked, say
from cable_edition.sphinx_ext.config import BUILDERS
from cable_edition.sphinx_ext.domain import domain_of
from cable_edition.sphinx_ext.site.language import as_sent
from cable_edition.sphinx_ext.state import state_of

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from cable_edition.core.edition.neighbours import Neighbours

_ENTRY_KINDS = ("tag", "person", "organization")


def _changed(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Return the pages whose neighbours differ from those of the last build."""
    if app.builder.name not in BUILDERS:
        return []
    state = state_of(app)
    domain = domain_of(env)
    # Orders and titles follow from what lists have.
    was = domain.remember(app.builder, "orders", state.around)
    if state.around and was == state.around:
        return []
    now = {
        cable_id: domain.standing_for(
            [(*row, state.titles[row.before or row.after]) for row in rows]
        )
        for cable_id, rows in state.neighbours.items()
    }
    before = domain.remember(app.builder, "neighbours", now) or {}
    pages = (f"cables/{one}" for one, rows in now.items() if before.get(one) != rows)
    return sorted(page for page in pages if page in env.all_docs)


def _write(
    app: Sphinx, pagename: str, _template: str, context: dict[str, Any], doctree: object
) -> None:
    """Give the template the neighbours of a cable; the theme's two links go by date."""
    found = state_of(app).neighbours if doctree and app.builder.name in BUILDERS else {}
    rows = found.get(pagename.removeprefix("cables/"), ())
    if doctree and state_of(app).edition.wider.whole:
        _lead_into_volumes(app, pagename, context)
    if not rows:
        return
    by_date = next(row for row in rows if row.kind == "date")
    context["prev"] = _link(app, pagename, by_date.before)
    context["next"] = _link(app, pagename, by_date.after)
    shown = [_row(app, pagename, row) for row in rows if row.kind != "date"]
    if shown:
        context["cable_orders"] = "\n".join(shown)


def _lead_into_volumes(app: Sphinx, page: str, context: dict[str, Any]) -> None:
    """Lead from the lists of a front to the cables that stand below them in its contents."""
    below = state_of(app).cables_below
    related = getattr(app.builder, "relations", {}).get(page)
    if related and (cables := below.get(related[1] or "")):
        context["prev"] = _titled(app, page, cables[-1])
    if cables := below.get(page):
        context["next"] = _titled(app, page, cables[0])


def _titled(app: Sphinx, page: str, cable_id: str) -> dict[str, str]:
    """Return a link as Sphinx makes one to the page of a cable."""
    one = state_of(app).cables[f"cables/{cable_id}"]
    sent = as_sent(app.builder)
    subject = escape(visible(fold(one.subject)), quote=False)
    title = f"<span{sent}>{subject}</span>" if sent and subject else subject
    said = f"{cable_id}: {title}" if title else cable_id
    uri = app.builder.get_relative_uri(page, f"cables/{cable_id}")
    return {"link": uri, "title": said}


def _link(app: Sphinx, page: str, cable_id: str) -> dict[str, str] | None:
    if not cable_id:
        return None
    uri = app.builder.get_relative_uri(page, f"cables/{cable_id}")
    title = escape(f"{cable_id}: {state_of(app).titles[cable_id]}")
    # Themes take tags out of it where they want words alone.
    sent = as_sent(app.builder)
    return {"link": uri, "title": f"<span{sent}>{title}</span>" if sent else title}


def _row(app: Sphinx, page: str, row: Neighbours) -> str:
    name = _name(app, row)
    cells = []
    # The name of such a link is the edition's.
    sent = "" if is_translated() else as_sent(app.builder)
    for cable_id, relation in (
        (row.before, marked("Previous for {name}: {cable}")),
        (row.after, marked("Next for {name}: {cable}")),
    ):
        link = ""
        if cable_id:
            uri = escape(app.builder.get_relative_uri(page, f"cables/{cable_id}"), quote=True)
            label = escape(say(relation, name=name, cable=cable_id), quote=True)
            title = escape(state_of(app).titles[cable_id], quote=True)
            link = f'<a href="{uri}" aria-label="{label}" title="{title}"{sent}>{cable_id}</a>'
        cells.append(f"<td>{link}</td>")
    return f'<tr><th scope="row">{escape(name)}</th>{"".join(cells)}</tr>'


def _name(app: Sphinx, row: Neighbours) -> str:
    if row.kind == "post":
        return state_of(app).post_names.get(row.key, row.key)
    places = domain_of(app.env).entries
    place = places.get((row.kind, row.key)) if row.kind in _ENTRY_KINDS else None
    return place.name if place else row.key


def setup_neighbours(app: Sphinx) -> None:
    """Connect it; after Sphinx has made its own previous and next."""
    app.connect("env-updated", _changed)
    app.connect("html-page-context", _write, priority=600)
