"""The wanted list as readers and `verify` see it."""

from __future__ import annotations

import csv
import json

from lxml import html

from cable_edition.core.proof.against import read_anew
from cable_edition.core.proof.data.side_tables import check_side_tables
from cable_edition.core.proof.verify import verify_build
from cable_edition.core.settings.edition_file import load_from

from .conftest import TinyEdition, cable_text, warnings_of

CITING = cable_text(paragraphs=("(C) As 04PARIS77 said.",)).replace(
    "Classified By", "REF: A. ROME 12\n     B. OTTAWA\n\nClassified By"
)


def words(edition: TinyEdition, name: str, anchor: str) -> str:
    section = html.fromstring(edition.page(name)).get_element_by_id(anchor)
    return " ".join(section.text_content().split())


def test_the_page_and_the_data(edition: TinyEdition) -> None:
    edition.add(text=CITING)
    edition.add("05OTTAWA4", cable_text(4))
    assert warnings_of(edition.build()) == ""
    assert "the wanted list" in edition.page("missing/index")
    cited = words(edition, "missing/wanted", "cited")
    assert "05ROME12: Rome, 2005; cited at 1 place of 1 cable" in cited
    assert "05OTTAWA1, 2005: reference A" in cited
    assert "For a request: Telegram 77 from Paris of the year 2004" in cited
    assert "section 3.5 of Executive Order 13526" in words(edition, "missing/wanted", "asking")
    assert "Not here: 2 to 3 (2 numbers)." in words(edition, "missing/wanted", "serials")
    assert "reference B: “OTTAWA”" in words(edition, "missing/wanted", "unsettled")
    data = edition.html / "data"
    rows = list(csv.DictReader((data / "wanted.csv").read_text("utf-8").splitlines()))
    assert [(row["id"], row["cited_at"]) for row in rows] == [
        ("04PARIS77", "05OTTAWA1#p1"),
        ("05ROME12", "05OTTAWA1#ref-a"),
    ]
    found = json.loads((data / "wanted.json").read_text("utf-8"))
    assert [one["absent"] for one in found["serials"]] == [["2 to 3"]]
    assert [one["words"] for one in found["unsettled"]] == ["OTTAWA"]
    assert verify_build(edition.html, edition.sources)[1] == []
    path = edition.html / "missing" / "wanted.html"
    page = path.read_text("utf-8")
    edits = (
        ("Telegram 77", "Telegram 78"),
        ("reference A", "reference C"),
        ("cited at 1 place", "cited at 2 places"),
        ("Not here: 2 to 3", "Not here: 2"),
        ("“OTTAWA”", "“ROME”"),
        ("is no sign", "is a sign"),
        ('href="../cables/05OTTAWA1.html#ref-a"', 'href="../cables/05OTTAWA1.html#ref-b"'),
        ('href="../cables/05OTTAWA1.html#p1"', 'href="../cables/05OTTAWA4.html#p1"'),
    )
    for old, new in edits:
        assert old in page
        path.write_text(page.replace(old, new, 1), "utf-8")
        assert verify_build(edition.html, edition.sources)[1] != []
    path.write_text(page, "utf-8")
    against = read_anew(load_from(edition.root)[0])
    for name, old, new in (
        ("serials.csv", "2 to 3", "2 to 4"),
        ("serials.csv", "OTTAWA,Ottawa", "PARIS,Paris"),
        ("wanted.csv", "#ref-a", "#ref-b"),
        ("wanted.json", '"words": "OTTAWA"', '"words": "ROME"'),
        ("wanted.json", '"absent_numbers": 2', '"absent_numbers": 3'),
    ):
        text = (data / name).read_text("utf-8")
        assert old in text
        (data / name).write_text(text.replace(old, new, 1), "utf-8")
        assert {one.path for one in check_side_tables(data, against)} == {str(data / name)}
        (data / name).write_text(text, "utf-8")
    (data / "wanted.csv").unlink()
    assert {one.code for one in check_side_tables(data, against)} == {"file-missing"}


def test_the_list_is_divided(edition: TinyEdition) -> None:
    refs = "".join(f"     {letter}. ROME {n}\n" for n, letter in enumerate("BCDE", 2))
    text = cable_text().replace("Classified By", f"REF: A. ROME 1\n{refs}\nClassified By")
    edition.add(text=text)
    assert warnings_of(edition.build(cable_cables_per_page=2)) == ""
    for name, count in (("wanted", 2), ("wanted-2", 2), ("wanted-3", 1)):
        assert edition.page(f"missing/{name}").count("For a request: ") == count
    edition.add(text=cable_text())
    assert warnings_of(edition.build(cable_cables_per_page=2)) == ""
    assert not (edition.html / "missing" / "wanted.html").exists()
    assert not (edition.html / "data" / "wanted.csv").exists()
    assert "wanted" not in edition.page("missing/index")


def test_what_only_another_witness_cites_is_named_in_plain_words(edition: TinyEdition) -> None:
    """A list item that the copy has more, and a paragraph that it alone has."""
    edition.add(text=CITING)
    more = CITING.replace("B. OTTAWA", "B. OTTAWA\n     C. 05 PARIS 9").replace(
        "(C) As 04PARIS77 said.", "(C) As 04PARIS77 said.\n\n2. (U) A lamp of 05ROME88 was lit."
    )
    (edition.sources / "05OTTAWA1-copy.txt").write_text(more, "utf-8")
    sidecar = (
        "base: 05OTTAWA1.txt\nwitnesses: [{siglum: B, file: 05OTTAWA1-copy.txt, kind: leak}]\n"
    )
    (edition.sources / "05OTTAWA1.yaml").write_text(sidecar, "utf-8")
    assert warnings_of(edition.build()) == ""
    cited = words(edition, "missing/wanted", "cited")
    assert "05OTTAWA1, 2005, only in B: reference C" in cited
    assert "05OTTAWA1, 2005, only in B: ¶ 2" in cited
    page = edition.page("missing/wanted")
    assert 'href="../cables/05OTTAWA1.html#in-b-ref-c"' in page
    assert verify_build(edition.html, edition.sources)[1] == []
    path = edition.html / "missing" / "wanted.html"
    path.write_text(page.replace("reference C", "reference D", 1), "utf-8")
    assert verify_build(edition.html, edition.sources)[1] != []
