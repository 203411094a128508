"""Corrections of subject, TAGS and references where a form has its opening in a way of its own."""

from __future__ import annotations

from pathlib import Path

import pytest

from cable_edition.core.cable.model import Cable
from cable_edition.core.edition.source_folder import read_cables
from cable_edition.core.proof.cover import cover_problems

FOLDER = Path(__file__).parents[1] / "everything/source_cables"
NAVY, FRUS, PLUSD = "harbor-message.txt", "59ROME831.xml", "10NAPLES60.html"
IDS = {NAVY: "CNOWASHINGTONDC-20050714T2136Z", FRUS: "59ROME831", PLUSD: "10NAPLES60"}


def read(tmp_path: Path, name: str, *entries: str) -> tuple[Cable, list[str]]:
    """Return the cable of a file of the whole edition, corrected, and what is said of it."""
    (tmp_path / name).write_bytes((FOLDER / name).read_bytes())
    lines = "".join(f"  - {{{entry}}}\n" for entry in entries)
    (tmp_path / f"{IDS[name]}.yaml").write_text(f"reading:\n{lines}", "utf-8")
    found = read_cables(tmp_path)
    ((cable, _),) = found.cables
    assert cover_problems(cable) == []
    return cable, [one.code for one in found.problems if one.code != "source-new"]


def references(cable: Cable) -> list[tuple[str | None, str, str | None]]:
    return [(one.label, one.passage.text, one.id) for one in cable.opening.references]


def tags(cable: Cable) -> list[str]:
    return [one.text for one in cable.opening.tags]


@pytest.mark.parametrize(
    ("entry", "wanted"),
    [
        ("at: ref-a, quote: DOC/CNO/19APR1993", [("A", "DOC/CNO/19APR1993", "93STATE12")]),
        ("quote: DOC/CNO", [("A", "DOC/CNO/19APR1993", "93STATE12")]),
        (
            "quote: NAVADMIN 999/05",
            [(None, "NAVADMIN 999/05", "93STATE12"), ("A", "DOC/CNO/19APR1993", None)],
        ),
        (
            "quote: A MANUAL",
            [("A", "DOC/CNO/19APR1993", None), (None, "A MANUAL", "93STATE12")],
        ),
    ],
)
def test_a_reference_among_the_sets_of_a_message(
    tmp_path: Path, entry: str, wanted: list[tuple[str | None, str, str | None]]
) -> None:
    cable, said = read(tmp_path, NAVY, f"{entry}, is: reference, means: 93STATE12")
    assert (references(cable), said) == (wanted, [])
    assert ("references", "editor") in {(one.field, one.how) for one in cable.found}


@pytest.mark.parametrize(
    "quote", ["N01650", "NAVADMIN, suffix: ' 999'", "GENADMIN", "LANTERN", "at: ref-a, quote: DOC"]
)
def test_a_tag_among_the_sets_of_a_message(tmp_path: Path, quote: str) -> None:
    place = quote if quote.startswith("at:") else f"quote: {quote}"
    cable, said = read(tmp_path, NAVY, f"{place}, is: tag, means: AMGT")
    assert (tags(cable), said) == (["AMGT"], [])
    (one,) = cable.corrections
    assert one.anchor == "tags"


def test_several_tags_stand_in_the_order_of_the_text(tmp_path: Path) -> None:
    entries = ("quote: FLEET, is: tag, means: MARR", "quote: N01650, is: tag, means: AMGT")
    cable, said = read(tmp_path, NAVY, *entries)
    assert (tags(cable), said) == (["AMGT", "MARR"], [])


def test_a_word_of_the_remarks_of_a_message_is_a_tag_where_it_has_no_list(tmp_path: Path) -> None:
    cable, said = read(tmp_path, NAVY, "at: p2, quote: KEEPERS, is: tag, means: AMGT")
    assert (tags(cable), said) == (["AMGT"], [])
    assert cable.paragraphs[1].text == "THE KEEPERS CHOOSE IT."


