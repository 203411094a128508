"""What a theme or an extension adds to the edition's own part of a page, and to single pages."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import html

from cable_edition.core.proof.site.allowed import Allowed
from cable_edition.core.proof.site.frame import FrameReader
from cable_edition.core.proof.site.reader import Reader
from cable_edition.core.proof.site.site_page import SitePage
from cable_edition.core.proof.site.theme_files import ThemeFiles
from cable_edition.core.proof.site.theme_templates import ThemeTemplates

TABLE = '<table class="cable-x"><tr><td>Rome</td></tr></table>'


def tokens(page: str) -> list[str]:
    reader = Reader({}, lambda *_: False, styles={"wide", "table"}.__contains__)
    return reader.inner("page", html.fromstring(f"<main>{page}</main>"))


@pytest.mark.parametrize(
    "page",
    [
        f'<div class="wide">{TABLE}</div>',
        f'<div class="wide container">\n{TABLE}\n</div>',
        TABLE.replace("cable-x", "cable-x table"),
        TABLE.replace("cable-x", "docutils align-default cable-x"),
    ],
)
def test_what_a_theme_puts_around_a_table_is_passed_over(page: str) -> None:
    assert tokens(page) == tokens(TABLE)


@pytest.mark.parametrize(
    "page",
    [
        f'<div class="wide">Forged{TABLE}</div>',
        f'<div class="wide">{TABLE}Forged</div>',
        f'<div class="wide" hidden>{TABLE}</div>',
        f'<div class="unknown">{TABLE}</div>',
        TABLE.replace("cable-x", "cable-x hidden"),
        TABLE.replace("<td>", '<td class="wide">'),
    ],
)
def test_nothing_else_is(page: str) -> None:
    assert tokens(page) != tokens(TABLE)


def test_a_file_of_the_search_of_sphinx_may_be_missing(tmp_path: Path) -> None:
    files = ThemeFiles(tmp_path, tmp_path)
    assert files.lacks("searchindex.js")
    assert not files.lacks("_static/basic.css")
    (tmp_path / "searchindex.js").write_text("forge()", "utf-8")
    assert not files.lacks("searchindex.js")


def test_a_page_among_the_files_of_a_theme_has_the_bytes_of_its_package(tmp_path: Path) -> None:
    files = ThemeFiles(tmp_path, tmp_path)
    shipped = files.templates[0]
    copy = tmp_path / shipped.name
    copy.write_bytes(shipped.read_bytes())
    assert files.ships_file(copy)
    copy.write_bytes(shipped.read_bytes() + b"Forged")
    assert not files.ships_file(copy)


def test_classes_that_hide_are_none_of_a_theme(tmp_path: Path) -> None:
    program = tmp_path / "theme"
    program.mkdir()
    (program / "tables.py").write_text('"""It\'s a theme."""\nX = \'<p class="pad hidden">\'\n')
    files = ThemeFiles(tmp_path, tmp_path, [program])
    assert [files.styles(one) for one in ("pad", "hidden", "forged")] == [True, False, False]


def test_a_script_may_be_given_the_name_of_its_page() -> None:
    def read(name: str) -> set[str]:
        root = html.fromstring(f"<html><head><script>page = '{name}'</script></head></html>")
        return FrameReader(Allowed(())).read(root, "a/b", "a/b.html").tokens

    assert "<script>page = '#'" in read("a/b")
    assert "<script>page = 'a/c'" in read("a/c")


def test_a_class_of_a_template_makes_no_other_element(tmp_path: Path) -> None:
    (tmp_path / "_templates").mkdir()
    text = "<div class=\"bar {{ 'no-room' if x }} hidden\">"
    (tmp_path / "_templates" / "page.html").write_text(text, "utf-8")
    templates = ThemeTemplates(ThemeFiles(tmp_path, tmp_path), "en")
    bare = templates.without_classes('<div class="bar" id="x">')
    assert bare
    assert templates.without_classes('<div class="bar no-room" id="x">') == bare
    for token in ('<div class="bar hidden" id="x">', '<div class="bar qforged" id="x">'):
        assert templates.without_classes(token) == ""
    assert templates.without_classes('<div class="bar" hidden="" id="x">') != bare


@pytest.mark.parametrize(
    ("page", "twice"),
    [
        ('<svg><g id="a"/></svg><svg><g id="a"/></svg><div role="main"></div>', []),
        ('<svg><g id="a"/></svg><div role="main"><p id="a"></p></div>', ["a"]),
        ('<div role="main"><svg><g id="a"/></svg><svg><g id="a"/></svg></div>', ["a"]),
        ('<p id="a"></p><p id="a"></p><div role="main"></div>', ["a"]),
    ],
)
def test_a_theme_may_show_a_drawing_twice(page: str, twice: list[str], tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text(f"<html><body>{page}</body></html>", "utf-8")
    assert SitePage("page", path).repeated_ids() == twice
