"""Numbers that Sphinx sets before the titles of pages and sections of a list with ``:numbered:``.

They follow from the order of the chapters. That they are numbers is proved, not which.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lxml import etree

if TYPE_CHECKING:
    from lxml import html

_CLASS = "section-number"
#: What a page has somewhere in its bytes if it has such a number.
NUMBERED = _CLASS.encode()
_NUMBERED = etree.XPath(f"descendant-or-self::span[@class='{_CLASS}']")
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_NUMBER = re.compile(r"(?:[0-9]{1,6}\.){1,10}")
_FIRST = re.compile(rf"{_NUMBER.pattern}\s+")
_LAST = re.compile(rf"(?:\A|(?<=\s)){_NUMBER.pattern}\Z")


def take_numbers(root: html.HtmlElement) -> None:
    """Take the numbers out of the headings of a page.

    Anything else that goes by their class stays, and is words of the page.
    """
    for one in _NUMBERED(root):
        heading = one.getparent()
        if heading is None or heading.tag not in _HEADINGS:
            continue
        is_first = one.getprevious() is None and not (heading.text or "").strip()
        is_bare = len(one) == 0 and one.keys() == ["class"]
        if is_first and is_bare and is_number((one.text or "").strip()):
            one.drop_tree()


def is_number(words: str) -> bool:
    """Tell whether words are the number of a section (``6.1.``) and nothing else."""
    return _NUMBER.fullmatch(words) is not None


def before_number(words: str) -> str:
    """Return what stands before a title, without the number that it may have (``Next 6.1.``)."""
    return _LAST.sub("", words.rstrip()).rstrip()


def after_number(words: str) -> str:
    """Return a title without the number that it may have (``6.1. Cables``)."""
    return _FIRST.sub("", words, count=1) if _FIRST.match(words) else words