@pytest.mark.parametrize(
    ("quote", "left"),
    [("FOR THE FLEET", ["A LANTERN"]), ("NAVADMIN 999/05", ["A LANTERN FOR THE FLEET"])],
)
def test_another_subject_leaves_the_words_of_the_first_unread(
    tmp_path: Path, quote: str, left: list[str]
) -> None:
    cable, said = read(tmp_path, NAVY, f"quote: {quote}, is: subject")
    assert cable.opening.subject
    assert (cable.opening.subject.text, said) == (quote, [])
    unread = [one.message for one in cable.problems if one.code == "unread"]
    assert unread == [f"No rule took these words: {words}" for words in left]


def test_a_printed_telegram_names_cables_and_tags_in_its_text(tmp_path: Path) -> None:
    cable, said = read(
        tmp_path,
        FRUS,
        "quote: Embtel 796, is: reference, means: 59ROME796",
        "quote: lighting of the coast, is: tag, means: EWWT",
        "at: p1, quote: Porto Sereno, is: tag, means: IT",
    )
    assert said == []
    assert [(one.text, one.id) for one in cable.body_references] == [("Embtel 796", "59ROME796")]
    assert tags(cable) == ["EWWT", "IT"]
    assert cable.paragraphs[0].text.endswith("The lighting of the coast has begun.")


def test_the_first_words_of_a_printed_telegram_are_its_subject(tmp_path: Path) -> None:
    cable, said = read(tmp_path, FRUS, "quote: Embtel 796., is: subject")
    assert cable.opening.subject
    assert (cable.opening.subject.text, said) == ("Embtel 796.", [])
    assert cable.paragraphs[0].text == "The lighting of the coast has begun."
    _, said = read(tmp_path, FRUS, "at: p1, quote: Porto Sereno, is: subject")
    assert said == ["reading-unapplied"]


@pytest.mark.parametrize(
    ("quote", "means", "wanted"),
    [
        ("EWWT", "ECON", ["ECON", "IT"]),
        ("IT, suffix: ' - '", "GR", ["EWWT", "GR"]),
        ("Waterborne Transport", "ECON", ["EWWT", "IT", "ECON"]),
        ("EWWT - Waterborne Transport", "IT", ["IT"]),
    ],
)
def test_a_tag_of_the_record(tmp_path: Path, quote: str, means: str, wanted: list[str]) -> None:
    cable, said = read(tmp_path, PLUSD, f"at: tags, quote: {quote}, is: tag, means: {means}")
    assert tags(cable) == wanted
    assert said == (["reading-idle"] if means == "IT" else [])
    assert cable.record.tags
    assert cable.record.tags.text.startswith("EWWT - Waterborne")
    assert [(one.anchor, one.spans) for one in cable.corrections] == [
        ("tags", cable.record.tags.spans)
    ]


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        ("at: tags, quote: ECON, is: tag, means: IT", "quote-missing"),
        ("at: tags, quote: EWWT, is: heading", "bad-value"),
        ("quote: EWWT, is: tag, means: IT", "quote-missing"),
    ],
)
def test_what_cannot_be_said_of_the_tags_of_a_record(tmp_path: Path, entry: str, said: str) -> None:
    cable, codes = read(tmp_path, PLUSD, entry)
    assert (tags(cable), codes) == (["EWWT", "IT"], [said])


def test_the_list_of_tags_of_a_text_is_a_place_too(tmp_path: Path) -> None:
    text = "UNCLAS ROME 000012\n\nE.O. 12958: N/A\nTAGS: PREL, MZZ\nSUBJECT: LAMPS\n\n1. None.\n"
    (tmp_path / "05ROME12.txt").write_text(text, "utf-8")
    sidecar = "reading:\n  - {at: tags, quote: MZZ, is: tag, means: MARR}\n"
    (tmp_path / "05ROME12.yaml").write_text(sidecar, "utf-8")
    ((cable, _),) = read_cables(tmp_path).cables
    assert tags(cable) == ["PREL", "MARR"]
    assert [cable.words(span) for one in cable.corrections for span in one.spans] == ["MZZ"]
