"""What copies leave or turn around: addressees first, spaced digits, page numbers, broken words."""

from __future__ import annotations

import pytest

from cable_edition.core.cable.model import Cable, Passage, Value
from cable_edition.core.cable.passage import passage_text
from cable_edition.core.proof.cover import cover_problems
from cable_edition.core.reading.parse import parse

HEAD = "R 181200Z JUL 05\nFM AMEMBASSY QUITO\nTO SECSTATE WASHDC 1234\nINFO AMEMBASSY LIMA 55\n"
LINE = "UNCLAS QUITO 000123\n"
OPENING = "\nE.O. 12958: N/A\nTAGS: PREL, EC\nSUBJECT: A MEETING\n\n"
BODY = "1. (U) The minister met the ambassador.\n\n2. (U) He said nothing.\n\nTORRES\n"
LONG = "The minister met the ambassador and spoke of what had been said before.\n" * 8


def read(text: str) -> Cable:
    cable = parse(text)
    assert cover_problems(cable) == []
    for one in cable.paragraphs:
        assert passage_text(cable, one.passage) == one.text
    return cable


def text_of(value: Passage | Value | None) -> str | None:
    return value.text if value else None


def codes(cable: Cable) -> set[str]:
    return {one.code for one in cable.problems}


@pytest.mark.parametrize(
    "first", ["", "R 181200Z JUL 05\n", "VZCZCXYZ0001\nRR RUEHZZ\nR 181200Z JUL 05\n"]
)
@pytest.mark.parametrize(
    "info", ["", "INFO AMEMBASSY LIMA 55\n", "INFO RUEHPE/AMEMBASSY LIMA 55\nAMEMBASSY BOGOTA\n"]
)
def test_addressees_may_stand_before_the_originator(first: str, info: str) -> None:
    turned = (
        f"{first}TO RUEHC/SECSTATE WASHDC 1234\n{info}FM AMEMBASSY QUITO\n{LINE}{OPENING}{BODY}"
    )
    usual = f"{first}FM AMEMBASSY QUITO\nTO RUEHC/SECSTATE WASHDC 1234\n{info}{LINE}{OPENING}{BODY}"
    found, wanted = read(turned), read(usual)
    assert codes(found) == codes(wanted)
    for name in ("action", "info"):
        assert [one.name for one in getattr(found.header, name)] == [
            one.name for one in getattr(wanted.header, name)
        ]
    assert text_of(found.header.sender) == "AMEMBASSY QUITO"
    assert found.header.message_datetime == wanted.header.message_datetime or first
    assert found.reference_id == wanted.reference_id
    assert [one.text for one in found.paragraphs] == [one.text for one in wanted.paragraphs]


def test_words_before_an_originator_are_no_addressees_without_a_post() -> None:
    cable = read(
        f"TO THE READER OF THIS\nFM AMEMBASSY QUITO\nTO SECSTATE WASHDC\n{LINE}{OPENING}{BODY}"
    )
    assert [one.name for one in cable.header.action] == ["SECSTATE WASHDC"]
    cable = read(f"TO THE READER OF THIS\nFM AMEMBASSY QUITO\n{LINE}{OPENING}{BODY}")
    assert [one.name for one in cable.header.action] == []
    assert "unread" in codes(cable)


@pytest.mark.parametrize(
    ("written", "precedence"),
    [("R 1 8 1 2 0 0 Z JUL 05", "R"), ("P R 18 1200 Z JUL 05", "P"), ("181200 Z J U L 0 5", None),
     ("O 18 12 00Z JUL 2005", "O"), ("R 1 8 1 2 O O Z JUL 05", "R")],
)  # fmt: skip
def test_a_date_time_group_may_have_blanks(written: str, precedence: str | None) -> None:
    cable = read(HEAD.replace("R 181200Z JUL 05", written) + LINE + OPENING + BODY)
    assert cable.reference_id == "05QUITO123"
    assert text_of(cable.header.message_datetime) == "2005-07-18T12:00:00Z"
    assert text_of(cable.header.precedence) == precedence
    assert codes(cable) == set()


