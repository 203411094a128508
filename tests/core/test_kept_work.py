"""What is kept of a build is what would be made anew, or it is not found."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from random import Random

import pytest

from cable_edition.core.kept_work import KeptWork


def make(calls: list[str], made: object = "made") -> object:
    calls.append("made")
    return made


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A place for the file, in a folder that is not there yet."""
    return tmp_path / "kept" / "work.sqlite"


def fill(path: Path, **made: object) -> None:
    """Keep one piece of work under each name."""
    kept = KeptWork(path, "1")
    for name, one in made.items():
        kept.of("kind", (name,), lambda one=one: one)  # type: ignore[misc]
    kept.save()


@pytest.mark.parametrize("made", ["words", None, (1, ("é", None)), ["a list"], {"a": {"b": 2}}])
def test_what_was_made_is_not_made_again(path: Path, made: object) -> None:
    fill(path, one=made)
    calls: list[str] = []
    assert KeptWork(path, "1").of("kind", ("one",), lambda: make(calls)) == made
    assert calls == []


@pytest.mark.parametrize(
    ("program", "kind", "parts"),
    [
        ("2", "kind", ("one",)),
        ("1", "other", ("one",)),
        ("1", "kind", ("two",)),
        ("1", "kind", ("one", "")),
        ("1", "kind", ("on", "e")),
        ("1", "kind", ("\udce9",)),
    ],
)
def test_anything_else_is_made_anew(
    path: Path, program: str, kind: str, parts: tuple[str, ...]
) -> None:
    fill(path, one="kept")
    calls: list[str] = []
    assert KeptWork(path, program).of(kind, parts, lambda: make(calls)) == "made"
    assert calls == ["made"]


def test_a_list_that_is_changed_later_is_kept_as_it_was_made(path: Path) -> None:
    kept = KeptWork(path, "1")
    kept.of("kind", ("one",), lambda: ["made"]).append("more")
    kept.save()
    assert KeptWork(path, "1").of("kind", ("one",), list) == ["made"]


def test_what_a_build_does_not_ask_for_is_gone_from_the_file(path: Path) -> None:
    fill(path, one="a" * 20 + "words of a source that went")
    before = KeptWork(path, "1")
    before.of("other kind", ("one",), lambda: "of another format")
    before.save()
    fill(path, two="other words")
    with sqlite3.connect(path) as file:
        kinds = file.execute("SELECT kind, count(*) FROM work GROUP BY kind ORDER BY kind")
        assert kinds.fetchall() == [("kind", 1), ("other kind", 1)]
    kept = KeptWork(path, "1")
    assert kept.of("kind", ("one",), lambda: "made anew") == "made anew"
    assert kept.of("other kind", ("one",), str) == "of another format"


def test_another_program_leaves_nothing_of_the_one_before(path: Path) -> None:
    fill(path, one="kept")
    other = KeptWork(path, "2")
    other.of("kind", ("two",), str)
    other.save()
    with sqlite3.connect(path) as file:
        assert file.execute("SELECT count(*) FROM work").fetchone() == (1,)


@pytest.mark.parametrize("data", [b"", b"no such file", b"SQLite format 3\0" + b"x" * 200])
def test_a_damaged_file_counts_as_none(path: Path, data: bytes) -> None:
    fill(path, one="kept")
    path.write_bytes(data)
    calls: list[str] = []
    kept = KeptWork(path, "1")
    assert kept.of("kind", ("one",), lambda: make(calls)) == "made"
    kept.save()
    assert KeptWork(path, "1").of("kind", ("one",), str) == "made"


def test_a_damaged_piece_counts_as_none(path: Path) -> None:
    fill(path, one="kept")
    with sqlite3.connect(path) as file:
        file.execute("UPDATE work SET made = ?", (b"x\x9c",))
    assert KeptWork(path, "1").of("kind", ("one",), lambda: "made") == "made"


def test_what_is_forgotten_is_off_the_disk_and_nothing_is_kept_after(path: Path) -> None:
    fill(path, one="kept")
    beside = path.with_name(f"{path.name}-journal")
    beside.write_bytes(b"words")
    kept = KeptWork(path, "1")
    kept.name_cable("05OTTAWA1", ("source",))
    kept.of("kind", ("one",), str)
    kept.forget()
    kept.of_cable("kind", "05OTTAWA1", (), str)
    kept.of("kind", ("two",), str)
    kept.save()
    assert not kept.keeps
    assert list(path.parent.iterdir()) == []


def test_a_cable_is_known_by_what_it_is_made_from(path: Path) -> None:
    def made(source: str, *parts: str, named: bool = True) -> str:
        kept = KeptWork(path, "1")
        if named:
            kept.name_cable("05OTTAWA1", (source,))
        found = kept.of_cable("kind", "05OTTAWA1", parts, lambda: f"{source} {parts}")
        kept.save()
        return found

    assert made("a", "b") == made("a", "b") == "a ('b',)"
    assert made("a", "c") == "a ('c',)"
    assert made("d", "c") == "d ('c',)"
    assert made("e", "c", named=False) == "e ('c',)"


def test_a_place_that_cannot_be_written_stops_nothing(tmp_path: Path) -> None:
    (tmp_path / "kept").write_text("a file", "utf-8")
    kept = KeptWork(tmp_path / "kept" / "work.sqlite", "1")
    assert kept.of("kind", ("one",), lambda: "made") == "made"
    kept.save()


def test_the_last_of_a_kind_is_kept_in_place_of_the_one_before(path: Path) -> None:
    for made in ("one", "two"):
        kept = KeptWork(path, "1")
        kept.keep_last("search a", made)
        kept.keep_last("search b", "other")
        kept.save()
    assert KeptWork(path, "1").last("search a") == "two"
    assert KeptWork(path, "1").last("search c") is None
    assert KeptWork(path, "2").last("search a") is None
    asked = KeptWork(path, "1")
    assert asked.last("search b") == "other"
    asked.forget()
    asked.keep_last("search b", "withheld")
    asked.save()
    assert KeptWork(path, "1").last("search b") is None
    assert KeptWork().last("search b") is None
    assert not list(path.parent.glob("cable-last-*"))


def test_the_last_of_another_program_goes_and_a_damaged_one_counts_as_none(path: Path) -> None:
    kept = KeptWork(path, "1")
    kept.keep_last("search", "one")
    kept.save()
    (place,) = path.parent.glob("cable-last-*")
    place.write_bytes(place.read_bytes()[:-3])
    assert KeptWork(path, "1").last("search") is None
    fill(path, one="made")
    other = KeptWork(path, "2")
    other.keep_last("search", "two")
    other.save()
    assert [one.name for one in path.parent.glob("cable-last-*")] != [place.name]
    assert len(list(path.parent.glob("cable-last-*"))) == 1


@pytest.mark.parametrize("seed", range(12))
def test_nothing_of_what_went_is_left_between_what_stays(path: Path, seed: int) -> None:
    """SQLite leaves a part of a row where it stood before others moved it."""
    chance = Random(seed)  # noqa: S311 (the same rows at each run)
    sizes = [chance.choice((50, 200, 700, 900, 1500, 5000)) for _ in range(40)]
    went = {f"{seed} {n}": f"zither{'z' * size}" for n, size in enumerate(sizes) if n % 3 == 0}
    stays = {f"{seed} {n}": "a" * size for n, size in enumerate(sizes) if n % 3}
    fill(path, **went, **stays)
    assert b"zither" in path.read_bytes()
    fill(path, **stays, **{f"new {n}": "b" * 800 for n in range(15)})
    assert b"zither" not in path.read_bytes()
