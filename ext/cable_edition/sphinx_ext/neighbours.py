"""Previous and next on the page of a cable: by date, post, classification, TAG, person, body.

They are put in when a page is written, so a new cable makes no other page to be read again; only
those next to it in some order are written again.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any, cast

from cable_edition.core.neighbours import Neighbours, neighbours
from cable_edition.sphinx_ext.config import BUILDERS

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from cable_edition.core.edition import Edition
    from cable_edition.sphinx_ext.domain import CableDomain

_ENTRY_KINDS = ("tag", "person", "organization")


class Orders:
    """The orders of the edition that is being built."""

    def __init__(self) -> None:
        self._rows: dict[str, tuple[Neighbours, ...]] = {}
        self._titles: dict[str, str] = {}
        self._posts: dict[str, str] = {}

    def take(self, _app: Sphinx, edition: Edition) -> None:
        """Take the orders of the edition that was just assembled."""
        self._rows = neighbours(edition)
        self._titles = {
            one.id: " ".join(part for part in (one.date, one.subject) if part)
            for one in edition.cables
        }
        self._posts = {post.code: post.name for post in edition.registers.posts}

    def changed(self, app: Sphinx, env: BuildEnvironment) -> list[str]:
        """Return the pages whose neighbours differ from those of the last build."""
        if app.builder.name not in BUILDERS:
            return []
        now = {
            cable_id: tuple((*row, self._titles[row.before or row.after]) for row in rows)
            for cable_id, rows in self._rows.items()
        }
        before: dict[str, Any] = getattr(env, "cable_neighbours", {})
        env.cable_neighbours = now  # type: ignore[attr-defined]
        pages = (f"cables/{one}" for one, rows in now.items() if before.get(one, rows) != rows)
        return sorted(page for page in pages if page in env.all_docs)

    def write(
        self, app: Sphinx, pagename: str, _template: str, context: dict[str, Any], doctree: object
    ) -> None:
        """Give the template the neighbours of a cable; the theme's two links go by date."""
        rows = self._rows.get(pagename.removeprefix("cables/"), ()) if doctree else ()
        if not rows or app.builder.name not in BUILDERS:
            return
        by_date = next(row for row in rows if row.kind == "date")
        context["prev"] = self._link(app, pagename, by_date.before)
        context["next"] = self._link(app, pagename, by_date.after)
        shown = [self._row(app, pagename, row) for row in rows if row.kind != "date"]
        if shown:
            context["cable_orders"] = "\n".join(shown)

    def _link(self, app: Sphinx, page: str, cable_id: str) -> dict[str, str] | None:
        if not cable_id:
            return None
        uri = app.builder.get_relative_uri(page, f"cables/{cable_id}")
        return {"link": uri, "title": escape(f"{cable_id}: {self._titles[cable_id]}")}

    def _row(self, app: Sphinx, page: str, row: Neighbours) -> str:
        name = self._name(app, row)
        cells = []
        for cable_id, relation in ((row.before, "Previous"), (row.after, "Next")):
            link = ""
            if cable_id:
                uri = escape(app.builder.get_relative_uri(page, f"cables/{cable_id}"), quote=True)
                label = escape(f"{relation} for {name}: {cable_id}", quote=True)
                title = escape(self._titles[cable_id], quote=True)
                link = f'<a href="{uri}" aria-label="{label}" title="{title}">{cable_id}</a>'
            cells.append(f"<td>{link}</td>")
        return f'<tr><th scope="row">{escape(name)}</th>{"".join(cells)}</tr>'

    def _name(self, app: Sphinx, row: Neighbours) -> str:
        if row.kind == "post":
            return self._posts.get(row.key, row.key)
        domain = cast("CableDomain", app.env.domains["cable"])
        place = domain.entries.get((row.kind, row.key)) if row.kind in _ENTRY_KINDS else None
        return place.name if place else row.key


def setup_neighbours(app: Sphinx) -> None:
    """Connect it; after Sphinx has made its own previous and next."""
    orders = Orders()
    app.connect("cable-edition-assembled", orders.take)
    app.connect("env-updated", orders.changed)
    app.connect("html-page-context", orders.write, priority=600)
