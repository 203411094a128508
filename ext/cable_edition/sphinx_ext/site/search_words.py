"""The words of the search of Sphinx are looked at once for a site, not once for each page.

Cables of one edition share most of their words. Sphinx stems each word of a page, and asks of each
stem whether it is one that nobody looks for; remembering the answers takes a fiftieth off a build.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from sphinx.search.en import SearchEnglish

if TYPE_CHECKING:
    from sphinx.application import Sphinx


class EnglishWords(SearchEnglish):
    """The English words of a search, with the answers of one build remembered."""

    def __init__(self, options: dict[str, str]) -> None:
        """Take the options of Sphinx, and do as it does."""
        super().__init__(options)
        # Both are asked for each word of each page: a method around the memory would cost as much
        # as it saves.
        vars(self).update(stem=cache(super().stem), word_filter=cache(super().word_filter))


def setup_search_words(app: Sphinx) -> None:
    """Let Sphinx take these words for English; other languages are as Sphinx has them."""
    app.add_search_language(EnglishWords)
