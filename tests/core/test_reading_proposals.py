"""What check proposes for the reading of a cable: likely, and in a form that can be pasted."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from cable_edition.cli.check import check
from cable_edition.core.editing.reading_proposals import reading_proposals
from cable_edition.core.edition.source_folder import read_cables
from cable_edition.core.reading.parse import parse

HEAD = "C O N F I D E N T I A L OTTAWA 000001\n\nSIPDIS\n\nTAGS: PREL\nSUBJECT: A DAY\n\n"
TEXT = (
    "1. (C) The Embassy met a man.\nTHE SECOND DAY\nHe came again, and all was well.\n\n"
    "2. (C) He left.\n\nZ. (C) Then nobody came for a time, the guards said.\n\n"
    "4. (C) All is well.\n\n"
    "He sent his greetings to the\npost\nTorres\n"
)


def proposed(text: str) -> list[tuple[str, str, str, int | None]]:
    found = reading_proposals(parse(HEAD + text))
    return [(one.kind, one.at, one.quotation.exact, one.number) for one in found]


def test_a_heading_a_number_and_a_sign_off_are_proposed() -> None:
    assert proposed(TEXT) == [
        ("heading", "p1", "THE SECOND DAY", None),
        ("paragraph", "p2-1", "Z. (C) Then nobody came for", 3),
        ("sign-off", "p4-1", "Torres", None),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "1. (C) He met a man from\nTHE SECOND DAY\nof the week.\n\nTORRES\n",
        "1. (C) The sum of\nall that they had was small.\n\n2. (C) No more.\n\nTORRES\n",
        "1. (C) One.\n\n2. (C) Two. B. Three is a letter.\n\nTORRES\n",
        "1. (C) One said it to Torres\n",
        "1. ONE THING WAS SAID.\nTHE SECOND DAY\nANOTHER WAS SAID.\n\n2. NO MORE.\n\nTORRES\n",
        "1. THE CRANE FELL\nTHE BOARD DENIED IT.\n\n2. NO MORE.\n\nTORRES\n",
        "1. (C) One.\n\n2. (C) These:\n\nA. The crane.\n\nB. The quay.\n\nTORRES\n",
    ],
)
def test_what_reads_well_gets_no_proposal(text: str) -> None:
    assert proposed(text) == []


def test_a_letter_that_goes_on_no_list_may_be_a_number() -> None:
    text = "1. (C) One.\n\n2. (C) It fell.\n\nB. (C) The quay stands.\n\n4. (C) Two.\n\nTORRES\n"
    assert ("paragraph", "p2-1", "B. (C) The quay stands.", 3) in proposed(text)


def test_a_short_line_between_sentences_may_be_a_heading() -> None:
    text = "1. (C) One thing was said.\nThe second day\nAnother thing was said.\n\nTORRES\n"
    assert proposed(text) == [("heading", "p1", "The second day", None)]


def test_a_number_out_of_its_row_is_proposed_as_the_one_between() -> None:
    text = "1. (C) One.\n\n2. (C) Two.\n\n33. (C) Three it is.\n\n4. (C) Four.\n\nTORRES\n"
    assert ("paragraph", "p33", "Three it is.", 3) in proposed(text)


@pytest.mark.parametrize(
    "marks",
    [
        "# # #",
        "> > >",
        "~ ~ ~",
        "\u2013 \u2013 \u2013",
        "I. II. III.",
        "i. ii. iii.",
        "o o o",
        "= = =",
    ],
)
def test_a_row_of_lines_that_begin_alike_may_be_a_list(marks: str, tmp_path: Path) -> None:
    words = ("the lamp of oil", "the crane", "a chair of wood")
    lines = [f"{mark} {line}" for mark, line in zip(marks.split(), words, strict=True)]
    text = "1. (C) He asked for these:\n" + "\n".join(lines) + "\n\n2. (C) He left.\n\nTORRES\n"
    found = proposed(text)
    assert [(kind, words) for kind, _, words, _ in found] == [("list", line) for line in lines]
    assert items_with_proposals(text, tmp_path) == lines


def test_short_lines_below_a_colon_may_be_a_list(tmp_path: Path) -> None:
    lines = ["lamps of oil", "cranes", "chairs"]
    text = "1. (C) He asked for:\n" + "\n".join(lines) + "\n\n2. (C) He left.\n\nTORRES\n"
    assert items_with_proposals(text, tmp_path) == lines


def items_with_proposals(text: str, folder: Path) -> list[str]:
    """Return the items of the first paragraph once all that is proposed was pasted."""
    (folder / "05OTTAWA1.txt").write_text(HEAD + text, "utf-8")
    entries = [one.entry() for one in reading_proposals(parse(HEAD + text))]
    sidecar = "reading:\n" + "".join(f"  - {entry}\n" for entry in entries)
    (folder / "05OTTAWA1.yaml").write_text(sidecar, "utf-8")
    read = read_cables(folder)
    assert [one.code for one in read.problems] == ["source-new"]
    ((cable, _),) = read.cables
    return [one.passage.text for one in cable.paragraphs[0].blocks if one.kind == "item"]


@pytest.mark.parametrize(
    "text",
    [
        "1. (C) He asked for one:\n# the lamp of oil.\n\n2. (C) He left.\n\nTORRES\n",
        "1. (C) He said this:\nthe lamp was of oil and it was\nlit by a man who came.\n\nTORRES\n",
        "1. (C) He saw\n> one and\nanother.\n\nTORRES\n",
        "1. (C) Louis\nI. was a king.\n\nTORRES\n",
    ],
)
def test_lines_that_are_no_row_make_no_list(text: str) -> None:
    assert proposed(text) == []


def test_what_is_proposed_can_be_pasted_and_then_stands(tmp_path: Path) -> None:
    (tmp_path / "05OTTAWA1.txt").write_text(HEAD + TEXT, "utf-8")
    found = reading_proposals(parse(HEAD + TEXT))
    (tmp_path / "05OTTAWA1.yaml").write_text(
        "reading:\n" + "".join(f"  - {one.entry()}\n" for one in found), "utf-8"
    )
    folder = read_cables(tmp_path)
    assert [one.code for one in folder.problems] == ["source-new"]
    ((cable, _),) = folder.cables
    assert [one.kind for one in cable.corrections] == ["heading", "paragraph", "sign-off"]
    assert cable.signature is not None
    assert [one.n for one in cable.paragraphs if one.n] == [1, 2, 3, 4]
    assert reading_proposals(cable) == ()


def test_check_prints_entries_below_the_doubts_and_json_has_them(tmp_path: Path) -> None:
    path = tmp_path / "05OTTAWA1.txt"
    path.write_text(HEAD + TEXT, "utf-8")
    shown = CliRunner().invoke(check, [str(path)])
    assert "this short line in capitals inside a paragraph may be a heading [reading-likely]" in (
        shown.output
    )
    entry = '{at: p1, quote: "THE SECOND DAY", is: heading}'
    assert f"      reading: - {entry}\n" in shown.output
    assert shown.exit_code == 0
    lines = CliRunner().invoke(check, [str(path), "--format", "json"]).output.splitlines()
    found = [json.loads(line) for line in lines]
    likely = [one for one in found if one["code"] == "reading-likely"]
    assert [one["line"] for one in likely] == [9, 14, 20]
    assert likely[0]["proposal"] == {"reading": entry}
    assert all("proposal" not in one for one in found if one["code"] != "reading-likely")


@pytest.mark.parametrize("between", ["PAGE 3", "-------", "= = = =", "THE LAMPS\n---------"])
def test_no_join_is_proposed_over_a_heading_or_a_rule(between: str) -> None:
    text = f"1. (C) They came with\n\n{between}\n\nlamps of oil.\n\n2. (C) We agree.\n\nTORRES\n"
    assert "continuation" not in [kind for kind, *_ in proposed(text)]
