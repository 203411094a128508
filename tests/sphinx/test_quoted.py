"""Who quotes the edition, as readers and `verify` see it."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable

import pytest
from lxml import html

from cable_edition.core.proof.against import read_anew
from cable_edition.core.proof.data.data_check import check_data
from cable_edition.core.proof.verify import verify_build
from cable_edition.core.settings.edition_file import load_from

from .conftest import TinyEdition, cable_text, warnings_of

HOSTILE = "<script>alert(1)</script> [x](javascript:alert(1)) {cable:par}`y` ``` | # *z*"
WORKS = [
    {
        "id": "roe2014",
        "type": "book",
        "title": "Lamps",
        "author": [{"literal": "Jane Roe"}],
        "issued": {"date-parts": [[2014]]},
        "URL": "https://nowhere.example/lamps",
    },
    {"id": "evil", "title": HOSTILE, "author": [{"literal": HOSTILE}], "URL": "javascript:x"},
]
TEXT = cable_text(paragraphs=("(C) The old lamps need a keeper each.", "(U) Nobody paid for it."))


def quote(edition: TinyEdition, *entries: dict[str, str]) -> None:
    (edition.docs / "registers").mkdir(exist_ok=True)
    (edition.docs / "registers" / "works.json").write_text(json.dumps(WORKS), "utf-8")
    named = [{"id": f"q{n}", **one} for n, one in enumerate(entries)]
    (edition.docs / "registers" / "quotations.yaml").write_text(json.dumps(named), "utf-8")


GOOD = {"work": "roe2014", "words": "old lamps need a keeper", "page": "p. 5", "cable": "05OTTAWA1"}
WRONG = {"work": "evil", "words": "Nobody payed for it, nor for the oil at all", "page": HOSTILE}
CHANGED = {
    "work": "evil",
    "words": "The new lamps need a keeper each. Nobody paid",
    "accepted": "altered",
}


@pytest.fixture
def edition(edition: TinyEdition) -> TinyEdition:
    """The tiny edition with a way to the page."""
    index = edition.docs / "index.md"
    index.write_text(f"{index.read_text()}\n```{{toctree}}\n:glob:\n\nquoted/inde*\n```\n")
    return edition


def words(edition: TinyEdition, name: str, anchor: str = "") -> str:
    page = html.fromstring(edition.page(name))
    part = page.get_element_by_id(anchor) if anchor else page.xpath("//article")[0]
    return " ".join(part.text_content().split())


def test_pages_and_data(edition: TinyEdition) -> None:
    edition.add(text=TEXT)
    quote(edition, GOOD, WRONG | {"accepted": "absent"}, CHANGED)
    assert warnings_of(edition.build()) == ""
    said = words(edition, "quoted/index")
    assert "Jane Roe, Lamps (2014) (source)" in said
    assert "“old lamps need a keeper”, p. 5, exact: 05OTTAWA1 ¶ 1" in said
    assert "altered (“new” for “old”): 05OTTAWA1 ¶ 1 to ¶ 2" in said
    assert f"{HOSTILE}, absent" in said
    page = html.fromstring(edition.page("quoted/index"))
    article = page.xpath("//article")[0]
    links = set(article.xpath(".//a[not(contains(@class, 'headerlink'))]/@href"))
    assert links == {"https://nowhere.example/lamps", "../cables/05OTTAWA1.html#p1"}
    assert article.xpath(".//script") == []
    section = words(edition, "cables/05OTTAWA1", "quoted-in")
    assert "¶ 1: Jane Roe, 2014, p. 5, exact" in section
    assert "Quoted in 2 works" in words(edition, "cables/05OTTAWA1", "p1")
    assert "Quoted in" not in words(edition, "cables/05OTTAWA1", "p2")
    rows = list(csv.DictReader((edition.html / "data/quoted.csv").read_text("utf-8").splitlines()))
    assert [row["verdict"] for row in rows] == ["exact", "absent", "altered"]
    assert rows[2]["changes"] == "new / old"
    assert verify_build(edition.html, edition.sources)[1] == []


EDITS = (
    ("quoted/index.html", ", exact: ", ", altered: "),
    ("quoted/index.html", "#p1", "#p2"),
    ("quoted/index.html", "keeper", "reader"),
    ("quoted/index.html", "nowhere.example", "somewhere.example"),
    ("quoted/index.html", "“new” for", "“newer” for"),
    ("quoted/index.html", "p. 5", "p. 6"),
    ("cables/05OTTAWA1.html", "Quoted in 2 works", "Quoted in 3 works"),
    ("cables/05OTTAWA1.html", "Jane Roe, 2014", "Joan Roe, 2014"),
    ("data/quoted.csv", ",exact,", ",emended,"),
    ("data/quoted.json", '"new / old"', '"old / new"'),
    ("data/edition.jsonld", "includesQuotationFrom", "cites"),
    ("data/edition.jsonld", "05OTTAWA1.html#p1", "05OTTAWA1.html#p2"),
)


def sees(edition: TinyEdition, edits: Iterable[tuple[str, str, str]]) -> None:
    """See that the proof finds each edit (file, old and new words) in that file, one at a time."""
    against = read_anew(load_from(edition.root)[0])
    for name, old, new in edits:
        path = edition.html / name
        text = path.read_text("utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), "utf-8")
        found = verify_build(edition.html, edition.sources)[1]
        found = [*found, *check_data(edition.html / "data", against)]
        path.write_text(text, "utf-8")
        assert any(one.path.endswith(name) for one in found), (name, old)


def test_verify_sees_what_is_changed(edition: TinyEdition) -> None:
    edition.add(text=TEXT)
    quote(edition, GOOD, WRONG | {"accepted": "absent"}, CHANGED)
    assert warnings_of(edition.build()) == ""
    sees(edition, EDITS)


def test_what_is_wrong_warns_until_it_is_accepted(edition: TinyEdition) -> None:
    edition.add(text=TEXT)
    quote(edition, WRONG)
    told = warnings_of(edition.build())
    assert "quotations.yaml:1" in told
    assert "[cable.register]" in told
    quote(edition, WRONG | {"accepted": "absent"})
    assert warnings_of(edition.build()) == ""
    assert "quoted-in" not in edition.page("cables/05OTTAWA1")
    (edition.docs / "registers" / "quotations.yaml").unlink()
    edition.build()
    assert not (edition.html / "quoted" / "index.html").exists()
    assert not (edition.html / "data" / "quoted.csv").exists()


def test_the_page_is_divided_between_works(edition: TinyEdition) -> None:
    edition.add(text=TEXT)
    quote(edition, GOOD, CHANGED, GOOD)
    (edition.root / "edition.toml").write_text("[limits]\nplaces_per_entry = 2\n", "utf-8")
    assert warnings_of(edition.build()) == ""
    assert edition.page("quoted/index").count("keeper”") == 2
    assert "More works: 2." in words(edition, "quoted/index")
    assert "altered" in words(edition, "quoted/more/2")
    assert 'href="../quoted/more/2.html"' in edition.page("cables/05OTTAWA1")
    assert verify_build(edition.html, edition.sources)[1] == []


OTHER = {"work": "evil", "words": "The new lamps need a keeper each", "cable": "05OTTAWA1"}
ADDED = {"work": "roe2014", "words": "This copy alone has it", "cable": "05OTTAWA1"}
SIDECAR = """\
base: 05OTTAWA1.txt
witnesses:
  - {siglum: B, file: copy.txt, kind: release}
