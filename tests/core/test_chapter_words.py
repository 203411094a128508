"""The prose of a chapter is found on its page, and what is not that of its file is told."""

from __future__ import annotations

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
        ("forgotten", "forgiven", "unforgotten", "unforgiven"),
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
        "<main><section><h1>The harbor</h1><p>It's <em>un</em>forgotten, <b>bold</b>.</p>"
        "<ul><li><p>One lamp</p></li><li><p>Two lamps (of forty)</p></li></ul>"
        "<table><tr><th>Port</th></tr><tr><td>four</td></tr></table>"
        "<h2>The end</h2><p>Nothing here, for $5 or $6.</p></section></main>"
    )
    assert told(source, page) == ""
    assert old in page
    message = told(source, page.replace(old, new))
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
        "    code\n\nWords.",
        "Words.[^2]\n\n[^2]: More.\n",
    ],
)
def test_a_gap_may_have_any_words(source: str) -> None:
    page = "<main><p>Any thing. Words. Any thing.</p></main>"
    bounded = page.replace("Any thing. Words.", "Words.")
    left = told(source, page.replace(" Any thing.</p>", "</p>"))
    assert "" in {left, told(source, bounded), told(source, page)}
    assert told(source, page.replace("Words", "Swords")) != ""


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
