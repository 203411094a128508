"""What the record on a page says of the copy: its attributes, and where in its file it begins."""

from __future__ import annotations

from lxml import html

from cable_edition.core.proof.verify import verify_build
from tests.core.forms.made import columns, made
from tests.core.forms.made_telegrams import attributes, old_telegram
from tests.sphinx.conftest import TinyEdition, warnings_of


def record(edition: TinyEdition, cable: str) -> dict[str, str]:
    root = html.fromstring(edition.page(f"cables/{cable}"))
    table = root.find_class("cable-record")[0]
    labels = [" ".join(one.text_content().split()).rstrip(":") for one in table.iter("dt")]
    words = [" ".join(one.text_content().split()) for one in table.iter("dd")]
    return dict(zip(labels, words, strict=True))


def test_the_attributes_of_a_telegram_stand_under_their_own_names(edition: TinyEdition) -> None:
    one = made(4321, year=1976)
    marked = attributes(one, Concepts="PORTS, *LAMPS*,\n  {cable}`x` <b>TRADE</b>")
    text = f"Message Text\n\n{old_telegram(one)}{marked}"
    (edition.sources / "76QUITO4321.txt").write_text(text, "utf-8")
    assert "ERROR" not in warnings_of(edition.build())
    shown = record(edition, one.id)["Attributes of the copy"]
    assert "Concepts: PORTS, *LAMPS*, {cable}`x` <b>TRADE</b>; " in shown
    assert "Document Number: 1976QUITO04321; " in shown
    assert "Current Classification: UNCLASSIFIED; " in shown
    assert not [
        one for one in verify_build(edition.html, edition.sources)[1] if one.code != "source-new"
    ]


def test_a_copy_without_attributes_has_no_such_row(edition: TinyEdition) -> None:
    edition.add()
    edition.build()
    assert "Attributes of the copy" not in edition.page("cables/05OTTAWA1")


def test_the_second_cable_of_a_file_says_where_it_begins(edition: TinyEdition) -> None:
    first, second = made(11), made(12)
    texts = [columns(one)["header"] + "\n" + columns(one)["content"] for one in (first, second)]
    (edition.sources / "two.txt").write_text("\n\n".join([texts[0], texts[1]]) + "\n", "utf-8")
    edition.build()
    line = texts[0].count("\n") + 1
    assert record(edition, first.id)["Source file"] == "two.txt"
    found = record(edition, second.id)["Source file"]
    assert found.startswith("two.txt, from line ")
    assert abs(int(found.rsplit(" ", 1)[1]) - line) <= 3
