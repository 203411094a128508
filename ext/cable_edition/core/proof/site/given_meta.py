"""What editors have the head of a page say: its description, its keywords, a name for networks.

A chapter says so in its front matter (``html_meta``) or in the directive ``meta``, and ``conf.py``
for all pages (``myst_html_meta``).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cable_edition.core.proof.site.tokens import spaced

if TYPE_CHECKING:
    from lxml import html

    from cable_edition.core.proof.site.editor_files import EditorFiles
    from cable_edition.core.proof.site.site_page import SitePage

_CHAPTERS = re.compile(r"\bhtml_meta\b|\.\. meta::|\{meta\}")
_ALL_PAGES = "myst_html_meta"
#: The attributes that name what a value is.
_NAMES = ("name", "property", "http-equiv")
#: What instructs browsers is told, whoever gives it.
_INSTRUCTS = frozenset({"content-security-policy", "refresh", "set-cookie"})
_MARKS = str.maketrans("", "", "\"'\\")


class GivenMeta:
    """Knows the elements ``meta`` that the files of the editors give."""

    def __init__(self, files: EditorFiles) -> None:
        self._files = files

    def take(self, page: SitePage, *, is_own: bool) -> None:
        """Take out of the head what editors give; of the edition's own page ``conf.py`` alone."""
        text = self._said(page.name, is_own=is_own)
        head = page.root.find("head")
        if not text or head is None:
            return
        for element in list(head.iter("meta")):
            if _is_given(element, text):
                element.drop_tree()

    def _said(self, name: str, *, is_own: bool) -> str:
        texts = [self._files.conf_py.partition(_ALL_PAGES)[2]]
        if not is_own:
            chapter = self._files.of_chapter(name)
            texts.append(chapter if _CHAPTERS.search(chapter) else "")
        return _folded("\n".join(texts))


def _is_given(element: html.HtmlElement, text: str) -> bool:
    """Whether a text has the name of an element, and right after it the value."""
    name = next((str(element.get(one)) for one in _NAMES if element.get(one)), "")
    value = _folded(str(element.get("content", "")))
    if not name or not value or name.casefold() in _INSTRUCTS:
        return False
    # Words may stand between: the language, or what YAML says of the lines that follow.
    between = r"\b[^:]{0,60}: ?(?:[>|][+-]? )?"
    given = rf"(?<![\w-]){re.escape(name)}{between}{re.escape(value)}(?!\w)"
    return re.search(given, text) is not None


def _folded(text: str) -> str:
    return " ".join(spaced(text).translate(_MARKS).split())