@pytest.mark.parametrize(
    "written", ["R 3 8 1 2 0 0 Z JUL 05", "R 1 8 1 2 0 0 Z XYZ 05", "R 1 8 1 2 0 Z JUL 05"]
)
def test_spaced_digits_that_are_no_date_are_told(written: str) -> None:
    cable = read(HEAD.replace("R 181200Z JUL 05", written) + LINE + OPENING + BODY)
    assert cable.header.message_datetime is None
    assert codes(cable) & {"bad-date", "unread"}


SETS = (
    "UNCLAS //N01650//\nNAVADMIN 123/05\nMSGID/GENADMIN/CNO WASHINGTON DC/N1/JUL//\n"
    "SUBJ/AWARDS PROGRAM//\nREF/A/DOC/SECNAV/22AUG2006//\nRMKS/1. FIRST.\n2. SECOND.//\nBT\nNNNN\n"
)


def test_a_message_of_sets_may_have_lost_its_header() -> None:
    cable = read(SETS)
    assert cable.source.format == "acp-127"
    assert text_of(cable.opening.subject) == "AWARDS PROGRAM"
    assert [(one.n, one.text) for one in cable.paragraphs] == [(1, "FIRST."), (2, "SECOND.")]
    assert cable.reference_id is None
    assert "no-id" in codes(cable)


@pytest.mark.parametrize(
    "other", [LINE + OPENING + BODY, "UNCLAS QUITO 1 //N01650//\nSUBJ/X//\n1. Text.\n"]
)
def test_a_cable_that_names_a_code_is_no_message_of_sets(other: str) -> None:
    assert parse(other).source.format == "plain"


def paged(*numbers: str) -> str:
    """Return a cable with something alone on a line, or between hyphens, after each page."""
    pages = [f"{index}. (U) {LONG}\n{number}\n\n" for index, number in enumerate(numbers, 1)]
    return f"{HEAD}{LINE}{OPENING}{''.join(pages)}{len(numbers) + 1}. (U) Last.\n\nTORRES\n"


@pytest.mark.parametrize("indent", [0, 34])
@pytest.mark.parametrize("numbers", [("1", "2"), ("2", "3", "4"), ("3", "4")])
def test_bare_numbers_of_pages_are_lifted(numbers: tuple[str, ...], indent: int) -> None:
    cable = read(paged(*(" " * indent + one for one in numbers)))
    assert [one.text for one in cable.page_markers] == list(numbers)
    assert {one.text for one in cable.paragraphs[:-1]} == {" ".join(LONG.split())}
    assert codes(cable) == set()


@pytest.mark.parametrize("numbers", [("2",), ("2", "4"), ("17", "18"), ("4",)])
def test_numbers_that_may_be_of_pages_are_told(numbers: tuple[str, ...]) -> None:
    cable = read(paged(*numbers))
    assert cable.page_markers == ()
    assert [one.code for one in cable.problems] == ["number-unread"] * len(numbers)


def test_numbers_of_a_column_are_none_of_pages() -> None:
    column = "".join(f"{number}\n\n" for number in (1, 2, 3, 4))
    cable = read(f"{HEAD}{LINE}{OPENING}1. (U) Seats won:\n\n{column}2. (U) Last.\n\nTORRES\n")
    assert cable.page_markers == ()
    assert codes(cable) == set()


def run(text: str) -> str:
    return " ".join(text.split())


def test_numbers_between_hyphens_are_lifted_from_a_run_of_text() -> None:
    cable = read(run(paged("- 2 -", "- 3 -", "-4-")))
    assert [one.text for one in cable.page_markers] == ["- 2 -", "- 3 -", "-4-"]
    assert {one.text for one in cable.paragraphs[:-1]} == {" ".join(LONG.split())}
    assert codes(cable) == set()


