"""The index of a site (``genindex``): the names of the registers, and what chapters give to it.

Each page of a site leads to it (``rel="index"``). It is the page that Sphinx makes of entries which
chapters give; the names stand before them.
"""

from __future__ import annotations

from functools import partial
from html import escape
from itertools import islice
from typing import TYPE_CHECKING, Any

from cable_edition.core.edition.index_places import index_places
from cable_edition.core.pages.limits import places_shown
from cable_edition.core.words import marked, say
from cable_edition.sphinx_ext.config import BUILDERS, settings_of
from cable_edition.sphinx_ext.domain import domain_of
from cable_edition.sphinx_ext.names_index import Name, index_parts, places_of
from cable_edition.sphinx_ext.state import state_of

if TYPE_CHECKING:
    from sphinx.application import Sphinx

PAGE = "genindex"
TITLE = marked("Index")
LEAD = marked(
    "People, organizations, terms, TAGS and posts in the order of letters, each with the cables "
    "and the places in them that have it."
)
NO_NAMES = marked("The registers of this edition have no entry yet.")


def names_of_site(app: Sphinx) -> str:
    """Return the part of the page that has the names, as HTML."""
    state, builder = state_of(app), app.builder
    if not state.around:
        return _names(app)
    # How addresses are written in this output.
    uri = builder.get_relative_uri
    given = (state.around, builder.name, uri(PAGE, "people/index"), uri(PAGE, "cables/index"))
    return state.edition.kept.of("names of the site", given, lambda: _names(app))


def _names(app: Sphinx) -> str:
    builder = app.builder
    kept = state_of(app).edition.kept
    found = index_places(state_of(app).edition)
    most = settings_of(app.config).limits.places_per_entry

    def shown(key: tuple[str, str]) -> tuple[dict[str, tuple[str, ...]], int]:
        """Return the cables that may be shown of an entry, and the number of other places."""
        every = found.get(key, {})
        some = dict(islice(every.items(), most))
        return some, places_of(every) - places_of(some)

    def kept_shown(key: tuple[str, str]) -> tuple[dict[str, tuple[str, ...]], int]:
        if not (mark := found.mark(key)):
            return shown(key)
        drawer = kept.drawer("entries", key)
        return drawer.of("index", partial(shown, key), (mark, most))

    names = [
        Name(
            at.sort or at.name,
            f"{builder.get_relative_uri(PAGE, at.docname)}#{at.anchor}",
            *kept_shown(key),
        )
        for key, at in domain_of(app.env).entries.items()
    ]
    limit = places_shown((places_of(one.places) + one.further for one in names), most)
    parts = list(index_parts(names, lambda page: builder.get_relative_uri(PAGE, page), limit, kept))
    links = " ".join(
        f'<a href="#{_anchor(part.letter)}">{escape(part.letter)}</a>' for part in parts
    )
    body = "".join(
        f'<h2 id="{_anchor(part.letter)}">{escape(part.letter)}</h2>\n{part.rows}' for part in parts
    )
    lead = escape(say(LEAD if parts else NO_NAMES))
    letters = f'<div class="cable-letters"><p>{links}</p></div>\n' if links else ""
    return f'<div class="cable-names">\n<p>{lead}</p>\n{letters}{body}</div>'


def _anchor(letter: str) -> str:
    return f"names-{letter.replace('–', '-')}"


def _no_index(app: Sphinx) -> None:
    """Have no link to an index in an output that has no page for it."""
    if app.builder.name not in BUILDERS:
        app.config.html_use_index = False


def _give_names(
    app: Sphinx, pagename: str, _template: str, context: dict[str, Any], _doctree: object
) -> None:
    # That of volumes is in their front.
    is_here = not state_of(app).edition.wider.is_volume
    if pagename == PAGE and app.builder.name in BUILDERS and is_here:
        context["cable_names"] = names_of_site(app)


def setup_general_index(app: Sphinx) -> None:
    """Give the template of the page the names."""
    app.connect("builder-inited", _no_index)
    app.connect("html-page-context", _give_names)
