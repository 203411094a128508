"""Witnesses as readers and `verify` see them: on the page and in the data."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from lxml import html
from sphinx.util.inventory import InventoryFile

from cable_edition.core.proof.against import read_anew
from cable_edition.core.proof.data.side_tables import check_side_tables
from cable_edition.core.proof.verify import verify_build
from cable_edition.core.settings.edition_file import load_from

from .conftest import TinyEdition, cable_text, warnings_of

BASE = cable_text(
    paragraphs=(
        "(C) Jane Roe spoke of a crane.",
        "(SBU) Two firms sent drawings.",
        "(C) It rained.",
    )
)
COPY = (
    BASE.replace("of a crane", "of [(b)(6)] crane")
    .replace("2. (SBU) Two firms", "2. (C) Two *firms*")
    .replace("3. (C) It rained.", "3. (C) Nobody else has | this `line`.\n\n4. (C) It rained.")
)
SIDECAR = """\
base: 05OTTAWA1.txt
witnesses:
  - {siglum: B, file: copy.txt, kind: release, date: 2011-06-01, body: A <body>,
     obtained: By *mail*.}
"""


@pytest.fixture
def compared(edition: TinyEdition) -> TinyEdition:
    edition.add(text=BASE)
    released = f"RELEASE IN PART\nB1,B6\n\n{COPY}\nREVIEW AUTHORITY: Jane Roe\n"
    (edition.sources / "copy.txt").write_text(released, "utf-8")
    (edition.sources / "05OTTAWA1.yaml").write_text(SIDECAR, "utf-8")
    assert warnings_of(edition.build()) == ""
    return edition


def section(edition: TinyEdition, anchor: str) -> html.HtmlElement:
    return html.fromstring(edition.page("cables/05OTTAWA1")).get_element_by_id(anchor)


def test_the_page_lists_each_difference_at_its_place(compared: TinyEdition) -> None:
    found = section(compared, "witnesses")
    items = [" ".join(item.text_content().split()) for item in found.xpath(".//li/ul/li")]
    assert items == [
        "¶ 1, excised under (b)(6): A “a”; B “[(b)(6)]”",
        "¶ 2, changed (mark): A “(SBU)”; B “(C)”",
        "¶ 2, spelling: A “firms”; B “*firms*”",
        "paragraph 3 of B, added: A no words; B “Nobody else has | this `line`.”",
        "¶ 3, changed (number): A “3”; B “4”",
    ]
    assert found.xpath(".//li/ul/li[1]//a/@href") == ["#p1"]
    (said,) = found.xpath("./ul/li/p")
    assert said.text_content().startswith(
        "B, release, A <body>, 2011-06-01: 5 differences. Obtained: By *mail*. File copy.txt, SHA"
    )
    only = section(compared, "in-b-p3")
    assert "(C) Nobody else has | this `line`." in " ".join(only.text_content().split())
    ids = html.fromstring(compared.page("cables/05OTTAWA1")).xpath("//@id")
    assert len(ids) == len(set(ids))


def columns(edition: TinyEdition) -> list[list[str]]:
    """Return the rows of the columns: place, base text, witness."""
    found = section(edition, "witnesses").xpath(".//table//tr")
    return [[" ".join(cell.text_content().split()) for cell in row] for row in found]


def test_two_columns_hold_both_copies_whole_with_what_differs_marked(
    compared: TinyEdition,
) -> None:
    rows = columns(compared)
    assert rows[0] == ["Place", "A, base text", "B"]
    assert rows[-5:-1] == [
        ["¶ 1", "1. (C) Jane Roe spoke of a crane.",
         "1. (C) Jane Roe spoke of [(b)(6)] excised under (b)(6) crane."],
        ["¶ 2", "2. (SBU) Two firms sent drawings.",
         "2. (C) changed (mark) Two *firms* spelling sent drawings."],
        ["paragraph 3 of B", "only in B", "3. (C) Nobody else has | this `line`."],
        ["¶ 3", "3. (C) It rained.", "4. changed (number) (C) It rained."],
    ]  # fmt: skip
    found = section(compared, "witnesses")
    assert found.xpath(".//tr[@class='cable-differs']/th/a/@href") == [
        "#p1", "#p2", "#in-b-p3", "#p3",
    ]  # fmt: skip
    assert found.xpath(".//td[2]//del") == []
    assert [one.text for one in found.xpath(".//ins")] == [
        "[(b)(6)]", "(C)", "*firms*", "4.",
    ]  # fmt: skip
    labels = [" ".join(one.text_content().split()) for one in found.xpath(".//label")]
    assert labels == ["A and B", "A alone", "B alone", "only passages that differ"]
    assert found.xpath(".//label/input/@value") == ["both", "a", "b", "differing"]
    said = html.fromstring(compared.page("cables/05OTTAWA1")).find_class("cable-views-said")[0]
    assert [one.text for one in said.xpath(".//a[@href='#witnesses']")] == ["1 other witness"]


def test_a_moved_passage_stands_in_each_column_where_its_copy_has_it(
    edition: TinyEdition,
) -> None:
    base = cable_text(paragraphs=("Cranes were sold.", "Lamps were lit.", "It rained all day."))
    edition.add(text=base)
    copy = base.replace("1. Cranes were sold.", "1. It rained all day.").replace(
        "3. It rained all day.", "3. Cranes were sold."
    )
    (edition.sources / "copy.txt").write_text(copy, "utf-8")
    (edition.sources / "05OTTAWA1.yaml").write_text(SIDECAR, "utf-8")
    assert warnings_of(edition.build()) == ""
    rows = columns(edition)
    own = [cell for _, cell, _ in rows if "moved" not in cell and cell[:2] in {"1.", "2.", "3."}]
    assert own == ["1. Cranes were sold.", "2. Lamps were lit.", "3. It rained all day."]
    theirs = [cell for _, _, cell in rows if cell[:2] in {"1.", "2.", "3."}]
    assert [cell.replace(" changed (number)", "") for cell in theirs] == [
        "1. It rained all day.", "2. Lamps were lit.", "3. Cranes were sold.",
    ]  # fmt: skip
    assert sum(cell.startswith("moved: in B it stands") for _, _, cell in rows) == len(
        [cell for _, cell, _ in rows if cell == "moved: in A it stands elsewhere"]
    )
    assert verify_build(edition.html, edition.sources) == (1, [])


@pytest.mark.parametrize(
    ("copy", "told"),
    [
        ("", {"witness-missing"}),
        (BASE, set()),
        ("1. Another text altogether.\n", set()),
        ("\ufeff\x00\x07 <b>&amp;</b> \u202e|\\`", {"witness-missing"}),
    ],
)
def test_any_copy_builds_and_is_proved(edition: TinyEdition, copy: str, told: set[str]) -> None:
    edition.add(text=BASE)
    (edition.sources / "copy.txt").write_text(copy, "utf-8")
    (edition.sources / "05OTTAWA1.yaml").write_text(SIDECAR, "utf-8")
    edition.build()
    # The edition's own problem is told; the page is as it must be.
    assert {one.code for one in verify_build(edition.html, edition.sources)[1]} == told


def test_a_cable_without_witnesses_has_nothing_of_them(edition: TinyEdition) -> None:
    edition.add(text=BASE)
    edition.build()
    page = edition.page("cables/05OTTAWA1")
    assert "cable-beside" not in page
    assert "witness" not in html.fromstring(page).find_class("cable-views-said")[0].text_content()


def test_no_second_page_is_made_of_a_witness(compared: TinyEdition) -> None:
    names = {path.name for path in (compared.html / "cables").glob("*.html")}
    assert names == {"05OTTAWA1.html", "index.html"}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("excised under (b)(6)", "excised under (b)(1)"),
        ("5 differences", "4 differences"),
        ("“(SBU)”", "“(S)”"),
        ("Nobody else has", "Somebody has"),
        ("spelling: A", "changed: A"),
        ('id="in-b-p3"', 'id="in-b-p4"'),
        ("A &lt;body&gt;", "Another body"),
        ("<del>a</del>", "a"),
        ("<ins>4.</ins>", "<ins>3.</ins>"),
        ('data-siglum="A">1. (C) Jane', 'data-siglum="A">1. (C) Joan'),
        ("excised under (b)(6)</span>", "spelling</span>"),
        ("only passages that differ", "all passages"),
    ],
)
def test_verify_proves_what_is_said_of_witnesses(compared: TinyEdition, old: str, new: str) -> None:
    assert verify_build(compared.html, compared.sources) == (1, [])
    path = compared.html / "cables" / "05OTTAWA1.html"
    page = path.read_text("utf-8")
    start = page.index('id="witnesses"')
    assert old in page[start:]
    path.write_text(page[:start] + page[start:].replace(old, new, 1), "utf-8")
    assert verify_build(compared.html, compared.sources)[1]


def test_the_data_give_the_differences_and_are_proved(compared: TinyEdition) -> None:
    data = compared.html / "data"
    rows = list(csv.DictReader((data / "variants.csv").read_text("utf-8").splitlines()))
    assert [(row["anchor"], row["class"], row["part"]) for row in rows] == [
        ("p1", "excised", "words"),
        ("p2", "changed", "mark"),
        ("p2", "spelling", "words"),
        ("in-b-p3", "added", "passage"),
        ("p3", "changed", "number"),
    ]
    told = json.loads((data / "variants.json").read_text("utf-8"))
    assert [one["siglum"] for one in told["witnesses"]] == ["B"]
    withheld = json.loads((data / "withheld.json").read_text("utf-8"))
    assert withheld["withheld"] == [
        {"cable": "05OTTAWA1", "siglum": "B", "anchor": "p1", "body": "A <body>",
         "exemptions": ["(b)(6)"], "mark": "(C)", "year": "2005"}
    ]  # fmt: skip
    assert withheld["counts"]["exemption"] == {"(b)(6)": 1}
    against = read_anew(load_from(compared.root)[0])
    assert list(check_side_tables(data, against)) == []
    for name, old, new in (
        ("variants.csv", "excised", "changed"),
        ("variants.csv", "in-b-p3", "in-b-p4"),
        ("variants.json", "Nobody else", "Somebody else"),
        ("variants.json", '"first_word": 4', '"first_word": 6'),
        ("witnesses.csv", "release", "leak"),
        ("withheld.csv", "(b)(6)", "(b)(1)"),
        ("withheld.json", '"(b)(6)": 1', '"(b)(6)": 2'),
    ):
        _told(data / name, old, new, lambda: list(check_side_tables(data, against)))


def _told(path: Path, old: str, new: str, problems: object) -> None:
    text = path.read_text("utf-8")
    assert old in text, (path.name, old)
    path.write_text(text.replace(old, new, 1), "utf-8")
    assert callable(problems)
    assert {one.path for one in problems()} == {str(path)}
    path.write_text(text, "utf-8")


def test_what_was_withheld_is_counted_with_links(compared: TinyEdition) -> None:
    assert "what was withheld" in compared.page("missing/index")
    page = html.fromstring(compared.page("missing/withheld"))
    said = {
        anchor: [" ".join(item.text_content().split()) for item in found.xpath(".//li")]
        for anchor in ("by-body", "by-exemption", "by-mark", "by-year")
        for found in [page.get_element_by_id(anchor)]
    }
    place = "1 place: 05OTTAWA1, ¶ 1, B"
    assert said == {
        "by-body": [f"A <body>, {place}"],
        "by-exemption": [f"(b)(6), {place}"],
        "by-mark": [f"(C), {place}"],
        "by-year": [f"2005, {place}"],
    }
    assert "../cables/05OTTAWA1.html#p1" in page.xpath("//section[@id='by-mark']//li//a/@href")
    (figure,) = page.find_class("cable-picture-withheld")
    words = [" ".join(one.text_content().split()) for one in figure.iter("text")]
    assert words[:3] == ["A <body>", "1", "By releasing body"]
    cells = page.xpath("//table[contains(@class, 'cable-picture-table')]//td")
    words = [cell.text_content().strip() for cell in cells]
    assert [words[at : at + 3] for at in range(0, len(words), 3)] == [
        ["By releasing body", "A <body>", "1"],
        ["By exemption", "(b)(6)", "1"],
        ["By portion mark", "(C)", "1"],
        ["By year of the cable", "2005", "1"],
    ]
    path = compared.html / "missing" / "withheld.html"
    for old, new in (
        ("(b)(6), 1 place", "(b)(6), 2 places"),
        ("¶\u00a01", "¶\u00a02"),
    ):
        text = path.read_text("utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), "utf-8")
        assert verify_build(compared.html, compared.sources)[1]
        path.write_text(text, "utf-8")


def test_where_nothing_was_cut_out_there_is_no_such_page(edition: TinyEdition) -> None:
    edition.add(text=BASE)
    edition.build()
    assert not (edition.html / "missing" / "withheld.html").exists()


def test_an_unchanged_cable_gets_its_witness_when_one_is_added(edition: TinyEdition) -> None:
    edition.add(text=BASE)
    edition.build()
    before = list(html.fromstring(edition.page("cables/05OTTAWA1")).xpath("//@id"))
    assert 'id="witnesses"' not in edition.page("cables/05OTTAWA1")
    (edition.sources / "copy.txt").write_text(COPY, "utf-8")
    (edition.sources / "05OTTAWA1.yaml").write_text(SIDECAR, "utf-8")
    assert warnings_of(edition.build()) == ""
    after = html.fromstring(edition.page("cables/05OTTAWA1")).xpath("//@id")
    assert [at for at in after if at in before] == before
    assert {"witnesses", "in-b-p3"} <= set(after)


def test_withheld_words_are_nowhere_and_no_checksum_of_the_witness(edition: TinyEdition) -> None:
    edition.add(text=BASE.replace("It rained", "Zebedee Quux left"))
    copy = COPY.replace("It rained", "Z. QUUX left").replace("has | this", "of Zebedee Quux has")
    (edition.sources / "copy.txt").write_text(copy, "utf-8")
    redactions = "redactions:\n  - {name: Zebedee Quux, reason: A source., date: 2026-11-20}\n"
    (edition.sources / "05OTTAWA1.yaml").write_text(SIDECAR + redactions, "utf-8")
    assert warnings_of(edition.build()) == ""
    for path in edition.html.rglob("*"):
        if path.is_file() and path.suffix in {".html", ".json", ".csv", ".js", ".xml", ".txt"}:
            assert "quux" not in path.read_text("utf-8", "replace").lower(), path
    assert ", SHA-256" not in section(edition, "witnesses").text_content()
    assert "[withheld]" in section(edition, "in-b-p3").text_content()
    assert verify_build(edition.html, edition.sources) == (1, [])


def test_an_excision_in_a_passage_that_only_a_witness_has_is_counted(edition: TinyEdition) -> None:
    edition.add(text=BASE)
    copy = COPY.replace("Nobody else has", "Nobody else, [          ] B6, has")
    released = f"RELEASE IN PART\nB1,B6\n\n{copy}\nREVIEW AUTHORITY: Jane Roe\n"
    (edition.sources / "copy.txt").write_text(released, "utf-8")
    (edition.sources / "05OTTAWA1.yaml").write_text(SIDECAR, "utf-8")
    assert warnings_of(edition.build()) == ""
    rows = (edition.html / "data" / "withheld.csv").read_text("utf-8").splitlines()
    assert rows[1:] == [
        "05OTTAWA1,B,p1,A <body>,(b)(6),(C),2005",
        "05OTTAWA1,B,in-b-p3,A <body>,B6,(C),2005",
    ]
    page = html.fromstring(edition.page("missing/withheld"))
    links = page.xpath("//section[@id='by-body']//li//a")
    # The sign of a paragraph does not part from its number at the end of a line.
    assert [(one.get("href"), one.text_content()) for one in links] == [
        ("../cables/05OTTAWA1.html#p1", "05OTTAWA1, ¶\u00a01"),
        ("../cables/05OTTAWA1.html#in-b-p3", "05OTTAWA1, ¶\u00a03 of B"),
    ]
    assert verify_build(edition.html, edition.sources) == (1, [])


@pytest.mark.parametrize("language", ["de", "fr"])
def test_witnesses_in_another_language_are_proved(compared: TinyEdition, language: str) -> None:
    conf = compared.docs / "conf.py"
    conf.write_text(f"{conf.read_text('utf-8')}\nlanguage = {language!r}\n", "utf-8")
    assert warnings_of(compared.build()) == ""
    assert verify_build(compared.html, compared.sources) == (1, [])


def test_a_name_that_stands_in_a_witness_alone_is_withheld_there(edition: TinyEdition) -> None:
    edition.add(text=BASE)
    (edition.sources / "copy.txt").write_text(COPY.replace("Nobody", "Zebedee Quux"), "utf-8")
    redactions = "redactions:\n  - {name: Zebedee Quux, reason: A source., date: 2026-11-20}\n"
    (edition.sources / "05OTTAWA1.yaml").write_text(SIDECAR + redactions, "utf-8")
    assert warnings_of(edition.build()) == ""
    assert "[withheld]" in section(edition, "in-b-p3").text_content()
    assert "quux" not in edition.page("cables/05OTTAWA1").lower()
    assert verify_build(edition.html, edition.sources) == (1, [])


def test_a_passage_that_only_a_witness_has_can_be_linked_to(compared: TinyEdition) -> None:
    index = compared.docs / "index.md"
    told = (
        "See {cable:par}`05OTTAWA1#in-b-p3`, [p](#05OTTAWA1#p3) and [there](#05OTTAWA1#in-b-p3).\n"
    )
    index.write_text(f"{index.read_text('utf-8')}\n{told}", "utf-8")
    assert warnings_of(compared.build()) == ""
    links = html.fromstring(compared.page("index")).xpath("//a[contains(@href, '#in-b-p3')]")
    assert [" ".join(one.text_content().split()) for one in links] == [
        "05OTTAWA1, paragraph 3 of B", "there",
    ]  # fmt: skip
    inventory = InventoryFile.loads((compared.html / "objects.inv").read_bytes(), uri="")
    found = inventory.data["cable:paragraph"]["05OTTAWA1#in-b-p3"]
    assert (found.uri, found.display_name) == (
        "cables/05OTTAWA1.html#in-b-p3", "05OTTAWA1, paragraph 3 of B",
    )  # fmt: skip
    assert "std:label" in inventory.data
    assert verify_build(compared.html, compared.sources) == (1, [])
    path = compared.html / "index.html"
    page = path.read_text("utf-8")
    for old, new in (("#in-b-p3", "#p3"), ("#p3", "#p2")):
        path.write_text(new.join(page.rsplit(old, 1)), "utf-8")
        assert verify_build(compared.html, compared.sources)[1]


def test_marks_in_what_is_said_of_a_witness_are_words(edition: TinyEdition) -> None:
    edition.add(text=BASE)
    (edition.sources / "copy.txt").write_text(COPY, "utf-8")
    body = "The ```office``` ~~~ of `marks` {cable:par} | &amp; <b> \\\\"
    told = SIDECAR.replace("A <body>", f'"{body}"').replace("By *mail*.", '"`by` ``` mail"')
    (edition.sources / "05OTTAWA1.yaml").write_text(told, "utf-8")
    assert warnings_of(edition.build()) == ""
    page = html.fromstring(edition.page("cables/05OTTAWA1"))
    (said,) = page.xpath("//details[@class='cable-beside']/summary/text()")
    words = "The ```office``` ~~~ of `marks` {cable:par} | &amp; <b> \\"
    assert said == f"A and B side by side: release, {words}, 2011-06-01"
    assert verify_build(edition.html, edition.sources) == (1, [])


def test_the_base_text_says_who_released_it_and_what_is_not_stated_is_last(
    edition: TinyEdition,
) -> None:
    released = "RELEASE IN PART\nB1,B6\n\n{}\nREVIEW AUTHORITY: Jane Roe\n"
    cut = BASE.replace("of a crane", "of [(b)(6)] crane")
    edition.add(text=released.format(cut))
    copy = BASE.replace("It rained", "It [(b)(1)]").replace("sent drawings", "sent [      ]")
    (edition.sources / "copy.txt").write_text(released.format(copy), "utf-8")
    sidecar = (
        "provenance: {kind: release, date: 2011-06-01, body: An <Office>, obtained: By *mail*.}\n"
        "witnesses:\n  - {siglum: B, file: copy.txt, kind: release}\n"
    )
    (edition.sources / "05OTTAWA1.yaml").write_text(sidecar, "utf-8")
    assert warnings_of(edition.build()) == ""
    found = " ".join(section(edition, "witnesses").text_content().split())
    assert "A, base text, release, An <Office>, 2011-06-01. Obtained: By *mail*." in found
    page = html.fromstring(edition.page("missing/withheld"))
    items = [" ".join(one.text_content().split()) for one in page.xpath("//*[@id='by-body']//li")]
    assert items[0].startswith("An <Office>, 1 place: 05OTTAWA1, ¶ 1")
    assert items[1].startswith("not stated")
    counts = json.loads((edition.html / "data" / "withheld.json").read_text("utf-8"))["counts"]
    assert list(counts["body"])[-1] == ""
    assert verify_build(edition.html, edition.sources)[1] == []
    path = edition.html / "cables" / "05OTTAWA1.html"
    path.write_text(edition.page("cables/05OTTAWA1").replace("An &lt;Office&gt;, 2011", "X, 2011"))
    assert verify_build(edition.html, edition.sources)[1] != []
