"""The build as a whole: quiet, complete, and the same wherever and however it is made."""

from __future__ import annotations

from pathlib import Path

import pytest
from built_pages import CABLE_PAGE, REGISTER_PAGES
from edition_build import Build


def test_the_edition_builds_without_a_warning(build: Build) -> None:
    assert (build.first.status, build.first.warnings) == (0, "")


def test_a_second_build_reads_nothing_again(html: Path, build: Build) -> None:
    assert "0 added, 0 changed, 0 removed" in build.second.output


@pytest.mark.parametrize("page", ["index.html", CABLE_PAGE, *REGISTER_PAGES, "objects.inv"])
def test_the_page_is_there(html: Path, page: str) -> None:
    assert (html / page).is_file()


def test_path_processes_and_surroundings_leave_no_trace(html: Path, build_elsewhere: Build) -> None:
    here, there = _contents(html), _contents(build_elsewhere.html)
    assert here.keys() == there.keys()
    assert [name for name in here if here[name] != there[name]] == []


def _contents(html: Path) -> dict[str, bytes]:
    # .buildinfo is Sphinx's note for its own next build, not a page.
    return {
        str(path.relative_to(html)): path.read_bytes()
        for path in sorted(html.rglob("*"))
        if path.is_file() and path.name != ".buildinfo"
    }
