"""Corrections of the reading: each kind, its neighbours, what is said where one cannot stand."""

from __future__ import annotations

from pathlib import Path

import pytest

from cable_edition.core.cable.model import Cable
from cable_edition.core.edition.source_folder import SourceFolder, read_cables
from cable_edition.core.proof.cover import cover_problems
from cable_edition.core.reading.parse import parse

SOURCE = """\
C O N F I D E N T I A L OTTAWA 000001

SIPDIS

E.O. 12958: DECL: 01/26/2009
TAGS: PREL, P GQV
SUBJECT: TWO MEETINGS
ON ONE DAY
REF: A. OTTAWA TWELVE B. 05 ROME 12

1. (C) The Embassy met a man in a hotel. Background
The hotel stands near the border.

2. (C) Three things were bought, and
the prices were these:
Bread 5 dollars
Milk 6 dollars
All 11 dollars

S. (C) Of the last thing reftel tells, and

12. of the men were there.

The man said that he would
come again.

Regards to all
Torres
"""


def folder_of(tmp_path: Path, *entries: str, source: str = SOURCE, more: str = "") -> SourceFolder:
    (tmp_path / "05OTTAWA1.txt").write_text(source, "utf-8")
    lines = "".join(f"  - {{{entry}}}\n" for entry in entries)
    reading = f"reading:\n{lines}" if entries else ""
    (tmp_path / "05OTTAWA1.yaml").write_text(f"{reading}{more}", "utf-8")
    return read_cables(tmp_path)


def faults(folder: SourceFolder) -> list[str]:
    return [f"{p.line}:{p.code}" for p in folder.problems if p.code != "source-new"]


def read(tmp_path: Path, *entries: str, source: str = SOURCE) -> Cable:
    folder = folder_of(tmp_path, *entries, source=source)
    assert faults(folder) == []
    ((cable, _),) = folder.cables
    assert cover_problems(cable) == []
    assert len(cable.corrections) == len(entries)
    return cable


def headings(cable: Cable) -> list[tuple[str, int]]:
    return [(one.passage.text, one.precedes) for one in cable.headings]


def paragraphs(cable: Cable) -> list[tuple[str, str]]:
    return [(one.anchor, one.text) for one in cable.paragraphs]


def blocks(cable: Cable, anchor: str) -> list[tuple[str, str]]:
    (one,) = (one for one in cable.paragraphs if one.anchor == anchor)
    return [(block.kind, block.passage.text) for block in one.blocks]


def how(cable: Cable) -> dict[str, str | None]:
    return {one.field: one.by for one in cable.found if one.how == "editor"}


def test_a_heading(tmp_path: Path) -> None:
    cable = read(tmp_path, "at: p1, quote: Background, is: heading, reason: A line of its own.")
    assert headings(cable) == [("Background", 1)]
    assert paragraphs(cable)[:2] == [
        ("p1", "The Embassy met a man in a hotel."),
        ("u1", "The hotel stands near the border."),
    ]
    (one,) = cable.corrections
    assert (one.number, one.kind, one.anchor, one.text) == (1, "heading", "h1", "Background")
    assert one.reason == "A line of its own."
    assert [cable.words(span) for span in one.spans] == ["Background"]
    assert how(cable) == {"headings": "correction 1"}


def test_a_heading_over_two_lines_takes_the_rule_below_it(tmp_path: Path) -> None:
    source = SOURCE.replace(
        "hotel. Background", "hotel. He\nwent; what\nhappened then\n-------------\n"
    )
    assert headings(parse(source))[0][0].startswith("The Embassy met")
    cable = read(tmp_path, "at: text, quote: what happened then, is: heading", source=source)
    assert headings(cable)[0] == ("what happened then", 1)
    assert "---" not in " ".join(text for _, text in paragraphs(cable))


def test_a_heading_before_a_number_leaves_the_number(tmp_path: Path) -> None:
    source = SOURCE.replace("the border.\n", "the border.\nPrices\n")
    cable = read(tmp_path, "at: p1, quote: Prices, is: heading", source=source)
    assert headings(cable) == [("Prices", 1)]
    assert [anchor for anchor, _ in paragraphs(cable)] == ["p1", "p2"]


