"""What an extension may do to the finished page of a cable, and where the build must say it."""

from __future__ import annotations

from typing import NamedTuple


class BuildEdit(NamedTuple):
    """Characters of a page that are replaced wherever they stand, and how the line begins."""

    kind: str
    name: str
    old: str
    new: str
    place: str


EDITS = [
    BuildEdit("word-changed", "a quotation mark", "'one'", "\u2018one\u2019", "p1: "),
    BuildEdit("word-changed", "a blank", "She left", "She  left, ", "p2: "),
    BuildEdit("word-changed", "a letter's case", "left", "Left", "p2: "),
    BuildEdit("word-left-out", "a word", "left; ", "", "p2: "),
    BuildEdit("word-changed", "a heading", ">HEADING", ">ANOTHER", "h1: "),
    BuildEdit("mark", "another", 'title="Unclassified">(U)', 'title="Unclassified">(S)', "p2: "),
    BuildEdit("number", "another", ">¶ 2</a>", ">¶ 7</a>", "p2: "),
    BuildEdit("word-changed", "the sign-off", ">DICKSON", ">DICKENS", "signature: "),
    BuildEdit("word-changed", "the subject", '"subject"', '"object"', "subject: "),
    BuildEdit("anchor", "another", 'id="p2"', 'id="p3"', "p2: "),
    BuildEdit(
        "word-changed", "as transmitted", "\nTAGS: PREL", "\nTAGS: PINR", "text as transmitted: "
    ),
    BuildEdit(
        "word-added",
        "a paragraph",
        '<p class="cable-block cable-block-signature"',
        '<p><span class="cable-words">More.</span></p><p class="cable-block cable-block-signature"',
        "words of a cable that are not in the source: 'More.'",
    ),
]
