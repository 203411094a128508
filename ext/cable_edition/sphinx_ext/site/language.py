"""The language of words of a cable, on pages that may be in another."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.builders import Builder

#: Cables are in English and run from left to right, whatever the language of the edition.
AS_SENT = 'lang="en" dir="ltr"'


def as_sent(builder: Builder) -> str:
    """Return the attributes of words of a cable on pages that are of the edition's own.

    None where those are in English too: lists and registers hold many such words.
    """
    config = builder.config
    language = str((config.epub_language if builder.name == "epub" else config.language) or "en")
    return "" if language.startswith("en") else f" {AS_SENT}"
