"""The language of words of a cable on pages that may be in another, and that of the pages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cable_edition.core.words import say, script_words
from cable_edition.sphinx_ext.config import BUILDERS
from cable_edition.sphinx_ext.site.theme_words import setup_theme_words

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.builders import Builder

#: What the scripts of a site say in another language than English, loaded before all of them.
WORDS_FILE = "cable-words.js"

#: Cables are in English and run from left to right, whatever the language of the edition.
AS_SENT = 'lang="en" dir="ltr"'


def as_sent(builder: Builder) -> str:
    """Return the attributes of words of a cable on pages that are of the edition's own.

    None where those are in English too: lists and registers hold many such words.
    """
    config = builder.config
    language = str((config.epub_language if builder.name == "epub" else config.language) or "en")
    return "" if language.startswith("en") else f" {AS_SENT}"


def _add_script(app: Sphinx) -> None:
    """Let every page load the words of the scripts; a site in English has them in the scripts."""
    if app.builder.name in BUILDERS and script_words():
        app.add_js_file(WORDS_FILE, loading_method="defer", priority=470)


def _give_words(
    _app: Sphinx, _page: str, _template: str, context: dict[str, Any], _doctree: object
) -> None:
    """Let templates speak as the code does."""
    context["say"] = say


def setup_language(app: Sphinx) -> None:
    """Connect what pages, the theme and scripts say; the language is set with the settings."""
    setup_theme_words(app)
    app.connect("builder-inited", _add_script)
    app.connect("html-page-context", _give_words)
