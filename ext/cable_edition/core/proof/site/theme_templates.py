"""What the templates of Sphinx and of the installed themes write, read as text.

What most pages of a group have around them is the theme's. Where too few pages have a page before
or after them to be a group, what the theme writes beside these is looked for in its templates.
"""

from __future__ import annotations

import gettext
import re
from collections.abc import Iterator
from functools import cached_property
from html import unescape
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from cable_edition.core.proof.site.classes import HIDING
from cable_edition.core.proof.site.tokens import spaced, start
from cable_edition.core.words import is_translated, say

if TYPE_CHECKING:
    from cable_edition.core.proof.site.theme_files import ThemeFiles

#: What the program says in place of words of the theme, where the language is not English.
_INSTEAD = (
    "On this page", "Next page", "Previous page", "First page", "Back to top", "Skip to content",
    "View this page", "Edit this page", "Show or hide the navigation of the site",
    "Show or hide the contents of this page", "Light, dark or automatic colors",
    "Contents of this page", "Menu", "Expand", "Light colors", "Dark colors",
    "Automatic colors, now light", "Automatic colors, now dark", "Keyboard",
)  # fmt: skip
_PUT_TOGETHER = (
    "Made with {theme}", "Made with {sphinx} and {theme} by {person}",
    "Show or hide what is below {title}",
)  # fmt: skip
_VALUE = re.compile(r"\{[a-z]+\}")
#: Words that Sphinx itself gives its templates, beside a page before and after.
_OF_SPHINX = frozenset({"General Index", "index", "next", "previous"})
_INSTRUCTION = re.compile(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)
#: What a template has translated as a whole, with values in it; and values in what comes of it.
_TRANSLATED = re.compile(
    r"\{%-?\s*trans\b[^%]{0,300}%\}([^{}]{0,300}(?:\{\{[^{}]{1,60}\}\}[^{}]{0,300}){0,9})\{%-?\s*endtrans"
)
_GIVEN = re.compile(r"\{\{\s*(\w+)\s*\}\}")
_GIVEN_THERE = re.compile(r"%\(\w+\)s|<[^<>]*>")
_QUOTED = re.compile(r"\"([^\"]*)\"|'([^']*)'")
_TAG = re.compile(r"<[^<>]*>")
_NAME = re.compile(r"<([A-Za-z][A-Za-z0-9-]*)")
_ATTRIBUTE = re.compile(r"([A-Za-z][A-Za-z0-9:_-]*)=(?:\"([^\"]*)\"|'([^']*)')")
_WORD = re.compile(r"[^\s\"'{}<>\0]+")
_TOKEN = re.compile(r"<([^\s<>]+)((?: [^\s=<>]+=\"[^\"]*\")*)>")
_SAID = re.compile(r" ([^\s=<>]+)=\"([^\"]*)\"")
#: What a mark around words is, as an arrow: no word.
_LETTER = re.compile(r"\w")
_MARKS = 3
#: What runs, loads or hides is never taken for the theme's because a template has it somewhere.
_NEVER = frozenset({"embed", "form", "iframe", "object", "script", "style"})
_HIDING = frozenset({"hidden", "inert", "style"})