def test_a_false_heading_goes_on_from_what_stands_before(tmp_path: Path) -> None:
    source = SOURCE.replace("hotel. Background", "hotel called\n\nTHE OLD RIVER HOUSE\n")
    assert headings(parse(source)) == [("THE OLD RIVER HOUSE", 1)]
    cable = read(tmp_path, "at: h1, quote: THE OLD, is: continuation", source=source)
    assert headings(cable) == []
    assert blocks(cable, "p1")[0][1].endswith("hotel called THE OLD RIVER HOUSE")
    assert not [one for one in cable.problems if one.code == "heading-without-rule"]


def test_the_rule_of_a_false_heading_is_no_word_of_the_text(tmp_path: Path) -> None:
    source = SOURCE.replace(
        "hotel. Background", "hotel called\n\nTHE RIVER HOUSE\n---------------\n"
    )
    cable = read(tmp_path, "at: h1, quote: THE RIVER HOUSE, is: continuation", source=source)
    assert headings(cable) == []
    assert "called THE RIVER HOUSE The hotel" in cable.paragraphs[0].text


def test_paragraphs_join(tmp_path: Path) -> None:
    source = SOURCE.replace("12. of", "3. of")
    assert "p3" in dict(paragraphs(parse(source)))
    cable = read(tmp_path, "at: p3, quote: of the men, is: continuation", source=source)
    assert "p3" not in dict(paragraphs(cable))
    assert "tells, and 3. of the men were there." in dict(paragraphs(cable))["p2"]
    assert cable.corrections[0].anchor == "p2-1"


def test_parts_of_a_paragraph_join(tmp_path: Path) -> None:
    before = blocks(parse(SOURCE), "p2")
    cable = read(tmp_path, "at: p2-1, quote: S. (C) Of the last, is: continuation")
    assert blocks(cable, "p2") == [
        ("text", f"{before[0][1]} {before[1][1]}"),
        *before[2:],
    ]


def test_paragraphs_without_numbers_join(tmp_path: Path) -> None:
    source = SOURCE.replace("1. (C) ", "").replace("2. (C) ", "")
    before = paragraphs(parse(source))
    assert [anchor for anchor, _ in before] == ["u1", "u2", "u3", "u4", "u5", "u6"]
    cable = read(tmp_path, "at: u2, quote: Three things, is: continuation", source=source)
    assert paragraphs(cable)[0] == ("u1", f"{before[0][1]} {before[1][1]}")
    assert [anchor for anchor, _ in paragraphs(cable)] == ["u1", "u2", "u3", "u4", "u5"]


def test_a_false_sign_off_goes_on_from_what_stands_before(tmp_path: Path) -> None:
    source = SOURCE.replace("Regards to all\nTorres", "He came with a man called\nTORRES")
    assert parse(source).signature is not None
    cable = read(tmp_path, "at: signature, quote: TORRES, is: continuation", source=source)
    assert cable.signature is None
    assert blocks(cable, "p2")[-1][1] == "He came with a man called TORRES"


def test_a_paragraph_starts_with_a_number_read_as_a_letter(tmp_path: Path) -> None:
    cable = read(tmp_path, 'at: p2-1, quote: "S. (C) Of", is: paragraph, number: 3')
    one = cable.paragraphs[2]
    assert (one.anchor, one.n, one.blocks[0].passage.text) == (
        "p3",
        3,
        "Of the last thing reftel tells, and",
    )
    assert one.marking is not None
    assert one.number_span is not None
    assert (one.marking.text, cable.words(one.number_span)) == ("(C)", "S.")
    assert how(cable) == {"paragraphs": "correction 1"}


@pytest.mark.parametrize(
    ("entry", "anchor", "text"),
    [
        ('quote: "12. of the men", is: paragraph', "p12", "of the men were there."),
        ('quote: "12. of the men", is: paragraph, number: 3', "p3", "of the men were there."),
        ("quote: The man said, is: paragraph", "u1", "The man said that he would come again."),
        ("quote: The man said, is: paragraph, number: 4", "p4", "The man said that he would"),
    ],
)
def test_a_paragraph_starts(tmp_path: Path, entry: str, anchor: str, text: str) -> None:
    cable = read(tmp_path, entry)
    assert dict(paragraphs(cable))[anchor].startswith(text)
    assert cable.corrections[0].anchor == anchor


