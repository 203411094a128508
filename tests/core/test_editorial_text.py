from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from cable_edition.core.cable.fold import fold
from cable_edition.core.myst.editorial_text import as_editorial, blocks, inline, plain
from cable_edition.core.myst.escape import escape, escape_role, unescape_role
from cable_edition.core.proof.site.editor_words import shown_words


@pytest.mark.parametrize(
    "source",
    [
        "{cable:par}`05OTTAWA286#p4`",
        "{cable:person}`the coordinator <carlos-pascual>`",
        "see {term}`S&R` and {cable:tag}`PREL`",
        "*see {cable:org}`fac`*",
    ],
)
def test_own_roles_are_kept(source: str) -> None:
    assert inline(source) == source


@pytest.mark.parametrize(
    ("source", "myst"),
    [
        ("{raw}`<b>`", r"\{raw\}`<b>`"),
        (r"\{cable:par}`x`", r"\{cable:par\}`x`"),
        ("{cable:par}`!x`", r"\{cable:par\}`!x`"),
        ("{cable:par}`x <{y}>`", r"\{cable:par\}`x <{y}>`"),
        ("{cable:par} `x`", r"\{cable:par\} `x`"),
    ],
)
def test_other_roles_are_words(source: str, myst: str) -> None:
    assert inline(source) == myst


def test_title_of_a_role_cannot_switch_the_link_off() -> None:
    assert inline("{cable:par}`!x <y>`") == r"{cable:par}`\u{21}x <y>`"


def test_plain_words_carry_no_marks() -> None:
    source = "*a* `b` [c](https://d.org) {cable:par}`e <x>` {cable:par}`f` \\*"
    assert plain(source) == "a b c e f *"


def test_ordinary_words_need_no_escape() -> None:
    words = "Canada,s U.S. (the S/CRS) -- $5; 3D, 20% #2 a+b = 'x' \"y\" ~z"
    assert escape(words) == words
    assert escape_role(words) == words


def test_control_characters_are_shown() -> None:
    assert escape("a\x07b\x85c") == r"a␇b\\u\{85\}c"


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("a \u202eb\u202c", r"a \u{202e}b\u{202c}"),
        ("*\u2066a* \x07 \x7f", "*\\u{2066}a* \u2407 \u2421"),
        ("typed \\u{202e}", r"typed \u{5c}u{202e}"),
        ("typed \\\\u{41}", r"typed \u{5c}u{41}"),
        ("\u2407 itself", r"\u{2407} itself"),
    ],
)
def test_what_cannot_be_shown_is_shown_once_by_its_code_point(source: str, shown: str) -> None:
    assert inline(source).replace("\\\\", "\\").replace("\\{", "{").replace("\\}", "}") == shown


def test_verify_expects_code_word_by_word_and_its_copy_with_signs_enough() -> None:
    shown = shown_words("see `a b` or `` d`e ``", lambda *_: [])
    pre = '<span class="pre">'
    code = ["<code>", pre, "=a", "</span>", "= ", pre, "=b", "</span>", "</code>"]
    at = shown.tokens.index("<code>")
    assert shown.tokens[at : at + len(code)] == code
    assert shown.line == "see `a b` or ``d`e``"


def test_role_words_with_backticks_come_back() -> None:
    words = "!a `b` \\u{5c}u{60} <c>|"
    assert unescape_role(escape_role("!a `b` \\u{60} <c>|")) == words


@given(st.text(alphabet="ab *_`[]()\\{}<>!~\n\r#1\x01\x85\ud800", max_size=30))
def test_a_plain_text_has_its_words_as_markdown(text: str) -> None:
    assume("\\u{" not in fold(text))
    assert plain(as_editorial(text, is_markdown=False)) == fold(text)


@pytest.mark.parametrize(
    ("markdown", "parts"),
    [
        ("See:\n- one `x`\n- two\n  goes on", ["See:", "- one `x`", "- two goes on"]),
        ("* a\n* b\n    * c", ["- a", "- b", "- c"]),
        ("1. first\n2. second", ["1. first", "2. second"]),
        ("3) third\n\n   more of it", ["3) third", "more of it"]),
        ("one  \ntwo\\\nthree\nfour", ["one", "two", "three four"]),
        ("> said\n> so\n\nYes", ["said so", "Yes"]),
        ("# Head\ntext", ["Head", "text"]),
        ("```py\ncode\n```\n- a", ["code", "- a"]),
        ("[x]: https://e.example\n\n- [a][x]", ["[x]: https://e.example", "- [a][x]"]),
        (f"{'> ' * 60}deep", [f"{'> ' * 60}deep"]),
    ],
)
def test_lists_and_other_blocks_of_markdown_become_paragraphs(
    markdown: str, parts: list[str]
) -> None:
    assert as_editorial(markdown, is_markdown=True).split("\n\n") == parts
    assert len(blocks(as_editorial(markdown, is_markdown=True)).split("\n\n")) == len(parts)


@given(st.text(st.sampled_from("ab1.)-*+>#`~ \n\\[]:<&;"), max_size=60))
def test_no_letter_of_markdown_is_lost(markdown: str) -> None:
    kept = as_editorial(markdown, is_markdown=True)
    assert {*filter(str.isalpha, kept)} == {*filter(str.isalpha, markdown)} or "`" in markdown
