"""``suggest --from``: annotations become entries by the words they quote, or are told."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from cable_edition.cli import main
from cable_edition.core.cable.places import texts_of
from cable_edition.core.editing.notes import Note, place_notes
from cable_edition.core.editing.quotation import Quotation, occurrences, told_apart
from cable_edition.core.editing.sidecar.notes import NoteEntry
from cable_edition.core.editing.sidecar.place import Place
from cable_edition.core.edition.assemble import EditedCable, assemble
from cable_edition.core.edition.proposed.annotated import annotated
from cable_edition.core.edition.proposed.annotation_file import (
    UnreadableAnnotationsError,
    read_annotations,
)
from cable_edition.core.myst.editorial_text import plain
from cable_edition.exports.annotations import Annotations
from cable_edition.exports.info import EditionInfo
from tests.core.fatal_cases import Folder
from tests.editions import EDITIONS

ADDRESS = "https://cables.example/cables/05OTTAWA1.html"
TEXT = """\
P 010000Z JAN 05
FM AMEMBASSY OTTAWA
TO SECSTATE WASHDC
UNCLAS OTTAWA 000001

TAGS: PREL
SUBJECT: A VISIT

1. (U) The keepers came at noon, and the keepers left. Canada,s lamps were dark.

2. (U) The lamps of the ¬able harbor8 are lit by the keepers:

-- the lamp at the mole;

-- the lamp on the rock.
DICKSON
"""
#: What the edition reads there: `Canada's` in ¶ 1.
SIDECAR = """\
emendations:
  - {at: p1, quote: "Canada,s", read: "Canada's", rule: comma-apostrophe}
