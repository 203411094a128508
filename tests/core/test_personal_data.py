"""Likely personal data: what is found, what is not, and what an editor makes of it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cable_edition.core.editing.personal_data import PersonalKind, personal_data
from cable_edition.core.editing.proposals import proposals
from cable_edition.core.reading.parse import parse_all, parse_file
from tests.core.fatal_cases import TEXT, Folder

ROOT = Path(__file__).parents[2]


def found(text: str) -> list[tuple[str, str]]:
    return [(one.kind.value, one.words) for one in personal_data([("p1", text)])]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("passport number A1234567 was seen", "A1234567"),
        ("PASSPORT NO. 123456789.", "123456789"),
        ("(passport: X 1234567)", "X 1234567"),
        ("U.S. passport # 71234567", "71234567"),
        ("holder of passport AB-1234567, issued in June", "AB-1234567"),
        ("PPT 0012345", "0012345"),
        ("Ruritanian diplomatic passport D99887766", "D99887766"),
        ("passport no: 12 345 678", "12 345 678"),
        ("travel document number Z0099887", "Z0099887"),
        ("passport: C01X00T47 of", "C01X00T47"),
        ("numero de pasaporte 1234567", "1234567"),
    ],
)
def test_numbers_of_passports(text: str, words: str) -> None:
    assert found(text) == [("passport", words)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Call 202-647-4000 now", "202-647-4000"),
        ("(613) 238-5335", "(613) 238-5335"),
        ("at 613.238.5335.", "613.238.5335"),
        ("+16132385335", "+16132385335"),
        ("+39 06 4674 2337, Rome", "+39 06 4674 2337"),
        ("011-39-06-4674-2337", "011-39-06-4674-2337"),
        ("00 39 06 4674 2337", "00 39 06 4674 2337"),
        ("telephone 4674-2337", "4674-2337"),
        ("Tel: 06/4674.2337", "06/4674.2337"),
        ("FAX NO. 555 0142", "555 0142"),
        ("his cell phone is 0330-555-0142", "0330-555-0142"),
        ("mobile number +39 330 555 0142", "+39 330 555 0142"),
        ("Tel. (39)(06) 4674-2337", "(39)(06) 4674-2337"),
    ],
)
def test_telephone_numbers(text: str, words: str) -> None:
    assert found(text) == [("telephone", words)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("DOB: 12 JAN 1955", "12 JAN 1955"),
        ("DOB 12JAN55;", "12JAN55"),
        ("DPOB: 12/JAN/1955, Quito", "12/JAN/1955"),
        ("DPOB: 01/12/1955, Quito", "01/12/1955"),
        ("D.O.B. 1955-01-12", "1955-01-12"),
        ("DPOB - 12-JAN-1955 Rome", "12-JAN-1955"),
        ("DOB 1955.", "1955"),
        ("date of birth is January 12, 1955", "January 12, 1955"),
        ("date and place of birth: 12 January 1955, Rome", "12 January 1955"),
        ("he was born on 12 January 1955 in Rome", "12 January 1955"),
        ("born in Rome on January 12, 1955", "January 12, 1955"),
        ("BORN 12 SEPT 1955", "12 SEPT 1955"),
        ("(12 Jan 1955 DOB)", "12 Jan 1955"),
        ("he was born, they say, on 12th March 1955", "12th March 1955"),
    ],
)
def test_days_of_birth(text: str, words: str) -> None:
    assert found(text) == [("birth", words)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Zebedee Quux (strictly protect) said", "Zebedee Quux"),
        ("the editor Zebedee Quux (please protect) said", "Zebedee Quux"),
        ("Dr. Ana de la Quux (PROTECT) said", "Dr. Ana de la Quux"),
        ("Quux, strictly protect, said", "Quux"),
        ("Quux (pls protect source) left", "Quux"),
        ("Ibrahim al Quux [STRICTLY PROTECT THROUGHOUT]", "Ibrahim al Quux"),
        ("Jean-Paul O'Quux -- please protect -- said", "Jean-Paul O'Quux"),
        ("Zebedee Quux (please protect identity)", "Zebedee Quux"),
        ("ZEBEDEE QUUX (STRICTLY PROTECT) SAID", "(STRICTLY PROTECT)"),
        ("a source (protect) said", "(protect)"),
        ("Zebedee Quux - PROTECT throughout", "Zebedee Quux"),
        ("said so; protect accordingly.", "protect accordingly"),
        ("Please protect. He said", "Please protect"),
    ],
)
def test_remarks_that_somebody_is_to_be_protected(text: str, words: str) -> None:
    assert found(text) == [("protect", words)]


@pytest.mark.parametrize(
    "text",
    [
        "REF: 05 OTTAWA 286, 06 STATE 123456",
        "We protect throughout the region what 05OTTAWA286 names",
        "a passport D12OTTAWA28",
        "P 282038Z JAN 05",
        "E.O. 12958: DECL: 01/26/2009",
        "Reasons 1.4 (B) and (D) of 1,234,567 dollars",
        "12 January 1955 was a Wednesday",
        "a proposal born of 1955",
        "the child was born in 1955",
        "5,678,910 passports were issued in 1999",
        "passport applications rose to 1,234,567",
        "the passport law, no. 12 of 1999",
        "20050128203800 and 282038",
        "IRN 2026474000 and case 202 647 4000",
        "call on 14 ministers in 2005-2006",
        "It is our duty to protect human rights; please protect the treaty",
        "protection; a protected witness; to protect sources of water",
        "the Convention (to protect the sea) of 1955",
        "telephone calls in 2005",
        "the fax of January 28, 2005",
        "latitude 45.4215, longitude 75.6972",
        "contract 999-99-9999-99 and 1-2-3-4-5-6-7-8-9",
        "UN resolution 1441 (2002), 1559 (2004)",
    ],
)
def test_what_is_none_is_not_found(text: str) -> None:
    assert found(text) == []


def test_a_stretch_is_found_once_and_in_order() -> None:
    text = "Quux (please protect), DOB 12/01/1955, passport 12345678, tel. 613-238-5335"
    kinds = [kind for kind, _ in found(text)]
    assert kinds == ["protect", "birth", "passport", "telephone"]


@given(st.text(alphabet="passport DOBborn tel+()12345-.,protect\n", max_size=200))
def test_any_words_give_stretches_that_do_not_overlap(text: str) -> None:
    end = 0
    for one in personal_data([("p1", text)]):
        assert one.start >= end
        assert text[one.start : one.end] == one.words
        assert one.words
        end = one.end


#: True ones: in a file about a cable two people were indeed born on these days, and a cable of the
#: edition that has everything has a made-up number, for a dismissal.
TRUE = {
    ("08ROME410.txt", "+39 081 555 0123"),
    ("dossier-05OTTAWA286.md", "26 December 1957"),
    ("dossier-05OTTAWA286.md", "25 August 1955"),
}


def test_the_corpus_of_the_tests_has_no_false_one() -> None:
    told = set()
    cables = 0
    for folder in ("tests/data", "tests/everything/source_cables", "source_cables"):
        for path in sorted((ROOT / folder).rglob("*")):
            if path.suffix not in {".txt", ".html", ".csv", ".xml", ".md", ".eml"}:
                continue
            for cable in parse_file(path):
                cables += 1
                told |= {(path.name, one.data.words) for one in proposals(cable)}
    assert cables > 80
    assert told - TRUE == set()


HOLDS = TEXT.replace(
    "by train.", "by train, passport number A1234567 of 1 May 1999; Quux had A1234567 before."
).replace("2. Quux left", "2. Ann Example (strictly protect) left")
REDACTIONS = "redactions:\n  - "
DISMISSED = "dismissed:\n  - "


def asked(at: Folder, *files: str) -> list[dict[str, Any]]:
    done = at.run("check", "--format", "json", *files)
    items = [json.loads(line) for line in done.stdout.splitlines()]
    return [item for item in items if item["code"] == "personal-data"]


@pytest.fixture
def holding(folder: Folder) -> Folder:
    """An edition with the number of a passport and a person to be protected."""
    folder.source.write_text(HOLDS, "utf-8")
    return folder


@pytest.mark.parametrize("files", [(), ("source_cables/05OTTAWA1.txt",)])
def test_check_lists_each_with_its_place_and_both_answers(
    holding: Folder, files: tuple[str, ...]
) -> None:
    passport, person = asked(holding, *files)
    assert passport["path"] == "source_cables/05OTTAWA1.txt"
    assert HOLDS.splitlines()[passport["line"] - 1].startswith("1. Zebedee Quux")
    assert HOLDS[passport["offset"] :].startswith("A1234567 of 1 May")
    told = passport["proposal"]
    assert (told["kind"], told["anchor"], told["words"]) == ("passport", "p1", "A1234567")
    assert (person["proposal"]["kind"], person["proposal"]["words"]) == ("protect", "Ann Example")
    shown = holding.run("check", *files).stdout
    assert told["redaction"] in shown
    assert told["dismissal"] in shown
    assert holding.run("check", "--strict", *files).exit_code == 1


@pytest.mark.parametrize("which", [0, 1])
def test_what_is_pasted_withholds_the_words_and_is_asked_no_more(
    holding: Folder, which: int
) -> None:
    given = asked(holding)[which]["proposal"]
    holding.sidecar(REDACTIONS + given["redaction"] + "\n")
    left = [item["proposal"]["words"] for item in asked(holding)]
    assert given["words"] not in left
    assert len(left) == 1
    done = holding.run("export", "json")
    assert done.exit_code == 0, done.output
    text = (holding.root / "docs/_build/data/json/05OTTAWA1.json").read_text("utf-8")
    assert given["words"] not in text


def test_after_a_redaction_the_place_is_still_that_of_the_source(holding: Folder) -> None:
    holding.sidecar(REDACTIONS + "{at: p1, quote: noon, reason: X., date: 2026-11-28}\n")
    passport, _ = asked(holding)
    assert HOLDS[passport["offset"] :].startswith("A1234567 of 1 May")


@pytest.mark.parametrize("which", [0, 1])
def test_a_dismissal_that_is_pasted_ends_the_question(holding: Folder, which: int) -> None:
    given = asked(holding)[which]["proposal"]
    holding.sidecar(DISMISSED + given["dismissal"] + "\n")
    left = [item["proposal"]["words"] for item in asked(holding)]
    assert given["words"] not in left
    assert len(left) == 1
    done = holding.run("export", "json")
    assert done.exit_code == 0, done.output
    assert "dismissed" not in done.output


@pytest.mark.parametrize(
    ("entry", "code"),
    [
        ("{at: p9, quote: A1234567}", "unknown-anchor"),
        ("{at: p2, quote: A1234567}", "quote-missing"),
        ("{at: p1, quote: B7654321}", "quote-missing"),
        ("{at: p1, quote: mission}", "dismissal-stale"),
        ("{at: p1, quote: A1234567}\n  - {at: p1, quote: A1234567}", "dismissal-stale"),
        ("{at: p1}", "missing-key"),
        ("{at: P 1, quote: A1234567}", "malformed-id"),
        ("{at: p1, quote: A1234567, kind: passport}", "unknown-key"),
        ("A1234567", "wrong-type"),
    ],
)
def test_a_dismissal_that_does_not_hold_is_told_with_its_line(
    holding: Folder, entry: str, code: str
) -> None:
    holding.sidecar(f"{DISMISSED}{entry}\n")
    done = holding.run("export", "json")
    assert done.exit_code == 1
    (line,) = done.stderr.splitlines()
    assert line.startswith("source_cables/05OTTAWA1.yaml:")
    assert line.endswith(f"[{code}]")
    if code in {"quote-missing", "dismissal-stale", "unknown-anchor"}:
        assert "A1234567" not in line


def test_a_dismissal_of_words_that_are_withheld_now_is_told(holding: Folder) -> None:
    person = asked(holding)[1]["proposal"]
    holding.sidecar(f"{REDACTIONS}{person['redaction']}\n{DISMISSED}{person['dismissal']}\n")
    done = holding.run("export", "json")
    assert "[quote-missing]" in done.stderr
    assert "Example" not in done.stderr


@pytest.mark.parametrize(
    ("old", "begins"),
    [("", '{name: "A1234567", '), ("; Quux had A1234567 before", '{at: p1, quote: "A1234567", ')],
)
def test_words_that_stand_twice_are_withheld_at_both_places(old: str, begins: str) -> None:
    (cable,) = parse_all(HOLDS.replace(old, ""), name="05OTTAWA1.txt")
    assert proposals(cable)[0].redaction("2026-11-28").startswith(begins)


def test_where_no_name_is_seen_the_editor_gives_it() -> None:
    (cable,) = parse_all(TEXT.replace("1. Zebedee Quux", "1. A source (protect)"))
    (one,) = proposals(cable)
    assert one.data.kind is PersonalKind.PROTECT
    assert not one.data.named
    assert one.redaction("2026-11-28").startswith("{name: NAME, ")
    assert (
        one.problem("x.txt").message == "«(protect)» at ¶ 1 says that somebody is to be protected"
    )


@pytest.mark.parametrize(
    ("text", "kind", "words"),
    [
        ("Passport: 20AB12345", "passport", "20AB12345"),
        ("passport (French) no. 05AB12345", "passport", "05AB12345"),
        ("PP# 123456789", "passport", "123456789"),
        ("PPN: 123456789", "passport", "123456789"),
        ("Pass. No. 123456789", "passport", "123456789"),
        ("Mob. 7700 900123", "telephone", "7700 900123"),
        ("call him on 202 647 4000", "telephone", "202 647 4000"),
        ("Tel. 46-74-23", "telephone", "46-74-23"),
        ("date of birth (DOB) 3 March 1951", "birth", "3 March 1951"),
        ("(b. 3 March 1951)", "birth", "3 March 1951"),
        ("Born: 03/03/1951", "birth", "03/03/1951"),
        ("(DOB 19510303)", "birth", "19510303"),
        ("born the 3rd of March 1951", "birth", "3rd of March 1951"),
        ("YOB 1951", "birth", "1951"),
        ("Jane Roe (pls. protect)", "protect", "Jane Roe"),
        ("Jane Roe {protect}", "protect", "Jane Roe"),
        ("Jane Roe (strictly-protect)", "protect", "Jane Roe"),
        ("Jane Roe (protect her identity)", "protect", "Jane Roe"),
        ("Jane Roe (ph) (protect)", "protect", "Jane Roe"),
        ("Jane Roe (phonetic; please protect)", "protect", "Jane Roe"),
        ("Jane Roe (AMCIT, strictly protect)", "protect", "Jane Roe"),
        ("a contact (Jane Roe, strictly protect)", "protect", "Jane Roe"),
    ],
)
def test_what_other_posts_write(text: str, kind: str, words: str) -> None:
    assert found(text) == [(kind, words)]


@pytest.mark.parametrize(
    "text",
    [
        "call 2005-2006 a success",
        "telephone call on 01/28/2005",
        "DSN 2005-01-28",
        "call 01-28-2005",
        "passport holders 150000 in 2005",
        "pp. 123456-123460",
        "B. 01/05/2005 EMAIL",
        "strictly protected areas",
        "the law to strictly protect minorities",
        "FM 123456Z JAN 05, DECL: 01/26/2009, E.O. 12958, USD 1,234,567",
    ],
)
def test_what_only_looks_like_it(text: str) -> None:
    assert found(text) == []
