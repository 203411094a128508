"""Files, folders and patterns on a command line, and the nearest of what is mistyped."""

from __future__ import annotations

import json

import pytest

from tests.core.fatal_cases import TEXT, Folder


@pytest.fixture
def cables(folder: Folder) -> Folder:
    folder.write("source_cables/05OTTAWA2.txt", TEXT.replace("000001", "000002"))
    folder.run("seal")
    return folder


@pytest.mark.parametrize("command", ["check", "parse", "suggest"])
@pytest.mark.parametrize(
    "given",
    [
        "source_cables/05OTAWA1.txt",
        "source_cables/05ottawa1.txt",
        "05OTTAWA1",
        "05OTTAWA1.txt",
        "sorce_cables/05OTTAWA1.txt",
    ],
)
def test_a_mistyped_file_is_told_with_the_nearest(cables: Folder, command: str, given: str) -> None:
    done = cables.run(command, given)
    assert done.exit_code == 2
    assert f"{given}: No such file" in done.stderr
    assert "did you mean 'source_cables/05OTTAWA1.txt'?" in done.stderr


@pytest.mark.parametrize("command", ["check", "parse", "suggest"])
@pytest.mark.parametrize("given", ["harbor.html", "elsewhere/harbor.html", "x" * 300])
def test_what_is_like_nothing_is_told_without_a_hint(
    cables: Folder, command: str, given: str
) -> None:
    done = cables.run(command, given)
    assert done.exit_code == 2
    assert "did you mean" not in done.stderr


@pytest.mark.parametrize("command", ["add", "seal", "verify", "leaks", "typeset"])
def test_commands_that_take_a_path_tell_the_nearest(cables: Folder, command: str) -> None:
    done = cables.run(command, "source_cable")
    assert done.exit_code == 2
    assert "did you mean 'source_cables'?" in done.stderr


def test_quotations_of_a_mistyped_file(cables: Folder) -> None:
    cables.write("quotations.txt", "A lamp")
    done = cables.run("quote", "--file", "quotation.txt")
    assert done.exit_code == 2
    assert "did you mean 'quotations.txt'?" in done.stderr


@pytest.mark.parametrize("command", ["check", "parse", "suggest"])
def test_a_pattern_stands_for_what_it_fits(cables: Folder, command: str) -> None:
    several = cables.run(command, "source_cables/*.txt")
    named = cables.run(command, "source_cables/05OTTAWA1.txt", "source_cables/05OTTAWA2.txt")
    assert several.output == named.output
    assert several.exit_code == named.exit_code


@pytest.mark.parametrize("command", ["add", "check", "parse", "suggest", "verify", "leaks"])
def test_a_pattern_that_nothing_fits_is_told(cables: Folder, command: str) -> None:
    done = cables.run(command, "cables/*.html")
    assert done.exit_code == 2
    assert "othing fits" in done.stderr
    assert "cables/*.html" in done.stderr


def test_a_file_whose_name_is_a_pattern_is_itself(cables: Folder) -> None:
    cables.write("[1].txt", TEXT.replace("000001", "000003"))
    cables.write("1.txt", TEXT.replace("000001", "000004"))
    done = cables.run("parse", "[1].txt")
    assert json.loads(done.stdout)["reference_id"] == "05OTTAWA3"


@pytest.mark.parametrize("command", ["check", "parse", "suggest"])
@pytest.mark.parametrize("shell", [True, False])
def test_what_stands_beside_the_sources_is_passed_over(
    cables: Folder, command: str, *, shell: bool
) -> None:
    cables.sidecar("read: 2026-01-01\n")
    cables.write("source_cables/README.txt", "The sources, as they were found.\n")
    alone = cables.run(command, "source_cables/05*.txt")
    every = sorted(f"source_cables/{one.name}" for one in cables.sources.iterdir())
    done = cables.run(command, *(every if shell else ["source_cables/*"]))
    assert len(every) == 5
    assert (done.exit_code, done.output) == (alone.exit_code, alone.output)
    assert "README" in cables.run("check", "source_cables/README.txt").output
    assert "None" not in cables.run("check", "source_cables/05OTTAWA1.yaml").output


def test_what_stands_beside_the_sources_is_not_added(cables: Folder) -> None:
    cables.write("source_cables/README.txt", "The sources, as they were found.\n")
    before = {one.name for one in cables.sources.iterdir()}
    done = cables.run("add", "source_cables/*")
    assert done.exit_code == 1
    assert "README.txt: not taken: it is no source, by its name" in done.stderr
    assert "SHA256SUMS: not taken: it is no source, by its name" in done.stderr
    assert {one.name for one in cables.sources.iterdir()} == before


def test_a_folder_on_the_way_is_mended(cables: Folder) -> None:
    (cables.root / "docs" / "_build" / "html").mkdir(parents=True)
    done = cables.run("verify", "doc/_bild/html")
    assert done.exit_code == 2
    assert "did you mean 'docs/_build/html'?" in done.stderr


def test_patterns_are_added(cables: Folder) -> None:
    for number in (3, 4):
        (cables.root / f"in{number}").mkdir()
        text = TEXT.replace("000001", f"00000{number}")
        cables.write(f"in{number}/{number}.txt", text)
    done = cables.run("add", "in*/*.txt", "in3/3.txt")
    assert done.exit_code == 0, done.output
    assert {"05OTTAWA3.txt", "05OTTAWA4.txt"} <= {one.name for one in cables.sources.iterdir()}


def test_several_folders_are_searched(cables: Folder) -> None:
    for name in ("one", "two"):
        (cables.root / name).mkdir()
    done = cables.run("leaks", "one", "two")
    assert done.exit_code == 0
    assert [line.rpartition(" ")[2] for line in done.stdout.splitlines()] == ["one", "two"]


@pytest.mark.parametrize("command", ["check", "parse", "suggest"])
def test_a_register_is_no_source(cables: Folder, command: str) -> None:
    cables.write("docs/registers/people.yaml", "# Nobody yet.\n")
    done = cables.run(command, "docs/registers/people.yaml")
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr.startswith("docs/registers/people.yaml: is no source, by the end of its nam")
