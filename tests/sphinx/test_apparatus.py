"""Emended places, notes and their register on built pages."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest
from lxml import html

from cable_edition.core.proof.verify import verify_build

from .conftest import INDEX, TinyEdition, cable_text, tiny_edition, warnings_of

TEXT = cable_text(
    subject="JANE ROE,S VISIT",
    paragraphs=(
        "(C) Jane Roe of S/CRS spoke of S&R and the &3Ds8 )- in the the Office,s rooms.",
        "(SBU) Points:\n\n-- One thing.\n\n-- Another is central point.",
    ),
).replace("2. (SBU)", "THE POINTS\n----------\n\n2. (SBU)")
SIDECAR = """\
emendations:
  - {at: subject, rule: comma-apostrophe, quote: "ROE,S", read: "ROE'S"}
  - {at: p1, rule: ampersand-quotes, quote: "&3Ds", read: '"3Ds'}
  - {at: p1, rule: ampersand-quotes, quote: "3Ds8", read: '3Ds"'}
  - {at: p1, rule: paren-dash, quote: ")-", read: "--"}
  - {at: p1, rule: conjecture, quote: "the the", read: "the", id: twice}
  - {at: p1, rule: comma-apostrophe, quote: "Office,s", read: "Office's"}
  - {at: p2-2, rule: conjecture, quote: "is central", read: "is a central", reason: "An *article*."}
notes:
  - {id: later, at: p2-2, kind: inference, text: "On the whole item."}
  - id: visitor
    at: p1
    quote: Jane Roe
    kind: fact
    text: See {cable:person}`roe-jane`.
    sources: ["https://example.org/roe"]
    author: An Editor
    date: 2026-01
  - id: rooms
    at: p1
    quote: Office,s rooms
    kind: fact
    text: "One.\\n\\nTwo."
    sources: [A book]
  - {id: title, at: h1, kind: inference, text: "On a heading."}
  - {id: caption, at: captions, kind: inference, text: "On a caption."}
