"""Every link inside the edition leads to a file, and to a place in it."""

from __future__ import annotations

from pathlib import Path

from built_pages import anchors, pages, target, tree
from sphinx.util.inventory import InventoryFile


def test_every_link_and_fragment_resolves(html: Path) -> None:
    broken = [
        f"{page.relative_to(html)}: {address}"
        for page in pages(html)
        for address in tree(page).xpath("//@href | //@src")
        if _fault(html, page, address)
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


def test_every_entry_of_the_inventory_leads_to_its_place(html: Path) -> None:
    inventory = InventoryFile.loads((html / "objects.inv").read_bytes(), uri="")
    # Sphinx's standard domain lists the index of Python modules, whether there is one or not.
    sphinx_own = {"modindex", "py-modindex"}
    entries = [
        (name, item)
        for objects in inventory.data.values()
        for name, item in objects.items()
        if name not in sphinx_own
    ]
    assert {f"05OTTAWA286#p{n}" for n in range(1, 15)} <= {name for name, _ in entries}
    assert [
        f"{name}: {item.uri}"
        for name, item in entries
        if _fault(html, html / "index.html", item.uri)
    ] == []