@pytest.mark.parametrize("numbers", [("- 2 -",), ("- 2 -", "- 9 -")])
def test_one_number_between_hyphens_is_told(numbers: tuple[str, ...]) -> None:
    cable = read(run(paged(*numbers)))
    assert cable.page_markers == ()
    assert codes(cable) == {"number-unread"}


def test_a_score_in_a_sentence_is_no_number_of_a_page() -> None:
    cable = read(
        run(f"{HEAD}{LINE}{OPENING}1. (U) It ended 3 - 2 - 1, which was little.\n\nTORRES")
    )
    assert codes(cable) == set()


@pytest.mark.parametrize(
    ("written", "elsewhere", "becomes"),
    [("am-\nbassador", "ambassador", "ambassador"), ("follow-\nup", "follow-up", "follow-up"),
     ("govern-\n   ment", "Government", "government"), ("follow-\nup", "nothing", "follow- up"),
     ("re-\nform", "reform and re-form", "re- form"), ("am-\nber", "ambers", "am- ber")],
)  # fmt: skip
@pytest.mark.parametrize("flat", [False, True])
def test_a_word_that_a_line_end_breaks_is_read_as_elsewhere(
    written: str, elsewhere: str, becomes: str, flat: bool
) -> None:
    body = f"1. (U) He met the {written} twice.\n\n2. (U) Of {elsewhere}.\n\nTORRES\n"
    text = f"{HEAD}{LINE}{OPENING}{body}"
    cable = read(run(text) if flat else text)
    assert cable.paragraphs[0].text == f"He met the {becomes} twice."
    assert codes(cable) == {"word-cut"}


@pytest.mark.parametrize(
    "words", ["two- and three-year terms", "US-\nItaly talks", "item --\nnext"]
)
def test_other_hyphens_are_left_alone(words: str) -> None:
    text = f"{HEAD}{LINE}{OPENING}1. (U) He spoke of {words}.\n\n2. (U) Of nothing.\n\nTORRES\n"
    assert codes(read(text)) == set()


PRINT = (
    "MRN: 09 QUITO 1077\nDate/DTG: Dec 21, 2009 / 212210Z DEC 09\nFrom: AMEMBASSY QUITO\n"
    "Subject: PORT TALKS\n\nR 212210Z DEC 09\nFM AMEMBASSY QUITO\nTO SECSTATE WASHDC\n\n"
    "UNCLAS QUITO 001077\n\nTAGS: PREL, EC\nSUBJECT: PORT TALKS\n\n"
    "1. (SBU) The minister came and said so, and the\n{}talks went on.\n\nHODGES\nBT\n#1077\nNNNN\n"
)


@pytest.mark.parametrize(
    "marks",
    [
        "UNCLASSIFIED\nSBU\nPage 1 of 2\nUNCLASSIFIED\nSBU\n",
        "UNCLASSIFIED\nSBU\nPage 1 of 2\n",
        "Page 2 of 2\nUNCLASSIFIED\nSBU\n",
        "\nUNCLASSIFIED\nPage 1 of 2\n\nUNCLASSIFIED\n\n",
        "UNCLASSIFIED\nReleased in Full\nPage 1 of 2\nSensitive But Unclassified\n",
    ],
)
def test_class_words_beside_the_number_of_a_page_are_its_own(marks: str) -> None:
    cable = read(PRINT.format(marks))
    assert cable.source.format == "state-release"
    words = "The minister came and said so, and the talks went on."
    assert [one.text for one in cable.paragraphs] == [words]
    assert text_of(cable.opening.classification) == "UNCLASSIFIED"
    assert codes(cable) == set()


def test_a_class_word_by_itself_is_no_mark_of_a_page() -> None:
    copy = (
        "RELEASED IN FULL\n\nSECRET\n\nSUBJECT: PORT TALKS\n\n1. (S) The minister came.\n\nTORRES\n"
    )
    assert text_of(read(copy).opening.classification) == "SECRET"
