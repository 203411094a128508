"""``seal FOLDER``: what is no folder of sources is refused, and nothing is written there."""

from __future__ import annotations

import pytest

from tests.core.fatal_cases import TEXT, Folder


@pytest.mark.parametrize(
    ("named", "said"),
    [
        ("docs", "holds the chapters of the edition"),
        ("docs/registers", "is in the folder of the chapters of the edition"),
        ("docs/cables", "is in the folder of the chapters of the edition"),
        (".", "holds the chapters of the edition"),
        ("apart", "holds no source: no cable was found in it"),
        ("empty", "holds no source: no cable was found in it"),
    ],
)
def test_a_folder_without_a_source_is_refused(folder: Folder, named: str, said: str) -> None:
    folder.write("edition.toml", "")
    folder.write("docs/conf.py", "")
    for name in ("docs/cables", "apart", "empty"):
        (folder.root / name).mkdir()
    # Even where a page of the edition reads like a cable.
    folder.write("docs/cables/05OTTAWA1.md", TEXT)
    folder.write("apart/letter.txt", "Dear Ann, come on Monday.\n")
    folder.write("apart/people.yaml", "[]\n")
    done = folder.run("seal", named)
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr == f"{named}: {said}; name the folder of the cables\n"
    assert list(folder.root.rglob("SHA256SUMS")) == []


@pytest.mark.parametrize(
    ("named", "name", "text"),
    [
        ("source_cables", "05OTTAWA1.txt", TEXT),
        ("apart", "a.txt", TEXT),
        ("apart", "05OTTAWA2.txt", "Named after a cable, and none that can be seen.\n"),
        ("docs/sources", "05OTTAWA1.txt", TEXT),
    ],
)
def test_a_folder_of_sources_is_sealed(folder: Folder, named: str, name: str, text: str) -> None:
    inside = named == "docs/sources"
    folder.write("edition.toml", '[folders]\nsources = "docs/sources"\n' if inside else "")
    folder.write("docs/conf.py", "")
    (folder.root / named).mkdir(exist_ok=True)
    folder.write(f"{named}/{name}", text)
    done = folder.run("seal", named)
    assert (done.exit_code, done.stdout) == (0, f"recorded {name}\n"), done.stderr


def test_a_folder_that_lost_its_sources_is_told(folder: Folder) -> None:
    (folder.root / "apart").mkdir()
    folder.write("apart/SHA256SUMS", f"{'0' * 64}  05OTTAWA1.txt\n")
    done = folder.run("seal", "apart")
    assert done.exit_code == 2
    assert "source-lost" in done.stderr
