"""The wanted list: what is cited and not here, holes in the serials, and what a request says."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from cable_edition.core.edition.assemble import Edition, assemble
from cable_edition.core.edition.wanted import Serials, serial_holes, unsettled, wanted_list

HEAD = "C O N F I D E N T I A L ROME 000{serial:03d}\n\nTAGS: PREL\nSUBJECT: A HARBOR\n\n"
Make = Callable[..., Edition]


@pytest.fixture
def make(tmp_path: Path) -> Make:
    """A function that assembles cables of Rome, by serial, from their REF lines and words."""

    def made(sidecar: str = "", **cables: tuple[str, str]) -> Edition:
        sources, registers = tmp_path / "source_cables", tmp_path / "registers"
        sources.mkdir()
        registers.mkdir()
        for name, (refs, words) in cables.items():
            text = HEAD.format(serial=int(name[1:]))
            text += f"{refs}\n\n1. (C) {words}\n\nQUILLON\n" if refs else f"1. (C) {words}\n\nX\n"
            (sources / f"05ROME{name[1:]}.txt").write_text(text, "utf-8")
        if sidecar:
            (sources / "05ROME1.yaml").write_text(sidecar, "utf-8")
        return assemble(sources, registers)

    return made


def test_a_cited_cable_that_is_here_is_not_wanted(make: Make) -> None:
    edition = make(c1=("REF: ROME 2", "Words."), c2=("", "Words."))
    assert wanted_list(edition.cables, edition.related) == ()


def test_what_is_known_of_a_wanted_cable_and_no_more(make: Make) -> None:
    edition = make(
        c1=("REF: A. 04 ROME 4411 (NOTAL)", "Others wrote 04NAPLES17 before."),
        c2=("REF: 04 ROME 4411", "As 04ROME4411 said, nothing is known."),
    )
    first, second = wanted_list(edition.cables, edition.related)
    assert (first.id, first.place, first.year, first.serial) == (
        "04ROME4411", "Rome", "2004", "4411",
    )  # fmt: skip
    assert [(one.cable, one.places) for one in first.citing] == [
        ("05ROME1", ("ref-a",)),
        ("05ROME2", ("ref-1", "p1")),
    ]
    assert first.times == 3
    assert first.request == (
        "Telegram 4411 from Rome of the year 2004 (04ROME4411), cited as “04 ROME 4411 (NOTAL)” "
        "in 05ROME1 of 2005."
    )
    assert (second.id, second.times) == ("04NAPLES17", 1)


def test_what_editors_say_of_a_related_record_goes_into_the_request(make: Make) -> None:
    said = (
        "related:\n- {id: 04ROME4411, title: On cranes, date: 2004-03-01, source: A list.}\n"
        "- {id: 04ROME4412, title: Never cited, source: A list.}\n"
    )
    edition = make(said, c1=("REF: 04 ROME 4411", "Words."))
    (one,) = wanted_list(edition.cables, edition.related)
    assert one.request.endswith(", described by the editors as 2004-03-01, On cranes.")


def test_a_reference_that_does_not_say_which_cable_is_listed_apart(make: Make) -> None:
    edition = make(c1=("REF: A. ROME 77\nB. NAPLES", "Words."))
    assert [one.id for one in wanted_list(edition.cables, {})] == ["05ROME77"]
    assert [(one.cable, one.anchor, one.words) for one in unsettled(edition.cables)] == [
        ("05ROME1", "ref-b", "NAPLES")
    ]


def test_holes_lie_between_two_cables_of_a_post_and_year(make: Make) -> None:
    edition = make(
        c3=("REF: ROME 5", "Words."), c4=("", "W."), c6=("", "W."), c9=("REF: ROME 12", "W.")
    )
    wanted = wanted_list(edition.cables, {})
    assert serial_holes(edition.cables, wanted) == (
        Serials("ROME", "Rome", "2005", (3, 4, 6, 9), ((5, 5), (7, 8)), 1),
    )
    (one,) = serial_holes(edition.cables)
    assert (one.count, one.stretches, one.cited) == (3, ("5", "7 to 8"), 0)


def test_neighbours_and_single_cables_have_no_hole(make: Make) -> None:
    assert serial_holes(make(c3=("", "W."), c4=("", "W.")).cables) == ()
