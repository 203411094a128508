"""Signs that nobody sees, blanks and line ends of other kinds, letters of another width."""

from __future__ import annotations

import json
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cable_edition.core.cable.model import Cable
from cable_edition.core.cable.passage import characters, passage_text
from cable_edition.core.reading.parse import parse

TEXT = """P 261445Z JAN 05
FM AMEMBASSY QUITO
TO SECSTATE WASHDC 4750
C O N F I D E N T I A L QUITO 000317

SIPDIS

E.O. 12958: DECL: 01/26/2015
TAGS: PREL, EC
SUBJECT: HARBOR WORKS
REF: LIMA 12

1. (C) The works stand still since May & "June".

2. (C) We agree with them.

TORRES
"""


def read(cable: Cable) -> dict[str, object]:
    """Return what is read of a cable, without places and the copy's own name."""
    record = cable.to_dict()
    assert covered(cable)
    return {
        key: record[key]
        for key in (
            *("reference_id", "message_datetime", "from", "classification", "captions", "tags"),
            *("subject", "eo_line", "declassify_on", "signature"),
        )
    } | {
        "to": [one["name"] for one in record["action_recipients"]],
        "references": [one["id"] for one in record["references"]],
        "paragraphs": [(one["n"], one["marking"], one["text"]) for one in record["paragraphs"]],
    }


def covered(cable: Cable) -> bool:
    """Whether each character of the source stands once, and each word where it says it does."""
    bounds = [cable.extent.start, *(one.span.end for one in cable.segments)]
    meets = all(one.span.end == two.span.start for one, two in pairwise(cable.segments))
    words = [one.passage for one in cable.paragraphs]
    return (
        meets
        and bounds[-1] == cable.extent.end
        and all(passage_text(cable, one) == one.text for one in words)
        and all(len(characters(cable, one)) == len(one.text) for one in words)
    )


RIGHT = read(parse(TEXT))


@pytest.mark.parametrize(
    ("text", "left"),
    [
        (TEXT.replace("QUITO", "QUI\u200bTO").replace("TAGS", "\u200eTAGS"), 3),
        ("\u202a" + TEXT.replace("TAGS:", "TAGS\u200f:"), 2),
        (TEXT.replace("HARBOR", "HAR\u00adBOR"), 1),
        (TEXT.replace("still", "st\u00ad\nill"), 1),
        (TEXT.replace("SUBJECT", "SUB\u2060JECT").replace("EC\n", "EC\ufeff\n"), 2),
        (TEXT.replace("\n", "\u2028"), 0),
        (TEXT.replace("\n\n", "\u2029").replace("\n", "\u2028").replace("\u2029", "\n\n"), 0),
        (TEXT.replace(" WORKS", "\u2003WORKS").replace("1. (C) ", "1.\u202f(C)\u3000"), 0),
        (TEXT.replace("TAGS:", "TAGS\uff1a").replace("REF:", "REF\uff1a"), 0),
        (TEXT.replace("1. (C)", "\uff11\uff0e\uff08\uff23\uff09"), 0),
        (TEXT.replace("261445Z JAN 05", "261445ZJAN05"), 0),
        (TEXT.replace("261445Z JAN 05", "261445ZJAN 2005"), 0),
    ],
)
def test_they_change_nothing_that_is_read(text: str, left: int) -> None:
    cable = parse(text, name="05QUITO317.txt")
    assert read(cable) == RIGHT
    told = [one for one in cable.problems if one.code == "signs-left"]
    assert [one.message.split()[0] for one in told] == ([str(left)] if left else [])
    assert [one.code for one in cable.problems if one.code != "signs-left"] == []


@pytest.mark.parametrize(
    "words",
    [
        "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",
        "\u0e01\u0e32\u0e23\u200b\u0e17\u0e39\u0e15",
        "\uff21\uff1a\u554f",
    ],
)
def test_words_of_other_scripts_keep_their_signs(words: str) -> None:
    cable = parse(TEXT.replace("still", words))
    assert words in cable.paragraphs[0].text
    assert not cable.problems


def test_the_sign_for_parting_a_word_stays_where_it_may_be_a_hyphen() -> None:
    cable = parse(TEXT.replace("still", "well\u00adknown \u00e9").encode("latin-1"))
    assert "well\u00adknown" in cable.paragraphs[0].text


@pytest.mark.parametrize("text", [TEXT.replace("\n", "\\n"), TEXT.replace("\n", "\\r\\n")])
def test_line_ends_escaped_twice_are_line_ends(text: str) -> None:
    assert read(parse(json.dumps([{"id": "05QUITO317", "text": text}]))) == RIGHT
    assert read(parse(text)) == RIGHT


def test_two_line_ends_as_a_program_writes_them_are_words() -> None:
    cable = parse(TEXT.replace("still", "\\n\\n\\n").strip())
    assert "\\n\\n\\n" in cable.paragraphs[0].text


_SIGN = st.sampled_from(["\u200b", "\u00ad", "\u2028", "\u3000", "\u200f", "\ufeff", "\u200c"])


@given(st.lists(st.tuples(st.integers(0, len(TEXT)), _SIGN), max_size=12), st.booleans())
def test_signs_anywhere_lose_no_character(places: list[tuple[int, str]], escaped: bool) -> None:
    text = TEXT
    for at, sign in sorted(places, reverse=True):
        text = text[:at] + sign + text[at:]
    source = json.dumps([{"id": "05QUITO317", "text": text}]) if escaped else text
    assert covered(parse(source))
