"""What a page or a style sheet asks of another host when it is opened.

A reader's link may lead anywhere. A file that loads with the page tells its host who reads what,
and is gone when that host is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from lxml import html

if TYPE_CHECKING:
    from collections.abc import Iterable

#: The elements that load something, or say what others load, up to the end of their attributes.
_LOADING = re.compile(
    rb"<(?:audio|base|body|embed|feimage|frame|iframe|image|img|input|link|meta|object|script|source"
    rb"|table|tbody|td|tfoot|th|thead|tr|track|use|video)\b"
    rb"(?:[^>\"']++|\"[^\"]*\"|'[^']*')*+"
)
#: What stands in style that loads, on whatever element.
_STYLED = (b"url(", b"@import")
#: Style in an attribute, with the rest of the element.
_STYLE = re.compile(rb"style\s*=[^>]*+")
#: Without any of these in its attributes an element has no address of another host.
_ADDRESSED = re.compile(rb"//|\\|&(?!(?:amp|lt|gt|quot|#x27|#39);)")
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
    # Most pages ask nobody, and are not taken apart.
    if not _has_style(small := page.lower()) and not any(map(_may_ask, _loading(small))):
        return
    root = html.document_fromstring(page, html.HTMLParser(encoding="utf-8"))
    for element in root.iter():
        if isinstance(element.tag, str):
            for address in _addresses(element):
                if _OTHER.match(address.strip()):
                    yield element, address.strip()


def _has_style(page: bytes) -> bool:
    # A browser reads style in an attribute with its references resolved.
    referred = any(b"&" in found[0] for found in _STYLE.finditer(page))
    return referred or any(part in page for part in _STYLED)


def _loading(page: bytes) -> Iterator[bytes | None]:
    """Yield what loads and has an address, in small letters; ``None`` if it does not end."""
    for found in _LOADING.finditer(page):
        if page[found.end() : found.end() + 1] != b">":
            yield None
        elif _ADDRESSED.search(found[0]):
            yield found[0]


@lru_cache(1000)
def _may_ask(tag: bytes | None) -> bool:
    """Whether an element asks another host, by its attributes alone; each page repeats most."""
    if tag is None:
        return True
    root = html.document_fromstring(tag + b">", html.HTMLParser(encoding="utf-8"))
    return any(
        _OTHER.match(address.strip()) for element in root.iter() for address in _addresses(element)
    )


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
