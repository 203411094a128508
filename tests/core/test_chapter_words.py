"""The prose of a chapter is found on its page, and what is not that of its file is told.

So it is with what its words are: headings, lists, quotations, tables, code, emphases.
"""

from __future__ import annotations

import re

import pytest
from lxml import html

from cable_edition.core.proof.site.chapter_words import chapter_difference

SOURCE = """\
---
orphan: true
---
(a-label)=
# The harbor

% nothing to see
It's *un*forgotten, **bold**, and `code` -- with "quotes"[^1]. See {term}`LAMP` for more,
[a link](https://example.org) or <https://example.org>.

- One lamp
- Two lamps \\(of forty\\)

```{note}
Left to the directive.
```

| Port | Lamps |
|---|---|
| Rome | four |

[^1]: A note
    of two lines.

## The end

Nothing {{ hidden }} here, at 10:30:15, for $5 or $6 |now|.
"""
PAGE = """\
<main><section><h1>The harbor<a class="headerlink">¶</a></h1>
<p>It’s <em>un</em>forgotten, <strong>bold</strong>, and <code><span class="pre">code</span></code>
– with “quotes”<a class="footnote-reference">1</a>. See <a>light of a
mariner</a> for more, <a>a link</a> or <a>example.org</a>.</p>
<ul><li><p>One lamp</p></li><li><p>Two lamps (of forty)</p></li></ul>
<div class="admonition"><p>Note</p><p>Left to the directive.</p></div>
<table><tr><th>Port</th><th>Lamps</th></tr><tr><td>Rome</td><td>four</td></tr></table>
<section><h2><span class="section-number">1.1. </span>The end</h2>
<p>Nothing to see here, at 10:30:15, for $5 or $6 today.</p></section>
<aside><p>1 A note of two lines.</p></aside></section></main>
"""


def told(source: str, page: str) -> str:
    return chapter_difference(source, html.fromstring(page), lambda one: one.tag == "nav")


def test_the_page_of_a_chapter_is_proved() -> None:
    moved = PAGE.partition("<aside>")
    source = SOURCE.replace("|now|.", "|now|")
    assert told(source, "".join(moved).replace("today.", "today")) == ""


@pytest.mark.parametrize(
    ("old", "new", "must", "found"),
    [
        ("bold", "bald", "bold", "bald"),
        ("The harbor<", "A harbor<", "The harbor", "A harbor"),
        ("forgotten", "forgiven", "forgotten", "forgiven"),
        ("One lamp", "One", "lamp Two", "Two lamps"),
        ("<li><p>One lamp</p></li>", "", "One lamp", "Two lamps"),
        ("four", "five", "four", "five"),
        ("</ul>", "</ul><p>Forged.</p>", "Port", "Forged Port"),
        ("(of forty)", "(of forty) Forged", "Port", "Forged Port"),
        ("<h2>", "<p>Forged.</p><h2>", "The end", "Forged The end"),
        ("for $5", "Forged for $5", "for 5", "Forged for 5"),
    ],
)
def test_what_is_changed_outside_gaps_is_told(old: str, new: str, must: str, found: str) -> None:
    source = (
        "# The harbor\n\nIt's *un*forgotten, **bold**.\n\n- One lamp\n- Two lamps (of forty)\n\n"
    )
    source += "| Port |\n|---|\n| four |\n\n## The end\n\nNothing here, for 5 or 6.\n"
    page = (
        "<main><section><h1>The harbor</h1><p>It's <em>un</em>forgotten, <strong>bold</strong>.</p>"
        "<ul><li><p>One lamp</p></li><li><p>Two lamps (of forty)</p></li></ul>"
        "<table><tr><th>Port</th></tr><tr><td>four</td></tr></table>"
        "<h2>The end</h2><p>Nothing here, for $5 or $6.</p></section></main>"
    )
    assert told(source, page) == ""
    assert old in page
    message = re.sub(r"</?\w+> ?", "", told(source, page.replace(old, new)))
    assert f"the chapter has '{must}" in message
    assert found in message


