"""Spellings of a withheld name, and a look for it that shares nothing with the program's own."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from html import unescape
from urllib.parse import unquote

from hypothesis import strategies as st

#: What is withheld.
NAME = ("Zebedée", "Quux")
SIDECAR = (
    "redactions:\n  - {name: Zebedée Quux, forms: [Quux], reason: At risk., date: 2026-11-23}\n"
)

_MARKED = st.sampled_from(["", "\u00ad", "\u200b", "\u2060"])
_BETWEEN = st.sampled_from(
    [" ", "  ", "\n", "\u00a0", "\u2009", "\u3000", "-", "_", "+", ".", ", ", " Q. ", "%20", ""]
)
#: What stands around it; a garbled line has such signs in place of quotation marks.
_AROUND = st.sampled_from([("", ""), ("&", "8"), ('"', '"')])
_HOW: list[Callable[[str], str]] = [
    str.upper,
    str.title,
    lambda word: unicodedata.normalize("NFD", word),
    lambda word: word.replace("é", "e"),
    lambda word: word.replace("é", "%C3%A9"),
    lambda word: word.replace("e", "&#101;"),
    lambda word: word.replace("u", "\uff55"),
]


@st.composite
def spellings(draw: st.DrawFn, name: tuple[str, ...] = NAME) -> str:
    """The name in some spelling."""
    sign, between = draw(_MARKED), draw(_BETWEEN)
    how = draw(st.sampled_from(_HOW))
    words = [how(word) for word in draw(st.permutations(name))]
    words = [one if "&" in one or "%" in one else one[0] + sign + one[1:] for one in words]
    before, after = draw(_AROUND)
    return f"{before}{between.join(words)}{after}"


def survives(text: str) -> bool:
    """Tell whether any spelling of the name is in a text: its letters, one after the other."""
    for _ in range(2):
        text = unquote(unescape(text))
    text = text.replace("\\u00ad", "").replace("\\u200b", "").replace("\\u2060", "")
    text = unicodedata.normalize("NFKD", text).casefold()
    letters = re.sub(r"[\W_]+", "", "".join(one for one in text if not unicodedata.combining(one)))
    return bool(re.search("zebedeeq?quux|quuxq?zebedee", letters))
