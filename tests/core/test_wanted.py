"""The wanted list: what is cited and not here, holes in the serials, and what a request says."""

from __future__ import annotations

import random
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


def test_a_request_names_the_department_and_no_post_state(make: Make) -> None:
    edition = make(c1=("REF: STATE 31000", "Words."))
    (one,) = wanted_list(edition.cables, edition.related)
    assert one.request == (
        "Telegram 31000 from the Department of State of the year 2005 (05STATE31000), cited as "
        "“STATE 31000” in 05ROME1 of 2005."
    )


def test_what_editors_say_of_a_related_record_goes_into_the_request(make: Make) -> None:
    said = (
        "related:\n- {id: 04ROME4411, title: On cranes, date: 2004-03-01, source: A list.}\n"
        "- {id: 04ROME4412, title: Never cited, source: A list.}\n"
    )
    edition = make(said, c1=("REF: 04 ROME 4411", "Words."))
    (one,) = wanted_list(edition.cables, edition.related)
    assert one.request.endswith(", described by the editors as 2004-03-01, On cranes.")


@pytest.mark.parametrize(
    ("refs", "words"),
    [("A. ROME 77\nB. NAPLES", "NAPLES"), ("A. 04 ROME 77\nB. ITS 1100", "ITS 1100")],
)
def test_a_reference_that_does_not_say_which_cable_is_listed_apart(
    make: Make, refs: str, words: str
) -> None:
    edition = make(c1=(f"REF: {refs}", "Words."))
    assert [one.id[2:] for one in wanted_list(edition.cables, {})] == ["ROME77"]
    assert [(one.cable, one.anchor, one.words) for one in unsettled(edition.cables)] == [
        ("05ROME1", "ref-b", words)
    ]
    problems = [one.code for one in edition.cables[0].cable.problems]
    assert "reference-without-serial" in problems


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


def test_of_20_hidden_cables_of_200_each_that_is_cited_is_listed(tmp_path: Path) -> None:
    chance = random.Random(17)  # noqa: S311 - the same cables each time
    posts = ("ROME", "TEL AVIV", "OTTAWA", "NEW DELHI")
    sources, registers = tmp_path / "source_cables", tmp_path / "registers"
    sources.mkdir()
    registers.mkdir()
    names = [
        (post, year, serial) for post in posts for year in (4, 5) for serial in range(1, 500, 20)
    ]
    assert len(names) == 200
    hidden = set(chance.sample(names, 20))
    cited: dict[str, set[str]] = {}
    for post, year, serial in names:
        own = f"{year:02}{post.replace(' ', '')}{serial}"
        refs, words = "", "Nothing else was said."
        for letter, other in zip("ABC", chance.sample(names, chance.randrange(4)), strict=False):
            is_own_year = other[1] == year
            # As drafters write them: the year where it is another, or anyway; zeros or none.
            how = chance.choice(["{y} {p} {s}", "{y} {p} {s:06d}"] + ["{p} {s}"] * is_own_year)
            said = how.format(y=f"{other[1]:02}", p=other[0], s=other[2])
            begin = "REF: " if not refs else "\n     "
            refs += f"{begin}{letter}. {said}"
            if other in hidden and (post, year, serial) not in hidden:
                cited.setdefault(f"{other[1]:02}{other[0].replace(' ', '')}{other[2]}", set()).add(
                    own
                )
        if (post, year, serial) in hidden:
            continue
        head = f"R 051200Z MAR {year:02}\nFM AMEMBASSY {post}\nTO SECSTATE WASHDC\n\n"
        head += f"C O N F I D E N T I A L {post} {serial:06d}\n\nTAGS: PREL\nSUBJECT: A HARBOR\n"
        text = f"{head}{refs}\n\n1. (C) {words}\n\nQUILLON\n"
        (sources / f"{own}.txt").write_text(text, "utf-8")
    edition = assemble(sources, registers)
    assert len(edition.cables) == 180
    found = {one.id: {by.cable for by in one.citing} for one in wanted_list(edition.cables, {})}
    assert found == cited
    assert len(cited) > 10


def test_one_cable_in_several_spellings_is_one_on_the_list(make: Make) -> None:
    edition = make(
        c1=(
            "REF: A. 04 TEL AVIV 900\n     B. NAPLES 77",
            "See 04TELAVIV000900, 04 Tel Aviv 900, 2004 TEL AVIV 0900 and NAPLES 0077.",
        )
    )
    found = wanted_list(edition.cables, edition.related)
    assert [one.id for one in found] == ["04TELAVIV900", "05NAPLES77"]


@pytest.mark.parametrize(
    "said",
    [
        "ROME 77 DTD 3 MAR 04",
        "ROME 77 (DATED MARCH 3, 2004)",
        "ROME 77 DTG 031200Z MAR 04",
        "ROME 77 OF 3 MARCH 2004",
        "ROME 77 DATED 2004-03-03",
    ],
)
def test_the_year_of_a_date_behind_a_reference_is_its_year(make: Make, said: str) -> None:
    edition = make(c1=(f"REF: A. {said}\n     B. ROME 78", "Words."))
    found = wanted_list(edition.cables, edition.related)
    assert [one.id for one in found] == ["04ROME77", "05ROME78"]


@pytest.mark.parametrize("said", ["DTD 3 MAR", "DTD MAR 04", "DTD 041200Z", "PARA 04"])
def test_a_day_without_a_year_says_no_year(make: Make, said: str) -> None:
    edition = make(c1=(f"REF: ROME 77 {said}", "Words."))
    assert [one.id for one in wanted_list(edition.cables, {})] == ["05ROME77"]


COPY = "witnesses:\n- {siglum: B, file: copy-b.txt, kind: release}\n"