@pytest.mark.parametrize("where", ["start", "end"])
def test_words_before_the_first_and_after_the_last_are_told(where: str) -> None:
    page = "<main><p>Forged.</p><p>Words.</p></main>"
    if where == "end":
        page = "<main><p>Words.</p><p>Forged.</p></main>"
    assert "Forged" in told("Words.\n", page)


@pytest.mark.parametrize(
    "source",
    [
        "{doc}`x` Words.",
        "Words. ![a picture](x.png)",
        "```{figure} x.png\nA caption.\n```\n\nWords.",
        ":::{note}\nA note.\n:::\n\nWords.",
        "<b>raw</b> Words.",
        "<div>\nraw\n</div>\n\nWords.",
        "[](x.md) Words.",
        "Words.\n\n{.class}\n[^2]: More.",
        "---\ntitle: Raw\n---\n\nWords.",
        "{{ x }} Words.",
        "```{code} text\ncode\n```\n\nWords.",
        "```pycon\n>>> 1  # doctest: +SKIP\n```\n\nWords.",
        "Words.[^2]\n\n[^2]: More.\n",
    ],
)
def test_a_gap_may_have_any_words(source: str) -> None:
    inline = "<main><p>Any thing. Words. Any thing.</p></main>"
    block = "<main><dl><dt>Any</dt></dl><p>Words.</p><h2>Any thing.</h2></main>"
    pages = [
        page
        for both in (inline, block)
        for page in (
            both,
            both.replace("Any thing. Words.", "Words."),
            both.replace(" Any thing.</p>", "</p>"),
            both.replace("<dl><dt>Any</dt></dl>", ""),
            both.replace("<h2>Any thing.</h2>", ""),
        )
    ]
    assert any(told(source, page) == "" for page in pages)
    assert all(told(source, page.replace("Words", "Swords")) != "" for page in pages)


STRUCTURE = """\
# One

A *faint* word, a **strong** one and `code`.\\
Two lines.

Another paragraph.

> Quoted.

1. first
2. second

| Port |
|---|
| Rome |

### Deep

```text
lines of code
```

Term
: What it means.
"""
STRUCTURED = (
    "<main><section><h1>One</h1><p>A <em>faint</em> word, a <strong>strong</strong> one and "
    '<code><span class="pre">code</span></code>.<br>Two lines.</p><p>Another paragraph.</p>'
    "<blockquote><div><p>Quoted.</p></div></blockquote><ol><li><p>first</p></li><li><p>second</p>"
    "</li></ol><div><table><thead><tr><th><p>Port</p></th></tr></thead><tbody><tr><td><p>Rome</p>"
    "</td></tr></tbody></table></div><section><h2>Deep</h2><div><pre><span>lines</span> of code"
    "</pre></div><dl><dt>Term</dt><dd><p>What it means.</p></dd></dl></section></section></main>"
)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("<strong>strong</strong>", "strong"),
        ("<em>faint</em>", "faint"),
        ("<em>faint</em>", "<strong>faint</strong>"),
        ("Another", "<em>Another</em>"),
        ("Another", "<mark>Another</mark>"),
        ("Another paragraph.", "<small>Another paragraph.</small>"),
        ("</strong> one", " one</strong>"),
        ("<br>", " "),
        ("</p><p>Another", " Another"),
        ("Another ", "Another</p><p>"),
        ("<blockquote><div><p>Quoted.</p></div></blockquote>", "<p>Quoted.</p>"),
        ("<p>Another paragraph.</p>", "<blockquote><p>Another paragraph.</p></blockquote>"),
        ("</blockquote>", "<details></details></blockquote>"),
        ("ol>", "ul>"),
        ("<li><p>first</p></li>", "<p>first</p>"),
        ("</p></li><li><p>", " "),
        ("<h2>Deep</h2>", "<h3>Deep</h3>"),
        ("<h2>Deep</h2>", "<p>Deep</p>"),
        ("h1>", "h2>"),
        ("<th><p>Port</p></th>", "<td><p>Port</p></td>"),
        ("</tr></thead><tbody><tr>", ""),
        ("<pre>", "<p>"),
        ("lines</span>", "lies</span>"),
        ("<dt>Term</dt>", "<dd>Term</dd>"),
    ],
)
def test_what_words_are_is_told(old: str, new: str) -> None:
    assert told(STRUCTURE, STRUCTURED) == ""
    assert old in STRUCTURED
    page = STRUCTURED.replace(old, new)
    assert re.match(r"(?:after '.*' )?the chapter has '.*<", told(STRUCTURE, page))


