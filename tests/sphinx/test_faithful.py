"""The words on the pages are those of the source, whatever conf.py has switched on."""

from __future__ import annotations

import pytest
from lxml import html

from cable_edition.core.proof.verify import verify_build

from .conftest import TinyEdition, cable_text

BARE = 'extensions = ["cable_edition"]\n'
#: What the extensions of MyST and Sphinx's typography would change.
WORDS = (
    "(C) Jane Roe said \"it's done\" -- and then ... (c) (tm) +-5 --- 'so' www.example.org.",
    "(U) See http://example.org/a-b and {{ project }} and $5$ :smile: ~~not~~ H~2~O a@example.org.",
    "(U) \\alpha {.red} ==yes== [ ] no\n\n-- \"One\" thing: :: two\n\n-- 'Another'.",
)
SUBJECT = "THE \"VISIT\" -- 'ROE'S' ... (C) {{ PROJECT }} WWW.EXAMPLE.ORG"
EVERY_SYNTAX = [
    "amsmath", "attrs_block", "attrs_inline", "colon_fence", "deflist", "dollarmath", "fieldlist",
    "html_admonition", "html_image", "linkify", "replacements", "smartquotes", "strikethrough",
    "substitution", "tasklist",
]  # fmt: skip
SETTINGS = {
    "nothing": "",
    "smartquotes by every action": 'smartquotes_action = "qDe"\nlanguage = "de"\n',
    "every syntax": f"myst_enable_extensions = {EVERY_SYNTAX}\n"
    'myst_substitutions = {"project": "CHANGED", "PROJECT": "CHANGED"}\n'
    "myst_heading_anchors = 4\nmyst_all_links_external = True\nmyst_url_schemes = ['gopher']\n"
    "myst_links_external_new_tab = True\nmyst_title_to_header = True\n"
    "html_permalinks_icon = '<i class=\"fa\">Q</i>'\n",
    "no syntax": 'myst_disable_syntax = ["emphasis", "escape", "entity", "backticks"]\n',
    "Markdown of another kind": "myst_gfm_only = True\nhtml_permalinks_icon = ''\n",
    "a page rewritten": "def setup(app):\n"
    "    app.connect('source-read', change)\n"
    "def change(app, docname, source):\n"
    "    if docname.startswith('cables/'):\n"
    "        source[0] = source[0].replace('said', 'denied')\n",
}


def write_bare(edition: TinyEdition, more: str = "") -> TinyEdition:
    (edition.docs / "conf.py").write_text(BARE + more, "utf-8")
    text = cable_text(paragraphs=WORDS, subject=SUBJECT)
    edition.add(text=text.replace("2. (U)", "A HEADING\n---------\n\n2. (U)"))
    return edition


def bare(edition: TinyEdition, more: str = "") -> TinyEdition:
    write_bare(edition, more).build()
    return edition


@pytest.mark.parametrize("name", SETTINGS)
def test_no_setting_changes_a_word(edition: TinyEdition, name: str) -> None:
    bare(edition, SETTINGS[name])
    assert verify_build(edition.html, edition.sources) == (1, [])
    page = html.fromstring(edition.page("cables/05OTTAWA1"))
    assert (
        page.xpath("string(//h1/span[@class='cable-eyebrow']/following-sibling::span)") == SUBJECT
    )
    for at in ("cables/index", "chronology/index"):
        assert SUBJECT in html.fromstring(edition.page(at)).text_content()
    assert ":::" not in html.fromstring(edition.page("missing/index")).text_content()


def test_the_prose_of_an_editor_keeps_its_typography(edition: TinyEdition) -> None:
    index = edition.docs / "index.md"
    index.write_text(index.read_text("utf-8") + '\nA "word" of (c) mine.\n', "utf-8")
    bare(edition, SETTINGS["every syntax"])
    assert "A “word” of © mine." in html.fromstring(edition.page("index")).text_content()


def test_a_cable_in_the_prose_of_an_editor_keeps_its_words(edition: TinyEdition) -> None:
    index = edition.docs / "index.md"
    quoted = '\n```{cable:line} text u9\nHe said "so" -- once.\n```\n'
    index.write_text(index.read_text("utf-8") + quoted, "utf-8")
    bare(edition)
    words = html.fromstring(edition.page("index")).find_class("cable-words")
    assert [one.text_content() for one in words] == ['He said "so" -- once.']


def test_no_catalogue_translates_the_words_of_a_cable(edition: TinyEdition) -> None:
    folder = edition.docs / "locale" / "de" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "cables.po").write_text(
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
        'msgid "Jane spoke."\nmsgstr "Sie schwieg."\n\n'
        'msgid "05OTTAWA1: A VISIT"\nmsgstr "05OTTAWA1: EIN BESUCH"\n\n'
        'msgid "A VISIT"\nmsgstr "EIN BESUCH"\n',
        "utf-8",
    )
    (edition.docs / "conf.py").write_text(
        BARE + 'language = "de"\nlocale_dirs = ["locale"]\n', "utf-8"
    )
    edition.add(text=cable_text(paragraphs=("(C) Jane spoke.",)))
    edition.build()
    assert verify_build(edition.html, edition.sources) == (1, [])
    assert "BESUCH" not in edition.page("cables/05OTTAWA1")
