"""The terms of Sphinx's search index, against the pages that they are of.

The index has the stems of words, and an incremental build may keep one whose page no longer has the
word. A stem that no word of its page explains is a word from an earlier build.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from functools import cache
from html import unescape
from pathlib import Path
from typing import Any

import Stemmer

from cable_edition.core.editing.letters import PLAIN, reading

#: The file, by which the index of a site is known.
INDEX = "searchindex.js"
_JSON = re.compile(r"Search\.setIndex\((\{.*\})\)\s*;?\s*\Z", re.DOTALL)
_WORD = re.compile(r"\w+")
_TAG = re.compile(r"<[^<>]*>")


class UnreadableIndexError(ValueError):
    """A search index that is not written as Sphinx writes it."""


def left_over(index: Path, words: Iterable[str]) -> Iterator[str]:
    """Yield those of ``words``, in small letters, that the index has and its pages do not.

    The index is ``searchindex.js``, its pages stand in the folder around it. Raises
    :class:`UnreadableIndexError`.
    """
    content = read(index)
    terms: dict[str, set[int]] = {}
    for part in ("terms", "titleterms"):
        for term, pages in content[part].items():
            found = terms.setdefault(reading(term, PLAIN).run, set())
            # A page alone stands without brackets; an empty list is a page that has gone.
            found |= {pages} if isinstance(pages, int) else set(pages or [-1])
    page_of = _Pages(index.parent, content["docnames"])
    for word in words:
        known = {stem for stem in stems(word) if stem in terms}
        if any(not page_of.explains(page, stem) for stem in known for page in terms[stem]):
            yield word


def read(index: Path) -> Any:
    """Return what an index has, by Sphinx's names; raises :class:`UnreadableIndexError`."""
    match = _JSON.search(index.read_text("utf-8", "replace"))
    try:
        content = json.loads(match[1]) if match else None
        if content and all(isinstance(content[key], dict) for key in ("terms", "titleterms")):
            return content
    except (ValueError, KeyError, TypeError) as error:
        raise UnreadableIndexError(str(error)) from error
    raise UnreadableIndexError("it is not as Sphinx writes it")


class _Pages:
    """The built pages of an index, by their numbers in it."""

    def __init__(self, folder: Path, names: list[str]) -> None:
        self._folder, self._names = folder, names
        self._letters: dict[int, str] = {}

    def explains(self, page: int, stem: str) -> bool:
        """Tell whether a page has a word of this stem."""
        letters = self._text(page)
        if re.search(rf"\b{re.escape(stem)}", letters):
            return True
        return any(stem in stems(word) for word in set(_WORD.findall(letters)))

    def _text(self, page: int) -> str:
        if page not in self._letters:
            known = 0 <= page < len(self._names)
            self._letters[page] = page_letters(self._folder, self._names[page]) if known else ""
        return self._letters[page]


def page_letters(site: Path, name: str) -> str:
    """Return the letters of a page, in its words and its marks, as words are compared by."""
    folder = name.removesuffix("index") if name.endswith("/index") else f"{name}/"
    for path in (site / f"{name}.html", site / folder / "index.html"):
        if path.is_file():
            text = path.read_text("utf-8", "replace")
            return reading(unescape(_TAG.sub(" ", text)) + text, PLAIN).run
    return ""


@cache
def _stemmers() -> tuple[Any, ...]:
    # Those of all languages: an output does not say which was used.
    return tuple(Stemmer.Stemmer(name) for name in Stemmer.algorithms())


@cache
def stems(word: str) -> frozenset[str]:
    """Return the stems of a word in small letters, and the word, without accents."""
    found = {word, *(stemmer.stemWord(word) for stemmer in _stemmers())}
    return frozenset(reading(stem, PLAIN).run for stem in found)
