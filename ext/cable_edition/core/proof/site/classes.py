"""Classes that hide what they are given to, in the style sheets of Sphinx and of many themes."""

from __future__ import annotations

HIDING = frozenset(
    {"d-none", "hidden", "invisible", "screen-reader-text", "sd-d-none", "sr-only"}
    | {"visually-hidden"}
)
