"""Words of a cable that say nothing, where they are a link, of what it leads to.

An acronym such as START is also a word that other sites write on links that say no more. Who hears
or sees links alone, out of their sentences, learns nothing from it (WCAG 2.2, 2.4.9 and failure
F84), and search engines pass it over. Such a mention leads to the list beside the cable first,
where its meaning stands with it, and the words that lead on from there have the meaning too.
"""

from __future__ import annotations

#: Those that Lighthouse 13 asks for in its audit ``link-text``, in English, as cables are.
_BARE = frozenset(
    {
        *("click here", "click this", "go", "here", "information", "learn more", "more"),
        *("more info", "more information", "right here", "read more", "see more", "start", "this"),
    }
)
#: Before the anchor of an entry, the id of its place in the list beside a cable.
BESIDE = "beside-"


def says_nothing(words: str) -> bool:
    """Return whether words of a cable say nothing as those of a link."""
    return " ".join(words.split()).casefold() in _BARE
