"""What a page must show, put together as tokens, and the lines that its copy must have."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from cable_edition.core.proof.site.tokens import settled, spaced, start

#: A part of a page as it must be: tokens that :func:`settled` brings into their last form.
Tokens = list[str]
#: How many start tags are kept: most are those of the page before.
_TAGS = 4096


def el(tag: str, *children: str | Tokens, **attributes: str) -> Tokens:
    """Return an element; a child that is a string is words.

    Names of attributes have an underscore for a hyphen, and ``cls`` for ``class``.
    """
    found = [_start(tag, tuple(attributes.items())) if attributes else f"<{tag}>"]
    for child in children:
        if isinstance(child, str):
            found.append("=" + child)
        else:
            found += child
    found.append(f"</{tag}>")
    return found


@lru_cache(maxsize=_TAGS)
def _start(tag: str, attributes: tuple[tuple[str, str], ...]) -> str:
    # As attributes are read: a space of another width is one.
    said = {_name(name): spaced(value) for name, value in attributes}
    if "class" in said:
        said["class"] = " ".join(sorted(said["class"].split()))
        if not said["class"]:
            del said["class"]
    return start(tag, said)


def _name(name: str) -> str:
    return "class" if name == "cls" else name.rstrip("_").replace("_", "-")


def text(words: str) -> Tokens:
    """Return words."""
    return ["=" + words]


def joined_by(between: str, parts: Iterable[Tokens]) -> Tokens:
    """Return parts with words between each two."""
    found: Tokens = []
    for part in parts:
        if found:
            found.append("=" + between)
        found += part
    return found


class Expected:
    """A page that is put together: its tokens, and the lines of its copy in ``_sources``.

    Lines are those of the MyST file without its escapes (:mod:`.source_copies`).
    """

    def __init__(self) -> None:
        self._tokens: Tokens = []
        self.lines: list[str] = []

    def add(self, tokens: Tokens, *lines: str) -> None:
        """Add a part, and what the copy has for it."""
        self._tokens += tokens
        self.lines += lines

    @property
    def raw(self) -> Tokens:
        """The tokens as they were added, to be put into an element."""
        return self._tokens

    @property
    def tokens(self) -> list[str]:
        """The tokens in the form that a page is read in."""
        return settled(self._tokens)