def with_copy(make: Make, tmp_path: Path, refs: str, words: str, sidecar: str = COPY) -> Edition:
    """Return an edition in which a copy of its only cable has these references and words."""
    folder = tmp_path / "source_cables"
    folder.mkdir()
    folder.joinpath("copy-b.txt").write_text(
        "R 051200Z MAR 05\nFM AMEMBASSY ROME\nTO SECSTATE WASHDC\n\n"
        + HEAD.format(serial=1)
        + f"{refs}\n\n1. (C) {words}\n\nQUILLON\n",
        "utf-8",
    )
    folder.rename(tmp_path / "kept")
    edition = make(sidecar, c1=("REF: ROME 2", "The words of the base text were these."))
    (tmp_path / "kept" / "copy-b.txt").rename(folder / "copy-b.txt")
    return assemble(folder, tmp_path / "registers") if edition else edition


def test_what_only_another_witness_cites_is_wanted(make: Make, tmp_path: Path) -> None:
    words = "The words of the base text were these. See 04NAPLES17 and 05ROME1."
    edition = with_copy(make, tmp_path, "REF: A. ROME 2\n     B. ROME 3", words)
    found = wanted_list(edition.cables, edition.related)
    assert [(one.id, [(by.siglum, by.places) for by in one.citing]) for one in found] == [
        ("04NAPLES17", [("B", ("p1",))]),
        ("05ROME2", [("", ("ref-1",))]),
        ("05ROME3", [("B", ("in-b-ref-b",))]),
    ]
    assert "cited as “ROME 3” in another copy of 05ROME1 of 2005" in found[2].request


PRINT = "CONFIDENTIAL\n\nSUBJECT: A HARBOR\n\nREF: A. KABUL 936\n     B. 04 ROME 7\n\n1. (C) "
DATED = "R 051200Z MAR 03\nFM AMEMBASSY ROME\nTO SECSTATE WASHDC\n\n"
SAID = "The words of the base text were these. KABUL 937 says so, too.\n\nQUILLON\n"


@pytest.mark.parametrize(
    ("head", "year"),
    [
        ("", "05"),
        # A date of the copy's own says its year.
        (DATED, "03"),
        (f"{DATED}C O N F I D E N T I A L ROME 000044\n\n", "03"),
    ],
)
def test_a_copy_without_a_date_has_the_year_of_the_base_text(
    make: Make, tmp_path: Path, head: str, year: str
) -> None:
    make(COPY, c1=("REF: ROME 2", "The words of the base text were these."))
    folder = tmp_path / "source_cables"
    (folder / "copy-b.txt").write_text(head + PRINT + SAID, "utf-8")
    edition = assemble(folder, tmp_path / "registers")
    found = {want.id: want.citing for want in wanted_list(edition.cables, {})}
    assert found.keys() >= {f"{year}KABUL936", f"{year}KABUL937", "04ROME7"}
    assert [by.siglum for by in found[f"{year}KABUL936"]] == ["B"]
    assert "cited as “KABUL 936” in another copy of 05ROME1" in next(
        want.request for want in wanted_list(edition.cables, {}) if want.id == f"{year}KABUL936"
    )


def test_what_is_withheld_in_another_witness_is_not_wanted(make: Make, tmp_path: Path) -> None:
    sidecar = COPY + "redactions:\n- {name: 04NAPLES17, reason: r, date: 2026-01-01}\n"
    words = "The words of the base text were these. See 04NAPLES17 there."
    edition = with_copy(make, tmp_path, "REF: ROME 2", words, sidecar)
    assert [one.id for one in wanted_list(edition.cables, {})] == ["05ROME2"]


@pytest.mark.parametrize(
    ("refs", "requests"),
    [
        ("PARIS 22 OF JANUARY 4", {"22 from Paris": "PARIS 22 OF JANUARY 4"}),
        (
            "A. PARIS 22 OF JANUARY 4\n     B. ROME 77",
            {"22 from Paris": "PARIS 22 OF JANUARY 4", "77 from Rome": "ROME 77"},
        ),
        ("PARIS 22 AND ITS 1100", {"22 from Paris": "PARIS 22", "1100 from Paris": "ITS 1100"}),
        (
            "PARIS 22, its 23 and its\n     1100",
            {"22 from Paris": "PARIS 22", "23 from Paris": "its 23", "1100 from Paris": "its 1100"},
        ),
        (
            "A. PARIS 22, SUBJ: HARBORS, LAMPS\n     B. ROME 12 SUBJECT: CRANES",
            {
                "22 from Paris": "PARIS 22, SUBJ: HARBORS, LAMPS",
                "12 from Rome": "ROME 12 SUBJECT: CRANES",
            },
        ),
        (
            "A. PARIS 22\n     B. ITS 1100 (NOTAL)\n     C. ITS 1101",
            {
                "22 from Paris": "PARIS 22",
                "1100 from Paris": "ITS 1100 (NOTAL)",
                "1101 from Paris": "ITS 1101",
            },
        ),
        # Of which post or year it is nobody can say.
        ("ITS 1100", {}),
        ("A. TELCON ROE-HAWKE\n     B. ITS 1100", {}),
        ("A. 04 PARIS 22\n     B. ITS 1100", {"22 from Paris": "04 PARIS 22"}),
    ],
)
def test_a_request_has_date_and_subject_as_cited(
    make: Make, refs: str, requests: dict[str, str]
) -> None:
    """A serial after ITS is one of the post before it, and of no other."""
    edition = make(c1=(f"REF: {refs}", "Words."))
    found = {
        one.request.removeprefix("Telegram ").partition(" of the year")[0]: one.citing[0].words
        for one in wanted_list(edition.cables, {})
    }
    assert found == {name: (words,) for name, words in requests.items()}