class ThemeTemplates:
    """Knows the words, elements and attributes of templates, on a site in a language."""

    def __init__(self, files: ThemeFiles, language: str) -> None:
        self._files = files
        self._language = language

    def write(self, token: str) -> bool:
        """Whether a template has what a token of a frame is: words, or the start of an element."""
        if token.startswith("="):
            return self.say(token[1:])
        match = _TOKEN.fullmatch(token)
        if match is None or match[1] in _NEVER or match[1] not in self._names:
            return False
        return all(self._has(match[1], name, value) for name, value in _SAID.findall(match[2]))

    @staticmethod
    def hides(token: str) -> bool:
        """Whether an element has a class that hides it."""
        match = _TOKEN.fullmatch(token)
        said = dict(_SAID.findall(match[2])) if match else {}
        return bool(HIDING & set(said.get("class", "").split()))

    def without_classes(self, token: str) -> str:
        """Return the start of an element without the classes that templates give.

        It is empty for what is no such start, has no class, or one that is in no template.
        """
        match = _TOKEN.fullmatch(token)
        if match is None or match[1] in _NEVER:
            return ""
        said = dict(_SAID.findall(match[2]))
        given = said.pop("class", "").split()
        if not given or not all(one in self._classes and one not in HIDING for one in given):
            return ""
        return start(match[1], said)

    def loads(self, page: str, file: str) -> bool:
        """Whether a template has the address of a file as a page has it, from whichever folder.

        The theme scrolls names a style sheet so, which pages in folders do not find.
        """
        folder = page.rpartition("/")[0]
        name = file.removeprefix(f"{folder}/") if folder else file
        return ("link", "href", name) in self._attributes

    def say(self, words: str) -> bool:
        """Whether a template says words, with marks around them or without."""
        found = _stripped(words)
        return found in self._words if found else len(words) <= _MARKS

    def _has(self, tag: str, name: str, value: str) -> bool:
        if name == "class":
            return all(word in self._classes for word in value.split())
        if name.startswith("on"):
            return False
        if (tag, name, _folded(value)) in self._attributes:
            return True
        return name not in _HIDING and not name.endswith(("href", "src")) and self.say(value)

    @cached_property
    def _texts(self) -> list[str]:
        return [path.read_text("utf-8", "replace") for path in self._files.templates]

    @cached_property
    def _names(self) -> frozenset[str]:
        return frozenset(name for text in self._texts for name in _NAME.findall(text))

    @cached_property
    def _attributes(self) -> frozenset[tuple[str, str, str]]:
        """The attributes that templates write out, each with the name of its element."""
        tags = (tag for text in self._texts for tag in _TAG.findall(_INSTRUCTION.sub("\0", text)))
        return frozenset(
            (named[1], name, _folded(one or other))
            for tag in tags
            if (named := _NAME.match(tag))
            for name, one, other in _ATTRIBUTE.findall(tag)
        )

    @cached_property
    def _classes(self) -> frozenset[str]:
        """Each word in a value of ``class``, and in what templates put together."""
        given = {value for _, name, value in self._attributes if name == "class"}
        given.update(one for text in self._texts for one in _quoted(text))
        return frozenset(word for value in given for word in _WORD.findall(value))

    @cached_property
    def _words(self) -> frozenset[str]:
        found = set(_OF_SPHINX)
        for text in self._texts:
            found.update(map(_stripped, _quoted(text)))
            found.update(map(_stripped, _TAG.sub("\0", _INSTRUCTION.sub("\0", text)).split("\0")))
        found.discard("")
        said = [catalog.gettext for catalog in self._catalogs()]
        given = {_stripped(gives(words)) for gives in said for words in found}
        messages = {message for text in self._texts for message in _messages(text)}
        parts = (_GIVEN_THERE.split(gives(message)) for gives in said for message in messages)
        given.update(_stripped(part) for one in parts for part in one)
        given.discard("")
        if is_translated():
            given.update(_stripped(say(words)) for words in _INSTEAD)
            given.update(
                _stripped(one) for words in _PUT_TOGETHER for one in _VALUE.split(say(words))
            )
            given.discard("")
        return frozenset({*found, *given})

    def _catalogs(self) -> Iterator[gettext.NullTranslations]:
        """Yield the words of Sphinx and of the themes in the language of the site."""
        spec = find_spec("sphinx")
        folders = [Path(spec.origin).parent / "locale"] if spec and spec.origin else []
        around = {folder for path in self._files.templates for folder in path.parents}
        folders += sorted(one / "locale" for one in around if (one / "locale").is_dir())
        languages = [self._language, self._language.partition("_")[0]]
        for folder in folders:
            yield gettext.translation("sphinx", folder, languages, fallback=True)


def _quoted(text: str) -> Iterator[str]:
    for instruction in _INSTRUCTION.findall(text):
        for one, other in _QUOTED.findall(instruction):
            yield one or other


def _messages(text: str) -> Iterator[str]:
    """Yield what a template has translated with values in it, as catalogs name it."""
    for body in _TRANSLATED.findall(text):
        yield _GIVEN.sub(r"%(\1)s", body)
    yield from (words for words in _quoted(text) if "%(" in words)


def _folded(value: str) -> str:
    return spaced(unescape(value)).strip()


def _stripped(words: str) -> str:
    """Return words without the marks around them."""
    folded = _folded(words)
    found = [match.start() for match in _LETTER.finditer(folded)]
    return folded[found[0] : found[-1] + 1] if found else ""
