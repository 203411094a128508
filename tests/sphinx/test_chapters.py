"""Chapters whose titles have markup and references, in themes and languages of all kinds."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import html

from cable_edition.core.proof.other_hosts import loaded_elsewhere
from cable_edition.core.proof.verify import verify_build, verify_output
from cable_edition.core.settings.edition_file import load_from
from cable_edition.sphinx_ext.epub.package import name_contents

from .conftest import PEOPLE, TinyEdition, cable_text, tiny_edition, warnings_of

ONE = """\
# The *word* {cable:cable}`05OTTAWA1` and `code` {ref}`z` {ref}`y`

(x)=
## Two {cable:person}`roe-jane`

Text {doc}`index`, {doc}`two`, {ref}`x`.

(z)=
## A *third*
"""
TWO = """\
(y)=
# Plain {doc}`other` **b** [](other.rst) [the](#x) {term}`lamp`

One {ref}`x`.

```{glossary}
lamp
: x
```
"""
OTHER = """\
Other
=====

.. only:: latex

   .. _here:

   Here
   ----

Text.
"""


@pytest.fixture
def edition_of_chapters(edition: TinyEdition) -> TinyEdition:
    """An edition with chapters that refer to each other in their titles; not yet built."""
    for name, text in (("one.md", ONE), ("two.md", TWO), ("other.rst", OTHER)):
        (edition.docs / name).write_text(text, "utf-8")
    index = edition.docs / "index.md"
    listed = "\none\ntwo\nother\ncables/"
    index.write_text(index.read_text("utf-8").replace("\ncables/", listed, 1), "utf-8")
    edition.add()
    return edition


def told(edition: TinyEdition) -> list[str]:
    return [one.located() for one in verify_build(edition.html, edition.sources)[1]]


def heading(edition: TinyEdition, name: str) -> str:
    (found,) = html.fromstring(edition.page(name)).xpath("//h1")
    return str(found.text_content()).removesuffix("¶").removesuffix("#")


def test_the_contents_name_a_chapter_as_its_page_does(edition_of_chapters: TinyEdition) -> None:
    edition = edition_of_chapters
    named = "---\norphan: true\n---\n# Named\n\n{cable:person}`roe-jane` came.\n"
    (edition.docs / "named.md").write_text(named, "utf-8")
    assert warnings_of(edition.build()) == ""
    assert told(edition) == []
    assert heading(edition, "two") == "Plain Other b Other the lamp"
    assert 'title="A visitor"' in edition.page("named")
    assert heading(edition, "one").endswith("and code A third Plain Other b Other the lamp")
    for name in ("index", "people/index"):
        links = html.fromstring(edition.page(name)).xpath("//a[contains(@href, 'one.html')]")
        assert {heading(edition, "one")} == {link.text_content() for link in links[:1]}
    (two,) = html.fromstring(edition.page("one")).xpath("//h2[contains(., 'Two')]")
    assert "Two Jane Roe" in two.text_content()
    assert "Two roe-jane" not in edition.page("one")
    # The title of one is told in those of the others.
    other = edition.docs / "other.rst"
    other.write_text(OTHER.replace("Other\n", "Another\n", 1).replace("=====", "======="), "utf-8")
    one = edition.docs / "one.md"
    one.write_text(ONE.replace("## Two", "## Second"), "utf-8")
    edition.register("people", PEOPLE.replace("A visitor", "A guest"))
    assert warnings_of(edition.build()) == ""
    assert told(edition) == []
    assert heading(edition, "two") == "Plain Another b Another the lamp"
    assert 'title="A guest"' in edition.page("one")
    assert 'title="A guest"' in edition.page("named")
    assert "One Second Jane Roe." in html.fromstring(edition.page("two")).text_content()


@pytest.mark.outputs
@pytest.mark.parametrize(
    ("theme", "language"),
    [
        ("alabaster", "fr"),
        ("basic", "de"),
        ("furo", "ja"),
        ("furo", "ar"),
        ("alabaster", "ru"),
        ("scrolls", "de"),
    ],
)
def test_any_theme_and_language_is_proved(
    edition_of_chapters: TinyEdition, theme: str, language: str
) -> None:
    edition = edition_of_chapters
    conf = edition.docs / "conf.py"
    text = conf.read_text("utf-8").replace('"furo"', f'"{theme}"') + f'language = "{language}"\n'
    conf.write_text(text, "utf-8")
    edition.build()
    assert told(edition) == []
    words = edition.html / "_static" / "translations.js"
    words.write_text(words.read_text("utf-8") + "other();\n", "utf-8")
    # Words of cables are said to be in English.
    cables = edition.html / "cables" / "index.html"
    assert cables.read_text("utf-8").count('<td lang="en" dir="ltr">') > 1
    changed = cables.read_text("utf-8").replace('<td lang="en"', f'<td lang="{language}"', 1)
    cables.write_text(changed, "utf-8")
    fault, forged = sorted(told(edition))
    assert f'lang="{language}"' in forged
    assert "translations.js" in fault


#: Theme -> what it says beside the pages before and after.
SAID = {
    "alabaster": ("Previous:", "previous chapter"),
    "basic": ("Previous topic", "previous chapter", 'class="topless"'),
    "classic": ("Previous topic", 'class="topless"'),
    "furo": ("Previous<", 'class="page-info"'),
}


@pytest.mark.outputs
@pytest.mark.parametrize("theme", SAID)
def test_an_edition_of_one_cable_is_proved_in_any_theme(theme: str, tmp_path: Path) -> None:
    """Two pages have one before them, and one page none: no group in which most are alike."""
    edition = tiny_edition(tmp_path)
    # Themes show the marks in a title, or take them for markup; the page of the lost has none.
    conf = 'extensions = ["cable_edition"]\nsuppress_warnings = ["toc.not_included"]\n'
    conf += 'project = "Cables <b>of</b> R&D, <3 &lt;i&gt;"\n'
    (edition.docs / "conf.py").write_text(conf, "utf-8")
    (edition.docs / "index.md").write_text("# One\n\n```{toctree}\ncables/index\n```\n", "utf-8")
    (edition.docs / "alone.md").write_text("---\norphan: true\n---\n# Alone\n\nWords.\n", "utf-8")
    edition.add("05OTTAWA1", cable_text(1, ("(C) Jane Roe spoke.", "(U) She left.")))
    edition.build(html_theme=theme)
    assert told(edition) == []
    page = edition.html / "cables" / "05OTTAWA1.html"
    right = page.read_text("utf-8")
    changed = right.replace("<body", '<body style="display: none"')
    for words in SAID[theme]:
        assert words in right
        changed = changed.replace(words, 'class="forged"' if "=" in words else f"forged {words}")
    added = (
        "<div>Trust</div><div hidden>Next</div><script>previous()</script>"
        '<a href="../people/index.html">Previous</a>'
    )
    page.write_text(changed.replace("</body>", f"{added}</body>"), "utf-8")
    said = "\n".join(told(edition))
    for words in ("forged", '<body style="display', "'Trust'", "<div hidden", "previous()"):
        assert words in said
    assert "a link 'Previous' leads to 'people/index'" in said
    assert said.count("forged") == len(SAID[theme])


@pytest.mark.outputs
@pytest.mark.parametrize("theme", ["alabaster", "furo"])
def test_a_chapter_named_about_is_no_author(theme: str, tmp_path: Path) -> None:
    """Sphinx's layout says so on each page that extends it: of indices, of their letters, too."""
    edition = tiny_edition(tmp_path)
    conf = 'extensions = ["cable_edition"]\nhtml_split_index = True\n'
    (edition.docs / "conf.py").write_text(conf, "utf-8")
    chapter = "# About\n\n```{py:module} lamps\n```\n\n```{py:function} light()\n```\n"
    (edition.docs / "about.md").write_text(chapter, "utf-8")
    index = "# One\n\n```{toctree}\nabout\ncables/index\n```\n"
    (edition.docs / "index.md").write_text(index, "utf-8")
    edition.add("05OTTAWA1", cable_text(1, ("(C) Jane Roe spoke.", "(U) She left.")))
    edition.build(html_theme=theme)
    pages = {path.name: path.read_text("utf-8") for path in edition.html.rglob("*.html")}
    assert {"genindex.html", "genindex-L.html", "genindex-all.html", "py-modindex.html"} <= {*pages}
    assert [name for name, text in pages.items() if 'rel="author"' in text] == []
    assert told(edition) == []


