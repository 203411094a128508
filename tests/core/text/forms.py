"""The four forms in which copies of one cable are met."""

from __future__ import annotations

import re

_NUMBER = re.compile(r"(?m)^([ ]*)(?=\d{1,3}\.)")


def with_pilcrows(text: str) -> str:
    """Mark every number at the start of a line, as copies do: days and years too."""
    return _NUMBER.sub("\\1\ufffd", text)


def flattened(text: str) -> str:
    """Fold all white space to single blanks."""
    return " ".join(text.split())


FORMS = {
    "lines": lambda text: text,
    "pilcrows": with_pilcrows,
    "flat": flattened,
    "flat-pilcrows": lambda text: flattened(with_pilcrows(text)),
}
