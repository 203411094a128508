"""What is told of cables in volumes, kept for the next front: never of another cable than it is."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from cable_edition.core.edition.shelved_told import ShelvedTold
from cable_edition.core.kept_work import SHELVED, KeptWork

CABLES = [(f"05OTTAWA{number}", f"made of {number}") for number in range(1, 700)]


def asked(
    told: ShelvedTold, cables: list[tuple[str, str]] = CABLES, parts: object = None
) -> tuple[list[str], list[str]]:
    """Return what is told of each cable, and of which it was made anew."""
    made: list[str] = []

    def maker(cable: str) -> Callable[[], str]:
        def make() -> str:
            made.append(cable)
            return f"told of {cable}"

        return make

    return [told.of(cable, "what", maker(cable), parts) for cable, _ in cables], made


def kept(path: Path) -> Path:
    told = ShelvedTold(path, "program", CABLES)
    assert len(asked(told)[1]) == len(CABLES)
    told.save()
    return path


def test_what_was_told_is_told_again(tmp_path: Path) -> None:
    again = ShelvedTold(kept(tmp_path / "told"), "program", CABLES)
    answers, made = asked(again)
    assert not made
    assert answers == [f"told of {cable}" for cable, _ in CABLES]


def test_it_is_told_twice_in_one_build(tmp_path: Path) -> None:
    told = ShelvedTold(tmp_path / "told", "program", CABLES)
    asked(told)
    assert not asked(told)[1]


def test_a_cable_made_of_something_else_is_asked(tmp_path: Path) -> None:
    path = kept(tmp_path / "told")
    others = [(cable, "other" if cable == "05OTTAWA3" else made_of) for cable, made_of in CABLES]
    assert asked(ShelvedTold(path, "program", others))[1] == ["05OTTAWA3"]


def test_what_is_made_of_other_parts_is_asked(tmp_path: Path) -> None:
    path = kept(tmp_path / "told")
    assert len(asked(ShelvedTold(path, "program", CABLES), parts="en")[1]) == len(CABLES)


def test_of_a_cable_made_of_nothing_known_nothing_is_kept(tmp_path: Path) -> None:
    cables = [("05OTTAWA1", ""), *CABLES[1:]]
    told = ShelvedTold(tmp_path / "told", "program", cables)
    asked(told)
    told.save()
    again = ShelvedTold(tmp_path / "told", "program", cables)
    assert asked(again)[1] == ["05OTTAWA1"]


def test_another_program_finds_nothing(tmp_path: Path) -> None:
    path = kept(tmp_path / "told")
    other = ShelvedTold(path, "other", CABLES)
    assert len(asked(other)[1]) == len(CABLES)
    other.save()
    assert not asked(ShelvedTold(path, "other", CABLES))[1]


def test_a_damaged_file_is_made_anew(tmp_path: Path) -> None:
    path = kept(tmp_path / "told")
    path.write_bytes(b"SQLite format 3" + bytes(5000))
    again = ShelvedTold(path, "program", CABLES)
    assert len(asked(again)[1]) == len(CABLES)
    again.save()
    assert not asked(ShelvedTold(path, "program", CABLES))[1]


def test_what_was_told_of_cables_that_are_gone_goes(tmp_path: Path) -> None:
    path = kept(tmp_path / "told")
    fewer = [("05OTTAWA1", "other"), *CABLES[1:10]]
    told = ShelvedTold(path, "program", fewer)
    asked(told, fewer)
    told.save()
    with closing(sqlite3.connect(path)) as file:
        assert file.execute("SELECT count(*) FROM told").fetchone() == (10,)


def test_it_goes_with_the_work_that_an_edition_keeps(tmp_path: Path) -> None:
    work = KeptWork(tmp_path / "work.sqlite", "program")
    path = work.beside(SHELVED)
    assert path is not None
    told = ShelvedTold(path, work.program, CABLES)
    work.saves_with(told.save)
    asked(told)
    work.save()
    assert path.is_file()
    work.forget()
    assert not path.exists()
    work.save()
    assert not path.exists()
    assert work.beside(SHELVED) is None
