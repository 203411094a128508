"""How the edition's roles look in a chapter of prose."""

from __future__ import annotations

from lxml import html

from .conftest import TinyEdition, warnings_of

TAGS = """\
- {code: PREL, name: External Political Relations, kind: subject, status: cable, tip: Politics}
- {code: KCRS, name: "", kind: program, status: inference, tip: Its name was not seen}
"""


def test_roles_are_running_text_and_never_dressed_as_what_they_lead_to(
    edition: TinyEdition,
) -> None:
    edition.add()
    index = edition.docs / "index.md"
    index.write_text(index.read_text("utf-8") + "\nSee {cable:par}`¶ 1 <05OTTAWA1#p1>`.\n", "utf-8")
    edition.build()
    page = html.fromstring(edition.page("index"))
    link = next(a for a in page.iter("a") if a.text_content() == "¶ 1")
    assert list(link.iter("code")) == []
    paragraphs = html.fromstring(edition.page("cables/05OTTAWA1")).get_element_by_id("p1")
    worn = {name for e in link.iter() for name in e.get("class", "").split()}
    assert worn.isdisjoint(paragraphs.get("class").split())


def test_tags_stand_under_and_by_their_codes(edition: TinyEdition) -> None:
    edition.add()
    (edition.docs / "registers" / "tags.yaml").write_text(TAGS, "utf-8")
    app = edition.build()
    assert warnings_of(app) == ""
    titles = html.fromstring(edition.page("tags/index")).xpath(
        "//section[contains(@class, 'cable-entry')]/h2/text()"
    )
    assert [title.strip() for title in titles] == [
        "CA: Canada",
        "KCRS",
        "PREL: External Political Relations",
    ]