FORMULAS = """\
# Formulas

About $x^2 < 4$, and $\\nonsense{y}$ as it was written.

{hostile}

$$y = 1$$ (one)

By {eq}`one`.
"""


#: What the library cannot read, in all the ways in which it says so.
HOSTILE = (
    r"\\nonsense{y}",
    "{",
    "}" + "{" * 2000,
    r"\left(",
    r"\frac{1}",
    "^",
    r"\text{<script>alert(1)</script>}",
    r"\begin{matrix}",
    "é\u202e\u200b",
)


def test_formulas_need_no_script_and_no_other_host(edition: TinyEdition) -> None:
    conf = edition.docs / "conf.py"
    syntax = 'myst_enable_extensions = ["dollarmath", "attrs_block", "colon_fence", "deflist"]\n'
    conf.write_text(conf.read_text("utf-8") + syntax, "utf-8")
    hostile = " and ".join(f"${one}$" for one in HOSTILE)
    text = "---\norphan: true\n---\n" + FORMULAS.replace("{hostile}", hostile)
    (edition.docs / "one.md").write_text(text, "utf-8")
    edition.add()
    said = warnings_of(edition.build())
    assert said.count("WARNING: this formula cannot be shown as one") == said.count("WARNING")
    assert said.count("one.md:8: ") >= 3
    assert "one.md:6: WARNING: this formula cannot be shown as one" in said
    page = edition.page("one")
    assert "mathjax@" not in page
    assert "window.MathJax" not in page
    assert [*loaded_elsewhere(page.encode())] == []
    tree = html.fromstring(page)
    shown = [" ".join(one.text_content().split()) for one in tree.iter("math")]
    assert {"x 2 < 4", "y = 1"} <= {*shown}
    assert not tree.xpath("//math//script | //math//*[@onclick]")
    assert "\\nonsense{y}" in tree.text_content()
    assert len(tree.xpath("//*[@id='equation-one']")) == 1
    assert told(edition) == []


