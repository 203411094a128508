"""No page asks another host for anything: only a link that a reader follows may leave."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

from built_pages import css_addresses, pages, tree

_LOADING = ("src", "srcset", "poster", "data", "background", "action", "formaction", "ping")
#: Relations of a ``link`` element that a browser does not load.
_NOT_LOADED = {
    "schema.DC",
    "schema.DCTERMS",
    "canonical",
    "license",
    "author",
    "cite-as",
    "describedby",
    "help",
    "item",
    "type",
}


def test_nothing_is_loaded_from_another_host(html: Path) -> None:
    assert [
        f"{page.relative_to(html)}: {address}"
        for page in pages(html)
        for address in _loaded(page)
        if _other_host(address)
    ] == []


def test_style_sheets_load_nothing_from_another_host(html: Path) -> None:
    sheets = list(html.rglob("*.css"))
    assert sheets
    assert [
        f"{sheet.relative_to(html)}: {address}"
        for sheet in sheets
        for address in css_addresses(sheet.read_text(encoding="utf-8"))
        if _other_host(address)
    ] == []


def _other_host(address: str) -> bool:
    parts = urlsplit(address.strip())
    return bool(parts.netloc) or parts.scheme in {"http", "https", "ws", "wss", "ftp"}


def _loaded(page: Path) -> Iterator[str]:
    root = tree(page)
    for name in _LOADING:
        for value in root.xpath(f"//@{name}"):
            yield from (part.split()[0] for part in value.split(",") if part.strip())
    for element in root.iter("link", "image", "use", "base"):
        if not _NOT_LOADED & set((element.get("rel") or "").split()):
            yield element.get("href") or element.get("{http://www.w3.org/1999/xlink}href") or ""
    for style in root.xpath("//style/text() | //@style"):
        yield from css_addresses(style)
