"""White-space folding: the one rule by which source and reading text are compared."""

from __future__ import annotations

#: White space that folding folds, and no other (``docs/developers/index.md``).
WHITE = " \t\r\n\f\v\u00a0"


def fold(text: str) -> str:
    """Return ``text`` with each run of white space as one blank and the ends trimmed.

    Only space, tab, CR, LF, form feed, vertical tab and no-break space count.
    """
    # Words are folded very often, and a search for runs would stop at every blank of them.
    if "\n" in text:
        text = text.replace("\n", " ")
    if "\r" in text or "\t" in text or "\f" in text or "\v" in text or "\u00a0" in text:
        for mark in WHITE[1:]:
            text = text.replace(mark, " ")
    return single_blanks(text).strip(" ")


def single_blanks(text: str) -> str:
    """Return a text with each run of blanks as one."""
    # Each round halves the runs: a pattern would take a step of its own for each of them.
    while text.rfind("  ") >= 0:
        text = text.replace("  ", " ")
    return text