HEADED = r"""# One $x^2$, H{sub}`2`O, {abbr}`X (y)`, {kbd}`Ctrl` and <b>all</b>

\begin{equation}
a = b
\end{equation}

\begin{align*}
c &= d \\\\ e &= f
\end{align*}

## Two {math}`a<b`

$$y$$ (lab)

See {eq}`lab`.
"""


def test_formulas_and_signs_stand_in_headings(edition: TinyEdition) -> None:
    conf = edition.docs / "conf.py"
    syntax = 'myst_enable_extensions = ["amsmath", "dollarmath", "attrs_block", "deflist"]\n'
    conf.write_text(conf.read_text("utf-8") + syntax, "utf-8")
    index = edition.docs / "index.md"
    contents = index.read_text("utf-8").replace("\ncables/", "\none\ntwo\ncables/", 1)
    index.write_text(contents, "utf-8")
    (edition.docs / "one.md").write_text(HEADED, "utf-8")
    (edition.docs / "two.md").write_text("# {math}`z`\n\nNo more.\n", "utf-8")
    edition.add()
    assert warnings_of(edition.build()) == ""
    assert told(edition) == []
    tree = html.fromstring(edition.page("one"))
    shown = [" ".join(one.text_content().split()) for one in tree.iter("math")]
    assert {"a = b", "c = d e = f", "a < b"} <= {*shown}
    # The same in every build.
    assert tree.xpath("//@id[starts-with(., 'equation-')]") == ["equation-one-1", "equation-lab"]
    # Around another page the heading is as it is on its own.
    path = edition.html / "two.html"
    named = path.read_text("utf-8")
    for old, new in (("<msup>", '<msup id="x">'), ('<abbr title="y">', '<abbr title="z">')):
        path.write_text(named.replace(old, new, 1), "utf-8")
        (fault,) = told(edition)
        assert "stands around this page and not around others" in fault


def test_the_package_of_a_book_names_its_formulas() -> None:
    package = '<item href="a.xhtml" id="a"/><item href="b.xhtml" id="b"/>'
    named = name_contents(package, ["b.xhtml"], ["a.xhtml", "b.xhtml"])
    assert '<item href="a.xhtml" properties="mathml" id="a"/>' in named
    assert '<item href="b.xhtml" properties="mathml svg" id="b"/>' in named


@pytest.mark.outputs
def test_numbers_of_sections_are_no_words(tmp_path: Path) -> None:
    edition = tiny_edition(tmp_path)
    edition.add()
    index = edition.docs / "index.md"
    listed = index.read_text("utf-8").replace(":hidden:\n:caption: All", ":numbered:")
    index.write_text(listed, "utf-8")
    edition.build()
    assert told(edition) == []
    page = edition.html / "cables" / "05OTTAWA1.html"
    text = page.read_text("utf-8")
    number = '<h1><span class="section-number">1.1. '
    assert number in text
    assert "1.1." not in (edition.html / "_search" / "index.js").read_text("utf-8")
    page.write_text(text.replace(number, number.replace("1.1", "Not 1.1")), "utf-8")
    assert any("Not 1.1." in fault for fault in told(edition))
    edition.build("epub")
    books = edition.docs / "_build" / "epub"
    assert verify_output(books, load_from(edition.root)[0])[1] == []
