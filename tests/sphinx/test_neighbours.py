"""Previous and next on the page of a cable."""

from __future__ import annotations

import lxml.html

from .conftest import TinyEdition, cable_text, status_of


def related(edition: TinyEdition, name: str) -> dict[str, str]:
    """Return what the theme's links below a page lead to."""
    root = lxml.html.fromstring(edition.page(f"cables/{name}"))
    return {
        kind: link.get("href")
        for kind in ("prev", "next")
        for link in root.find_class(f"{kind}-page")
    }


def orders(edition: TinyEdition, name: str) -> dict[str, list[str]]:
    """Return order -> [previous, next] as the page has them."""
    root = lxml.html.fromstring(edition.page(f"cables/{name}"))
    return {
        row.findtext("th"): [cell.text_content() for cell in row.findall("td")]
        for row in root.xpath("//details[@class='cable-orders']//tbody/tr")
    }


def three(edition: TinyEdition) -> None:
    edition.add("05OTTAWA1", cable_text(1))
    edition.add("05OTTAWA2", cable_text(2, paragraphs=("(C) Nobody.",)).replace("PREL", "PGOV"))
    edition.add("05OTTAWA3", cable_text(3))


def test_the_theme_s_links_go_by_date(edition: TinyEdition) -> None:
    three(edition)
    edition.build()
    assert related(edition, "05OTTAWA1") == {"next": "05OTTAWA2.html"}
    assert related(edition, "05OTTAWA2") == {"prev": "05OTTAWA1.html", "next": "05OTTAWA3.html"}


def test_each_order_has_its_own_neighbours(edition: TinyEdition) -> None:
    three(edition)
    edition.build()
    found = orders(edition, "05OTTAWA1")
    assert found["Ottawa"] == ["", "05OTTAWA2"]
    assert found["Jane Roe"] == ["", "05OTTAWA3"]
    assert found["CONFIDENTIAL"] == ["", "05OTTAWA2"]
    assert next(v for k, v in found.items() if k.startswith("PREL")) == ["", "05OTTAWA3"]
    assert not any(k.startswith("PGOV") for k in orders(edition, "05OTTAWA2"))


def test_a_new_cable_is_a_neighbour_and_no_other_page_is_read_again(edition: TinyEdition) -> None:
    three(edition)
    (edition.sources / "05OTTAWA2.txt").unlink()
    edition.build()
    assert related(edition, "05OTTAWA1") == {"next": "05OTTAWA3.html"}
    edition.add("05OTTAWA2", cable_text(2))
    app = edition.build()
    assert related(edition, "05OTTAWA1") == {"next": "05OTTAWA2.html"}
    assert (
        "cables/05OTTAWA1"
        not in status_of(app).split("updating environment")[1].split("looking")[0]
    )


def test_a_cable_alone_has_no_orders(edition: TinyEdition) -> None:
    edition.add()
    edition.build()
    assert orders(edition, "05OTTAWA1") == {}
