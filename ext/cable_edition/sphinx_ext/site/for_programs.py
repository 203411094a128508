"""The page "For programs" and ``llms.txt``: what the site has, with a line to try for each."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cable_edition.core.edition.for_programs import LLMS, PAGE, TITLE, Site, interfaces, site_of
from cable_edition.core.settings.model import OFF
from cable_edition.core.whole_file import write_whole
from cable_edition.core.words import say
from cable_edition.exports.llms import llms_text
from cable_edition.sphinx_ext.config import BUILDERS, settings_of
from cable_edition.sphinx_ext.site.data_files import edition_info, written_kinds
from cable_edition.sphinx_ext.state import state_of

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def _site(app: Sphinx) -> Site:
    kinds, address = written_kinds(app.config), edition_info(app).base_url
    more = () if settings_of(app.config).site.markdown == OFF else ("markdown",)
    return site_of(state_of(app).edition, (*kinds, *more), address)


def _page(app: Sphinx) -> list[tuple[str, dict[str, Any], str]]:
    if app.builder.name not in BUILDERS or PAGE in app.env.found_docs:
        return []
    site = _site(app)
    told = {"interfaces": interfaces(site), "has_address": bool(site.address)}
    return [(PAGE, {"title": say(TITLE), **told}, "cable-for-programs.html")]


def _given(app: Sphinx) -> bool:
    """Whether the editors have an ``llms.txt`` of their own copied into the site."""
    places = [Path(app.confdir, name) for name in app.config.html_extra_path]
    return any(one.name == LLMS or (one / LLMS).is_file() for one in places)


def _write(app: Sphinx, exception: Exception | None) -> None:
    if exception or app.builder.name not in BUILDERS or _given(app):
        return
    state = state_of(app)
    # What the pages call the site: a project may leave that to ``conf.py``.
    info = replace(edition_info(app), title=app.config.project)
    text = llms_text(info, len(state.edition.cables), state.generated, _site(app))
    write_whole(Path(app.outdir, LLMS), text.encode("utf-8", "replace"))


def _name(app: Sphinx) -> None:
    """Let ``{ref}`for-programs``` lead to the page, as ``{ref}`search``` leads to the search."""
    standard = app.env.domains.standard_domain
    # An earlier build may have named it in another language; a chapter may have the label.
    if standard.labels.get(PAGE, (PAGE, ""))[:2] == (PAGE, ""):
        standard.labels[PAGE] = (PAGE, "", say(TITLE))
    standard.anonlabels.setdefault(PAGE, (PAGE, ""))


def setup_for_programs(app: Sphinx) -> None:
    """Connect page, file and label."""
    app.connect("builder-inited", _name)
    app.connect("html-collect-pages", _page)
    app.connect("build-finished", _write)
