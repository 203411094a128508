"""What is drawn in a picture is what the cables say; whatever is changed in it is told."""

from __future__ import annotations

import pytest
from lxml import html

from cable_edition.core.proof.site.drawings import drawing_faults
from cable_edition.core.proof.site.pictures import Picture, without_pictures
from cable_edition.core.words import speaking

WORDS = ["2004", "2005", "A person with a long name", "3", "12"]
DRAWN = (
    '<svg role="img" aria-label="x" width="9" height="9" viewBox="0 0 9 9"><g fill="none">'
    '<g class="mark-group role-frame root"><path class="background" d="M0,0"/>'
    '<g class="mark-text role-axis-label">'
    '<text fill="currentColor" opacity="1">2004</text><text fill="currentColor">2005</text>'
    '<text fill="currentColor">A person with…</text></g>'
    '<g class="mark-symbol role-mark layer_0_marks"><path d="M1"/><path d="M2"/></g>'
    '<g class="mark-text role-mark"><text fill="currentColor">3</text>'
    '<text fill="currentColor">12</text></g></g></g></svg>'
)


def told(drawn: str, picture: Picture | None = None) -> list[str]:
    tree = html.fromstring(f"<div>{drawn}</div>")
    of = picture or Picture("tags", "x", "y", "tags", [], words=WORDS, marks=2)
    return [one for svg in tree.iter("svg") for one in drawing_faults(svg, of)]


def test_a_picture_as_it_was_drawn_is_right() -> None:
    assert told(DRAWN) == []


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (">2004<", ">2003<", "the picture must say '2004', and says '2003'"),
        (">12<", ">13<", "the picture must say '12', and says '13'"),
        (">A person with…<", ">A personnel…<", "must say 'A person with a long name'"),
        (">A person with…<", ">…<", "must say 'A person with a long name'"),
        ('<text fill="currentColor">12</text>', "", "must say '12', and says ''"),
        ("</g></g></g>", '<text fill="currentColor">7</text></g></g></g>', "says '7' besides"),
        ('<path d="M2"/>', "", "has 1 marks, and must have 2"),
        ('<path d="M2"/>', '<path d="M2"/><path d="M3"/>', "has 3 marks, and must have 2"),
        ('opacity="1"', 'opacity="0"', "'2004' of the picture are not seen"),
        ('<text fill="currentColor">3', '<text fill="none">3', "'3' of the picture are not seen"),
        ('<g fill="none">', '<g fill="none" display="none">', "are not seen"),
        ('<g fill="none">', '<g fill="none">Forged', "the words 'Forged' beside its own"),
        ("</svg>", "Forged</svg>", "the words 'Forged' beside its own"),
        ('<path d="M2"/>', '<path d="M2"/><image href="x"/>', "no part of it: image"),
        ('<path d="M2"/>', '<path d="M2"/><script>x</script>', "no part of it: script"),
        ('<path d="M1"/>', '<path d="M1" onclick="x"/>', "an attribute onclick of path"),
        ('<path d="M1"/>', '<path d="M1" style="x"/>', "an attribute style of path"),
    ],
)
def test_what_is_changed_in_a_picture_is_told(old: str, new: str, said: str) -> None:
    assert old in DRAWN
    assert any(said in one for one in told(DRAWN.replace(old, new, 1)))


def test_a_scale_has_numbers_alone() -> None:
    scale = Picture("timeline", "x", "y", "timeline", [])
    # Those that find no room are there, and not seen.
    drawn = DRAWN.replace("A person with…", "cables").replace('opacity="1"', 'opacity="0"')
    assert told(drawn, scale) == []
    assert told(drawn.replace("cables", "Forged"), scale) == [
        "the scale of the picture says 'Forged'"
    ]


@pytest.mark.parametrize(
    ("language", "word"),
    [("en", "event"), ("en", "cables"), ("de", "Ereignis"), ("de", "Telegramme"), ("fr", "câble")],
)
def test_a_scale_names_kinds_in_the_language(language: str, word: str) -> None:
    scale = Picture("timeline", "x", "y", "timeline", [])
    drawn = DRAWN.replace("A person with…", word)
    with speaking(language):
        assert told(drawn, scale) == []
    with speaking("fr" if language == "de" else "de"):
        assert told(drawn, scale) == [f"the scale of the picture says {word!r}"]


def test_a_book_has_the_page_without_the_picture() -> None:
    rows = [(["=a"], ["=1"]), (["=b"], ["=2"])]
    picture = Picture("tags", "x", "y", "tags", [], ("TAG", "Cables"), rows, [], 0)
    tokens = picture.tokens
    assert '<tr class="row-odd">' in tokens
    assert '<svg aria-label="x" role="img">' in tokens
    around = ["<p>", "=before", "</p>", *tokens, "<p>", "=after", "</p>"]
    assert without_pictures(around) == ["<p>", "=before", "</p>", "<p>", "=after", "</p>"]