def test_a_number_that_was_read_wrongly_is_put_right(tmp_path: Path) -> None:
    source = SOURCE.replace("S. (C)", "33. (C)")
    assert [one.n for one in parse(source).paragraphs] == [1, 2, 33]
    cable = read(tmp_path, "at: p33, quote: Of the last, is: paragraph, number: 3", source=source)
    assert [one.n for one in cable.paragraphs] == [1, 2, 3]
    assert cable.missing.paragraphs == ()
    assert cable.paragraphs[2].number_span is not None
    assert cable.words(cable.paragraphs[2].number_span) == "33."


def test_a_first_paragraph_that_the_references_swallowed(tmp_path: Path) -> None:
    source = SOURCE.replace("\n1. (C) The Embassy", "(SBU as a whole) The Embassy").replace(
        "\n2. (C) Three", "\nThree"
    )
    swallowed = parse(source).opening.references[-1].passage.text
    assert "The Embassy met" in swallowed
    cable = read(tmp_path, "quote: (SBU as a, is: paragraph, number: 1", source=source)
    assert cable.opening.references[-1].passage.text == "05 ROME 12"
    assert dict(paragraphs(cable))["p1"].startswith("(SBU as a whole) The Embassy")


def test_a_table(tmp_path: Path) -> None:
    cable = read(tmp_path, "at: p2, quote: Bread 5, through: 11 dollars, is: table")
    assert blocks(cable, "p2")[:2] == [
        ("text", "Three things were bought, and the prices were these:"),
        ("table", "Bread 5 dollars Milk 6 dollars All 11 dollars"),
    ]
    assert cable.corrections[0].anchor == "p2-1"


def test_a_table_may_reach_over_paragraphs(tmp_path: Path) -> None:
    source = SOURCE.replace("Bread 5 dollars\n", "Bread 5 dollars\n\n3. Eggs 2 dollars\n\n")
    entry = "at: p2, quote: Bread, through: All 11 dollars, is: table"
    assert "p3" in dict(paragraphs(parse(source)))
    cable = read(tmp_path, entry, source=source)
    assert "p3" not in dict(paragraphs(cable))
    assert ("table", "Bread 5 dollars 3. Eggs 2 dollars Milk 6 dollars All 11 dollars") in blocks(
        cable, "p2"
    )


def test_a_list_has_an_item_a_line_where_no_line_has_a_marker(tmp_path: Path) -> None:
    cable = read(tmp_path, "at: p2, quote: Bread, through: All 11 dollars, is: list")
    assert [words for kind, words in blocks(cable, "p2") if kind == "item"] == [
        "Bread 5 dollars",
        "Milk 6 dollars",
        "All 11 dollars",
    ]


def test_a_list_has_an_item_at_each_marker(tmp_path: Path) -> None:
    source = SOURCE.replace("All 11", "* All 11")
    cable = read(tmp_path, "quote: Bread, through: 11 dollars, is: list", source=source)
    items = [words for kind, words in blocks(cable, "p2") if kind == "item"]
    assert items == ["Bread 5 dollars Milk 6 dollars", "* All 11 dollars"]


def test_several_entries_make_an_item_each_in_a_run_of_text(tmp_path: Path) -> None:
    flat = " ".join(SOURCE.split())
    cable = read(
        tmp_path,
        "quote: Bread 5 dollars, is: list",
        "quote: Milk 6 dollars, is: list",
        source=flat,
    )
    items = [words for kind, words in blocks(cable, "p2") if kind == "item"]
    assert items == ["Bread 5 dollars", "Milk 6 dollars"]


def test_a_quotation(tmp_path: Path) -> None:
    cable = read(tmp_path, "at: p2-3, quote: The man said, through: again., is: quotation")
    assert ("quote", "The man said that he would come again.") in blocks(cable, "p2")


def test_the_sign_off(tmp_path: Path) -> None:
    assert parse(SOURCE).signature is None
    cable = read(tmp_path, "quote: Torres, is: sign-off")
    assert cable.signature is not None
    assert cable.signature.text == "Torres"
    assert blocks(cable, "p2")[-1] == ("text", "Regards to all")
    assert how(cable) == {"signature": "correction 1"}


def test_what_stands_below_a_sign_off_is_a_closing_line(tmp_path: Path) -> None:
    source = SOURCE + "\nA copy was sent to the hotel.\n\nNNNN\n"
    cable = read(tmp_path, "quote: Torres, is: sign-off", source=source)
    assert [(one.kind, one.passage.text) for one in cable.closing] == [
        ("other", "A copy was sent to the hotel."),
        ("end-mark", "NNNN"),
    ]