"""


@pytest.fixture
def begun(folder: Folder) -> Folder:
    folder.source.write_text(TEXT, "utf-8")
    folder.sidecar(SIDECAR)
    return folder


def quoting(exact: str, **more: Any) -> dict[str, Any]:
    """A target that quotes words, by default on the page of the cable."""
    source = more.pop("source", ADDRESS)
    start = more.pop("start", None)
    selectors: list[dict[str, Any]] = [{"type": "TextQuoteSelector", "exact": exact, **more}]
    if start is not None:
        selectors.append({"type": "TextPositionSelector", "start": start, "end": start + 1})
    return {"source": source, "selector": selectors}


def note(target: Any, text: str = "A word.", **more: Any) -> dict[str, Any]:
    body = {"type": "TextualBody", "value": text, "purpose": "commenting"}
    return {"type": "Annotation", "motivation": "commenting", "body": body, **more} | {
        "target": target
    }


def taken(at: Folder, *given: Any, options: tuple[str, ...] = ()) -> Result:
    """What ``suggest`` says of annotations."""
    path = at.write("given.json", json.dumps({"type": "AnnotationPage", "items": list(given)}))
    arguments = ["suggest", "--kind", "annotations", "--from", str(path), *options]
    return CliRunner().invoke(main, arguments)


def entries(at: Folder, *given: Any) -> list[dict[str, Any]]:
    done = taken(at, *given, options=("--format", "json"))
    assert done.exit_code == 0, done.output
    return [json.loads(line)["entry"] for line in done.stdout.splitlines()]


# The way out and back.


def _said(note: Note) -> tuple[Any, ...]:
    where = (note.id, note.anchor, note.position, note.lemma)
    return (*where, note.kind, plain(note.text), note.sources, note.author)


def _placed(one: EditedCable, entry: dict[str, Any]) -> Note:
    quoted = [str(entry.get(key, "")) for key in ("at", "quote", "prefix", "suffix")]
    at = Place(quoted[0], quoted[1], quoted[2], quoted[3], "", 0)
    sources = tuple(entry.get("sources", ()))
    said = NoteEntry(
        entry["id"], at, entry["kind"], entry["text"], sources, entry.get("author", "")
    )
    placed, problems = place_notes(texts_of(one.cable), one.emendations, [said])
    assert not problems
    return placed[0]


@pytest.mark.parametrize("name", EDITIONS)
def test_what_was_exported_comes_back_as_the_same_notes(name: str) -> None:
    root = EDITIONS[name]
    edition = assemble(root / "source_cables", root / "docs" / "registers")
    out = Annotations(edition, EditionInfo(base_url="https://cables.example/"))
    count = 0
    for one in edition.cables:
        given = read_annotations(json.dumps(out.page(one)).encode())
        found = annotated([replace(one, notes=())], given)
        assert [told.why for told in found.told] == []
        back = [_said(_placed(one, offer.entry)) for offer in found.offers]
        assert back == [_said(note) for note in one.notes]
        assert found.passed == len(given) - len(one.notes)
        again = annotated([one], given)
        assert (again.offers, again.known) == ([], len(one.notes))
        count += len(one.notes)
    assert count > 5


def test_what_is_written_is_accepted_and_is_no_news_then(begun: Folder) -> None:
    given = (
        note(quoting("Canada's lamps"), "*Dark* [1] as `ever`."),
        note(quoting("of the harbor"), motivation="tagging"),
        {"motivation": "editing", "body": {"value": '"notable'}, "target": quoting("¬able")},
        note({"source": ADDRESS, "selector": {"type": "FragmentSelector", "value": "p2"}}),
        note({"source": f"{ADDRESS}#tags"}, "Of the row."),
    )
    done = taken(begun, *given, options=("--write",))
    assert done.exit_code == 1
    assert "annotation 2 («of the harbor»): these words do not stand in 05OTTAWA1" in done.output
    sidecar = (begun.sources / "05OTTAWA1.yaml").read_text("utf-8")
    assert sidecar.startswith(SIDECAR.rstrip("\n"))
    assert begun.run("check").exit_code == 0, begun.run("check").output
    (cable,) = assemble(begun.sources, begun.registers).cables
    assert [(one.anchor, one.lemma, plain(one.text)) for one in cable.notes] == [
        ("tags", "", "Of the row."),
        ("p1", "Canada's lamps", "*Dark* [1] as `ever`."),
        ("p2", "", "A word."),
    ]
    assert '"notable harbor8' in cable.text("p2")
    assert entries(begun, *(one for one in given if one is not given[1])) == []


# Where it stands.


def test_a_quotation_stands_once_and_position_is_nothing_beside_it(begun: Folder) -> None:
    for more in ({}, {"start": 999}, {"prefix": "no such", "suffix": "words"}):
        (entry,) = entries(begun, note(quoting("at noon", **more)))
        assert (entry["at"], entry["quote"]) == ("p1", "at noon")
        assert "prefix" not in entry


def test_words_that_stand_often_are_told_apart_by_what_is_around(begun: Folder) -> None:
    (entry,) = entries(begun, note(quoting("the keepers", prefix="noon, and ", suffix=" left")))
    assert (entry["at"], entry["quote"]) == ("p1", "the keepers")
    # What is told goes on into the next paragraph of the page.
    (entry,) = entries(begun, note(quoting("the keepers", suffix=":\n\n  -- the lamp at")))
    assert entry["at"] == "p2"
    (entry,) = entries(begun, note(quoting("the lamp", source=f"{ADDRESS}#p2-2")))
    assert entry["at"] == "p2-2"
    place = f"{ADDRESS}#p1"
    (entry,) = entries(begun, note(quoting("keepers", source=place, start=34)))
    assert entry["suffix"].startswith("left")


def test_a_position_never_stands_against_the_words_around(begun: Folder) -> None:
    place = f"{ADDRESS}#p1"
    done = taken(begun, note(quoting("keepers", source=place, start=34, suffix=" came to dine")))
    assert done.exit_code == 1
    assert "stand 2 times (¶ 1); give the words before and after them" in done.output


def test_an_anchor_that_has_moved_misleads_nobody(begun: Folder) -> None:
    (entry,) = entries(begun, note(quoting("at noon", source=f"{ADDRESS}#p2")))
    assert entry["at"] == "p1"


@pytest.mark.parametrize(
    ("exact", "quoted"),
    [
        ("Canada's", "Canada,s"),
        ("nada's lam", "nada,s lam"),
        ("s lamps", "s lamps"),
        ("Canada", "Canada"),
        # As transmitted, for who shows it so.
        ("Canada,s lamps", "Canada,s lamps"),
        ("  at \n noon, ", "at noon,"),
    ],
)
def test_entries_quote_the_words_as_transmitted(begun: Folder, exact: str, quoted: str) -> None:
    (entry,) = entries(begun, note(quoting(exact)))
    assert (entry["at"], entry["quote"]) == ("p1", quoted)


@pytest.mark.parametrize(
    "source",
    [
        ADDRESS,
        "http://127.0.0.1:8000/x/cables/05OTTAWA1.html?q=1",
        "https://records.example/plusd/cables/05OTTAWA1_a.html",
        "file:///tmp/cables/05ottawa1.htm",
        # Of the only cable, whatever it is called elsewhere.
        "https://paper.example/story",
        "",
    ],
)
def test_the_cable_is_known_by_its_address(begun: Folder, source: str) -> None:
    (entry,) = entries(begun, note(quoting("at noon", source=source)))
    assert entry["at"] == "p1"


def test_an_annotation_of_another_cable_is_told(begun: Folder) -> None:
    other = begun.sources / "05OTTAWA2.txt"
    other.write_text(TEXT.replace("000001", "000002"), "utf-8")
    stray = note(quoting("at noon", source="https://paper.example/story"))
    done = taken(begun, stray, note(quoting("at noon", source="x/cables/06ROME1.html")))
    assert done.exit_code == 1
    assert done.output.count("its address names no cable of these") == 2
    # A source that is named alone is the cable that is meant, but not of the page of another.
    done = taken(begun, stray, options=(str(other),))
    assert done.exit_code == 0
    assert "# 05OTTAWA2.yaml\nnotes:\n" in done.stdout


@pytest.mark.parametrize(
    ("exact", "quoted"),
    [
        ("came early", "at noon"),
        ("keepers came", "keepers at noon"),
        ("early, and", "at noon, and"),
        ("keepers came early, and", "keepers at noon, and"),
        (", and", ", and"),
        ("The keepers ", "The keepers"),
    ],
)
def test_a_part_of_emended_words_stands_for_all_of_them(
    begun: Folder, exact: str, quoted: str
) -> None:
    begun.source.write_text(TEXT.replace("keepers came at noon", "keepers at noon"), "utf-8")
    begun.sidecar(
        "emendations:\n  - {at: p1, quote: at noon, read: came early, rule: conjecture}\n"
    )
    (entry,) = entries(begun, note(quoting(exact)))
    assert (entry["at"], entry["quote"]) == ("p1", quoted)


# What it says.


def test_hypothesis_is_read_as_it_exports(begun: Folder) -> None:
    row = {
        "id": "xyz",
        "created": "2026-11-02T10:00:00.123456+00:00",
        "user": "acct:ann.other@hypothes.is",
        "uri": ADDRESS,
        "text": "A *word*.\n\nAnd more.",
        "tags": ["lamps"],
        "target": [
            {
                "source": ADDRESS,
                "selector": [
                    {"type": "RangeSelector", "startContainer": "/div[1]", "startOffset": 3},
                    {"type": "TextPositionSelector", "start": 4711, "end": 4718},
                    {"type": "TextQuoteSelector", "exact": "at noon", "prefix": "1 (U) x"},
                ],
            }
        ],
    }
    reply = {**row, "references": ["xyz"]}
    for whole in ({"rows": [row], "total": 1}, {"annotations": [row]}, [row], row):
        (one,) = read_annotations(json.dumps(whole).encode())
        assert one.date == "2026-11-02"
        path = begun.write("given.json", json.dumps(whole))
        done = begun.run("suggest", "--from", str(path), "--format", "json")
        assert json.loads(done.stdout)["entry"] == {
            "id": "at-noon",
            "at": "p1",
            "quote": "at noon",
            "kind": "inference",
            "text": "A *word*.\n\nAnd more.",
            "author": "ann.other",
            "date": "2026-11-02",
        }
    assert "it is a reply" in taken(begun, reply).output


def test_a_fact_needs_a_source_and_ids_differ(begun: Folder) -> None:
    kind = {"type": "TextualBody", "value": "fact", "purpose": "classifying"}
    said = {"type": "TextualBody", "value": "So.", "format": "text/plain"}
    where = {"source": "https://a.example/", "purpose": "linking"}
    one = {"motivation": "commenting", "target": quoting("at noon"), "body": [kind, said]}
    other = {**one, "body": [kind, said, where], "creator": {"name": "Ann Other"}}
    first, second = entries(begun, one, other)
    assert (first["id"], first["kind"]) == ("at-noon", "inference")
    assert (second["id"], second["kind"]) == ("at-noon-2", "fact")
    assert (second["sources"], second["author"]) == (["https://a.example/"], "Ann Other")


def test_an_edit_becomes_an_emendation_by_the_rule_that_fits(begun: Folder) -> None:
    def edit(exact: str, read: str, *more: dict[str, str]) -> dict[str, Any]:
        body = [{"value": read, "purpose": "editing"}, *more]
        return {"motivation": "oa:editing", "body": body, "target": quoting(exact)}

    why = {"value": "The 8 opens nothing.", "purpose": "commenting"}
    first, second = entries(begun, edit("¬able", '"notable'), edit("harbor8", "harbor", why))
    assert (first["rule"], first["read"]) == ("ampersand-quotes", '"notable')
    assert (second["rule"], second["reason"]) == ("conjecture", "The 8 opens nothing.")
    # What the sidecar emends so already is no news; otherwise it is told.
    assert entries(begun, edit("Canada's", "Canada's")) == []
    done = taken(begun, edit("Canada's", "Kanada"), edit("at noon", "at noon"))
    assert "these words are emended already; mend `Canada,s` there" in done.output
    assert "there is nothing to emend" in done.output


@pytest.mark.parametrize(
    ("given", "why"),
    [
        (note(quoting("at midnight")), "do not stand in 05OTTAWA1"),
        (note(quoting("")), "quotes no words and names no place"),
        (note(ADDRESS), "quotes no words and names no place"),
        (note(f"{ADDRESS}#p99"), "quotes no words and names no place"),
        (note(quoting("at noon"), ""), "it says nothing"),
        ({"motivation": "highlighting", "target": quoting("at noon")}, "it says nothing"),
        ({"motivation": "editing", "target": quoting("at noon")}, "give one text to be read"),
        (
            {"target": quoting("at noon"), "body": {"value": "<b>x</b>", "format": "text/html"}},
            "its text is text/html",
        ),
    ],
)
def test_what_becomes_no_entry_is_told(begun: Folder, given: Any, why: str) -> None:
    done = taken(begun, given)
    assert (done.exit_code, done.stdout) == (1, "")
    assert why in done.output
    assert "annotation 1 (" in done.output


# Nobody vouches for the file.


@pytest.mark.parametrize(
    "data",
    [b"", b"\xff\xfe", b"{", b"[" * 100_000, b'"x"', b"3", b"{}", b'{"items": 3}', b"[1, 2]"],
)
def test_what_has_no_annotations_is_told_in_one_line(begun: Folder, data: bytes) -> None:
    with pytest.raises(UnreadableAnnotationsError):
        read_annotations(data)
    path = begun.root / "given.json"
    path.write_bytes(data)
    done = begun.run("suggest", "--from", str(path))
    assert done.exit_code == 2
    assert done.output.startswith(f"{path}: it ")
    assert len(done.output.splitlines()) == 1


_KEYS = {"target", "source", "selector", "type", "exact", "prefix", "suffix", "start", "body"}
_KEYS |= {"value", "purpose", "format", "motivation", "creator", "name", "user", "text", "id"}
_KEYS |= {"refinedBy", "created", "uri", "references"}
_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(sorted(_KEYS)),
            inner
            | st.sampled_from(
                ["TextQuoteSelector", "TextPositionSelector", "editing", "at noon", ADDRESS]
            ),
            max_size=5,
        )
    ),
    max_leaves=25,
)


@pytest.fixture(scope="module")
def cable(tmp_path_factory: pytest.TempPathFactory) -> EditedCable:
    at = Folder(tmp_path_factory.mktemp("annotated"))
    at.source.write_text(TEXT, "utf-8")
    at.sidecar(SIDECAR)
    return assemble(at.sources, at.registers).cables[0]


@given(st.lists(_JSON, max_size=3))
def test_no_json_is_too_odd(cable: EditedCable, given: list[Any]) -> None:
    data = json.dumps([{"target": ADDRESS, "body": one} for one in given] + given).encode()
    try:
        annotations = read_annotations(data)
    except UnreadableAnnotationsError:
        return
    found = annotated([cable], annotations)
    assert len(found.told) + len(found.offers) + found.known + found.passed == len(annotations)


def test_an_annotation_has_the_number_that_it_has_in_the_file() -> None:
    lost = {"type": "Annotation", "target": quoting("absent")}
    given = [None, 5, {"type": "Annotation"}, lost, "x", lost]
    assert [one.number for one in read_annotations(json.dumps(given).encode())] == [4, 6]


def test_what_steers_a_terminal_is_shown_as_its_code(begun: Folder) -> None:
    done = taken(begun, note(quoting("\x1b[31mred")))
    assert "\x1b" not in done.output
    assert "<001B>" in done.output


@given(st.lists(st.sampled_from(["a", "b", "ab", "a,"]), max_size=12), st.data())
def test_words_are_told_apart_and_not_widened(words: list[str], data: st.DataObject) -> None:
    text = " ".join(words)
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    quoted = told_apart(text, start, end)
    assert quoted.exact == text[start:end].strip(" ")
    if quoted.exact:
        whole = Quotation(quoted.exact, quoted.prefix, quoted.suffix)
        assert occurrences(text, whole) == [quoted.start]


def test_nothing_withheld_is_taken_in_or_told(begun: Folder) -> None:
    begun.sidecar(
        "redactions:\n  - {name: Zebedee Quux, forms: [Quux], reason: R., date: 2026-11-23}\n"
    )
    begun.source.write_text(TEXT.replace("the keepers left", "Zebedee Quux left"), "utf-8")
    done = taken(
        begun,
        note(quoting("Zebedee Quux")),
        note(quoting("at noon"), "This is Q U U X."),
        note(quoting("[withheld] left"), "Somebody."),
        options=("--write",),
    )
    assert done.exit_code == 1
    assert "quux" not in done.output.lower()
    assert "annotation 1 (words that are withheld): these words do not stand" in done.output
    assert "annotation 2 («at noon»): its text has words that are withheld" in done.output
    (cable,) = assemble(begun.sources, begun.registers).cables
    assert [one.lemma for one in cable.notes] == ["[withheld] left"]


def test_from_and_its_kind_go_together(begun: Folder, tmp_path: Path) -> None:
    done = begun.run("suggest", "--kind", "annotations")
    assert (done.exit_code, "go together" in done.output) == (2, True)
    path = begun.write("given.json", json.dumps([note(quoting("at noon"))]))
    done = begun.run("suggest", "--kind", "people", "--from", str(path))
    assert (done.exit_code, "go together" in done.output) == (2, True)
