"""Reading built pages: their elements, addresses and words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urlsplit

import lxml.etree
import lxml.html

CABLE_PAGE = "cables/05OTTAWA286.html"
REGISTER_PAGES = [
    f"{name}/index.html"
    for name in ("cables", "people", "organizations", "glossary", "tags", "posts", "chronology")
]

_CSS_ADDRESS = re.compile(
    r"url\(\s{0,9}[\"']?([^\"')]{0,4000})|@import\s{1,9}[\"']([^\"']{0,4000})"
)
_CSS_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)


@cache
def tree(page: Path) -> lxml.html.HtmlElement:
    """Return the tree of a page."""
    return lxml.html.document_fromstring(page.read_bytes())


def pages(html: Path) -> list[Path]:
    """Return all pages of a built edition, in the order of their paths."""
    found = sorted(path for path in html.rglob("*.html") if "_static" not in path.parts)
    assert found
    return found


def anchors(page: Path) -> set[str]:
    """Return every fragment that leads into a page; the empty one and ``top`` always do."""
    root = tree(page)
    return {"", "top", *root.xpath("//@id"), *root.xpath("//a/@name")}


def target(html: Path, page: Path, address: str) -> tuple[Path, str] | None:
    """Return (file, fragment) of an address on a page, ``None`` where it leaves the edition.

    The page for lost addresses is shown at any depth, so its links begin at the host.
    """
    parts = urlsplit(address)
    if parts.scheme or parts.netloc:
        return None
    words = unquote(parts.path)
    if page.name == "404.html":
        words = words.removeprefix("/")
    path = (page.parent / words).resolve() if words else page.resolve()
    assert path.is_relative_to(html.resolve()), f"{page}: {address} leaves the folder"
    return path, unquote(parts.fragment)


def css_addresses(style: str) -> list[str]:
    """Return what a style sheet loads: every ``url()`` and ``@import``."""
    plain = _CSS_COMMENT.sub("", style)
    return [found[1] or found[2] for found in _CSS_ADDRESS.finditer(plain)]


def words(text: str) -> list[str]:
    """Return the runs of letters of a text: what no emendation of this edition takes away."""
    return re.findall(r"[^\W\d_]+", text)


def text_between(page: Path, start: str, end: str | None) -> str:
    """Return the text of a page from the element with one id to the element with the next."""
    return "".join(_texts(tree(page), start, end))


def _texts(root: lxml.html.HtmlElement, start: str, end: str | None) -> Iterator[str]:
    inside = False
    for event, node in lxml.etree.iterwalk(root, events=("start", "end", "comment")):
        if event == "start":
            if end is not None and node.get("id") == end:
                return
            inside = inside or node.get("id") == start
            if inside and node.tag not in ("script", "style"):
                yield node.text or ""
        elif inside:
            yield node.tail or ""
