"""What extensions of Sphinx bring to a page outside the edition's own words.

An edition names them in its settings (``allowed`` of the table ``[verify]``): an extension that is
known here by its name, or a pattern ``tag[attribute=value]`` in which ``*`` stands for anything.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, NamedTuple

from cable_edition.core.proof.site.tokens import page_of

if TYPE_CHECKING:
    from lxml import html

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
#: What Sphinx itself and the themes that are known here load.
_KNOWN = frozenset(
    {
        "alabaster.css", "basic.css", "custom.css", "doctools.js", "documentation_options.js",
        "language_data.js", "pygments.css", "scripts/furo.js", "searchtools.js",
        "sphinx_highlight.js",
        "translations.js", "styles/furo-extensions.css", "styles/furo.css",
    }
)  # fmt: skip
_PATTERN = re.compile(r"([a-z][a-z0-9]{0,20})\[([a-z][a-z0-9:-]{0,40})=(.*)\]\Z")
_OWN = re.compile(r"_static/cable-[a-z-]{1,40}\.(?:css|js|svg)\Z")


class _Pattern(NamedTuple):
    tag: str
    attribute: str
    value: str


class Allowed:
    """Knows what the named extensions bring to the pages."""

    def __init__(self, named: Iterable[str]) -> None:
        texts = [text for name in named for text in EXTENSIONS.get(name, (name,))]
        found = (_PATTERN.match(text) for text in texts)
        self._patterns = [_Pattern(match[1], match[2], match[3]) for match in found if match]
        self._tags = frozenset(pattern.tag for pattern in self._patterns)

    def brings(self, element: html.HtmlElement, folder: str) -> bool:
        """Whether an element of a page in ``folder`` is one that an extension brings."""
        return self.brings_tag(str(element.tag), element.attrib, folder)

    def brings_tag(self, name: str, attributes: Mapping[str, str], folder: str) -> bool:
        """Whether an element of this name with these attributes is one."""
        if name not in self._tags:
            return False
        for pattern in self._patterns:
            value = attributes.get(pattern.attribute)
            if name == pattern.tag and value is not None:
                if pattern.attribute in {"src", "href"}:
                    value = page_of(value.partition("?")[0], folder)
                if fnmatchcase(value, pattern.value):
                    return True
        return False


def is_known_file(address: str) -> bool:
    """Whether a page may load a file: one of the edition's own, of Sphinx, or of a known theme."""
    return bool(_OWN.match(address)) or is_of_theme(address)


def is_of_theme(address: str) -> bool:
    """Whether a file is one of Sphinx, or of a known theme, by its name."""
    name = address.removeprefix("_static/")
    return address != name and name in _KNOWN
