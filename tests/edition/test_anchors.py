"""Anchors that were issued: each is there once, with a link to itself that a keyboard reaches."""

from __future__ import annotations

from pathlib import Path

import lxml.html
import pytest
from built_pages import CABLE_PAGE, pages, tree
from sphinx.util.inventory import InventoryFile

ANCHORS = [
    *(f"p{n}" for n in range(1, 15)),
    *(f"p14-{n}" for n in range(1, 5)),
    *(f"h{n}" for n in range(1, 5)),
    "u1",
]


@pytest.mark.parametrize("anchor", ANCHORS)
def test_the_anchor_is_there_once(html: Path, anchor: str) -> None:
    assert len(tree(html / CABLE_PAGE).xpath("//*[@id=$anchor]", anchor=anchor)) == 1


@pytest.mark.parametrize("anchor", ANCHORS)
def test_the_anchor_has_a_permalink_that_a_keyboard_reaches(html: Path, anchor: str) -> None:
    (place,) = tree(html / CABLE_PAGE).xpath("//*[@id=$anchor]", anchor=anchor)
    links = [
        link
        for link in place.iter("a")
        if (link.get("href") or "").endswith(f"#{anchor}") and _reachable(link)
    ]
    assert links, lxml.html.tostring(place)[:600]


def _reachable(link: lxml.html.HtmlElement) -> bool:
    hidden = link.xpath(
        "ancestor-or-self::*[@aria-hidden='true' or @hidden or @inert] | self::*[@tabindex < 0]"
    )
    named = (link.text_content() or "").strip() or link.get("aria-label") or link.get("title")
    return not hidden and bool(named)


def test_no_page_has_an_id_twice(each_html: Path) -> None:
    for page in pages(each_html):
        ids = tree(page).xpath("//@id")
        assert sorted(ids) == sorted(set(ids)), page


def test_every_object_of_the_inventory_has_its_place(each_html: Path) -> None:
    """What leads to a page leads to it; what leads to an anchor finds the id there."""
    inventory = InventoryFile.loads((each_html / "objects.inv").read_bytes(), uri="").data
    targets = {item.uri for objects in inventory.values() for item in objects.values()}
    ids: dict[str, set[str]] = {}
    lost = []
    for target in sorted(targets):
        path, _, anchor = target.partition("#")
        if path not in ids:
            ids[path] = set(tree(each_html / path).xpath("//@id"))
        if anchor and anchor not in ids[path]:
            lost.append(target)
    assert len(targets) > 20
    assert lost == []
