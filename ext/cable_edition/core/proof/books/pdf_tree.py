"""Tokens of a page of the site as a tree, from which a book can be put together."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

_ATTRIBUTE = re.compile(r' ([a-z-]+)="')


class Part(NamedTuple):
    """An element: its start tag as a token, and what is in it, words as strings."""

    token: str
    children: list[Part | str]

    @property
    def tag(self) -> str:
        """The name of the element."""
        return self.token[1:-1].partition(" ")[0]

    @property
    def classes(self) -> list[str]:
        """The classes of the element."""
        return self.get("class").split()

    def get(self, name: str) -> str:
        """Return the value of an attribute; empty without it."""
        _, mark, rest = self.token.partition(f' {name}="')
        if not mark:
            return ""
        following = _ATTRIBUTE.search(rest)
        return rest[: following.start() - 1] if following else rest[:-2]

    def parts(self) -> list[Part]:
        """Return the elements in it, without words."""
        return [one for one in self.children if isinstance(one, Part)]

    def first(self, tag: str) -> Part | None:
        """Return the first element of a name that is directly in it."""
        return next((one for one in self.parts() if one.tag == tag), None)

    def walk(self) -> Iterator[Part]:
        """Yield it and all elements in it, in order."""
        yield self
        for one in self.parts():
            yield from one.walk()

    def words(self) -> str:
        """Return all words in it."""
        return "".join(one if isinstance(one, str) else one.words() for one in self.children)


def tree(tokens: Iterable[str]) -> Part:
    """Return the elements that tokens say, in an element without a name."""
    open_parts = [Part("<>", [])]
    for token in tokens:
        if token[:1] != "<":
            open_parts[-1].children.append(token[1:])
        elif token[1] == "/":
            open_parts.pop()
        else:
            part = Part(token, [])
            open_parts[-1].children.append(part)
            open_parts.append(part)
    return open_parts[0]
