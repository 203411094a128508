"""What is no word of a paragraph: portion marks of items and sentences, class lines."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cable_edition.core.cable.passage import passage_text
from cable_edition.core.editing.words_alone import Among, among_words, leading_mark, words_alone
from cable_edition.core.edition.assemble import EditedCable, assemble

HEAD = """\
C O N F I D E N T I A L ROME 002190

SIPDIS

E.O. 12958: DECL: 07/20/2016
TAGS: PREL, IT
SUBJECT: A TALK

1. (C) """


def edited(tmp_path: Path, body: str, sidecar: str = "") -> EditedCable:
    sources, registers = tmp_path / "sources", tmp_path / "registers"
    sources.mkdir(parents=True)
    registers.mkdir()
    (sources / "06ROME2190.txt").write_text(f"{HEAD}{body}\nSPOGLI\n", "utf-8")
    if sidecar:
        (sources / "06ROME2190.yaml").write_text(sidecar, "utf-8")
    edition = assemble(sources, registers)
    assert not [one for one in edition.problems if one.severity == "error"]
    return edition.cables[0]


def parted(one: EditedCable) -> list[tuple[str, tuple[Among, ...]]]:
    """Return the words of each part as the edition reads them, and what stands among them."""
    found = []
    for part in one.cable.paragraphs:
        texts = [one.text(b.anchor if n else part.anchor) for n, b in enumerate(part.blocks)]
        found += list(zip(texts, among_words(one.cable, part, texts, one.emendations), strict=True))
    return found


def alone(one: EditedCable) -> str:
    return " / ".join(words_alone(text, among) for text, among in parted(one))


def marks(one: EditedCable) -> list[str]:
    return [item.mark for _, among in parted(one) for item in among]


@pytest.mark.parametrize(
    ("body", "words", "labels"),
    [
        (
            "The points:\n\n-- (SBU) First, one.\n\n-- (C) Then two.",
            "The points: / -- First, one. / -- Then two.",
            ["(SBU)", "(C)"],
        ),
        (
            "They are:\n\na. (S) One.\n\nb. (U) Two.",
            "They are: / a. One. / b. Two.",
            ["(S)", "(U)"],
        ),
        ("All was plain. (SBU) She met Roe.", "All was plain. She met Roe.", ["(SBU)"]),
        ("All was plain. (S//NF) She met Roe.", "All was plain. She met Roe.", ["(S//NF)"]),
        ("All was plain. (U)", "All was plain.", ["(U)"]),
        ("He said: (C) No.", "He said: No.", ["(C)"]),
        ('"All was plain." (U) He left.', '"All was plain." He left.', ["(U)"]),
        (
            "It ends here.\n\n(U) The post thanks all.",
            "It ends here. / The post thanks all.",
            ["(U)"],
        ),
        ("It goes\n\nCONFIDENTIAL\n\nOn and on.", "It goes /  / On and on.", [""]),
        ("It goes on.\n\nS E C R E T\n\nMore.", "It goes on. / More.", []),
        ("It goes on. S E C R E T More.", "It goes on. More.", [""]),
        ("It goes\nSECRET\nOn and on.", "It goes On and on.", [""]),
    ],
)
def test_marks_and_class_lines_are_no_words(
    tmp_path: Path, body: str, words: str, labels: list[str]
) -> None:
    one = edited(tmp_path, body)
    assert alone(one) == words
    assert marks(one) == labels


@pytest.mark.parametrize(
    "body",
    [
        "He may (A) go, (B) stay, (C) wait.",
        "He has three ways. (A) Going. (B) Staying. (C) Waiting.",
        "Member(s) of the office (S/CRS) and S&R came.",
        "He spoke to Roe. (S/CRS) Coordinator Pascual agreed.",
        "A paragraph marked (C) by the post is no secret.",
        "See article 5 (c). He did.",
        "The report. (C) 2005 Reuters.",
        "The file is SECRET and stays so.",
        "He asked for a U N flag and a C or an S.",
        "It was a SECRET\nof the house.",
        "The file was\nSECRET and stayed so.",
    ],
)
def test_what_only_looks_like_a_mark_stays(tmp_path: Path, body: str) -> None:
    one = edited(tmp_path, body)
    assert marks(one) == []
    assert alone(one) == " / ".join(text for text, _ in parted(one))


def test_places_count_in_the_words_as_the_edition_reads_them(tmp_path: Path) -> None:
    sidecar = """\
emendations:
  - at: p1
    quote: "plian"
    read: "so very plain"
    rule: conjecture
"""
    body = "All was plian.\nSECRET\n(SBU) She met Roe."
    one = edited(tmp_path, body, sidecar)
    ((text, among),) = parted(one)
    assert text == "All was so very plain. SECRET (SBU) She met Roe."
    assert [text[item.start : item.end] for item in among] == ["SECRET", "(SBU)"]
    assert words_alone(text, among) == "All was so very plain. She met Roe."


def test_an_emended_class_word_is_a_word(tmp_path: Path) -> None:
    sidecar = """\
emendations:
  - at: p1
    quote: "SECRET"
    read: "SECRETS"
    rule: conjecture
"""
    one = edited(tmp_path, "It goes\nSECRET\nOn and on.", sidecar)
    assert alone(one) == "It goes SECRETS On and on."


def test_the_mark_before_the_words_is_the_label_of_a_part(tmp_path: Path) -> None:
    one = edited(tmp_path, "One. (U) Two.\n\n-- (SBU) Three.\n\nCONFIDENTIAL\n(C) Four.")
    labels = [leading_mark(text, among) for text, among in parted(one)]
    assert labels == ["", "(SBU)", "(C)"]


@given(
    st.lists(
        st.sampled_from(
            [
                "(C)",
                "(SBU)",
                "SECRET",
                "S E C R E T",
                "\n",
                "\n\n",
                "-- ",
                "a. ",
                " ",
                "Roe.",
                "x",
                ";",
            ]
        ),
        max_size=12,
    )
)
def test_what_is_among_words_is_apart_and_nothing_else_is_lost(
    tmp_path_factory: pytest.TempPathFactory, parts: list[str]
) -> None:
    one = edited(tmp_path_factory.mktemp("x"), f"He. {' '.join(parts)}")
    for text, among in parted(one):
        last = 0
        for item in among:
            assert last <= item.start < item.end <= len(text)
            last = item.end
        left = words_alone(text, among)
        assert "  " not in left
        assert left == left.strip()
        cut = "".join(text[item.start : item.end] for item in among)
        assert sorted(f"{left}{cut}".replace(" ", "")) == sorted(text.replace(" ", ""))
    for part in one.cable.paragraphs:
        assert passage_text(one.cable, part.passage) == part.text