def test_the_subject_is_these_words(tmp_path: Path) -> None:
    cable = read(tmp_path, "at: subject, quote: TWO MEETINGS, is: subject")
    assert cable.opening.subject is not None
    assert cable.opening.subject.text == "TWO MEETINGS"
    assert how(cable) == {"subject": "correction 1"}


def test_a_subject_without_a_label(tmp_path: Path) -> None:
    source = SOURCE.replace("SUBJECT: ", "\n")
    assert parse(source).opening.subject is None
    cable = read(tmp_path, "quote: TWO MEETINGS ON ONE DAY, is: subject", source=source)
    assert cable.opening.subject is not None
    assert cable.opening.subject.text == "TWO MEETINGS ON ONE DAY"
    assert not [one for one in cable.problems if one.code == "no-subject"]


def test_a_reference_means_that_cable(tmp_path: Path) -> None:
    cable = read(tmp_path, "at: ref-a, quote: OTTAWA TWELVE, is: reference, means: 05OTTAWA12")
    assert [(one.label, one.id, one.kind) for one in cable.opening.references] == [
        ("A", "05OTTAWA12", "cable"),
        ("B", "05ROME12", "cable"),
    ]
    assert not [one for one in cable.problems if one.code == "reference-without-serial"]
    assert cable.corrections[0].anchor == "ref-a"


def test_a_reference_inside_a_paragraph_means_that_cable(tmp_path: Path) -> None:
    cable = read(tmp_path, "at: p2-1, quote: reftel, is: reference, means: 05ROME12")
    assert [(one.text, one.id, one.paragraph) for one in cable.body_references] == [
        ("reftel", "05ROME12", "p2")
    ]
    assert how(cable) == {"body_references": "correction 1"}
    (one,) = cable.body_references
    assert dict(paragraphs(cable))["p2"][one.offset :].startswith("reftel tells")


def test_words_of_a_paragraph_may_be_a_reference(tmp_path: Path) -> None:
    cable = read(tmp_path, "at: p2-1, quote: the last thing, is: reference, means: 05ROME13")
    assert ("the last thing", "05ROME13") in [(one.text, one.id) for one in cable.body_references]


def test_a_tag_is_that_one(tmp_path: Path) -> None:
    assert [tag.text for tag in parse(SOURCE).opening.tags] == ["PREL", "P GQV"]
    cable = read(tmp_path, "quote: P GQV, is: tag, means: PGOV")
    assert [tag.text for tag in cable.opening.tags] == ["PREL", "PGOV"]
    assert [cable.words(span) for span in cable.opening.tags[1].spans] == ["P GQV"]


def test_corrections_stand_beside_each_other_and_entities_and_rows_are_counted_right(
    tmp_path: Path,
) -> None:
    text = SOURCE.replace("The Embassy met", "R&D met").replace("&", "&amp;")
    page = (
        "<table class='cable'><tr><td><a>05OTTAWA1</a></td><td>2005-01-28 10:00</td></tr></table>"
        f"<code><pre>{text}</pre></code>"
    )
    cable = read(
        tmp_path,
        "quote: Background, is: heading",
        "quote: Bread, through: 11 dollars, is: table",
        "quote: Torres, is: sign-off",
        source=page,
    )
    assert headings(cable) == [("Background", 1)]
    assert cable.signature is not None
    assert [one.anchor for one in cable.corrections] == ["h1", "p2-1", "signature"]


