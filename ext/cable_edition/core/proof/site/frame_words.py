"""Who wrote the words around pages: a theme, an extension, or the editors in settings and chapters.

Themes put words together: a phrase of a template, then a value of ``conf.py``, a date, a version.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from functools import cache, cached_property
from typing import TYPE_CHECKING

from babel import Locale, UnknownLocaleError

if TYPE_CHECKING:
    from cable_edition.core.proof.site.theme_templates import ThemeTemplates

#: What stands between what a template puts together.
_BETWEEN = re.compile(r"\s*[©|•·]\s*|(?<=\.)\s+")
_LETTERS = re.compile(r"[^\W\d_]+")
_WORDS = re.compile(r"\w+")
_ELEMENT, _MARKS = re.compile(r"<[^<>]*>"), re.compile(r"[\W_]+")
#: A date or a version has figures and is short; words of so few letters (``de``) join its parts.
_LONGEST, _JOINT = 60, 2
#: A value of ``conf.py`` may be computed of so many pieces that stand there, and of numbers.
_PIECES = 6


class FrameWords:
    """Tells of words around pages whether somebody wrote them.

    ``templates`` are those of themes; ``names`` tells whether settings, chapters, a theme or an
    extension have some words; ``language`` is that of the site, ``titles`` are those of its pages,
    ``settings`` is all that the editors' settings say, ``chapters`` reads
    what their chapters do.
    """

    def __init__(
        self,
        templates: ThemeTemplates,
        names: Callable[[str], bool],
        language: str,
        titles: Mapping[str, AbstractSet[str]],
        settings: str = "",
        chapters: Callable[[], str] = str,
    ) -> None:
        self._read_chapters = chapters
        self._settings = f" {' '.join(_WORDS.findall(settings))} "
        self._titles = titles
        #: The title of the site, with which the titles of its pages end.
        self.site = ""
        #: What links around many pages say, of those that are written.
        self.of_links: AbstractSet[str] = frozenset()
        self._templates = templates
        self._names = names
        self._language = language
        self._known: dict[str, bool] = {}

    def are_written(self, words: str) -> bool:
        """Whether some words are written, as a whole or in their parts."""
        if words not in self._known:
            self._known[words] = self._are_whole(words) or all(
                map(self._are_put_together, filter(None, _BETWEEN.split(words)))
            )
        return self._known[words]

    def are_of_heading(self, words: str, page: str) -> bool:
        """Whether words have the letters of a page's title, or of what chapters say.

        Where a title has a formula or a sign, themes write its source into their links.
        """
        asked = _letters(_ELEMENT.sub("", words))
        titles = map(_letters, self._titles.get(page, ()))
        return bool(asked) and (asked in {*titles} or asked in self._chapters)

    @cached_property
    def _chapters(self) -> str:
        return _letters(self._read_chapters())

    def _are_whole(self, words: str) -> bool:
        return words == self.site or self._templates.say(words) or self._names(words)

    def _are_put_together(self, words: str) -> bool:
        return (
            self._are_whole(words)
            or self._are_figures(words)
            or any(
                self._are_figures(rest) or self._are_whole(rest) or self._are_before_phrase(rest)
                for rest in self._behind_phrases(words)
            )
            or self._are_of_page(words)
            or self._are_of_settings(words)
        )

    def _are_of_page(self, words: str) -> bool:
        """Whether words are written around the title of a page."""
        known = (*self._titles.values(), self.of_links)
        titles = {title for said in known for title in said if title in words}
        return any(
            all(not said or self._are_whole(said) for said in map(str.strip, words.split(title, 1)))
            for title in titles - {""}
        )

    def _are_of_settings(self, words: str) -> bool:
        """Whether words are pieces of settings and numbers, as ``f"2019-{year}, {author}"`` has."""
        left = [word for word in _WORDS.findall(words) if not word.isdecimal()]
        for _ in range(_PIECES):
            if not left:
                break
            said = 0
            while said < len(left) and f" {' '.join(left[: said + 1])} " in self._settings:
                said += 1
            if not said:
                return False
            left = left[said:]
        return not left

    def _behind_phrases(self, words: str) -> Iterator[str]:
        """Yield what stands behind each phrase of a template that some words begin with."""
        for blank in re.finditer(" ", words[:_LONGEST]):
            if self._templates.say(words[: blank.start()]):
                # A value may end a sentence of the template.
                yield words[blank.end() :].removesuffix(".")

    def _are_before_phrase(self, words: str) -> bool:
        """Whether words are a date or a number, and then a phrase of a template."""
        return any(
            self._templates.say(words[blank.end() :]) and self._are_figures(words[: blank.start()])
            for blank in re.finditer(" ", words[:_LONGEST])
        )

    def _are_figures(self, words: str) -> bool:
        """Whether words are a date in the language of the site, a version or a number."""
        if len(words) > _LONGEST or not any(map(str.isdecimal, words)):
            return False
        said = _LETTERS.findall(words.casefold())
        return all(len(one) <= _JOINT or one in _calendar(self._language) for one in said)


def _letters(words: str) -> str:
    return _MARKS.sub("", words)


@cache
def _calendar(language: str) -> frozenset[str]:
    """Return the words for months, days and parts of a day in English and in a language."""
    found: set[str] = {"gmt", "utc"}
    for name in ("en", language):
        try:
            locale = Locale.parse(name)
        except (UnknownLocaleError, ValueError):
            continue
        for kinds in (locale.months, locale.days):
            for widths in kinds.values():
                for width in ("wide", "abbreviated"):
                    for said in widths[width].values():
                        found.update(_LETTERS.findall(said.casefold()))
    return frozenset(found)
