"""The comparison of speed runs each program on its own modules, and each first in turn."""

from __future__ import annotations

from pathlib import Path

import pytest

import compare
from revisions import run_code
from synthetic import Corpus


def test_pairs_are_interleaved_and_the_first_round_does_not_count() -> None:
    old, new, calls = Path("old"), Path("new"), []
    seconds = {old: 2.0, new: 3.0}

    def work(tree: Path) -> compare.Seconds:
        calls.append(tree.name)
        return seconds[tree] * (100 if len(calls) <= 2 else 1), seconds[tree] * 2

    found = compare.ratios(work, old, new, 3)
    assert calls == ["old", "new", "old", "new", "new", "old", "old", "new"]
    assert found == [pytest.approx((1.5, 1.5))] * 3


def test_code_runs_with_the_program_of_its_tree(tmp_path: Path) -> None:
    package = tmp_path / "ext" / "cable_edition"
    package.mkdir(parents=True)
    (package / "__init__.py").write_text("HERE = 'another'\n")
    assert run_code(tmp_path, "import cable_edition; print(cable_edition.HERE)") == "another\n"


def test_compiled_modules_are_kept_whatever_the_environment_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    package = tmp_path / "ext" / "cable_edition"
    package.mkdir(parents=True)
    (package / "__init__.py").write_text("HERE = 'another'\n")
    run_code(tmp_path, "import cable_edition")
    assert list(tmp_path.rglob("*.pyc")) == []
    run_code(tmp_path, "import cable_edition", compiled=tmp_path / "compiled")
    kept = list((tmp_path / "compiled").rglob("cable_edition/__init__.*.pyc"))
    assert len(kept) == 1
    assert not (package / "__pycache__").exists()


def test_parsing_is_timed_in_a_process_of_its_own(tmp_path: Path) -> None:
    wall, cpu = compare.Parse(Corpus(1, 2), tmp_path, 1)(compare.ROOT)
    assert wall > 0
    assert cpu > 0
    assert len(list((tmp_path / "texts").iterdir())) == 4
