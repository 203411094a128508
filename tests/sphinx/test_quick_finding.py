"""Pages are found as Sphinx finds them, whatever files and patterns there are."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sphinx.project import Project

from cable_edition.sphinx_ext import quick_finding
from cable_edition.sphinx_ext.quick_finding import begin, discover, end

from .conftest import TinyEdition

OWN = Project.discover
NAMES = st.sampled_from(
    ["a.md", "b.rst", "c.txt", ".md", "a.b.md", "é.md", "e\u0301.md", ".#a.md", "x.lproj", "d"]
)
FILES = st.lists(st.lists(NAMES, min_size=1, max_size=3).map("/".join), max_size=8)
PATTERNS = st.lists(
    st.sampled_from(["**", "*.md", "d/**", "**/a.md", "[ab].*", "d", "?.md", "", "x.lproj/a.md"]),
    max_size=3,
)


def written(folder: Path, files: list[str]) -> None:
    for name in files:
        path = folder / name
        if not any(one.is_file() for one in path.parents) and not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text("", "utf-8")


def state_of(project: Project) -> tuple[object, ...]:
    return project.docnames, project._docname_to_path, project._path_to_docname


@given(files=FILES, left_out=PATTERNS, taken=PATTERNS, again=FILES)
def test_the_same_pages_are_found(
    tmp_path_factory: pytest.TempPathFactory,
    files: list[str],
    left_out: list[str],
    taken: list[str],
    again: list[str],
) -> None:
    folder = tmp_path_factory.mktemp("docs")
    ours = Project(folder, [".md", ".rst"])
    for more in (files, again):
        written(folder, more)
        theirs = Project(folder, [".md", ".rst"])
        found = OWN(theirs, left_out, taken)
        assert discover(ours, left_out, taken) == found
        assert state_of(ours) == state_of(theirs)


def test_links_to_folders_are_followed(tmp_path: Path) -> None:
    written(tmp_path, ["docs/a.md", "beside/b.md"])
    (tmp_path / "docs" / "there").symlink_to(tmp_path / "beside")
    (tmp_path / "linked").symlink_to(tmp_path / "docs")
    projects = [Project(tmp_path / "linked", [".md"]) for _ in range(2)]
    assert discover(projects[0]) == OWN(projects[1]) == {"a", "there/b"}


def test_of_what_is_odd_sphinx_tells(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Project] = []

    def noting(project: Project, *given: object) -> set[str]:
        asked.append(project)
        return OWN(project, *given)  # type: ignore[arg-type]

    monkeypatch.setattr(quick_finding, "_OWN", noting)
    written(tmp_path, ["a.md", "b.md"])
    project = Project(tmp_path, [".md", ".rst"])
    assert discover(project) == {"a", "b"}
    assert asked == []
    written(tmp_path, ["a.rst"])
    assert discover(project) == {"a", "b"}
    assert asked == [project]


def test_it_is_put_back_and_no_other_version_is_touched(
    edition: TinyEdition, monkeypatch: pytest.MonkeyPatch
) -> None:
    edition.add()
    seen: list[object] = []
    monkeypatch.setattr(quick_finding, "_pages", _noting(seen, quick_finding._pages))
    edition.build()
    assert seen
    assert Project.discover is OWN
    monkeypatch.setattr("sphinx.__version__", "10.0.0")
    begin(edition)  # type: ignore[arg-type]
    assert Project.discover is OWN
    end()


def _noting(seen: list[object], find: object) -> object:
    def noting(*given: object) -> object:
        seen.append(given)
        return find(*given)  # type: ignore[operator]

    return noting
