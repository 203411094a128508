"""What the shards of a search hold is compared with the pages and with itself, each fault told."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import html

from cable_edition.core.edition.assemble import EditedCable, edit_cable
from cable_edition.core.proof.site.search_check import SearchCheck, lines_in, lines_of
from cable_edition.core.proof.site.site_page import SitePage
from cable_edition.core.proof.site.written import pieces_of
from cable_edition.core.reading.parse import parse
from cable_edition.core.registers.entries import Registers
from cable_edition.core.registers.mentions import MentionFinder
from cable_edition.core.search.found import SearchPage, SearchPlace
from cable_edition.core.search.index import make_index
from cable_edition.core.search.shards import shards

TEXT = b"""\
C O N F I D E N T I A L OTTAWA 000001

SUBJECT: A VISIT

1. (C) The lamps of Rome.

2. (C) A lamp.
"""
CABLE = """<h1>05OTTAWA1: A VISIT</h1>
<div class="cable-par" id="p1">1
<span class="cable-words">The <b>lamps</b> of<sup>1</sup> Rome.</span></div>
<div class="cable-par" id="p2">2 <span class="cable-words">A lamp.</span></div>
<ol><li class="cable-note" id="n-1" value="1">Note: three <i>l</i>amps.</li></ol>"""
CHAPTER = """<section id="top"><h1>More</h1><p>The keepers</p>
<section id="two"><h2>Two</h2></section></section>"""
PAGES = (
    SearchPage(
        "cables/05OTTAWA1",
        "Cables",
        "05OTTAWA1: A VISIT",
        (
            SearchPlace("", "", "05OTTAWA1 · A VISIT"),
            SearchPlace("p1", "¶ 1", "The lamps of Rome."),
            SearchPlace("p2", "¶ 2", "A lamp."),
            SearchPlace("n-1", "note 1", "Note: three lamps."),
        ),
        "2005",
        {"Post": ["Embassy Ottawa"], "Year": ["2005"], "Classification": ["Confidential"]},
    ),
    SearchPage(
        "more",
        "Chapters",
        "More",
        (SearchPlace("", "", "More The keepers"), SearchPlace("two", "Two", "Two")),
    ),
    SearchPage(
        "people/index",
        "Registers",
        "People",
        (SearchPlace("", "", "People"),),
        filters={"Register": ["Person"]},
    ),
)
NAMES = {("post", "OTTAWA"): "Embassy Ottawa"}


def cable() -> EditedCable:
    found = parse(TEXT, name="05OTTAWA1.txt")
    return edit_cable(found, Path("05OTTAWA1.txt"), MentionFinder(Registers()), None)[0]


@pytest.fixture
def site(tmp_path: Path) -> Path:
    pages = (("cables/05OTTAWA1", CABLE), ("more", CHAPTER), ("people/index", "<h1>People</h1>"))
    for name, words in pages:
        path = tmp_path / f"{name}.html"
        path.parent.mkdir(exist_ok=True)
        path.write_text(f'<html><body><div role="main">{words}</div></body></html>', "utf-8")
    index = make_index(PAGES, english=True)
    (tmp_path / "_search").mkdir()
    for name, text in shards(index, [f"{page.docname}.html" for page in index.pages]).items():
        (tmp_path / "_search" / name).write_text(text, "utf-8")
    return tmp_path


def told(site: Path) -> list[str]:
    check = SearchCheck(site, {"05OTTAWA1": cable()}, names=NAMES)
    names = ("cables/05OTTAWA1", "more", "people/index")
    pages = [SitePage(name, site / f"{name}.html") for name in names]
    found = [one for page in pages for one in check.faults(page)]
    return [f"{file}: {message}" for file, message in [*found, *check.rest()]]


def test_an_index_that_says_what_the_pages_say_is_right(site: Path) -> None:
    assert told(site) == []


def test_a_site_without_an_index_has_nothing_to_be_proved(site: Path) -> None:
    (site / "_search" / "index.js").unlink()
    assert told(site) == []


@pytest.mark.parametrize(
    ("shard", "old", "new", "said"),
    [
        ("t-0", "of Rome", "of Oslo", "p1 does not read 'The lamps of Oslo.'"),
        ("t-0", '"p2"', '"p1"', "p1 does not read 'A lamp.'"),
        ("t-0", '"p2"', '"p9"', "has no place 'p9'"),
        ("t-0", '"p2"', '"p1"', "p2 is not found"),
        ("t-0", "three", "seven", "n-1 has not 'Note: seven lamps.'"),
        ("t-0", "A VISIT", "A FEAST", "is called '05OTTAWA1: A FEAST'"),
        ("t-0", "· A VISIT", "· A FEAST", "the page has not '05OTTAWA1 · A FEAST'"),
        ("t-2", "keepers", "lampists", "the page has not 'More The lampists'"),
        ("t-2", "more.html", "less.html", "it leads to 'less', which is not there"),
        ("t-2", '"Two"]', '"Three"]', "two has not 'Three'"),
        ("w-k", '"keepers":"0', '"keepers":"0!', "cannot be read"),
        ("w-k", '"keepers"', '"kippers"', "cannot be read"),
        ("w-r", '"rome":"0#"', '"rome":"0$"', "the word 'rome' is not found where it stands"),
        ("p-r", '"rome":"0!%"', '"rome":"0!#"', "the word 'rome' is not found where it stands"),
        ("w-l", '"lamps",', '"lumps",', "'lumps' is found with 'lamp' and is no form of it"),
        ("w-r", '"rome":"0#"', '"rome":["0#","oslo","0"]', "'oslo' is found with 'rome'"),
        ("filters", '"2005":"0!"', '"2005":"0/"', "Year '2005' leads to no page"),
        ("filters", '"2005":"0!"', '"2005":"0#"', "cables/05OTTAWA1 is not found by Year '2005'"),
        ("filters", '"2005":"0!"', '"2005":"0#"', "people/index is found by Year '2005'"),
        ("filters", "Confidential", "Secret", "is found by Classification 'Secret'"),
        ("filters", "Embassy Ottawa", "Embassy Rome", "is found by Post 'Embassy Rome'"),
        ("filters", '"Year"', '"Spy"', "is found by Spy '2005'"),
        ("filters", '"Chapters"', '"Lists "', "more is found by Part 'Lists '"),
        ("filters", '"Person":"0#"', '"Term":"0#"', "people/index is found by Register 'Term'"),
        ("t-0", '"date":"2005"', '"date":"2006"', "cables/05OTTAWA1 has the date '2006'"),
        ("t-2", '"date":""', '"date":"2006"', "more has the date '2006'"),
        ("t-0", '"¶ 1"', '"¶ 7"', "p1 is called '¶ 7'"),
        ("t-0", '"note 1"', '"note 2"', "n-1 is called 'note 2'"),
        ("t-0", '["",""', '["","forged"', "the page is called 'forged'"),
        ("t-2", '"two","Two"', '"two","Three"', "two is called 'Three'"),
        ("t-0", '"places"', '"more":"forged","places"', "t-0.js: it says more than it may"),
        ("index", '"parts"', '"more":"forged","parts"', "index.js: it says more than it may"),
        ("index", "cableSearch", "evil", "cannot be read"),
        ("t-0", ");\n", ");evil();\n", "cannot be read"),
    ],
)
def test_a_fault_of_the_index_is_told(
    site: Path, shard: str, old: str, new: str, said: str
) -> None:
    path = site / "_search" / f"{shard}.js"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    found = told(site)
    assert any(line.startswith("_search/") and said in line for line in found), found


def test_a_word_less_is_told(site: Path) -> None:
    for kind in "wp":
        (site / "_search" / f"{kind}-k.js").unlink()
    assert "the word 'keepers' is not found where it stands" in told(site)[0]


def test_more_than_a_few_words_are_counted(site: Path) -> None:
    for path in (site / "_search").glob("[wp]-*.js"):
        path.unlink()
    assert "more are not as in the texts" in told(site)[-1]


@pytest.mark.parametrize(
    ("page", "said"),
    [
        ("<p>a<b>b</b><br>c</p><p>d</p>", "ab c d"),
        ("<h2>a<a class='headerlink' href='#x' title='t'>L</a></h2>b", "a b"),
        ("<h2>a<a href='#x' class='headerlink'>L</a></h2>b", "a b"),
        ("<h2>a<a class='headerlink' href='#x'><i>L</i></a></h2>b", "a b"),
        ("<h2>a<span class='headerlink'>L</span></h2>b", "a b"),
        ("<h2>a<a class='headerlink more' href='#x'>L</a></h2>b", "aL b"),
        ("<dl><dt>a<span class='classifier'>b</span></dt><dd>c</dd></dl>", "a b c"),
        ("a<!-- <p> -->b &amp; c&lt;p&gt;d", "ab & c<p>d"),
        ("<p title='<b>'>a</p><abbr>b</abbr><article>c</article>", "a b c"),
    ],
)
def test_lines_are_those_that_a_reader_sees(page: str, said: str) -> None:
    element = html.fragment_fromstring(page, create_parent="div")
    assert lines_of(element).split() == lines_in(pieces_of(element)).split() == said.split()
