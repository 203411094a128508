"""What of a text are not small letters: few characters, among which a word is found quickly."""

from __future__ import annotations

from string import ascii_lowercase

_SMALL = ascii_lowercase.encode("ascii")


def capitals_of(text: str) -> str:
    """Return ``text`` less its letters from a to z; what is beyond Latin-1 is a question mark.

    A word of capitals, digits, blanks and signs of ASCII that stands in ``text`` stands in the
    result too. Rules that need such a word ask here first: of running text a quarter is left, and
    the word is looked for in a quarter of the time.
    """
    return text.encode("latin-1", "replace").translate(None, _SMALL).decode("latin-1")
