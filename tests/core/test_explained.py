"""How each field was found, and which entries of the packaged lists decided."""

from __future__ import annotations

from click.testing import CliRunner

from cable_edition.cli import main
from cable_edition.core.reading.parse import parse
from cable_edition.core.registers.explained import Explained, ListEntry, explained

TEXT = """\
P 261445Z JAN 05
FM AMEMBASSY NEW DELHI
TO SECSTATE WASHDC
C O N F I D E N T I A L NEWDELHI 000012

SIPDIS

E.O. 12958: DECL: 01/26/2015
TAGS: PREL, EWWT, QZZZ
SUBJECT: LAMPS
REF: A. OTTAWA 286 B. ADDIS 12 C. JAKRATA 7 D. NOWHERETOWN 4

Classified By: Ambassadot Jane Roe, reasons 1.4 (b) and (d).

1. (C) None.

ROE
"""


def told(text: str, name: str = "x.txt") -> dict[str, Explained]:
    return {one.field: one for one in explained(parse(text, name=name))[0]}


def entries(field: str) -> list[tuple[str, str, bool, str]]:
    return [(one.list, one.key, one.looked_up, one.written) for one in told(TEXT)[field].entries]


def test_each_field_has_how_it_was_found_and_its_line() -> None:
    found = {one.field: (one.how.value, one.by, one.line) for one in told(TEXT).values()}
    assert found["message_datetime"] == ("position", "date-time group", 1)
    assert found["from"] == ("label", "FM", 2)
    assert found["reference_id"] == ("position", "classification line", 4)
    assert found["tags"] == ("label", "TAGS:", 9)
    assert found["references"] == ("label", "REF:", 11)
    assert found["signature"] == ("position", "after the last paragraph", 17)


def test_fields_without_a_value_are_named() -> None:
    told_of, absent = explained(parse(TEXT))
    assert {"passing", "summary", "sections"} <= set(absent)
    assert not {one.field for one in told_of} & set(absent)


def test_the_rows_of_posts_that_decided_say_whether_they_were_looked_up() -> None:
    assert entries("reference_id") == [("posts.tsv", "NEWDELHI", False, "")]
    assert entries("references") == [
        ("posts.tsv", "OTTAWA", True, ""),
        ("posts.tsv", "ADDISABABA", False, "ADDIS"),
        ("posts.tsv", "JAKARTA", False, "JAKRATA 7"),
    ]


def test_a_post_that_no_list_has() -> None:
    found = told("UNCLAS NOWHERETOWN 000012\n\n1. None.\n", "05NOWHERETOWN12.txt")
    assert found["reference_id"].entries == (ListEntry("posts.tsv", "NOWHERETOWN", known=False),)


def test_tags_with_their_meaning_and_source_and_one_that_is_none() -> None:
    found = told(TEXT)["tags"].entries
    assert [(one.key, one.known) for one in found] == [
        ("PREL", True),
        ("EWWT", True),
        ("QZZZ", False),
    ]
    assert found[0].words == "subject: External Political Relations"
    assert found[0].source.startswith("https://")


def test_the_word_of_a_title_that_was_misspelt() -> None:
    assert entries("classified_by") == [("titles.txt", "ambassador", True, "Ambassadot")]


def test_the_record_and_the_name_of_the_file() -> None:
    found = told("nothing of a cable", "05OTTAWA286.txt")
    one = found["reference_id"]
    assert (one.how.value, one.by, one.line) == ("inference", "name of the file", None)


def test_parse_explains() -> None:
    result = CliRunner().invoke(main, ["parse", "--explain", "-"], input=TEXT)
    assert result.exit_code == 0
    lines = [" ".join(line.split()) for line in result.stdout.splitlines()]
    assert lines[0] == "05NEWDELHI12 stdin, form plain"
    assert "tags PREL; EWWT; QZZZ" in lines
    assert "by label: TAGS:, line 9" in lines
    assert "posts.tsv: ADDISABABA (Addis Ababa), for `ADDIS`; no source was looked up" in lines
    assert "posts.tsv: OTTAWA (Ottawa); source: cable 05OTTAWA286" in lines
    assert "tags.tsv has no QZZZ" in lines
    assert lines[-1].startswith("not found: transmission_id")
