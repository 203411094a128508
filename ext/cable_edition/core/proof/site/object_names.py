"""What links call what a chapter describes or shows: functions, options, figures, tables, code.

Sphinx marks the description of an object of any domain in one way, and names it in contents and
references by its name, alone or behind the names of what it belongs to; what has a caption, by it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from lxml import etree

if TYPE_CHECKING:
    from lxml import html

_DESCRIBED = etree.XPath(".//dt[@id][contains(@class, 'sig')]")
_CAPTIONS = etree.XPath(
    ".//*[self::figcaption or self::caption or contains(@class, 'code-block-caption')]"
    "//span[contains(@class, 'caption-text') or contains(@class, 'caption-number')]"
    " | .//span[contains(@class, 'eqno')]/text()[1]/parent::span"
)
_JOINED = (".", "::", " ", "-")
_CALLED = "()"


def objects_of(root: html.HtmlElement) -> dict[str, set[str]]:
    """Return for the anchor of each object that a page describes or shows what it may be called."""
    found: dict[str, set[str]] = {}
    for described in _DESCRIBED(root):
        if "sig" in described.get("class", "").split():
            names = set(_names(described))
            for anchor in (described, *described.iter("span")):
                if anchor.get("id"):
                    found.setdefault(anchor.get("id"), set()).update(names)
    for caption in _CAPTIONS(root):
        around = [one.get("id") for one in caption.iterancestors() if one.get("id")]
        if around:
            # The number of a formula has the link to itself within.
            number = "eqno" in caption.get("class", "").split()
            words = str(caption.text if number else caption.text_content())
            found.setdefault(around[0], set()).add(" ".join(words.split()))
    return found


def _names(described: html.HtmlElement) -> Iterator[str]:
    own = _words(described, ("sig-name", "descname"))
    before = _words(described, ("sig-prename", "descclassname"))
    around = [
        _words(one, ("sig-name", "descname"))
        for outer in described.iterancestors("dd")
        for one in outer.itersiblings("dt", preceding=True)
        if one.get("id")
    ]
    names = [own, f"{before}{own}"]
    for joint in _JOINED:
        longer = own
        for outer in around:
            longer = f"{outer}{joint}{longer}"
            names += [longer, f"{before}{longer}"]
    for name in names:
        if name:
            yield name
            yield f"{name}{_CALLED}"


def _words(described: html.HtmlElement, classes: tuple[str, ...]) -> str:
    """Return the words of the outermost elements of the classes in a description."""
    found: list[str] = []
    for one in described.iterdescendants():
        given = one.get("class", "").split() if isinstance(one.tag, str) else []
        if any(name in given for name in classes):
            found.append(" ".join(str(one.text_content()).split()))
    return "".join(found)
