"""The builder ``cable-data`` writes what ``export all`` does, by an entry point of the package."""

from __future__ import annotations

import tomllib
from importlib import import_module
from pathlib import Path

import pytest
from click.testing import CliRunner

from cable_edition.cli import main
from cable_edition.core import unfinished
from cable_edition.sphinx_ext.data_builder import DataBuilder
from cable_edition.sphinx_ext.stopping import EditionError

from .conftest import TinyEdition
from .sequences import files_below

ROOT = Path(__file__).parents[2]
NAME = DataBuilder.name


def data_of(edition: TinyEdition, out: str = "_build") -> dict[str, bytes]:
    kept = files_below(edition.docs / out / NAME)
    return {name: data for name, data in kept.items() if not name.startswith(".doctrees")}


def test_its_files_are_those_of_the_command(edition: TinyEdition, tmp_path: Path) -> None:
    edition.add()
    edition.add("05OTTAWA2")
    edition.build(NAME)
    ours = ["--sources", str(edition.sources), "--registers", str(edition.docs / "registers")]
    done = CliRunner().invoke(main, ["export", "all", *ours, "--out", str(tmp_path / "data")])
    assert done.exit_code == 0, done.output
    expected = files_below(tmp_path / "data")
    assert data_of(edition) == expected
    assert "json/05OTTAWA2.json" in expected


def test_a_cable_that_went_has_no_data_any_more(edition: TinyEdition) -> None:
    edition.add()
    other = edition.add("05OTTAWA2")
    edition.build(NAME)
    other.unlink()
    edition.build(NAME)
    assert not [name for name in data_of(edition) if "05OTTAWA2" in name]
    assert not unfinished.is_unfinished(edition.docs / "_build" / NAME)


def test_pages_of_the_site_stand_as_they_are(edition: TinyEdition) -> None:
    edition.add()
    edition.build()
    before = files_below(edition.html)
    edition.build(NAME)
    edition.forget_standing()
    edition.build()
    assert files_below(edition.html) == before


def test_a_build_that_fails_leaves_the_mark(
    edition: TinyEdition, monkeypatch: pytest.MonkeyPatch
) -> None:
    edition.add()

    def fails(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("cable_edition.exports.folder.DataFolder.write", fails)
    with pytest.raises((OSError, EditionError)):
        edition.build(NAME)
    assert unfinished.is_unfinished(edition.docs / "_build" / NAME)


def test_the_package_declares_the_builders_that_sphinx_has_not() -> None:
    """Sphinx asks entry points only for a name that it does not know: of others none is read."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    declared = project["entry-points"]["sphinx.builders"]
    assert [*declared] == [NAME]
    assert callable(import_module(declared[NAME]).setup)
