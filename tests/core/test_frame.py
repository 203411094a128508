"""What stands around a page: of a file that it loads, where it is and what is said of it."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from lxml import html

from cable_edition.core.proof.site.allowed import Allowed
from cable_edition.core.proof.site.frame import Frame, FrameReader
from cable_edition.core.proof.site.frame_words import FrameWords
from cable_edition.core.proof.site.frames import Frames
from cable_edition.core.proof.site.theme_templates import ThemeTemplates

SHEET = '<link rel="stylesheet" type="text/css" href="../_static/cable-edition.css?v=1" />'
SCRIPT = '<script defer="defer" src="../_static/cable-list.js"></script>'
PAGE = f"<!doctype html>\n<html><head>{SHEET}</head><body><p>Words</p>{SCRIPT}</body></html>"


def frame(old: str = "", new: str = "") -> Frame:
    page = PAGE.replace(old, new, 1)
    assert not old or page != PAGE
    parser = html.HTMLParser(encoding="utf-8")
    root = html.document_fromstring(page.encode(), parser)
    return FrameReader(Allowed([])).read(root, "cables/05OTTAWA1", "05OTTAWA1.html")


def test_files_are_known_by_where_they_are() -> None:
    assert frame().files == {"_static/cable-edition.css", "_static/cable-list.js"}
    assert not [one for one in frame().tokens if "link" in one or "script" in one]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("?v=1", "?v=2"),
        ("<link ", '<link id="sheet" '),
        ("<link ", '<link crossorigin="anonymous" integrity="sha256-x" '),
        ('defer="defer"', "async"),
        ("<script ", '<script type="module" '),
        ("<script ", '<script charset="UTF-8" '),
        ("<link ", '<link as="style" '),
        ("<!doctype html>", "<!DOCTYPE html>"),
    ],
)
def test_when_and_how_a_file_comes_is_nothing(old: str, new: str) -> None:
    assert frame(old, new) == frame()


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("<link ", '<link onload="forge()" ', 'onload="forge()"'),
        ("<link ", '<link media="print" ', 'media="print"'),
        ("<link ", "<link disabled ", "disabled"),
        ("<link ", '<link title="Other" ', 'title="Other"'),
        ("<script ", '<script onerror="forge()" ', 'onerror="forge()"'),
        ("<script ", '<script type="text/plain" ', 'type="text/plain"'),
        ("<script ", "<script nomodule ", "nomodule"),
        ("<p>", '<iframe src="../_static/cable-list.js" srcdoc="Forged"></iframe><p>', "Forged"),
        ("<p>", '<img src="../_static/cable-favicon.svg" alt="Forged"><p>', "Forged"),
        ("<p>", '<img src="../_static/cable-favicon.svg"><p>', "<img"),
        ("<!doctype html>", "", "<!DOCTYPE html PUBLIC"),
        ("<!doctype html>", '<!doctype html SYSTEM "Forged">', "Forged"),
    ],
)
def test_what_is_said_of_a_file_besides_is_compared_with_other_pages(
    old: str, new: str, said: str
) -> None:
    (token,) = frame(old, new).tokens - frame().tokens
    assert said in token


def around_all(
    new: str, *, named: str = "-", of: int = 4, around: int = 4, written: str = "Next page"
) -> list[str]:
    """Return what is told of pages, so many of which have the same around them.

    A theme has ``named`` in a file, and says ``written`` in a template.
    """
    templates: Any = SimpleNamespace(
        without_classes=str,
        hides=bool,
        write=bool,
        loads=lambda *_: False,
        say=lambda words: words in {"Words", written},
    )
    frames = Frames(
        brings=bool,
        ships=bool,
        templates=templates,
        first="index",
        names_host=lambda said: named in said,
        lacks=bool,
    )
    for number in range(of):
        one = frame("<p>", f"{new}<p>") if new and number < around else frame()
        one.path, one.page = f"{number}.html", str(number)
        frames.add(one)
    return [message for _, message in frames.faults()]


@pytest.mark.parametrize(
    "forged",
    [
        '<meta http-equiv="Refresh" content="0; url=https://forged.example/">',
        '<base href="/forged/">',
        '<div onclick="forged()"></div>',
        '<div srcdoc="forged"></div>',
        '<form action="https://forged.example/"></form>',
        '<button formaction="//forged.example/"></button>',
        '<object data="https://forged.example/"></object>',
    ],
)
def test_what_runs_or_leads_away_around_all_pages_must_be_a_themes(forged: str) -> None:
    assert not around_all("")
    (message,) = around_all(forged)
    assert message.endswith("no theme writes it")
    assert not around_all(forged, named="forged")


def test_words_and_ways_within_the_site_around_all_pages_are_passed() -> None:
    assert not around_all('<form action="../search.html"><p on="x">Words</p></form>')


@pytest.mark.parametrize(
    "forged",
    [
        "<p>Words that nobody wrote</p>",
        '<p title="Words that nobody wrote"></p>',
        '<img alt="Words that nobody wrote">',
        '<input placeholder="Words that nobody wrote">',
    ],
)
@pytest.mark.parametrize(
    ("of", "around"), [(4, 2), (4, 3), (4, 4), (20, 10), (20, 17), (20, 18), (20, 20)]
)
def test_words_around_many_pages_alike_must_be_a_themes(forged: str, of: int, around: int) -> None:
    (message,) = around_all(forged, of=of, around=around)
    assert "Words that nobody wrote" in message
    assert message.endswith("here and around others, and no theme, extension or editor wrote it")
    assert not around_all(forged, of=of, around=around, named="that nobody")
    assert not around_all(forged, of=of, around=around, written="Words that nobody wrote")


@pytest.mark.parametrize(
    "forged",
    [
        '<a href="../index.html">Words that nobody wrote</a>',
        '<a href="../index.html" title="Words that nobody wrote">Words</a>',
        '<a href="#">Words, and words that nobody wrote</a>',
    ],
)
def test_a_link_around_all_pages_says_what_somebody_wrote(forged: str) -> None:
    (message,) = around_all(forged)
    assert message.startswith("a link 'Words")
    assert not around_all(forged, named="nobody wrote")
    assert not around_all('<a href="../index.html">Words</a>')


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("© Next page 2026, Jane Roe. Next page Dec 01, 2026. Next page", False),
        ("Next page 9.0.4", False),
        ("9.0.4.", False),
        ("Next page 1 de diciembre de 2026", False),
        ("Next page 1 December 2026, 10:15 UTC", False),
        ("Next page 01 December 2026 Next page", False),
        ("Next page 01 December 2026 nobody", True),
        ("Next page Letters sent", False),
        ("Letters sent, Next page", False),
        ("Next page 2026, John Doe", True),
        ("Next page Letters sent in vain", True),
        ("Letters sent and lost", True),
        ("Next page December came in 2026", True),
        ("Next page is missing", True),
        ("Is missing. Next page", True),
        ("Next page" + " 9" * 40, True),
        ("December of 11 years", True),
    ],
)
def test_a_theme_puts_phrases_values_dates_and_versions_together(words: str, told: bool) -> None:
    templates: Any = SimpleNamespace(say=lambda said: said.strip(",. ") == "Next page")
    settings = 'copyright = "2026, Jane Roe"'
    titles = {"letters": {"Letters sent"}}
    assert (
        FrameWords(templates, lambda said: said in settings, "es", titles).are_written(words)
        != told
    )


def test_words_around_a_few_pages_are_told_for_each() -> None:
    told = around_all("<p>Words that nobody wrote</p>", of=20, around=3)
    assert len([one for one in told if one.startswith("'Words that nobody wrote'")]) == 3


#: Parts of a frame; what stands for the page's name is put in when a page is made.
PARTS = (
    "<p>Words</p>",
    "<p>Words that go on<b>, bold</b></p>",
    "<!-- Made with a > theme -->",
    '<div class="menu"><a href="05OTTAWA2.html" title="A title">Another <i lang="fr">page</i></a>',
    "</div>",
    '<a href="https://example.org/">Out</a>',
    '<a class="source" href="../_sources/cables/PAGE.md.txt">.md View this page</a>',
    '<a href="../%5Fsources/cables/PAGE.md.txt">View this page</a>',
    '<a href="../_sources/cables/05OTTAWA2.md.txt">View another page</a>',
    '<script>open("cables/PAGE")</script>',
    "<script>open('cables/05OTTAWA2')</script>",
    SHEET,
    SCRIPT,
)
PAGES_READ = st.lists(
    st.tuples(st.sampled_from(("05OTTAWA1", "05OTTAWA2")), st.integers(0, 14), st.booleans()),
    min_size=2,
    max_size=6,
)


TO_ANOTHER = [("05OTTAWA1", 14, True), ("05OTTAWA1", 14, True), ("05OTTAWA2", 14, True)]


@example([PARTS[8]], TO_ANOTHER, PARTS[0])
@example([PARTS[8].replace("_", "%5F")], TO_ANOTHER, PARTS[0])
@example([PARTS[10]], TO_ANOTHER, PARTS[0])
@given(st.lists(st.sampled_from(PARTS), max_size=14), PAGES_READ, st.sampled_from(PARTS))
def test_a_frame_is_read_as_if_no_page_had_been_read_before(
    parts: list[str], pages: list[tuple[str, int, bool]], other: str
) -> None:
    reader = FrameReader(Allowed([]))
    for name, at, is_cut in pages:
        said = "".join([*parts[:at], other, *([] if is_cut else parts[at:])])
        page = f"<!doctype html><html><body>{said.replace('PAGE', name)}</body></html>"
        trees = [html.document_fromstring(page) for _ in range(2)]
        alone = FrameReader(Allowed([])).read(trees[0], f"cables/{name}", "a page")
        assert reader.read(trees[1], f"cables/{name}", "a page") == alone


def test_the_words_of_a_link_that_somebody_wrote_may_be_said_again_beside_it() -> None:
    templates: Any = SimpleNamespace(say=lambda said: said == "Next page")
    said = FrameWords(templates, lambda _: False, "en", {})
    said.of_links = {"Jane Roe"}
    assert said.are_written("Next page Jane Roe")
    assert not said.are_written("Jane Roe has gone")
    assert not said.are_written("Next page John Doe")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("2019-2026, The Team", False),
        ("Cables & Co, edition 1.4", False),
        ("('2019, The Team', '2026-2027, Co')", False),
        ("Published by The Team in 2026", False),
        ("The Team withdrew this", True),
        ("The team", True),
        ("Teams", True),
        (" ".join(["The Team", "Co"] * 4), True),
    ],
)
def test_a_value_of_settings_may_be_computed(words: str, told: bool) -> None:
    templates: Any = SimpleNamespace(say=lambda _: False)
    settings = (
        'project = "Cables & Co"\nauthor = "The Team"\nhtml_title = f"{project}, edition {of}"\n'
        'copyright = f"Published by {author} in {year}"\n'
    )
    said = FrameWords(templates, lambda _: False, "en", {}, settings)
    assert said.are_written(words) != told


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("One x^2, H2O and <b>all</b>", False),
        (r"The \alpha case", False),
        ("One x^3, H2O and all", True),
        ("***", True),
    ],
)
def test_a_link_may_have_the_source_of_a_formula_in_a_heading(words: str, told: bool) -> None:
    templates: Any = SimpleNamespace(say=lambda _: False)
    titles = {"one": {"One x 2 , H2O and all"}, "two": {"The case"}}
    chapters = "# The $\\alpha$ case\n"
    said = FrameWords(templates, lambda _: False, "en", titles, chapters=lambda: chapters)
    assert said.are_of_heading(words, "one") != told
    assert not said.are_of_heading("One x^2, H2O and <b>all</b>", "two")


@pytest.mark.parametrize(
    ("language", "words"),
    [("de", "Zuletzt aktualisiert am"), ("fr", "Mis à jour le"), ("ja", "最終更新:")],
)
def test_what_catalogs_translate_with_values_in_it_is_written(
    tmp_path: Path, language: str, words: str
) -> None:
    template = tmp_path / "layout.html"
    template.write_text(
        "<p>{% trans last_updated=last_updated|e %}Last updated on {{ last_updated }}."
        "{% endtrans %}</p>",
        "utf-8",
    )
    files: Any = SimpleNamespace(templates=[template])
    assert ThemeTemplates(files, language).say(words)
    assert not ThemeTemplates(files, language).say(f"{words} nobody")