def test_terms_are_a_list_where_myst_makes_one() -> None:
    source = "Term\n: What it means.\n"
    assert told(source, "<main><dl><dt>Term</dt><dd><p>What it means.</p></dd></dl></main>") == ""
    assert told(source, "<main><p>Term\n: What it means.</p></main>") == ""
    assert told(source, "<main><ul><li>Term</li><li>What it means.</li></ul></main>") != ""


@pytest.mark.parametrize(
    ("source", "page"),
    [
        (":name: what", "<dl><dt>name</dt><dd><p>what</p></dd></dl>"),
        (":name: what", "<p>:name: what</p>"),
        ("Above\n:name: what", "<p>Above</p><dl><dt>name</dt><dd><p>what</p></dd></dl>"),
        ("Above\n:name:", "<p>Above</p><dl><dt>name</dt><dd><p></p></dd></dl>"),
        ("> ## Quoted", "<blockquote><p>Quoted</p></blockquote>"),
        ("- ## Listed", "<ul><li><h3>Listed</h3></li></ul>"),
    ],
)
def test_what_extensions_or_docutils_set_otherwise_is_a_gap(source: str, page: str) -> None:
    page = f"<main>{page}<p>Words.</p></main>"
    assert told(f"{source}\n\nWords.", page) == ""
    assert told(f"{source}\n\nWords.", page.replace("<p>Words.</p>", "<h2>Words.</h2>")) != ""


def test_who_is_quoted_may_stand_below_the_quotation() -> None:
    source = '{attribution="A. B."}\n> Words.\n'
    page = "<main><blockquote><p>Words.</p><p>- A. B.</p></blockquote></main>"
    assert told(source, page) == ""
    assert told(source, page.replace("<p>Words.</p>", "Words.")) != ""


def test_levels_after_another_file_are_its_own() -> None:
    source = "# One\n\n```{include} two.md\n```\n\n## Three\n"
    page = "<main><h1>One</h1><h2>Two</h2><h3>Three</h3></main>"
    assert told(source, page) == ""
    assert told(source, page.replace("<h3>Three</h3>", "<p>Three</p>")) != ""
    assert told(source.replace("include", "only"), page) != ""


def test_letters_like_marks_are_none() -> None:
    assert told("Ha\ue000p rbor", "<main><p>Ha\ue000p rbor</p></main>") == ""
    assert told("A *b* c", "<main><p>A \ue000em b \ue000/em c</p></main>") != ""


def test_what_an_extension_brings_is_passed_over() -> None:
    assert told("Words.", "<main><nav>Copy</nav><p>Words.</p></main>") == ""
    assert told("Words.", "<main><p>Copy</p><p>Words.</p></main>") != ""


def test_marks_that_show_nothing_part_no_word() -> None:
    assert told("Harbor lights", "<main><p>Har\u00adbor li\u200bghts</p></main>") == ""


def test_a_word_that_touches_a_note_is_left_to_it() -> None:
    source = "The coast[^1] stands.\n\n[^1]: A note.\n"
    assert told(source, "<main><p>The coast1 stands.</p><p>1 A note.</p></main>") == ""


def test_a_long_chapter_takes_no_time() -> None:
    source = "word " * 20_000 + "{x}`y` " * 2_000
    page = f"<main><p>{'word ' * 20_000}{'y ' * 2_000}</p></main>"
    assert told(source, page) == ""
