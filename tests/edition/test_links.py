"""Every link inside the edition leads to a file, and to a place in it."""

from __future__ import annotations

from pathlib import Path

from built_pages import anchors, pages, target, tree
from sphinx.util.inventory import InventoryFile


def test_every_link_and_fragment_resolves(each_html: Path) -> None:
    broken = [
        f"{page.relative_to(each_html)}: {address}"
        for page in pages(each_html)
        for address in tree(page).xpath("//@href | //@src")
        if _fault(each_html, page, address)
    ]
    assert broken == []


def _fault(html: Path, page: Path, address: str) -> bool:
    found = target(html, page, address)
    if found is None:
        return False
    path, fragment = found
    # A folder is a page only on a server; the edition is also read from a disk.
    if not path.is_file():
        return True
    return path.suffix == ".html" and fragment not in anchors(path)


def test_every_entry_of_the_inventory_leads_to_its_place(each_html: Path, edition: str) -> None:
    inventory = InventoryFile.loads((each_html / "objects.inv").read_bytes(), uri="")
    entries = [
        (name, item) for objects in inventory.data.values() for name, item in objects.items()
    ]
    cable, last = {"first": ("05OTTAWA286", 14), "everything": ("05ROME1180", 7)}[edition]
    assert {f"{cable}#p{n}" for n in range(1, last + 1)} <= {name for name, _ in entries}
    assert [
        f"{name}: {item.uri}"
        for name, item in entries
        if _fault(each_html, each_html / "index.html", item.uri)
    ] == []
