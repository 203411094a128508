"""Checking quotations on a site: the page, and the index that it asks, written with the search."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cable_edition.core.citations.item import kept_citation
from cable_edition.core.citations.place_reference import reference_of
from cable_edition.core.edition.issued import issued_since
from cable_edition.core.quotations.kept_pairs import PackedIndex, packed_index
from cable_edition.core.quotations.shards import shards
from cable_edition.core.settings.forms import slashed
from cable_edition.core.settings.model import ON
from cable_edition.core.words import marked, say
from cable_edition.sphinx_ext.config import BUILDERS, settings_of
from cable_edition.sphinx_ext.site.citing import cited_edition
from cable_edition.sphinx_ext.state import state_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sphinx.application import Sphinx

    from cable_edition.core.search.found import SearchPage

PAGE = "check-a-quotation"
TITLE = marked("Check a quotation")
#: What the index is kept as for the next build.
_KEPT = "quotation-index"


def quotation_files(app: Sphinx, pages: Sequence[SearchPage]) -> dict[str, str]:
    """Return the files of the index of quotations, none if the settings want none.

    ``pages`` are those of the search in order.
    """
    if not is_on(app):
        return {}
    cables = [page for page in pages if page.part == "Cables"]
    edition = cited_edition(app.config)
    releases, every = state_of(app).edition.releases, state_of(app).cables
    given = repr(edition)
    references = [
        (*_reference(app, page.docname, given), issued_since(releases, every[page.docname]))
        for page in cables
    ]
    kept = state_of(app).edition.kept
    before = kept.last(_KEPT)
    index = packed_index(cables, kept, before if isinstance(before, PackedIndex) else None)
    kept.keep_last(_KEPT, index)
    base_url = slashed(settings_of(app.config).base_url)
    version, together = edition.version, index.together
    return shards(index.buckets, references, version, base_url, cables, kept, together)


def is_on(app: Sphinx) -> bool:
    """Whether the site checks quotations; that of an edition in volumes does not."""
    if app.builder.name not in BUILDERS or settings_of(app.config).site.quotations != ON:
        return False
    return state_of(app).edition.wider.is_whole_here


def _reference(app: Sphinx, docname: str, given: str) -> tuple[str, ...]:
    """Return the reference to the places of a cable."""
    one, kept = state_of(app).cables[docname], state_of(app).edition.kept
    edition, address = cited_edition(app.config), app.builder.get_target_uri(docname)

    def make() -> tuple[str, ...]:
        return reference_of(kept_citation(one, edition, address, kept))

    return one.told("reference", make, (given, address))


def _page(app: Sphinx) -> list[tuple[str, dict[str, Any], str]]:
    if not is_on(app):
        return []
    return [(PAGE, {"title": say(TITLE)}, "cable-check-quotation.html")]


def setup_quotations(app: Sphinx) -> None:
    """Connect the page; the index is written by the search."""
    app.connect("html-collect-pages", _page)
