"""What a page or a style sheet asks of another host when it is opened.

A reader's link may lead anywhere. A file that loads with the page tells its host who reads what,
and is gone when that host is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from lxml import html

if TYPE_CHECKING:
    from collections.abc import Iterable

#: Pages without any of these ask nobody, and are not taken apart.
_LOADS = re.compile(
    rb"<(?:audio|base|embed|frame|iframe|image|img|input|link|meta|object|script|source|track|use"
    rb"|video)\b[^>]*//|url\(|@import",
    re.IGNORECASE,
)
_IN_STYLE = re.compile(r"(?:url\(|@import)\s*[\"']?\s*((?:https?:)?//[^\"')\s;]*)", re.IGNORECASE)
_OTHER = re.compile(r"(?:https?:|//|\\\\|/\\)", re.IGNORECASE)
_ATTRIBUTES = ("src", "data", "poster", "background", "srcset", "imagesrcset")
#: What a ``link`` is for that a browser fetches; it fetches no licence and no next page.
_RELS = frozenset(
    {
        *("apple-touch-icon", "dns-prefetch", "icon", "manifest", "modulepreload", "preconnect"),
        *("prefetch", "preload", "prerender", "stylesheet"),
    }
)
#: Elements whose ``href`` is loaded, or changes what all others load.
_REFERRING = frozenset({"base", "image", "use", "feimage"})


def loaded_elsewhere(page: bytes) -> Iterator[tuple[html.HtmlElement, str]]:
    """Yield each element of a page that asks another host, with the address; ``page`` is UTF-8."""
    if not _LOADS.search(page):
        return
    root = html.document_fromstring(page, html.HTMLParser(encoding="utf-8"))
    for element in root.iter():
        if isinstance(element.tag, str):
            for address in _addresses(element):
                if _OTHER.match(address.strip()):
                    yield element, address.strip()


def styled_elsewhere(style: str) -> Iterator[str]:
    """Yield the addresses of other hosts that a style sheet loads."""
    yield from _IN_STYLE.findall(style)


def _addresses(element: html.HtmlElement) -> Iterable[str]:
    tag = str(element.tag).lower()
    for name in _ATTRIBUTES:
        value = element.get(name)
        if value and name.endswith("srcset"):
            yield from (part.split()[0] for part in value.split(",") if part.strip())
        elif value:
            yield value
    href = element.get("href") or element.get("xlink:href") or ""
    rels = (element.get("rel") or "").lower().split()
    if tag in _REFERRING or (tag == "link" and not _RELS.isdisjoint(rels)):
        yield href
    if tag == "meta" and (element.get("http-equiv") or "").lower() == "refresh":
        yield (element.get("content") or "").rpartition("=")[2].strip("'\" ")
    yield from styled_elsewhere(element.get("style") or "")
    if tag == "style":
        yield from styled_elsewhere(element.text or "")