"""


def test_words_of_another_witness_are_shown_with_it_and_proved(edition: TinyEdition) -> None:
    edition.add(text=TEXT)
    copy = TEXT.replace("old", "new").replace("2. (U)", "2. (U) This copy alone has it.\n\n3. (U)")
    (edition.sources / "copy.txt").write_text(copy, "utf-8")
    (edition.sources / "05OTTAWA1.yaml").write_text(SIDECAR, "utf-8")
    quote(edition, ADDED, GOOD, OTHER)
    assert warnings_of(edition.build()) == ""
    said = words(edition, "quoted/index")
    assert "exact: 05OTTAWA1 ¶ 1, witness B" in said
    assert "exact: 05OTTAWA1 ¶ 2, witness B" in said
    page = edition.page("cables/05OTTAWA1")
    assert 'id="in-b-p2"' in page
    assert "05OTTAWA1.html#in-b-p2" in edition.page("quoted/index")
    assert "This copy alone has it. Quoted in 1 work" in words(
        edition, "cables/05OTTAWA1", "in-b-p2"
    )
    section = words(edition, "cables/05OTTAWA1", "quoted-in")
    named = ["¶ 1: Jane Roe", f"¶ 1, witness B: {HOSTILE[:20]}", "¶ 2, witness B: Jane Roe"]
    places = [section.index(name) for name in named]
    assert places == sorted(places)
    rows = list(csv.DictReader((edition.html / "data/quoted.csv").read_text("utf-8").splitlines()))
    assert [row["witnesses"] for row in rows] == ["B", "A", "B"]
    graph = json.loads((edition.html / "data/edition.jsonld").read_text("utf-8"))["@graph"]
    told = [
        one["cito:includesQuotationFrom"] for one in graph if "cito:includesQuotationFrom" in one
    ]
    assert [[(at["@id"].partition("#")[2], at.get("name")) for at in some] for some in told] == [
        [("in-b-p2", "witness B"), ("p1", None)],
        [("beside-b-p1", "witness B")],
    ]
    assert 'id="beside-b-p1"' in page
    assert verify_build(edition.html, edition.sources)[1] == []
    edits = (
        ("quoted/index.html", "¶ 1, witness B", "¶ 1, witness C"),
        ("cables/05OTTAWA1.html", "¶ 2, witness B", "¶ 2"),
        ("cables/05OTTAWA1.html", "<p>Quoted in 1 work</p>", ""),
        ("data/edition.jsonld", "witness B", "witness C"),
        ("data/edition.jsonld", "beside-b-p1", "p1"),
        ("data/quoted.csv", ",B,", ",A,"),
    )
    sees(edition, edits)
