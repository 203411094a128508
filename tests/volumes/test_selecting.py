"""An edition of some cables of a dump, chosen by post, year, TAG and words."""

from __future__ import annotations

import json
import tracemalloc
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from cable_edition.cli import main
from cable_edition.volumes.selecting import SelectError, chosen_files, selection_of
from tests.sphinx.conftest import cable_text

ROWS = [
    ("05OTTAWA1", "2005-01-10 10:00:00", "PREL, CA", "They spoke of gas and of a pipeline."),
    ("05OTTAWA2", "2005-02-10 10:00:00", "PGOV, CA", "They spoke of gas alone."),
    ("04ROME7", "2004-02-10 10:00:00", "PREL, IT", "A gas pipeline was asked for."),
    ("04ROME900", "2005-01-01 10:00:00", "PREL, IT", "A GAS\nPIPELINE, sent in the new year."),
]


def body(one: tuple[str, str, str, str]) -> str:
    return cable_text(1, (f"(C) {one[3]}",)).replace("TAGS: PREL, CA", f"TAGS: {one[2]}")


def lines(times: int = 1) -> str:
    rows = [{"id": one[0], "created": one[1], "body": body(one)} for one in ROWS]
    return "".join(json.dumps(row) + "\n" for _ in range(times) for row in rows)


def chosen(path: Path, *said: str) -> list[str]:
    return [one.name for one in chosen_files([path], selection_of(said))]


@pytest.fixture
def dump(tmp_path: Path) -> Path:
    path = tmp_path / "dump.jsonl"
    path.write_text(lines(), "utf-8")
    return path


@pytest.mark.parametrize(
    ("said", "found"),
    [
        (("post=rome",), ["04ROME7.json", "04ROME900.json"]),
        (("post=ROME,OTTAWA", "tag=pgov"), ["05OTTAWA2.json"]),
        (("year=2005",), ["05OTTAWA1.json", "05OTTAWA2.json", "04ROME900.json"]),
        (("year=2004",), ["04ROME7.json"]),
        (("tag=IT",), ["04ROME7.json", "04ROME900.json"]),
        (("words=gas pipeline",), ["05OTTAWA1.json", "04ROME7.json", "04ROME900.json"]),
        (("words=pipe",), []),
        (("words=gas", "words=alone"), ["05OTTAWA2.json"]),
        (("year=2005", "post=ROME"), ["04ROME900.json"]),
    ],
)
def test_what_fits_is_chosen(dump: Path, said: tuple[str, ...], found: list[str]) -> None:
    assert chosen(dump, *said) == found


@pytest.mark.parametrize("said", ["posts=ROME", "post", "post=", "year=05", "words= ", "=x"])
def test_what_is_no_choice_is_refused(said: str) -> None:
    with pytest.raises(SelectError, match="--select"):
        selection_of([said])


def test_a_dump_is_read_in_flat_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cable_edition.core.reading.readers.dump._CHUNK", 1 << 14)
    chosen(tmp_path, "post=PARIS")
    peaks = []
    for times in (50, 50, 400):
        path = tmp_path / f"{times}.jsonl"
        path.write_text(lines(times), "utf-8")
        tracemalloc.start()
        # The identifiers tell that none fits, so that the test is quick.
        assert chosen(path, "post=PARIS") == []
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    # The first has loaded the readers; the last has eight times the rows.
    assert peaks[2] < peaks[1] * 1.5


def new(folder: Path, *words: str) -> Result:
    return CliRunner().invoke(main, ["new", str(folder), "--defaults", "--title", "T", *words])


def test_the_rows_become_an_edition(dump: Path, tmp_path: Path) -> None:
    done = new(tmp_path / "e", "--from", str(dump), "--select", "post=ROME", "--select", "tag=IT")
    assert done.exit_code == 0, done.output
    sources = tmp_path / "e" / "source_cables"
    assert sorted(path.name for path in sources.glob("*.json")) == [
        "04ROME7.json",
        "04ROME900.json",
    ]
    assert (sources / "04ROME7.json").read_text("utf-8") == lines().splitlines(keepends=True)[2]
    assert "04ROME900.json" in (sources / "SHA256SUMS").read_text("utf-8")
    assert f"{dump}:3: taken as" in done.stdout
    assert "2 cables in 2 files" in done.stdout


def test_files_of_a_folder_are_chosen_as_they_are(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "05OTTAWA1.txt").write_text(body(ROWS[0]), "utf-8")
    (tmp_path / "in" / "05OTTAWA2.txt").write_text(body(ROWS[1]), "utf-8")
    done = new(tmp_path / "e", "--from", str(tmp_path / "in"), "--select", "words=alone")
    assert done.exit_code == 0, done.output
    sources = tmp_path / "e" / "source_cables"
    assert [path.name for path in sources.glob("05*")] == ["05OTTAWA2.txt"]


def test_a_choice_needs_cables(tmp_path: Path) -> None:
    done = new(tmp_path / "e", "--select", "post=ROME")
    assert done.exit_code == 2
    assert "--select chooses among the cables of --from" in done.output
    assert not (tmp_path / "e").exists()
