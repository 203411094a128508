"""What extensions of Sphinx bring to a page outside the edition's own words, as a setting names it.

An edition allows it (``allowed`` of the table ``[verify]``) by the name of an extension that is
known here, or by a pattern ``tag[attribute=value]`` in which ``*`` stands for anything.
"""

from __future__ import annotations

import re
from typing import NamedTuple

#: Extension -> what it brings.
EXTENSIONS = {
    "sphinx_copybutton": (
        "script[src=_static/clipboard.min.js]",
        "script[src=_static/copybutton.js]",
        "link[href=_static/copybutton.css]",
    ),
    "sphinx_design": (
        "script[src=_static/design-tabs.js]",
        "link[href=_static/sphinx-design.min.css]",
    ),
    "sphinx_tabs.tabs": ("script[src=_static/tabs.js]", "link[href=_static/tabs.css]"),
    "sphinx_togglebutton": (
        "script[src=_static/togglebutton.js]",
        "link[href=_static/togglebutton.css]",
    ),
    "sphinxext.opengraph": (
        "meta[property=og:*]",
        "meta[property=article:*]",
        "meta[name=twitter:*]",
        "meta[name=description]",
    ),
}
_PATTERN = re.compile(r"([a-z][a-z0-9]{0,20})\[([a-z][a-z0-9:-]{0,40})=([^\n]*)\]\Z")


class Pattern(NamedTuple):
    """Elements of this tag with this attribute, in whose ``value`` ``*`` is anything."""

    tag: str
    attribute: str
    value: str


def patterns(named: str) -> tuple[Pattern, ...]:
    """Return what a name or a pattern stands for; nothing where it stands for nothing."""
    found = (_PATTERN.match(text) for text in EXTENSIONS.get(named, (named,)))
    return tuple(Pattern(*match.groups()) for match in found if match)
