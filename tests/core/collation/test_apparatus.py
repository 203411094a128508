"""The apparatus: each witness comes back from it, and each difference is at its place."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cable_edition.core.collation.alignment import align
from cable_edition.core.collation.apparatus import Apparatus, Difference, collate, read_back
from cable_edition.core.collation.columns import column_rows, read_column, written_passages
from cable_edition.core.collation.units import Cut, Unit, units_of
from cable_edition.core.collation.witness import Witness
from cable_edition.core.reading.parse import parse

CABLE = """\
C O N F I D E N T I A L LONDON 000077

SIPDIS

E.O. 12958: DECL: 01/14/2016
TAGS: PREL, EWWT
SUBJECT: A CRANE FOR THE HARBOR

REF: ROME 12

1. (C) The Minister,s office has asked for a second crane for the harbor this year.

2. (SBU) Two firms have sent drawings:
-- the first from Genoa, with four legs;
-- the second from Trieste, with three.

3. (C) John Quillon said on Monday that neither firm would be paid before the spring.

4. (U) The embassy will report again when the drawings have been compared.

QUILLON
"""

LEVELS = ("CONFIDENTIAL", "SECRET")


def units(text: str) -> tuple[Unit, ...]:
    return units_of(parse(text.encode()))


def released(text: str) -> str:
    """Return a text as a body releases it, under its stamps: words are cut out only there."""
    return f"RELEASE IN PART\nB1,B6\n\n{text}\nREVIEW AUTHORITY: Jane Roe\n"


def apparatus(witness: str, base: str = CABLE) -> Apparatus:
    """Compare two texts; the witness comes back each time."""
    one, two = units(base), units(witness)
    found = collate("B", one, two)
    said = [(unit.words, unit.number, unit.mark) for unit in read_back(one, found)]
    assert said == [(unit.words, unit.number, unit.mark) for unit in two]
    return found


def told(found: Apparatus) -> list[tuple[str, str, str, str]]:
    return [(one.kind, one.anchor, one.base, one.witness) for one in found.differences]


def test_the_same_text_has_no_differences() -> None:
    assert apparatus(CABLE).differences == ()


HEADER = "R 141759Z JAN 06\nFM AMEMBASSY LONDON\nTO SECSTATE WASHDC\nINFO AMEMBASSY ROME\n\n"


@pytest.mark.parametrize(
    ("old", "new", "row"),
    [
        ("141759Z", "151759Z", ("date", "changed", "2006-01-14", "2006-01-15")),
        ("INFO AMEMBASSY ROME", "INFO AMEMBASSY PARIS", ("info", "changed", "ROME", "PARIS")),
        ("SECSTATE WASHDC", "USMISSION GENEVA",
         ("to", "changed", "SECSTATE WASHDC", "USMISSION GENEVA")),
        ("INFO AMEMBASSY ROME\n", "", ("info", "missing", "AMEMBASSY ROME", "")),
        ("C O N F I D E N T I A L", "S E C R E T",
         ("classification", "changed", "CONFIDENTIAL", "SECRET")),
        ("SIPDIS", "SIPDIS\nNOFORN", ("captions", "changed", "SIPDIS", "SIPDIS, NOFORN")),
        ("PREL, EWWT", "PREL, EWWT, IT", ("tags", "changed", "EWWT", "EWWT, IT")),
        ("A CRANE", "NO CRANE", ("subject", "changed", "A", "NO")),
    ],
)  # fmt: skip
def test_a_difference_of_the_record(old: str, new: str, row: tuple[str, str, str, str]) -> None:
    base = HEADER + CABLE
    assert old in base
    found = apparatus(base.replace(old, new, 1), base)
    said = [(one.anchor, one.kind, one.base, one.witness) for one in found.differences]
    assert said == [row]


def test_a_copy_without_a_header_lacks_date_and_addressees_and_one_with_it_adds_them() -> None:
    lacks = apparatus(CABLE, HEADER + CABLE).differences
    assert [(one.kind, one.anchor) for one in lacks] == [
        ("missing", "date"), ("missing", "to"), ("missing", "info"),
    ]  # fmt: skip
    adds = apparatus(HEADER + CABLE, CABLE).differences
    assert [(one.kind, one.anchor, one.witness) for one in adds][:2] == [
        ("added", "in-b-date", "2006-01-14 17:59:00Z"), ("added", "in-b-to", "SECSTATE WASHDC"),
    ]  # fmt: skip


def test_lines_and_blanks_are_no_differences() -> None:
    assert apparatus(CABLE.replace("crane for the", "crane\n for  the")).differences == ()


@pytest.mark.parametrize(
    ("old", "new", "row"),
    [
        ("Minister,s", "Minister's", ("garbled", "p1", "Minister,s", "Minister's")),
        ("four legs", "five legs", ("changed", "p2-1", "four", "five")),
        ("HARBOR", "HARBOUR", ("spelling", "subject", "HARBOR", "HARBOUR")),
        (" on Monday", "", ("missing", "p3", "on Monday", "")),
        ("embassy will", "embassy here will", ("added", "p4", "", "here")),
        ("3. (C)", "3. (S)", ("changed", "p3", "(C)", "(S)")),
        ("4. (U) The", "4. The", ("missing", "p4", "(U)", "")),
        ("C O N F I D E N T I A L", "SECRET", ("changed", "classification", *LEVELS)),
        ("QUILLON\n", "FERRANDINI\n", ("changed", "signature", "QUILLON", "FERRANDINI")),
    ],
)  # fmt: skip
def test_one_difference(old: str, new: str, row: tuple[str, str, str, str]) -> None:
    assert CABLE.count(old) == 1
    assert told(apparatus(CABLE.replace(old, new))) == [row]


def test_a_place_counts_words_and_characters_at_its_own_anchor() -> None:
    (one,) = apparatus(CABLE.replace("four legs", "five legs")).differences
    words = next(unit for unit in units(CABLE) if unit.anchor == "p2")
    block = words.words[words.offsets[dict(words.parts)["p2-1"]] :]
    assert block[one.start : one.end] == one.base == "four"
    assert block.split(" ")[one.first : one.last] == ["four"]


def test_words_that_a_release_cut_out_are_excised_with_the_exemptions_it_states() -> None:
    found = apparatus(released(CABLE.replace("John Quillon said", "[(b)(6)] said")))
    assert told(found) == [("excised", "p3", "John Quillon", "[(b)(6)]")]
    assert found.differences[0].exemptions == ("(b)(6)",)


def test_words_that_the_base_text_lacks_are_restored() -> None:
    cut = released(CABLE.replace("John Quillon said", "[(b)(6)] said"))
    found = apparatus(CABLE, cut)
    assert told(found) == [("restored", "p3", "[(b)(6)]", "John Quillon")]
    assert found.differences[0].exemptions == ("(b)(6)",)


def test_a_paragraph_cut_out_whole_is_known_by_its_number() -> None:
    start = CABLE.index("John Quillon")
    cut = CABLE[:start] + "[(b)(1)]\n\n" + CABLE[CABLE.index("4. (U)") :]
    ((kind, anchor, _, witness),) = told(apparatus(released(cut)))
    assert (kind, anchor, witness) == ("excised", "p3", "[(b)(1)]")


def test_a_lost_paragraph_is_missing_and_the_next_ones_keep_their_places() -> None:
    start, end = CABLE.index("3. (C)"), CABLE.index("4. (U)")
    found = told(apparatus(CABLE[:start] + CABLE[end:]))
    assert [row[:2] for row in found] == [("missing", "p3")]


def test_a_paragraph_under_another_number_is_known_by_its_words() -> None:
    start, end = CABLE.index("3. (C)"), CABLE.index("4. (U)")
    found = told(apparatus(CABLE[:start] + CABLE[end:].replace("4. (U)", "3. (U)")))
    assert [row[:2] for row in found] == [("missing", "p3"), ("changed", "p4")]
    assert found[1][2:] == ("4", "3")


def test_a_paragraph_that_only_the_witness_has_gets_an_anchor_of_its_own() -> None:
    more = CABLE.replace("QUILLON\n", "5. (C) Nobody else has this.\n\nQUILLON\n")
    found = apparatus(more)
    (one,) = found.differences
    assert (one.kind, one.anchor, one.after) == ("added", "in-b-p5", "p4")
    assert one.anchor not in {unit.anchor for unit in units(CABLE)}
    assert found.anchors[-2:] == ("in-b-p5", "signature")


def test_a_paragraph_elsewhere_is_moved_and_not_missing() -> None:
    start, end = CABLE.index("4. (U)"), CABLE.index("QUILLON\n")
    last = CABLE[start:end].replace("4. (U)", "1. (U)")
    rest = CABLE[:start] + CABLE[end:]
    for old, new in ((3, 4), (2, 3), (1, 2)):
        rest = rest.replace(f"\n{old}. (", f"\n{new}. (")
    found = told(apparatus(rest.replace("2. (C) The Minister", last + "2. (C) The Minister")))
    assert [row[:2] for row in found if row[0] == "moved"] == [("moved", "p4")]
    assert not [row for row in found if row[0] in {"missing", "added"}]


def test_base_anchors_do_not_depend_on_the_witness() -> None:
    anchors = [unit.anchor for unit in units(CABLE)]
    more = CABLE.replace("2. (SBU)", "2. (C) A paragraph before all others.\n\n3. (SBU)", 1)
    own = [one for one in apparatus(more).anchors if not one.startswith("in-")]
    assert [one for one in anchors if one in own] == own


_WORDS = st.lists(
    st.sampled_from(
        ["the", "port", "of", "crane", "opened", "closed", "Minister,s", "1.4(B)", "now"]
    ),
    max_size=12,
).map(" ".join)


@st.composite
def rows_of_units(draw: st.DrawFn) -> list[Unit]:
    found = []
    for at in range(draw(st.integers(0, 7))):
        kind = draw(st.sampled_from(["paragraph", "paragraph", "heading", "closing"]))
        words = draw(_WORDS)
        number = draw(st.none() | st.integers(1, 6)) if kind == "paragraph" else None
        mark = draw(st.sampled_from(["", "(C)", "(SBU)"])) if kind == "paragraph" else ""
        count = len(words.split())
        at_block = draw(st.integers(0, count))
        parts = ((f"x{at}", 0), (f"x{at}-1", at_block)) if kind == "paragraph" else ()
        cuts = (Cut(0, len(words.split()[0])),) if words and draw(st.booleans()) else ()
        found.append(Unit(f"x{at}", kind, words, number, mark, parts, cuts))
    return found


@given(rows_of_units(), rows_of_units())
def test_any_witness_comes_back(base: list[Unit], witness: list[Unit]) -> None:
    found = collate("B", base, witness)
    back = read_back(base, found)
    assert [(one.words, one.number, one.mark) for one in back] == [
        (one.words, one.number, one.mark) for one in witness
    ]
    assert tuple(one.anchor for one in back) == found.anchors


@given(rows_of_units(), st.randoms(use_true_random=False))
def test_a_witness_in_another_order_comes_back(base: list[Unit], chance: Any) -> None:
    mixed = chance.sample(base, len(base))
    back = read_back(base, collate("B", base, mixed))
    assert [one.words for one in back] == [one.words for one in mixed]


@given(rows_of_units(), rows_of_units(), st.randoms(use_true_random=False))
def test_either_column_is_its_copy_in_its_own_order(
    base: list[Unit], other: list[Unit], chance: Any
) -> None:
    mixed = [*other[:2], *chance.sample(base, len(base)), *other[2:]]
    named = tuple(replace(one, anchor=f"y{at}") for at, one in enumerate(mixed))
    copy = Witness("B", "b.txt", "leak", "", "", "", "", named).against(base)
    rows = column_rows(base, copy)
    assert read_column(rows, witness=False) == written_passages(base)
    assert read_column(rows, witness=True) == written_passages(named)
    assert any(row.differs for row in rows) == bool(copy.apparatus.differences)


@given(rows_of_units())
def test_each_difference_quotes_what_stands_at_its_place(base: list[Unit]) -> None:
    changed = [replace(one, words=f"new {one.words} end".strip()) for one in base]
    words: dict[str, str] = {}
    for one in base:
        tokens = one.tokens
        parts = one.parts or ((one.anchor, 0),)
        ends = [before for _, before in parts[1:]] + [len(tokens)]
        for (anchor, before), end in zip(parts, ends, strict=True):
            words[anchor] = " ".join(tokens[before:end])

    def quoted(row: Difference) -> str:
        return words[row.anchor][row.start : row.end]

    for row in collate("B", base, changed).differences:
        if row.part == "words":
            assert quoted(row) == row.base


def test_pieces_with_the_same_words_are_taken_in_their_order() -> None:
    base = [Unit(f"h{n}", "heading", "Comment") for n in (1, 2)]
    found = align(base, base)
    assert (found.pairs, found.moved) == (((0, 0), (1, 1)), frozenset())
