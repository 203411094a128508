"""Every problem that only a build or ``verify`` can meet: a located line, and the status."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from cable_edition.cli import main
from cable_edition.core.problems import CODES, Origin, Severity

from .conftest import TinyEdition, tiny_edition
from .problem_cases import BAG, CASES, DATA, HELD
from .test_stopping import sphinx_build

OF_BUILDS = [code for code, case in CASES.items() if case.after is None]
OF_VERIFY = [code for code, case in CASES.items() if case.after is not None]


@pytest.fixture(autouse=True)
def _freed() -> Iterator[None]:
    yield
    while HELD:
        HELD.pop().close()


@pytest.mark.parametrize("code", OF_BUILDS)
def test_a_build_tells_it_once_located(edition: TinyEdition, code: str) -> None:
    edition.add()
    case = CASES[code]
    assert case.before is not None
    case.before(edition)
    known = CODES[code]
    quiet = known.severity is not Severity.INFO
    done = sphinx_build(edition, quiet=quiet)
    said = (done.stderr if quiet else done.stdout).replace(f"{edition.root}/", "")
    lines = [line for line in said.splitlines() if f"({code})" in line or f"[{code}]" in line]
    assert len(lines) == len(set(lines))
    assert lines, done.stderr
    assert all(line.startswith(case.begins) for line in lines)
    assert (
        done.returncode
        == {Severity.INFO: 0, Severity.ERROR: 2 if known.fatal else 1}[known.severity]
    )


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> TinyEdition:
    """An edition of one cable, once built, exported and put into an archive."""
    edition = tiny_edition(tmp_path_factory.mktemp("built"))
    edition.add()
    edition.build()
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(edition.root)
        patch.setenv("SOURCE_DATE_EPOCH", "1700000000")
        for words in (["export", "all"], ["archive"]):
            done = run(*words)
            assert done.exit_code == 0, done.output
    return edition


def run(*words: str) -> Result:
    folders = ["--sources", "source_cables", "--registers", "docs/registers"]
    done = CliRunner().invoke(main, [*words, *folders])
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done


def verified(output: str = "docs/_build/html") -> Result:
    return run("verify", output)


@pytest.mark.parametrize("code", OF_VERIFY)
def test_verify_tells_it_once_located(
    built: TinyEdition, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: str
) -> None:
    case = CASES[code]
    edition = TinyEdition(tmp_path / "copy")
    shutil.copytree(built.root, edition.root)
    monkeypatch.chdir(edition.root)
    if case.before:
        case.before(edition)
        edition.build()
    assert verified(case.output).exit_code == 0
    assert case.after is not None
    case.after(edition)
    done = verified(case.output)
    assert done.exit_code == 1
    lines = [line for line in done.stderr.splitlines() if line.endswith(f"[{code}]")]
    assert lines, done.stderr
    assert len(lines) == len(set(lines))
    for line in lines:
        assert line.startswith(case.output)


def test_the_cases_are_of_builds_and_outputs() -> None:
    assert {CODES[code].origin for code in OF_VERIFY} == {Origin.OUTPUT}
    assert not any(CODES[code].fatal for code in OF_VERIFY)


def test_verify_ends_with_status_2_where_the_edition_stops(
    built: TinyEdition, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    edition = TinyEdition(tmp_path / "copy")
    shutil.copytree(built.root, edition.root)
    monkeypatch.chdir(edition.root)
    (edition.sources / "SHA256SUMS").write_text(f"{'0' * 64}  05OTTAWA1.txt\n", "utf-8")
    done = verified()
    assert done.exit_code == 2
    assert "source_cables/05OTTAWA1.txt: this source has changed" in done.stderr


@pytest.mark.parametrize(
    ("output", "said"),
    [
        ("docs/_build/html", "in both views."),
        (DATA, "in every field of every file."),
        (BAG, "in all that it holds, and all checksums are right."),
        (f"{BAG}.zip", "in all that it holds, and all checksums are right."),
    ],
)
def test_verify_says_in_what_an_output_agrees(
    built: TinyEdition, monkeypatch: pytest.MonkeyPatch, output: str, said: str
) -> None:
    monkeypatch.chdir(built.root)
    done = verified(output)
    assert done.stdout == f"1 cable agrees with the source, {said}\n"
    assert done.stderr == ""
