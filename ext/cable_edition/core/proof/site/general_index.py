"""The general index that Sphinx makes: each of its entries is one that its place was given.

An entry is given by a directive or a role of a chapter, or by what stands at the place, as a term
or a heading. What the index lacks is not proved.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from lxml import etree, html

from cable_edition.core.proof.site.editor_files import EditorFiles
from cable_edition.core.proof.site.tokens import page_of

if TYPE_CHECKING:
    from cable_edition.core.proof.site.site_page import PageTree

#: Directives and roles that give entries, in MyST and in reStructuredText.
_GIVEN = re.compile(
    r"\{index\}`([^`]*)`|:index:`([^`]*)`|(?:`{3,}|:{3,})\{index\}(.*?)\n(?:`{3,}|:{3,})"
    r"|\.\. index::([^\n]*(?:\n[ \t]+[^\n]*)*)",
    re.DOTALL,
)
#: The page.
INDEX = "genindex"
#: The pages of an index that ``conf.py`` has divided by letters, and that of all letters.
INDEX_PART = re.compile(r"genindex-[^/]{1,20}")
_WORD = re.compile(r"\w+")
#: Further links of an entry are numbered.
_NUMBER = re.compile(r",\s*\[[0-9]+\]")
#: What Sphinx calls the objects of programs, which stand with their names.
OBJECTS = frozenset(
    {
        "alias", "attribute", "built", "c", "class", "command", "configuration", "directive",
        "enum", "environment", "enumerator", "exception", "function", "in", "line", "macro",
        "member", "method", "module", "option", "parameter", "program", "property", "role",
        "static", "struct", "type", "union", "value", "variable",
    }
)  # fmt: skip
#: What Sphinx says of what roles of its own give.
_OF_ROLES = frozenset(
    {"enhancement", "environment", "pep", "proposals", "python", "rfc", "variable"}
)
_SEE = ("see %s", "see also %s")
_SHOWN = 80


class GeneralIndex:
    """Checks the page ``genindex``; ``said`` gives words of Sphinx in the language of the site."""

    def __init__(self, site: Path, files: EditorFiles, said: Callable[[str], str]) -> None:
        self._site = site
        self._files = files
        self._said = said
        self._pages: dict[str, html.HtmlElement | None] = {}

    def faults(self, page: PageTree) -> Iterator[str]:
        """Yield what the index says and nobody gave it; its entries are taken out of the page."""
        main = page.main
        if main is None or main.find(".//a[@href='genindex-all.html']") is not None:
            return  # Divided into a page for each letter.
        for item in main.iter("li"):
            around = list(item.iterancestors("li"))
            entry = " ".join(_own_words(one) for one in (*around, item))
            links = item.findall("a")
            # What stands around an entry may have a place of its own.
            above = [page_of(one.get("href", ""), page.folder) for li in around for one in li[:1]]
            for link in links:
                place = page_of(link.get("href", ""), page.folder)
                if not _words(entry) <= set().union(*map(self._given, [place, *above])):
                    yield f"the entry {entry[:_SHOWN]!r} is not given at {place[:_SHOWN]!r}"
            if not links and item.find("ul") is None and not self._leads_on(entry):
                yield f"the entry {entry[:_SHOWN]!r} is given by no chapter"
        keys = [" ".join(str(one.text_content()).split()) for one in main.iter("h2")]
        for key in keys:
            if len(key) != 1 and key != self._said("Symbols"):
                yield f"a part of the index is called {key[:_SHOWN]!r}"
        for part in [*main.iter("table"), *main.iter("h2")]:
            part.drop_tree()
        rest = " ".join(str(main.text_content()).replace("|", " ").split())
        if rest != " ".join([self._said("Index"), *keys]):
            yield f"beside its entries the index says {rest[:_SHOWN]!r}"

    def _element(self, place: str) -> html.HtmlElement | None:
        name, _, anchor = place.partition("#")
        if name not in self._pages:
            path = self._site / f"{name}.html"
            try:
                self._pages[name] = html.document_fromstring(path.read_bytes())
            except (OSError, etree.ParserError):
                self._pages[name] = None
        root = self._pages[name]
        return (
            None if root is None else next((e for e in root.iter() if e.get("id") == anchor), None)
        )

    def _given(self, place: str) -> set[str]:
        """Return the words that stand at a place, and those that its chapter gives to the index."""
        element = self._element(place)
        anchor = place.partition("#")[2]
        words = set() if element is None else _words(str(element.text_content()))
        if element is not None and not words and anchor.startswith("index-"):
            # A role marks the place before its words.
            words = _words(str(element.getparent().text_content())) | _OF_ROLES
        elif element is not None and _is_object(element):
            # The name of an object is in its anchor, with those of what it belongs to.
            words |= OBJECTS | _words(anchor)
        return words | _given_in(self._files.of(place.partition("#")[0]))

    def _leads_on(self, entry: str) -> bool:
        """Whether an entry that leads to another one is given by a chapter."""
        see = _words(" ".join(self._said(one).replace("%s", "") for one in _SEE))
        given = {word for text in self._files.texts for word in _given_in(text)}
        return _words(entry) - see <= given


def _is_object(element: html.HtmlElement) -> bool:
    """Whether an element is the place of an object of a program, or of a module."""
    names = element.get("class", "").split()
    return not {"sig", "target"}.isdisjoint(names) or element.get("id", "").startswith("module-")


def _given_in(text: str) -> set[str]:
    return {word for found in _GIVEN.findall(text) for part in found for word in _words(part)}


def _own_words(item: html.HtmlElement) -> str:
    """Return the words of an entry without those of the entries below it."""
    parts = [item.text or ""]
    for child in item:
        if child.tag != "ul":
            parts.append(str(child.text_content()))
        parts.append(child.tail or "")
    return " ".join(_NUMBER.sub("", "".join(parts)).split())


def _words(text: str) -> set[str]:
    return set(_WORD.findall(text.casefold()))
