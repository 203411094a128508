"""Links of a theme to the file of each page, where it is written: proved as all that is alike."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from cable_edition.core.proof.verify import verify_build

from .conftest import INDEX, TinyEdition, cable_text, tiny_edition

# A site is proved several times.
pytestmark = pytest.mark.outputs

OPTIONS = """
html_theme_options = {
    "source_repository": "https://git.example.org/edition/",
    "source_edit_link": "https://git.example.org/edition/edit/main/docs/{filename}",
    "source_view_link": "https://git.example.org/edition/blob/main/docs/{filename}?plain=1",
}
"""
PAGE = "cables/05OTTAWA2"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> TinyEdition:
    """An edition with a chapter of each kind, built by a theme with links to its repository."""
    edition = tiny_edition(tmp_path_factory.mktemp("linked"))
    for number in range(1, 4):
        edition.add(f"05OTTAWA{number}", cable_text(number))
    (edition.docs / "more.md").write_text("# More\n\nWords.\n", "utf-8")
    (edition.docs / "rest.rst").write_text("Rest\n====\n\nWords.\n", "utf-8")
    (edition.docs / "index.md").write_text(
        INDEX.replace("cables/index", "more\nrest\ncables/index"), "utf-8"
    )
    conf = edition.docs / "conf.py"
    conf.write_text(conf.read_text("utf-8") + OPTIONS, "utf-8")
    edition.build()
    assert f"/edit/main/docs/{PAGE}.md" in edition.page(PAGE)
    assert "/edit/main/docs/rest.rst" in edition.page("rest")
    return edition


@pytest.fixture
def linked(built: TinyEdition, tmp_path: Path) -> TinyEdition:
    """A copy of it."""
    shutil.copytree(built.root, tmp_path / "edition")
    return TinyEdition(tmp_path / "edition")


def told(edition: TinyEdition) -> list[str]:
    return [one.located() for one in verify_build(edition.html, edition.sources)[1]]


def changed(edition: TinyEdition, name: str, change: Callable[[str], str]) -> None:
    path = edition.html / f"{name}.html"
    text = path.read_text("utf-8")
    assert change(text) != text
    path.write_text(change(text), "utf-8")


def test_a_site_with_such_links_is_proved(linked: TinyEdition) -> None:
    assert told(linked) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (f"docs/{PAGE}.md", "docs/cables/05OTTAWA1.md"),
        (f"docs/{PAGE}.md", f"docs/{PAGE}.md/more"),
        (f"edit/main/docs/{PAGE}.md", f"drop/main/docs/{PAGE}.md"),
        ("git.example.org", "evil.example.org"),
    ],
)
def test_one_that_leads_elsewhere_is_told(linked: TinyEdition, old: str, new: str) -> None:
    changed(linked, PAGE, lambda text: text.replace(old, new, 1))
    assert any(PAGE in line and "leads to" in line for line in told(linked))


def test_a_second_one_with_another_ending_is_told(linked: TinyEdition) -> None:
    link = re.compile(r'<a [^>]*?href="[^"]*/edit/main/docs/[^"]*".*?</a>', re.DOTALL)

    def again(text: str) -> str:
        found = link.search(text)
        assert found
        return text.replace(found[0], found[0] + found[0].replace(".md", ".txt"), 1)

    changed(linked, PAGE, again)
    assert any(PAGE in line and "leads to" in line for line in told(linked))


def test_links_of_all_pages_to_a_host_that_nobody_names_are_told(linked: TinyEdition) -> None:
    for path in linked.html.rglob("*.html"):
        text = path.read_text("utf-8")
        path.write_text(text.replace("https://git.example.org/", "https://evil.example/"), "utf-8")
    lines = [line for line in told(linked) if "here and around others" in line]
    assert lines
    assert all("evil.example" in line for line in lines)