"""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> TinyEdition:
    """One edition for the tests that only read it."""
    edition = tiny_edition(tmp_path_factory.mktemp("apparatus"))
    edition.register(
        "organizations",
        '- {id: the-office, name: The Office, tip: An office, forms: ["Office\'s rooms"]}\n',
    )
    edition.add(text=TEXT)
    (edition.sources / "05OTTAWA1.yaml").write_text(SIDECAR, "utf-8")
    index = INDEX.replace("chronology/index", "chronology/index\nemendations/index")
    (edition.docs / "index.md").write_text(index, "utf-8")
    app = edition.build()
    assert warnings_of(app) == ""
    return edition


def page(edition: TinyEdition, name: str = "cables/05OTTAWA1") -> html.HtmlElement:
    return html.fromstring(edition.page(name))


def test_each_emended_place_has_an_id_the_source_and_its_entry(built: TinyEdition) -> None:
    root, register = page(built), page(built, "emendations/index")
    places = root.find_class("cable-emendation")
    assert [
        (e.get("id"), e.get("data-source"), e.text_content(), e.get("data-rule")) for e in places
    ] == [
        ("e-subject-1", ",", "'", "comma-apostrophe"),
        ("e-p1-1", "&", '"', "ampersand-quotes"),
        ("e-p1-2", "8", '"', "ampersand-quotes"),
        ("e-p1-3", ")-", "--", "paren-dash"),
        ("e-twice", " the", "", "conjecture"),
        ("e-p1-4", ",", "'", "comma-apostrophe"),
        ("e-p2-2-1", "", "a ", "conjecture"),
    ]
    for place in places:
        row = register.get_element_by_id(f"05OTTAWA1-{place.get('id')}")
        back = f"../cables/05OTTAWA1.html#{place.get('id')}"
        (link,) = row.xpath("td[@class='cable-source-reading']/a")
        assert link.get("href") == back
        assert link.text_content().strip()
        if place.tag == "a":
            assert place.get("href") == f"../emendations/index.html#05OTTAWA1-{place.get('id')}"


def test_a_place_in_a_mention_makes_no_link_in_a_link(built: TinyEdition) -> None:
    place = page(built).get_element_by_id("e-p1-4")
    assert place.tag == "span"
    link = place.getparent()
    assert link.get("class").split() == ["cable-mention", "cable-organization"]
    assert link.text_content() == "Office's rooms"
    assert page(built).xpath("//a//a") == []


def test_conjecture_and_mechanical_places_are_told_apart(built: TinyEdition) -> None:
    root = page(built)
    found = {e.get("id") for e in root.find_class("cable-emendation-conjecture")}
    assert found == {"e-twice", "e-p2-2-1"}
    assert "Office,s" in root.get_element_by_id("e-p1-4").get("title")
    assert root.get_element_by_id("e-twice").get("aria-label").startswith("Words left out")


def test_register_as_data_holds_every_emendation(built: TinyEdition) -> None:
    data = json.loads((built.html / "data" / "emendations.json").read_text("utf-8"))
    assert len(data["emendations"]) == 7
    last = data["emendations"][-1]
    assert (last["cable"], last["place"], last["source"], last["reading"]) == (
        "05OTTAWA1",
        "p2-2",
        "",
        "a ",
    )
    assert last["reason"] == "An article."
    assert [rule["id"] for rule in data["rules"]][-1] == "conjecture"
    link = page(built, "emendations/index").xpath("//a[.='emendations.json']/@href")
    assert link == ["../data/emendations.json"]


def test_notes_are_numbered_in_order_and_linked_both_ways(built: TinyEdition) -> None:
    root = page(built)
    refs = root.xpath("//sup[@class='cable-note-ref']/a")
    assert [(a.text, a.get("href")) for a in refs] == [
        ("1", "#n-caption"),
        ("2", "#n-visitor"),
        ("3", "#n-rooms"),
        ("4", "#n-title"),
        ("5", "#n-later"),
    ]
    for ref in refs:
        note = root.get_element_by_id(ref.get("href")[1:])
        assert note.xpath(".//a[@role='doc-backlink']/@href") == [f"#{ref.get('id')}"]
    rooms = root.get_element_by_id("n-rooms")
    assert rooms.find_class("cable-lemma")[0].text == "Office's rooms"
    assert [p.text_content() for p in rooms.xpath("p")][1:3] == ["One.", "Two."]
    assert root.get_element_by_id("n-visitor").find_class("cable-signed")[0].text == (
        "An Editor, 2026-01"
    )
    links = [a.get("href") for a in root.get_element_by_id("n-visitor").xpath(".//a")]
    assert "https://example.org/roe" in links
    assert "../people/index.html#person-roe-jane" in links


def test_a_heading_is_not_numbered_in_contents(built: TinyEdition) -> None:
    root = page(built)
    assert len(root.xpath("//*[@id='rn-title']")) == 1
    assert len(root.xpath("//a[@href='#n-title']")) == 1


def test_reading_text_gives_the_source_back(built: TinyEdition) -> None:
    assert verify_build(built.html, built.sources) == (1, [])


#: What is said of words; that the other pages are not there is no matter of these tests.
WORDS = {"emendations-differ", "words-differ"}


@pytest.mark.parametrize(
    ("old", "new", "codes"),
    [
        ('data-source=")-"', 'data-source=")"', {"words-differ", "emendations-differ"}),
        (">--</a>", ">---</a>", {"emendations-differ"}),
        ('id="e-twice"', 'id="e-once"', {"emendations-differ"}),
        ('aria-label="Note 2">2</a>', 'aria-label="Note 2">2 more</a>', {"words-differ"}),
        ("Jane Roe</a>", "Jane Doe</a>", {"words-differ"}),
        (
            "-- One thing.",
            '-- One <span class="cable-emendation" data-source="">new </span>thing.',
            {"emendations-differ"},
        ),
    ],
)
def test_a_changed_place_is_found(
    built: TinyEdition, tmp_path: Path, old: str, new: str, codes: set[str]
) -> None:
    head, mark, tail = built.page("cables/05OTTAWA1").partition('id="p1"')
    assert old in tail
    # The folder of a site, as far as verify tells one by its names.
    shutil.copy(built.html / "objects.inv", tmp_path)
    path = tmp_path / "cables" / "05OTTAWA1.html"
    path.parent.mkdir()
    path.write_text(head + mark + tail.replace(old, new, 1), "utf-8")
    _, found = verify_build(tmp_path, built.sources)
    problems = [one for one in found if one.code in WORDS]
    assert {problem.code for problem in problems} == codes


def test_generated_page_stays_readable(built: TinyEdition) -> None:
    text = (built.docs / "cables" / "05OTTAWA1.md").read_text("utf-8")
    assert "{cable:emend}`--|)-|paren-dash|e-p1-3`" in text
    assert "{cable:person}`Jane Roe <roe-jane>`{cable:note}`2 <n-visitor>`" in text


def test_a_misplaced_entry_is_located_and_stops_no_cable(edition: TinyEdition) -> None:
    edition.add(text=TEXT)
    edition.add("05OTTAWA7", cable_text(7))
    sidecar = (
        "notes:\n  - {id: a, at: p1, quote: Nobody, kind: inference, text: x}\n"
        "  - {id: b, at: p9, kind: inference, text: x}\n"
        "  - {id: c, at: p1, quote: Jane Roe, kind: inference, text: kept}\n"
    )
    (edition.sources / "05OTTAWA1.yaml").write_text(sidecar, "utf-8")
    lines = warnings_of(edition.build()).splitlines()
    assert len(lines) == 2
    assert "05OTTAWA1.yaml:2: " in lines[0]
    assert "(quote-missing)" in lines[0]
    assert "05OTTAWA1.yaml:3: " in lines[1]
    assert "(unknown-anchor)" in lines[1]
    assert page(edition).get_element_by_id("n-c").get("value") == "1"
    assert 'id="p1"' in edition.page("cables/05OTTAWA7")


#: Rows of the record, and words that stand in them.
ROWS = {"references": "05 OTTAWA 8", "captions": "SIPDIS", "eo": "E.O. 12958", "reasons": "1.4 (d)"}


@pytest.mark.parametrize("row", ROWS)
def test_a_note_on_a_row_of_the_record_is_called_from_that_row(
    edition: TinyEdition, row: str
) -> None:
    text = TEXT.replace("Classified By", "REF: A. 05 OTTAWA 9 B. 05 OTTAWA 8\n\nClassified By")
    edition.add(text=text)
    sidecar = f"notes:\n  - {{id: row, at: {row}, kind: inference, text: On a row.}}\n"
    (edition.sources / "05OTTAWA1.yaml").write_text(sidecar, "utf-8")
    edition.build()
    (call,) = html.fromstring(edition.page("cables/05OTTAWA1")).xpath("//a[@id='rn-row']")
    (field,) = call.xpath("ancestor::dd[1]")
    assert ROWS[row] in field.text_content()
    assert field.xpath(".//@id")[0] == row


@pytest.mark.parametrize("row", ROWS)
def test_a_note_on_a_row_that_the_cable_has_not_is_reported(edition: TinyEdition, row: str) -> None:
    edition.add(text="UNCLAS OTTAWA 000001\n\nSUBJECT: A VISIT\n\n1. Nothing else.\n")
    sidecar = f"notes:\n  - {{id: row, at: {row}, kind: inference, text: On a row.}}\n"
    (edition.sources / "05OTTAWA1.yaml").write_text(sidecar, "utf-8")
    said = warnings_of(edition.build())
    assert f"the cable has no place `{row}`" in said
    assert "its places are classification, subject, source" in said


def test_without_emendations_there_is_no_register(edition: TinyEdition) -> None:
    edition.add()
    assert warnings_of(edition.build()) == ""
    assert not (edition.html / "emendations").exists()
    assert not (edition.html / "data" / "emendations.json").exists()
    page = html.fromstring(edition.page("cables/05OTTAWA1"))
    (said,) = page.find_class("cable-views-said")
    assert "without emendation" in said.text_content()


def test_a_long_register_is_divided_and_links_follow(edition: TinyEdition) -> None:
    for serial in (1, 2, 3):
        edition.add(f"05OTTAWA{serial}", cable_text(serial, subject="ROE,S VISIT"))
        text = (
            'emendations: [{at: subject, rule: comma-apostrophe, quote: "ROE,S", read: "ROE\'S"}]'
        )
        (edition.sources / f"05OTTAWA{serial}.yaml").write_text(text, "utf-8")
    index = INDEX.replace("chronology/index", "chronology/index\nemendations/index")
    (edition.docs / "index.md").write_text(index, "utf-8")
    assert warnings_of(edition.build(cable_entries_per_page=2)) == ""
    place = page(edition, "cables/05OTTAWA3").get_element_by_id("e-subject-1")
    assert place.get("href") == "../emendations/more/2.html#05OTTAWA3-e-subject-1"
    page(edition, "emendations/more/2").get_element_by_id("05OTTAWA3-e-subject-1")
    edition.build(cable_entries_per_page=3)
    place = page(edition, "cables/05OTTAWA3").get_element_by_id("e-subject-1")
    assert place.get("href") == "../emendations/index.html#05OTTAWA3-e-subject-1"


def test_notes_are_footnotes_of_the_same_number_in_latex(built: TinyEdition) -> None:
    built.build("latex")
    text = next((built.docs / "_build" / "latex").glob("*.tex")).read_text("utf-8")
    before, _, after = text.partition("\\begin{footnote}[2]")
    assert before.rstrip("%\n").endswith("Jane Roe}")
    assert "See" in after[:200]
    in_head = len(re.findall(r"\\begin\{cableheadnote\}", text))
    assert text.count("\\begin{footnote}") + in_head == 5
    assert text.count("\\cableheadref{") == in_head
    assert text.count("On a heading.") == 1
    assert "{the the}{the}{conjecture, probable}" in text


def test_a_note_of_the_head_stands_below_the_cable_in_latex(edition: TinyEdition) -> None:
    edition.add("05OTTAWA1", cable_text(1))
    sidecar = (
        "notes:\n  - {id: early, at: subject, kind: inference, text: On the subject.}\n"
        "  - {id: later, at: p1, kind: inference, text: On the first paragraph.}\n"
    )
    (edition.sources / "05OTTAWA1.yaml").write_text(sidecar, "utf-8")
    app = edition.build("latex")
    text = next(Path(app.outdir).glob("*.tex")).read_text("utf-8")
    assert text.count("On the subject.") == 1
    called = text.index("\\cableheadref{c-05OTTAWA1-n-early}{1}")
    assert called < text.index("\\cablenumber{1}") < text.index("On the subject.")
    assert "\\cabledest{c-05OTTAWA1-n-early}" in text
    _, _, foot = text.partition("\\begin{footnote}[2]")
    assert "On the first paragraph." in foot.partition("\\end{footnote}")[0]
    assert "\\cablematter{Notes}" in text


def test_notes_of_two_cables_with_one_id_are_two_notes_in_latex(edition: TinyEdition) -> None:
    for number in (1, 2, 3):
        edition.add(f"05OTTAWA{number}", cable_text(number))
        sidecar = (
            f"notes:\n  - {{id: same, at: p1, kind: inference, text: Note {number} of three.}}\n"
        )
        (edition.sources / f"05OTTAWA{number}.yaml").write_text(sidecar, "utf-8")
    app = edition.build("latex")
    text = next(Path(app.outdir).glob("*.tex")).read_text("utf-8")
    for number in (1, 2, 3):
        _, _, after = text.partition(f"\\cabledest{{c-05OTTAWA{number}-n-same}}")
        assert after.split("\\end{footnote}")[0].count(f"Note {number} of three.") == 1
    assert text.count(" of three.") == 3
    assert "{Notes}" not in text, "a heading with nothing below it"


def test_editorial_prose_is_set_in_latex_and_the_cable_is_not(edition: TinyEdition) -> None:
    said = 'He said "no", 4-6.'
    edition.add(text=cable_text(paragraphs=(f"(C) {said}",)))
    sidecar = f"notes:\n  - {{id: a, at: p1, kind: inference, text: '{said}'}}\n"
    (edition.sources / "05OTTAWA1.yaml").write_text(sidecar, "utf-8")
    (edition.docs / "chapter.md").write_text(f"# Chapter\n\n{said} `{said}`\n", "utf-8")
    (edition.docs / "index.md").write_text(INDEX.replace("cables/index", "chapter\ncables/index"))
    app = edition.build("latex")
    text = next(Path(app.outdir).glob("*.tex")).read_text("utf-8")
    assert text.count("He said “no”, 4–6.") == 2
    assert text.count('He said "no", 4\\sphinxhyphen{}6.') == 2
