"""Registers with so many places that a page would grow without end."""

from __future__ import annotations

import pytest
from lxml import html

from cable_edition.core.pages import limits
from cable_edition.core.proof.site import registers
from cable_edition.core.proof.verify import verify_build

from .conftest import TinyEdition, cable_text, tiny_edition, warnings_of

CABLES = 9
#: So many places a page lists here.
MOST = 20


@pytest.fixture(scope="module")
def edition(tmp_path_factory: pytest.TempPathFactory) -> TinyEdition:
    """An edition whose pages list 20 places at most: one entry has 18, another 9."""
    made = tiny_edition(tmp_path_factory.mktemp("many"))
    for serial in range(1, CABLES + 1):
        text = cable_text(serial, ("(C) Jane Roe spoke.", "(U) Jane Roe left."))
        made.add(f"05OTTAWA{serial}", text)
    (made.root / "edition.toml").write_text("[limits]\nplaces_per_entry = 20\n", "utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(limits, "PLACES_ON_A_PAGE", MOST)
        assert warnings_of(made.build()) == ""
    return made


def test_a_page_shows_half_of_each_entry_and_further_pages_the_others(
    edition: TinyEdition,
) -> None:
    shown = places(edition, "people/index")
    further = places(edition, "people/more/person-roe-jane-2")
    assert len(shown) == 10
    assert len({*shown, *further}) == len(shown) + len(further) == 2 * CABLES


def test_the_index_shows_so_many_and_leads_to_the_others(edition: TinyEdition) -> None:
    page = html.fromstring(edition.page("genindex"))
    names = page.xpath("//ul[@class='index-of-names']/li")
    links = "./ul/li/a[contains(@href, '#p') and not(contains(@href, '#person'))]"
    roe = next(one for one in names if one.text_content().startswith("Roe"))
    assert sum(len(one.xpath(links)) for one in names) <= MOST
    further = 2 * CABLES - len(roe.xpath(links))
    assert further > 0
    assert f"and {further} more" in roe.text_content()
    assert roe.xpath("./ul/li[last()]/a/@href") == ["people/index.html#person-roe-jane"]


def test_the_proof_reckons_so_too(edition: TinyEdition) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(registers, "_ON_A_PAGE", MOST)
        assert [one.located() for one in verify_build(edition.html, edition.sources)[1]] == []
    found = [one.located() for one in verify_build(edition.html, edition.sources)[1]]
    assert any("people/index.html" in one for one in found)


def places(edition: TinyEdition, name: str) -> list[str]:
    """Return the addresses of the places that a page lists."""
    main = html.fromstring(edition.page(name)).xpath("//*[@role='main']")[0]
    links = main.xpath(".//*[contains(@class, 'cable-places')]//a/@href")
    return [one for one in links if "05OTTAWA" in one and "#p" in one]
