"""The copies of chapters in a site are their files, byte for byte."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from cable_edition.core.proof.site.chapter_files import ChapterFiles


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """An edition with two chapters, and its site."""
    for folder in (tmp_path / "docs", tmp_path / "site" / "_sources"):
        (folder / "more").mkdir(parents=True)
    (tmp_path / "docs" / "conf.py").write_text("")
    for name in ("index.md", "more/old.rst"):
        (tmp_path / "docs" / name).write_bytes(b"Words.\r\n")
        (tmp_path / "site" / "_sources" / f"{name}.txt").write_bytes(b"Words.\r\n")
    (tmp_path / "site" / "_sources" / "own.md.txt").write_text("The edition's.")
    return tmp_path


def told(root: Path) -> list[str]:
    files = ChapterFiles(root / "site", root)
    return [f"{path.name}: {message}" for path, message in files.copies({"own"})]


def test_copies_that_are_the_files_are_right(root: Path) -> None:
    assert told(root) == []
    assert ChapterFiles(root / "site", root).lacks_copy("index") is None


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda copies: (copies / "index.md.txt").write_text("Forged."), "not the file index.md"),
        (lambda copies: (copies / "index.md.txt").write_bytes(b"Words.\n"), "not the file"),
        (lambda copies: (copies / "more" / "old.rst.txt").write_text(""), "not the file old.rst"),
        (lambda copies: (copies / "new.md.txt").write_text("More."), "no chapter"),
        (lambda copies: (copies / "more" / "x").write_text("More."), "no chapter"),
    ],
)
def test_a_copy_that_is_another_is_told(
    root: Path, change: Callable[[Path], object], said: str
) -> None:
    change(root / "site" / "_sources")
    (line,) = told(root)
    assert said in line


def test_a_copy_that_is_missing_is_told(root: Path) -> None:
    copy = root / "site" / "_sources" / "index.md.txt"
    copy.unlink()
    assert ChapterFiles(root / "site", root).lacks_copy("index") == copy
    copy.with_suffix("").write_bytes(b"Words.\r\n")
    assert ChapterFiles(root / "site", root).lacks_copy("index") is None
    assert told(root) == []


def test_without_copies_or_without_chapters_nothing_is_told(root: Path) -> None:
    (root / "docs" / "conf.py").unlink()
    (root / "site" / "_sources" / "index.md.txt").write_text("Forged.")
    assert told(root) == []
    assert ChapterFiles(root / "elsewhere", root).lacks_copy("index") is None


def test_chapters_that_are_translated_or_rewritten_are_not_read(root: Path) -> None:
    assert ChapterFiles(root / "site", root).source("index") == "Words.\n"
    assert ChapterFiles(root / "site", root).source("more/old") is None
    (root / "other" / "locales").mkdir(parents=True)
    (root / "other" / "conf.py").write_text("")
    (root / "other" / "index.md").write_text("Words.")
    assert ChapterFiles(root / "site", root / "other").source("index") is None
    for number, conf in enumerate(("locale_dirs = []", "app.connect('source-read', change)")):
        folder = root / f"more{number}"
        folder.mkdir()
        (folder / "conf.py").write_text(conf)
        (folder / "index.md").write_text("Words.")
        assert ChapterFiles(root / "site", folder).source("index") is None


def test_copies_may_be_left_away_where_conf_py_has_an_extension_that_does(root: Path) -> None:
    for name in ("index.md.txt", "own.md.txt"):
        (root / "site" / "_sources" / name).unlink()
    for conf, lacks in (
        ("extensions = ['sphinx_last_updated_by_git']", False),
        ("extensions = ['sphinx.ext.todo']", True),
    ):
        folder = root / conf[-8:-2]
        folder.mkdir()
        (folder / "conf.py").write_text(conf)
        (folder / "index.md").write_bytes(b"Words.\r\n")
        files = ChapterFiles(root / "site", folder)
        assert files.have_copies is lacks
        assert (files.lacks_copy("index") is not None) is lacks
    (root / "site" / "_sources" / "more" / "old.rst.txt").write_text("Forged.")
    assert told(root) == ["old.rst.txt: this is not the file old.rst of the chapter"]
