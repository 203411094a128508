"""A run that is killed at any moment leaves each file as it was, or as it was to be."""

from __future__ import annotations

from pathlib import Path

import pytest

from cable_edition.core.myst.markup import MARKER
from cable_edition.core.reading.sources import CHECKSUMS, seal
from cable_edition.core.whole_file import part_of, write_whole
from cable_edition.sphinx_ext.page_folder import JOURNAL, MANIFEST, PageFolder

PAGE, OTHER = f"{MARKER}\n\n# A page\n", f"{MARKER}\n\n# Another\n"


class Killed(BaseException):
    """In the place of a kill."""


@pytest.fixture
def killed(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """Kill whoever puts a file in its place."""

    def kill(_part: Path, _target: Path) -> Path:
        raise Killed

    monkeypatch.setattr(Path, "replace", kill)
    return monkeypatch


def test_a_file_stays_as_it_was(tmp_path: Path, killed: pytest.MonkeyPatch) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"old")
    with pytest.raises(Killed):
        write_whole(path, b"new")
    assert path.read_bytes() == b"old"
    killed.undo()
    write_whole(path, b"newest")
    assert path.read_bytes() == b"newest"
    assert list(tmp_path.iterdir()) == [path]


def test_checksums_are_never_lost(tmp_path: Path, killed: pytest.MonkeyPatch) -> None:
    source = tmp_path / "05OTTAWA1.txt"
    source.write_text("1. (U) One.\n", "utf-8")
    with pytest.raises(Killed):
        seal(tmp_path)
    killed.undo()
    assert seal(tmp_path) == (["05OTTAWA1.txt"], [])
    before = (tmp_path / CHECKSUMS).read_bytes()
    (tmp_path / "05OTTAWA2.txt").write_text("1. (U) Two.\n", "utf-8")
    killed.setattr(Path, "replace", lambda *_: (_ for _ in ()).throw(Killed))
    with pytest.raises(Killed):
        seal(tmp_path)
    assert (tmp_path / CHECKSUMS).read_bytes() == before


@pytest.mark.parametrize("line", ["zzz  05OTTAWA1.txt", "zzz", "{digest} 05OTTAWA1.txt", "\x00"])
def test_a_source_is_not_taken_anew_since_its_line_is_broken(tmp_path: Path, line: str) -> None:
    source = tmp_path / "05OTTAWA1.txt"
    source.write_text("1. (U) One.\n", "utf-8")
    seal(tmp_path)
    sums = tmp_path / CHECKSUMS
    digest = sums.read_text("utf-8").split()[0]
    sums.write_text(f"{line.format(digest=digest)}\n", "utf-8")
    before = sums.read_bytes()
    source.write_text("1. (U) Changed.\n", "utf-8")
    taken, problems = seal(tmp_path)
    assert taken == []
    assert [one.code for one in problems] == ["checksum-line"]
    assert sums.read_bytes() == before


def test_a_page_is_whole_and_is_known_before_it_is_there(
    tmp_path: Path, killed: pytest.MonkeyPatch
) -> None:
    with pytest.raises(Killed):
        PageFolder(tmp_path).write("cables/05OTTAWA1", PAGE)
    assert not (tmp_path / "cables" / "05OTTAWA1.md").exists()
    assert PageFolder(tmp_path).listed() == ["cables/05OTTAWA1"]
    killed.undo()
    PageFolder(tmp_path).write("cables/05OTTAWA1", PAGE)
    # The build is killed here, and the cable is taken away before the next one.
    folder = PageFolder(tmp_path)
    folder.write("cables/05OTTAWA2", OTHER)
    assert folder.prune() == ["cables/05OTTAWA1"]
    left = sorted(path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*.*"))
    assert left == [MANIFEST, "cables/05OTTAWA2.md"]


def test_a_part_of_a_page_that_is_wanted_no_more_goes(
    tmp_path: Path, killed: pytest.MonkeyPatch
) -> None:
    with pytest.raises(Killed):
        PageFolder(tmp_path).write("cables/05OTTAWA1", PAGE)
    assert part_of(tmp_path / "cables" / "05OTTAWA1.md").is_file()
    killed.undo()
    PageFolder(tmp_path).prune()
    assert list((tmp_path / "cables").iterdir()) == []


@pytest.mark.parametrize("left", ["cables/05OTT", "\xff", ""])
def test_a_line_that_was_cut_names_no_page(tmp_path: Path, left: str) -> None:
    (tmp_path / JOURNAL).write_text(f"cables/05OTTAWA1\n{left}", "latin-1")
    assert PageFolder(tmp_path).listed() in (["cables/05OTTAWA1"], [])


def test_an_empty_file_is_no_page_of_somebody_else(tmp_path: Path) -> None:
    (tmp_path / "cables").mkdir()
    (tmp_path / "cables" / "05OTTAWA1.md").touch()
    assert PageFolder(tmp_path).write("cables/05OTTAWA1", PAGE)
    assert (tmp_path / "cables" / "05OTTAWA1.md").read_text("utf-8") == PAGE
