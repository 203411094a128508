"""Citing: the section on each cable's page, its machine metadata, and the Cite control's assets."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING, Any

from cable_edition.core.cable.places import place_name
from cable_edition.core.citations.item import CitedCable, CitedEdition, kept_citation
from cable_edition.core.citations.metadata import (
    SCHEMAS,
    json_ld,
    meta_names,
    meta_properties,
    script_text,
)
from cable_edition.core.settings import UNRELEASED
from cable_edition.core.settings.forms import slashed
from cable_edition.core.words import say
from cable_edition.sphinx_ext.config import BUILDERS, settings_of
from cable_edition.sphinx_ext.site.cite_section import cite_section
from cable_edition.sphinx_ext.site.language import as_sent
from cable_edition.sphinx_ext.state import state_of

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.config import Config

#: The chapter to which each page refers, if the edition has it.
GUIDE = "how-to-cite"
#: The permalink that Sphinx gives the heading of a section made of a cable's heading.
_HEADING = re.compile(
    r'<a class="headerlink" href="#(h[0-9]{1,6})"[^>]{0,200}>(?:[^<]|<(?!/a>)){0,2000}</a>'
)


def cite_link(builder: Builder, anchor: str, label: str) -> str:
    """Return the Cite control of a place: a link to the section, which the script makes a dialog.

    Nothing for a builder whose pages have no such section (EPUB, one page for all).
    """
    if builder.name not in BUILDERS:
        return ""
    name = escape(say("Cite {place}", place=label), quote=True)
    link = f'<a class="cable-cite-link" href="#cite" data-place="{anchor}" aria-label="{name}">'
    return f" {link}{escape(say('Cite'))}</a>"


def cited_edition(config: Config) -> CitedEdition:
    """Return what the settings say of the edition; before the first release it has no version."""
    settings = settings_of(config)
    version = "" if config.release == UNRELEASED else config.release
    released = config.cable_released if version else ""
    return CitedEdition(config.project, version, slashed(settings.base_url), settings.doi, released)


def _write(
    app: Sphinx, pagename: str, _template: str, context: dict[str, Any], doctree: object
) -> None:
    """Put head and section into the page of a cable."""
    one = state_of(app).cables.get(pagename)
    if one is None or doctree is None or app.builder.name not in BUILDERS:
        return
    page, kept = app.builder.get_target_uri(pagename), state_of(app).edition.kept
    item = kept_citation(one, cited_edition(app.config), page, kept)
    context["metatags"] = context.get("metatags", "") + head(item, app.config.language)
    found = app.env.found_docs
    guide = app.builder.get_relative_uri(pagename, GUIDE) if GUIDE in found else ""
    body = _HEADING.sub(
        lambda link: link[0] + cite_link(app.builder, link[1], place_name(link[1])),
        context["body"],
    )
    context["body"] = body + cite_section(item, guide, as_sent(app.builder))


def head(item: CitedCable, language: str) -> str:
    """Return what the head of a page says of its cable."""
    lines = [f'<link rel="schema.{name}" href="{url}">' for name, url in SCHEMAS.items()]
    lines += [_meta("name", *row) for row in meta_names(item, language)]
    lines += [_meta("property", *row) for row in meta_properties(item)]
    lasting = f"https://doi.org/{item.own_doi}" if item.own_doi else item.address
    if lasting:
        lines.append(f'<link rel="cite-as" href="{escape(lasting, quote=True)}">')
    data = script_text(json_ld(item, language))
    lines.append(f'<script type="application/ld+json">{data}</script>')
    return "\n" + "\n".join(lines) + "\n"


def _meta(kind: str, name: str, content: str) -> str:
    return f'<meta {kind}="{name}" content="{escape(content, quote=True)}">'


def setup_citing(app: Sphinx) -> None:
    """Connect it."""
    app.connect("html-page-context", _write)
    app.add_css_file("cable-citing.css")
    app.add_js_file("cable-citing.js", loading_method="defer")
