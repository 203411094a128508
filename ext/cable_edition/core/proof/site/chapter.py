"""What may not stand in a chapter, which an editor writes: anything that runs or reaches out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from cable_edition.core.proof.site.allowed import Allowed
from cable_edition.core.proof.site.site_page import PageTree
from cable_edition.core.words import around

if TYPE_CHECKING:
    from lxml import html

_FORBIDDEN = frozenset(
    {"applet", "base", "embed", "form", "iframe", "link", "meta", "object", "script", "style"}
)
_BOOKS = re.compile(r"(?:PDF|EPUB)(?:, (?:PDF|EPUB))*")
_ADDRESSES = ("src", "href", "action", "data", "poster", "srcset")


def chapter_faults(page: PageTree, allowed: Allowed, *, forms: bool = False) -> Iterator[str]:
    """Yield what is wrong in the own part of a page that the edition did not write.

    ``forms`` tells that a form may stand there, as on the page of the search.
    """
    for element in page.main.iter() if page.main is not None else ():
        if not isinstance(element.tag, str) or allowed.brings(element, page.folder):
            continue
        if element.tag in _FORBIDDEN and not (forms and element.tag == "form"):
            yield f"an element {element.tag} stands in the chapter"
        for name, value in element.items():
            if name.startswith("on"):
                yield f"an attribute {name} of {element.tag} runs a script"
            reaches = value.strip().lower().startswith(("javascript:", "data:text", "vbscript:"))
            if name in _ADDRESSES and reaches:
                yield f"an address of {element.tag} runs a script"
            loads = name in {"src", "srcset", "data", "poster"}
            if loads and value.strip().lower().startswith(("http:", "https:", "//")):
                yield f"{element.tag} loads {value[:80]!r}"


def is_offer(element: html.HtmlElement) -> bool:
    """Whether an element is the line of the first page that offers the books."""
    if element.tag != "p" or element.get("class") != "cable-downloads":
        return False
    leads = all(link.get("href", "").startswith("downloads/") for link in element)
    before, after = around("The whole edition to keep: {link}.")
    said = str(element.text_content())
    if not leads or not said.startswith(before) or not said.endswith(after):
        return False
    return bool(_BOOKS.fullmatch(said[len(before) : len(said) - len(after)]))


def is_sign(element: html.HtmlElement, sign: str) -> bool:
    """Whether an element is the link of a heading to itself, with the site's sign for it."""
    is_link = element.tag == "a" and element.get("class") == "headerlink"
    return is_link and str(element.text_content()) == sign


def picture_faults(page: PageTree) -> Iterator[str]:
    """Yield what runs or reaches out in the pictures of a page."""
    for figure in page.root.iter("figure", "details"):
        for element in figure.iter():
            tag = str(element.tag)
            if tag in _FORBIDDEN - {"style"} or tag.lower() in {"foreignobject", "img", "image"}:
                yield f"an element {tag} stands in a picture"
            for name, value in element.items():
                reaches = name.endswith(("href", "src")) and ":" in value
                if name.startswith("on") or reaches:
                    yield f"an attribute {name} of {tag} runs a script or reaches out"
