"""What holds for any text: nothing is raised, nothing is lost, the record keeps to its schema."""

from __future__ import annotations

import json
import random
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cable_edition.core.cable.fold import WHITE, fold
from cable_edition.core.proof.cover import cover_problems
from cable_edition.core.reading.parse import parse, parse_all
from tests.core.expected import schema

DATA = Path(__file__).parents[1] / "data" / "parse"
TEXTS = [path.read_text("utf-8") for path in sorted(DATA.glob("*.txt"))]
PIECES = [
    "VZCZCXRO1234", "PP RUEHC", "DE RUEHOT #0286/01 0282038", "ZNY CCCCC ZZH", "O P 210722Z JUL 06",
    "FM AMEMBASSY ROME", "TO RUEHC/SECSTATE WASHDC IMMEDIATE 5206", "INFO AMEMBASSY BONN", "XMT",
    "INFO LOG-00 MFA-00 /000W", "C O N F I D E N T I A L", "UNCLAS", "SECTION 01 OF 03",
    "OTTAWA 000286", "SIPDIS", "E.O. 12958: DECL: 01/26/2009", "TAGS: PREL, CA", "SUBJECT: X",
    "REF: A. 05 ROME 12", "Classified By: A B, reasons 1.4 (b)", "\u00b6", "\ufffd", "1. (C) Text.",
    "2. Summary: x End Summary.", "HEADING\n-------", "-- item", "ROME 00002190  001.2 OF 004",
    "PAGE 02 ROME 01196 01 OF 02 082030Z", "XXXXXXXXXXXX", "DICKSON", "NNNN", "\n", "\n\n", "\r\n",
    " ", "| Identifier: | 05ROME1 |", "<table class='cable'>", "<pre>", "</pre>", "&amp;", "<br>",
    '"1","1/1/2000 10:00","00ROME1","', '","', '\\"', '"\n', "\x00", "\u00a0", "(", "8", "&",
]  # fmt: skip


def _holds(text: str | bytes) -> None:
    for cable in parse_all(text, name="05OTTAWA286.txt"):
        assert cover_problems(cable) == []
        schema().validate(json.loads(json.dumps(cable.to_dict())))


@given(st.text(max_size=400))
@settings(max_examples=60, deadline=None)
def test_any_text(text: str) -> None:
    _holds(text)


@given(st.text(st.sampled_from([*WHITE, "a", "\u2009", "\u3000", "\u0085"])))
def test_folding_takes_each_run_of_white_space_for_a_blank(text: str) -> None:
    assert fold(text) == re.sub(f"[{WHITE}]+", " ", text).strip(" ")


@given(st.binary(max_size=400))
@settings(max_examples=60, deadline=None)
def test_any_bytes(data: bytes) -> None:
    _holds(data)


@given(st.lists(st.sampled_from(PIECES), max_size=40), st.sampled_from([" ", "\n", "", "\r\n"]))
@settings(max_examples=200, deadline=None)
def test_any_row_of_cable_parts(pieces: list[str], glue: str) -> None:
    _holds(glue.join(pieces))


@given(st.sampled_from(TEXTS), st.integers(0, 2**32), st.integers(1, 12))
@settings(max_examples=100, deadline=None)
def test_mutated_cable(text: str, seed: int, changes: int) -> None:
    source = random.Random(seed)  # noqa: S311 (no secret)
    for _ in range(changes):
        at, last = sorted(source.randrange(len(text) + 1) for _ in range(2))
        piece = source.choice([*PIECES, text[at : at + 40]])
        text = text[:at] + piece + text[min(last, at + source.randrange(60)) :]
    _holds(text)


@pytest.mark.parametrize("text", TEXTS)
def test_flattened_cable_keeps_its_id(text: str) -> None:
    flat = text if text.startswith(("<", '"')) else " ".join(text.split())
    _holds(flat)
    assert parse(flat).reference_id == parse(text).reference_id


@given(st.text(max_size=200))
@settings(max_examples=30, deadline=None)
def test_same_text_gives_the_same_record(text: str) -> None:
    assert parse(text).to_dict() == parse(text).to_dict()
