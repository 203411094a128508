"""What one who quotes a cable may do without a change: leave out headings and letters, part words.

Who quotes on from one paragraph into the next leaves out the heading between them, and who runs a
list into a sentence its letters or numbers. A letter is one of a list where another follows it in
their order, further on: the initials of a name (``A. B. Smith``) are none.

A number is the same with and without the commas between its thousands.

``theme/static/cable-quotation-words.js`` does the same in the browser.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_ITEM = re.compile(
    r"(?:^|(?<=[:;,.!?-] )|(?<= and )|(?<= or ))"
    r"(?:\(?([A-Za-z]|[0-9]{1,2})\)|([A-Za-z]|[0-9]{1,2})\.)(?= )"
)
#: What any of these is: one that is found soon, as it begins with a blank.
_MAYBE = re.compile(r" (?=\(?(?:[A-Za-z]|[0-9]{1,2})[.)] )")
#: A list has so many.
_LEAST = 2
_HEADING = re.compile(r"(?:in-[a-z0-9]{1,8}-)?h[0-9]{1,9}")
_WORD = re.compile(r"[^\W_]")
#: A word that is parted at the end of a line.
PARTED = re.compile(r"(?<=[^\W_])-[ \t\r]{0,80}\n[ \t\r\n]{0,80}(?=[^\W_])")

#: A comma between thousands.
THOUSANDS = re.compile(r",(?<=[0-9],)(?=[0-9]{3}(?![0-9]))")
#: A mark that no word has for a letter: words on both sides of it are one.
_JOINING = "\u0301"


def is_heading(anchor: str) -> bool:
    """Whether a place is a heading, by its anchor."""
    return _HEADING.fullmatch(anchor) is not None


def without_letters(text: str) -> str:
    """Return a text with blanks in the place of the letters and numbers of a list in it."""
    # Most texts have a mark of that kind, and few have two that may be of a list.
    if len(_MAYBE.findall(f" {text}")) < _LEAST:
        return text
    found: dict[str, list[re.Match[str]]] = {"A": [], "a": [], "1": []}
    for match in _ITEM.finditer(text):
        value = match[1] or match[2]
        kind = "1" if value.isdigit() else "A" if value.isupper() else "a"
        number = int(value) if kind == "1" else ord(value) - ord(kind) + 1
        taken = found[kind]
        if number == len(taken) + 1 and not (
            taken and not _WORD.search(text, taken[-1].end(), match.start())
        ):
            taken.append(match)
    lists = [taken for taken in found.values() if len(taken) >= _LEAST]
    if not lists:
        return text
    letters = list(text)
    for taken in lists:
        for match in taken:
            letters[match.start() : match.end()] = " " * (match.end() - match.start())
    return "".join(letters)


def loosened(places: Sequence[tuple[str, str]], *, letters: bool = True) -> list[str]:
    """Return the words of places, each with its anchor, with blanks for what may be left out.

    In a number a mark that parts no words stands for each comma. ``letters`` tells whether the
    letters of lists are left out too, or headings alone.
    """
    return [
        " " * len(words)
        if is_heading(anchor)
        else THOUSANDS.sub(_JOINING, without_letters(words) if letters else words)
        for anchor, words in places
    ]
