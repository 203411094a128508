"""Pages that processes read and write side by side are those that one process makes."""

from __future__ import annotations

import pytest
from sphinx.testing.util import SphinxTestApp
from sphinx.util.parallel import ParallelTasks

from cable_edition.sphinx_ext import side_by_side

from .conftest import TinyEdition, cable_text, warnings_of

PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"></svg>\n'
CHAPTER = "# {name}\n\n![A sign](sign-{name}.svg)\n\nSee {{ref}}`gone-{name}`.\n"


class Counted(ParallelTasks):
    """Tasks that count themselves."""

    made = 0

    def add_task(self, *given: object) -> None:
        """Count a task, and add it."""
        type(self).made += 1
        super().add_task(*given)  # type: ignore[arg-type]


@pytest.fixture
def chapters(edition: TinyEdition, monkeypatch: pytest.MonkeyPatch) -> TinyEdition:
    """An edition with chapters that have pictures, and links that lead nowhere."""
    for number in range(1, 5):
        edition.add(f"05OTTAWA{number}", cable_text(number))
    for name in ("one", "two", "three"):
        text = "---\norphan: true\n---\n" + CHAPTER.format(name=name)
        (edition.docs / f"{name}.md").write_text(text, "utf-8")
        (edition.docs / f"sign-{name}.svg").write_text(PICTURE, "utf-8")
    monkeypatch.setattr(side_by_side, "ParallelTasks", Counted)
    Counted.made = 0
    return edition


def files_of(edition: TinyEdition, out: str) -> dict[str, bytes]:
    html = edition.docs / out / "html"
    return {
        path.relative_to(html).as_posix(): path.read_bytes()
        for path in html.rglob("*")
        if path.is_file() and path.name != ".buildinfo"
    }


def lines_of(app: SphinxTestApp) -> list[str]:
    return sorted(warnings_of(app).splitlines())


def test_three_processes_write_what_one_does_and_warn_of_the_same(chapters: TinyEdition) -> None:
    alone = chapters.build(out="_alone")
    assert Counted.made == 0
    beside = chapters.build(out="_beside", parallel=3)

    assert Counted.made == 6  # three that read, and three that write
    assert lines_of(beside) == lines_of(alone)
    assert sum("gone-" in line for line in lines_of(beside)) == 3
    files = files_of(chapters, "_beside")
    assert {"_images/sign-one.svg", "_images/sign-two.svg", "_images/sign-three.svg"} <= {*files}
    assert files == files_of(chapters, "_alone")


def test_with_an_extension_that_nobody_knows_pages_are_written_as_sphinx_does(
    chapters: TinyEdition,
) -> None:
    others = ["myst_parser", "cable_edition", "sphinx.ext.todo"]
    chapters.build(parallel=2, extensions=others)

    assert Counted.made == 2  # those that read


def test_a_page_that_cannot_be_written_stops_the_build_in_a_line(
    chapters: TinyEdition, monkeypatch: pytest.MonkeyPatch
) -> None:
    write = side_by_side._write_page

    def failing(app: SphinxTestApp, name: str) -> None:
        if name == "two":
            message = "no such tree"
            raise LookupError(message)
        write(app, name)

    monkeypatch.setattr(side_by_side, "_write_page", failing)
    with pytest.raises(Exception, match="no such tree"):
        chapters.build(parallel=2)
