"""Where ``edition.toml`` is looked for, and what is said of one that cannot be read."""

from __future__ import annotations

from pathlib import Path

import pytest

from cable_edition.core.settings import EditionFile, load_file, load_from, load_of_documents

ROOT = Path(__file__).parents[2]


def project(root: Path, where: str = "edition.toml", text: str = 'title = "T"\n') -> Path:
    """Make a root with a folder of documents and a file of settings."""
    (root / "docs").mkdir(parents=True, exist_ok=True)
    (root / where).write_text(text, "utf-8")
    return root


def test_the_file_is_found_in_a_folder_above(tmp_path: Path) -> None:
    project(tmp_path)
    deep = tmp_path / "a" / "b"
    deep.mkdir(parents=True)
    file, problems = load_from(deep)
    assert (file.settings.title, file.root, problems) == ("T", tmp_path, [])
    assert file.sources == tmp_path / "source_cables"
    assert file.registers == tmp_path / "docs" / "registers"


def test_the_nearest_file_holds(tmp_path: Path) -> None:
    project(tmp_path)
    inner = project(tmp_path / "inner", text='title = "Inner"\n')
    assert load_from(inner / "docs")[0].settings.title == "Inner"


def test_the_file_beside_conf_py_is_found_by_all(tmp_path: Path) -> None:
    project(tmp_path, "docs/edition.toml", 'title = "T"\n[folders]\nsources = "../texts"\n')
    (tmp_path / "docs" / "conf.py").touch()
    for file, problems in (load_from(tmp_path), load_of_documents(tmp_path / "docs")):
        assert problems == []
        assert file.root == tmp_path / "docs"
        assert file.sources.resolve() == tmp_path / "texts"
        assert file.registers == tmp_path / "docs" / "registers"


@pytest.mark.parametrize("place", ["edition.toml", "docs/edition.toml"])
@pytest.mark.parametrize("make", ["nowhere", "itself", "folder"])
def test_settings_that_are_no_file_are_not_taken_for_none(
    tmp_path: Path, place: str, make: str
) -> None:
    (tmp_path / "docs").mkdir()
    path = tmp_path / place
    if make == "folder":
        path.mkdir()
    else:
        path.symlink_to({"nowhere": "gone.toml", "itself": "edition.toml"}[make])
    for _, problems in (load_from(tmp_path), load_of_documents(tmp_path / "docs")):
        (problem,) = problems
        assert problem.code == "unreadable-settings"
        assert problem.message.startswith("cannot be read: ")
    assert load_from(tmp_path)[0].root.resolve() == path.parent.resolve()


def test_two_files_of_settings_are_refused(tmp_path: Path) -> None:
    project(tmp_path)
    project(tmp_path, "docs/edition.toml")
    for _, problems in (load_from(tmp_path), load_of_documents(tmp_path / "docs")):
        (problem,) = problems
        assert problem.code == "bad-setting"
        assert problem.message.endswith("is a file of settings too; keep one")


def test_without_a_file_all_is_default(tmp_path: Path) -> None:
    assert load_from(tmp_path) == (EditionFile(tmp_path), [])
    assert load_of_documents(tmp_path / "docs") == (EditionFile(tmp_path), [])


def test_a_file_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    (tmp_path / "edition.toml").mkdir()
    _, (problem,) = load_file(tmp_path / "edition.toml")
    assert problem.code == "unreadable-settings"


def test_a_file_is_named_from_where_we_stand(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project(tmp_path, text="x = 1\n")
    monkeypatch.chdir(tmp_path / "docs")
    assert load_from(Path())[1][0].located().startswith(f"{tmp_path}/edition.toml:1: ")
    monkeypatch.chdir(tmp_path)
    assert load_from(Path())[1][0].located().startswith("edition.toml:1: ")


def test_the_first_edition_has_good_settings() -> None:
    file, problems = load_file(ROOT / "edition.toml")
    assert problems == []
    assert file.sources.is_dir()
    assert file.registers.is_dir()