@pytest.mark.parametrize(
    ("entry", "fault"),
    [
        ("at: p1, quote: Foreground, is: heading", "2:quote-missing"),
        ("at: p1, quote: hotel, is: heading", "2:quote-ambiguous"),
        ("quote: dollars, is: heading", "2:quote-ambiguous"),
        ("at: p9, quote: Background, is: heading", "2:unknown-anchor"),
        ('quote: "--", is: heading', "2:quote-missing"),
        ("at: p2, quote: Bread, through: 12 dollars, is: table", "2:quote-missing"),
        ("at: p2, quote: Bread, through: dollars, is: table", "2:quote-missing"),
        ("quote: OTTAWA 000001, is: sign-off", "2:reading-unapplied"),
        ("quote: SIPDIS, is: reference, means: 05ROME1", "2:reading-unapplied"),
        ("at: p1, quote: met a, is: tag, means: PREL", "2:reading-unapplied"),
        ("at: p1, quote: a man in, is: continuation", "2:reading-idle"),
        ("quote: 05 ROME 12, is: reference, means: 05ROME12", "2:reading-idle"),
        ("at: p1, quote: The Embassy, is: paragraph, number: 1", "2:reading-idle"),
        ("quote: Background", "2:missing-key"),
        ("is: heading", "2:missing-key"),
        ("quote: Background, is: title", "2:bad-value"),
        ("quote: reftel, is: reference", "2:missing-key"),
        ("quote: reftel, is: reference, means: Rome 12", "2:malformed-id"),
        ("quote: P GQV, is: tag, means: p gov", "2:malformed-id"),
        ("quote: Background, is: heading, number: 3", "2:unknown-key"),
        ("quote: Background, is: heading, means: 05ROME1", "2:unknown-key"),
        ("quote: reftel, is: reference, means: 05ROME1, through: and", "2:unknown-key"),
        ("quote: The man, is: paragraph, number: four", "2:bad-value"),
        ("quote: The man, is: paragraph, n: 4", "2:unknown-key"),
    ],
)
def test_what_cannot_stand_is_told_with_its_line(tmp_path: Path, entry: str, fault: str) -> None:
    found = faults(folder_of(tmp_path, entry))
    assert found[0] == fault, found


def test_two_corrections_of_the_same_words_cannot_both_stand(tmp_path: Path) -> None:
    folder = folder_of(
        tmp_path, "quote: Background, is: heading", "quote: Background The hotel, is: table"
    )
    assert faults(folder) == ["3:reading-overlap"]
    assert [one.kind for one in folder.cables[0][0].corrections] == ["heading"]


def test_without_corrections_the_record_is_the_former_one(tmp_path: Path) -> None:
    read(tmp_path, "quote: Background, is: heading", "quote: Torres, is: sign-off")
    folder = folder_of(tmp_path)
    assert folder.cables[0][0] == parse(SOURCE, name="05OTTAWA1.txt")


def test_emendations_stand_on_the_reading_that_is_corrected(tmp_path: Path) -> None:
    from cable_edition.core.edition.assemble import assemble

    folder_of(
        tmp_path,
        "quote: Background, is: heading",
        more="emendations:\n  - {at: h1, quote: Background, read: Ground, rule: conjecture}\n",
    )
    (tmp_path / "registers").mkdir()
    edition = assemble(tmp_path, tmp_path / "registers")
    assert edition.cables[0].text("h1") == "Ground"


def test_a_redacted_cable_is_corrected_too(tmp_path: Path) -> None:
    redacted = "redactions:\n  - {name: Milk, reason: At risk., date: 2026-11-23}\n"
    folder = folder_of(
        tmp_path,
        "quote: Background, is: heading",
        "at: p2, quote: Bread, through: 11 dollars, is: table",
        more=redacted,
    )
    assert faults(folder) == []
    ((cable, _),) = folder.cables
    assert headings(cable) == [("Background", 1)]
    assert [one.kind for one in cable.corrections] == ["heading", "table"]
    assert "Milk" not in repr(cable)


def test_a_correction_of_withheld_words_says_so_and_not_the_words(tmp_path: Path) -> None:
    redacted = "redactions:\n  - {name: reftel, reason: At risk., date: 2026-11-23}\n"
    entry = "at: p2-1, quote: reftel, is: reference, means: 05ROME12"
    folder = folder_of(tmp_path, entry, more=redacted)
    assert faults(folder) == ["2:reading-withheld"]
    assert "reftel" not in " ".join(one.message for one in folder.problems)
    assert "reftel" not in repr(folder.cables)


def test_where_two_sources_hold_a_cable_the_base_text_is_corrected(tmp_path: Path) -> None:
    (tmp_path / "z.txt").write_text(SOURCE.replace("Background", "BACKGROUND NOTE"), "utf-8")
    source = SOURCE.replace("OTTAWA 000001", "OTTAWA 000001\n\n05OTTAWA1")
    folder = folder_of(
        tmp_path, "quote: Background, is: heading", source=source, more="base: 05OTTAWA1.txt\n"
    )
    assert faults(folder) == [one for one in faults(folder) if "no-cable" in one]
    assert [headings(cable)[:1] for cable, _ in folder.cables] == [[("Background", 1)]]
