"""Two records in one file: two cables, or a problem that says where the second begins."""

from __future__ import annotations

import pytest

from cable_edition.core.cable.model import Cable
from tests.core.forms.made import made
from tests.core.forms.made_telegrams import attributes, old_telegram
from tests.core.forms.reading import assert_is, read_all

FIRST, SECOND = made(317), made(318)
#: What tells where the second record of a text begins.
HERE = "Another cable seems to begin here, inside the text of this one"


def _row(number: int, body: str) -> str:
    escaped = body.replace('"', '\\"')
    values = (
        str(number),
        "3/2/2005 14:45",
        f"05QUITO{number}",
        "Embassy Quito",
        "",
        "",
        "",
        escaped,
    )
    return ",".join(f'"{value}"' for value in values) + "\n"


def _places(cable: Cable) -> list[str]:
    text = cable.source.text
    return [
        text[item.offset :].lstrip().split("\n", 1)[0]
        for item in cable.problems
        if item.code == "second-record" and item.offset is not None
    ]


def _sent(number: int, body: str) -> str:
    head = f"PP RUEHC\nDE RUEHQT #{number:04}\nZNY CCCCC ZZH\n{made(number).head()}"
    return f"VZCZCXRO{number:04}\n{head}\n{body}\n"


def test_two_cables_one_after_the_other() -> None:
    cables = read_all(f"{FIRST.head()}\n{FIRST.body()}\n\n{SECOND.head()}\n{SECOND.body()}\n")
    assert_is(cables[0], FIRST, "plain")
    assert_is(cables[1], SECOND, "plain")
    assert _places(cables[0]) == _places(cables[1]) == []


def test_two_transmissions_whose_class_lines_have_no_serial() -> None:
    bodies = [one.body().replace(f" QUITO {one.number:06}", "") for one in (FIRST, SECOND)]
    cables = read_all(_sent(317, bodies[0]) + _sent(318, bodies[1]))
    assert len(cables) == 2
    assert [len(cable.paragraphs) for cable in cables] == [
        len(FIRST.paragraphs),
        len(SECOND.paragraphs),
    ]


def test_sections_of_one_transmission_are_one_cable() -> None:
    one = made(317)
    second = one.body().replace("QUITO", "SECTION 02 OF 02 QUITO", 1)
    first = one.body().replace("QUITO", "SECTION 01 OF 02 QUITO", 1)
    assert len(read_all(_sent(317, first) + _sent(317, second))) == 1


def test_a_row_whose_quotation_mark_was_never_closed_ends_at_the_next() -> None:
    first = _row(317, FIRST.body())
    rows = first[:-60] + "\n" + _row(318, SECOND.body()) + _row(319, SECOND.body())
    cables = read_all(rows)
    assert [cable.reference_id for cable in cables] == ["05QUITO317", "05QUITO318", "05QUITO319"]
    assert "bad-row" in [problem.code for problem in cables[0].problems]
    assert cables[1].problems == ()
    assert [p.text for p in cables[1].paragraphs] == list(SECOND.paragraphs)


@pytest.mark.parametrize(
    ("second", "starts"),
    [
        (f"{SECOND.head()}\n\nSIPDIS\n\n1. Text.\n", "P 22"),
        ("TAGS: PREL, EC\nSUBJECT: MORE WORKS\n\n1. Text.\n", "TAGS: PREL"),
        ('"2","1/28/2005 20:38","05QUITO318","Embassy Quito","1. Text."\n', '"2","1/28/2005'),
        ("| Identifier: | 05QUITO318 |\n| Origin: | Embassy Quito |\n1. Text.\n", "| Identifier:"),
        ("MRN: 05 QUITO 318\nSubject: MORE\n\n1. Text.\n", "MRN: 05"),
    ],
)
def test_a_record_inside_a_body_is_a_problem_at_its_place(second: str, starts: str) -> None:
    text = f"{FIRST.head()}\n{FIRST.body()}".replace("TORRES", f"They go on\n{second}TORRES")
    cables = read_all(text)
    if len(cables) == 1:
        (place,) = _places(cables[0])
        messages = [p.message for p in cables[0].problems if p.code == "second-record"]
        # A page or a print that begins below a cable is read; then the one above it is told of.
        assert place.startswith(starts if messages == [HERE] else "P 21")
    else:
        assert cables[1].source.text[cables[1].extent.start :].lstrip().startswith(starts)


def test_a_telegram_with_its_attributes_inside_another() -> None:
    one, other = made(4321, year=1975, level="SECRET"), made(4322, year=1975, level="SECRET")
    fused = f"{old_telegram(one, every=50)}\n{old_telegram(other, every=50)}{attributes(other)}"
    cables = read_all(fused)
    found = [cable.reference_id for cable in cables]
    assert found == [one.id, other.id] or _places(cables[0])


@pytest.mark.parametrize(
    "words",
    [
        "The tags: PREL and others. The subject: none.",
        "See the table | Identifier | Origin |.",
        "He wrote SUBJECT: X and TAGS: Y in one line.",
        "The FM of the post and the MRN: unknown.",
    ],
)
def test_words_of_a_text_are_no_second_record(words: str) -> None:
    one = made(317, paragraphs=("One.", words, "Three."))
    (cable,) = read_all(f"{one.head()}\n{one.body()}")
    assert _places(cable) == []
