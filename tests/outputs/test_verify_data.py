"""The proof of data on editions small enough to read: what was written passes, a change is told.

Edits of every kind and in every file are tried in ``tests/edition/test_tampered_data.py``.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from cable_edition.core.cable.passage import characters
from cable_edition.core.cable.places import passages_of
from cable_edition.core.edition.assemble import Edition
from cable_edition.core.problems import Problem
from cable_edition.core.proof.against import Against
from cable_edition.core.proof.data.bag_sources import check_sources, other_witnesses
from cable_edition.core.proof.data.data_check import check_data
from cable_edition.core.proof.data.differences import differences
from cable_edition.core.proof.data.tei_layout import Layout
from cable_edition.core.settings import EditionFile
from cable_edition.exports.archive.witnesses import described_witnesses, write_witnesses
from cable_edition.exports.folder import DataFolder
from cable_edition.exports.info import info_of
from tests.outputs.test_reading import SIDECAR, SOURCE

Prove = Callable[[Edition], tuple[Path, Callable[[], list[Problem]]]]


@pytest.fixture
def prove(tmp_path: Path) -> Prove:
    """A function that writes the data of an edition; returns the folder, and what proves it."""

    def written(edition: Edition) -> tuple[Path, Callable[[], list[Problem]]]:
        file = EditionFile(tmp_path)
        DataFolder(tmp_path / "data", edition, info_of(file)).write()
        against = Against(edition, file, tmp_path)
        return tmp_path / "data", lambda: list(check_data(tmp_path / "data", against))

    return written


def test_what_no_format_likes_is_proved(edition: Edition, prove: Prove) -> None:
    folder, problems = prove(edition)
    assert [one.located() for one in problems()] == []
    line = (folder / "cables.jsonl").read_text("utf-8").split("\n")[0]
    assert json.loads(line)["reference_id"] == "06ROME2190"


@pytest.fixture
def read_by_editors(make_edition: Callable[..., Edition], tmp_path: Path) -> Callable[..., Edition]:
    """A function that assembles an edition of one cable, with corrections of its reading."""

    def make(source: str, sidecar: str) -> Edition:
        (tmp_path / "source_cables" / "05OTTAWA1.yaml").write_text(sidecar, "utf-8")
        edition = make_edition(c05OTTAWA1=source)
        assert {one.code for one in edition.problems} == {"source-new"}
        return edition

    return make


def test_corrections_of_the_reading_are_proved(
    read_by_editors: Callable[..., Edition], prove: Prove
) -> None:
    folder, problems = prove(read_by_editors(SOURCE, SIDECAR))
    assert [one.located() for one in problems()] == []
    path = folder / "tei" / "05OTTAWA1.xml"
    text = path.read_text("utf-8")
    resp = ' resp="#c-05OTTAWA1-editors"'
    body = text.index("<text>")
    assert text.count(resp, body) == 11
    at = body
    while (at := text.find(resp, at)) >= 0:
        path.write_text(text[:at] + text[at + len(resp) :], "utf-8")
        found = problems()
        assert found, text[at - 60 : at + 60]
        assert all(one.path == str(path) for one in found)
        assert all("05OTTAWA1" in one.message for one in found)
        at += 1


@pytest.mark.parametrize(
    ("old", "new", "sidecar", "named"),
    [
        # Signs that were quoted with the words are no part of the reference.
        (
            "reftel tells.",
            "reftel -- tells.",
            "reading:\n  - {quote: reftel --, is: reference, means: 05OTTAWA12}\n",
            '<ref type="cable" cRef="05OTTAWA12"',
        ),
        # Of two places with the same words, one was corrected.
        (
            "reftel tells.",
            "reftel tells; reftel says so.",
            "reading:\n  - {quote: reftel, prefix: tells;, is: reference, means: 05OTTAWA12}\n",
            '<ref type="cable" cRef="05OTTAWA12"',
        ),
    ],
)
def test_a_correction_names_the_editors_at_its_own_place(
    read_by_editors: Callable[..., Edition],
    prove: Prove,
    old: str,
    new: str,
    sidecar: str,
    named: str,
) -> None:
    assert old in SOURCE
    folder, problems = prove(read_by_editors(SOURCE.replace(old, new), sidecar))
    assert [one.located() for one in problems()] == []
    text = (folder / "tei" / "05OTTAWA1.xml").read_text("utf-8")
    body = text[text.index("<text>") :]
    assert body.count("resp=") == 1
    assert named in body[: body.index("resp=")].rpartition("\n")[2]


@pytest.mark.parametrize(
    ("name", "old", "new", "code"),
    [
        ("tei/06ROME2190.xml", "all the same", "all the sane", "words-differ"),
        ("tei/06ROME2190.xml", "<item ", "<item><item ", "file-unreadable"),
        (
            "tei/06ROME2190.xml",
            '<list><item xml:id="c-',
            '<list/><list><item xml:id="c-',
            "place-missing",
        ),
        ("tei/06ROME2190.xml", "<text>", "<text><!-- x -->", "markup-unknown"),
        ("json/06ROME2190.json", '"n":1', '"n":2', "field-differs"),
        ("cables.jsonl", '"n":1', '"n":2', "field-differs"),
        ("registers.json", "A visitor", "A guest", "field-differs"),
        ("cables.csv", "CONFIDENTIAL", "SECRET", "field-differs"),
        ("citations.ris", "RPRT", "BOOK", "field-differs"),
    ],
)
def test_a_change_is_told_with_its_file(
    edition: Edition, prove: Prove, name: str, old: str, new: str, code: str
) -> None:
    folder, problems = prove(edition)
    data = (folder / name).read_bytes()
    assert old.encode() in data
    (folder / name).write_bytes(data.replace(old.encode(), new.encode(), 1))
    found = problems()
    assert code in {one.code for one in found}
    assert {one.path for one in found} == {str(folder / name)}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("<list><item>-- That all", "-- That all<list><item>"),
        ('<item xml:id="c-06ROME1-p1-1"', '</list><list><item xml:id="c-06ROME1-p1-1"'),
        ("<list><item>", '<list><item n="1">'),
    ],
    ids=["words before an item", "two lists", "an attribute"],
)
def test_a_part_that_has_no_anchor_of_its_own_is_proved(
    make_edition: Callable[..., Edition], prove: Prove, old: str, new: str
) -> None:
    text = SOURCE.replace("OTTAWA 000001", "ROME 000001").replace(
        "1. (C) The Embassy met a man in a hotel. Background\n",
        "1. (C)\n\n-- That all is well.\n\n-- That it was not.\n\n",
    )
    folder, problems = prove(make_edition(c06ROME1=text))
    assert [one.located() for one in problems()] == []
    path = folder / "tei" / "06ROME1.xml"
    written = path.read_text("utf-8")
    assert old in written
    path.write_text(written.replace(old, new, 1), "utf-8")
    found = problems()
    assert found
    assert {one.path for one in found} == {str(path)}


@pytest.mark.parametrize("name", ["05OTTAWA286", "06ROME2190"])
def test_each_character_of_a_passage_has_its_place(
    edition: Edition, first_edition: Edition, name: str
) -> None:
    (one,) = (one for one in (*edition.cables, *first_edition.cables) if one.id == name)
    layout = Layout(one)
    passages = passages_of(one.cable)
    assert passages
    for passage in passages.values():
        places = layout.places(passage)
        assert places.length == len(passage.text)
        last = 0
        for index, span in enumerate(characters(one.cable, passage)):
            # A joining blank stands at the character before it.
            last = layout.position(span.start) if span else last
            assert places[index] == last
            if not passage.text[index].isspace():
                assert layout.text[last] == passage.text[index]


def test_sources_keep_their_folders_and_their_sidecars(
    make_edition: Callable[..., Edition], tmp_path: Path
) -> None:
    sources = tmp_path / "source_cables"
    (sources / "2005").mkdir()
    (sources / "2005" / "05OTTAWA1.txt").write_text(SOURCE, "utf-8")
    (sources / "2005" / "05OTTAWA1.yaml").write_text(SIDECAR, "utf-8")
    edition = make_edition(c05OTTAWA2=SOURCE.replace("000001", "000002"))
    assert len(edition.cables) == 2
    against = Against(edition, EditionFile(tmp_path), sources)
    bag = tmp_path / "bag"
    write_witnesses(edition, bag)
    assert [one.located() for one in check_sources(bag, against)] == []
    (bag / "2005" / "05OTTAWA1.yaml").write_text("{}", "utf-8")
    (bag / "2005" / "05OTTAWA3.yaml").write_text("{}", "utf-8")
    (bag / "2006").mkdir()
    (bag / "05OTTAWA2.txt").unlink()
    found = [(one.code, Path(one.path).name) for one in check_sources(bag, against)]
    assert sorted(found) == [
        ("checksum-differs", "05OTTAWA1.yaml"),
        ("file-missing", "05OTTAWA2.txt"),
        ("file-unknown", "05OTTAWA3.yaml"),
        ("file-unknown", "2006"),
    ]


def test_other_witnesses_go_with_the_sources_as_they_are_published(
    make_edition: Callable[..., Edition], tmp_path: Path
) -> None:
    sources = tmp_path / "source_cables"
    source = f"R 281759Z JAN 05\nFM AMEMBASSY OTTAWA\nTO SECSTATE WASHDC\n\n{SOURCE}"
    other = source.replace("000001", "000002")
    copy = "1. (C) Zebedee Quux was in the copy alone.\n"
    for name, text in (
        ("05OTTAWA1.copy.txt", source),
        ("05OTTAWA2.copy.txt", f"{other}\n{copy}"),
        ("both.txt", f"{source}\nNNNN\n\n{other}"),
    ):
        (sources / name).write_text(text, "utf-8")
    named = "witnesses:\n  - {{siglum: B, file: {0}.copy.txt, kind: leak, obtained: Found.}}\n"
    named += "  - {{siglum: C, file: {1}, kind: print, body: A & B}}\n"
    withheld = "redactions:\n  - {name: Zebedee Quux, reason: A source., date: 2026-11-20}\n"
    (sources / "05OTTAWA1.yaml").write_text(
        named.format("05OTTAWA1", "both.txt") + "base: 05OTTAWA1.txt\n", "utf-8"
    )
    (sources / "05OTTAWA2.yaml").write_text(
        named.format("05OTTAWA2", "both.txt") + f"base: 05OTTAWA2.txt\n{withheld}", "utf-8"
    )
    edition = make_edition(c05OTTAWA1=source, c05OTTAWA2=other)
    assert [len(one.witnesses) for one in edition.cables] == [2, 2]
    bag = tmp_path / "bag" / "sources"
    bag.parent.mkdir()
    write_witnesses(edition, bag)
    names = {path.name for path in bag.iterdir()}
    # A file with another cable in it, and one from which words are withheld, are not whole.
    assert names >= {
        "05OTTAWA1.copy.txt", "05OTTAWA1.C.published.txt", "05OTTAWA2.B.published.txt",
        "05OTTAWA2.C.published.txt",
    }  # fmt: skip
    assert "both.txt" not in names
    assert "05OTTAWA2.copy.txt" not in names
    for path in bag.iterdir():
        assert "Quux" not in path.read_text("utf-8")
    said = (bag / "05OTTAWA2.B.published.txt").read_text("utf-8")
    assert "[withheld] was in the copy alone." in said
    against = Against(edition, EditionFile(tmp_path), sources)
    assert [one.located() for one in check_sources(bag, against)] == []
    about = described_witnesses(edition)
    assert about["05OTTAWA1.copy.txt"] == "Witness B of 05OTTAWA1: leak. Obtained: Found."
    assert about["05OTTAWA2.C.published.txt"] == (
        "Witness C of 05OTTAWA2: print, A & B. The passages that were compared, as published."
    )
    assert {name: words for name, (_, words) in other_witnesses(edition.cables).items()} == about
    (bag / "05OTTAWA1.copy.txt").write_text("Forged.", "utf-8")
    (bag / "05OTTAWA2.B.published.txt").unlink()
    assert {(one.code, Path(one.path).name) for one in check_sources(bag, against)} == {
        ("checksum-differs", "05OTTAWA1.copy.txt"),
        ("file-missing", "05OTTAWA2.B.published.txt"),
    }


@pytest.mark.parametrize(
    ("expected", "found", "place"),
    [
        ({"a": 1}, {"a": 1.0}, "a"),
        ({"a": 1}, {"a": True}, "a"),
        ({"a": [1, 2]}, {"a": [1, 3]}, "a[1]"),
        ({"a": [1, 2]}, {"a": [1]}, "a"),
        ({"a": {"b": ""}}, {"a": {"b": None}}, "a.b"),
        ({"a": {"b": ""}}, {"a": {}}, "a.b"),
        ({"a": {}}, {"a": {"c": 0}}, "a.c"),
        ("x", "y", ""),
    ],
)
def test_values_differ_by_place(expected: object, found: object, place: str) -> None:
    (one,) = differences(expected, found)
    assert one.place == place
    assert list(differences(expected, expected)) == []


def test_the_places_of_a_passage_that_is_gone_are_those_of_no_other(first_edition: Edition) -> None:
    (one,) = (one for one in first_edition.cables if one.id == "05OTTAWA286")
    layout = Layout(one)
    for paragraph in one.cable.paragraphs:
        # A paragraph makes its passage anew each time it is asked.
        places = layout.places(paragraph.passage)
        assert places.length == len(paragraph.passage.text)
