"""What extensions of Sphinx bring to a page outside the edition's own words.

An edition names them in its settings (``allowed`` of the table ``[verify]``), as
:mod:`cable_edition.core.settings.brought` reads them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

from cable_edition.core.proof.site.tokens import page_of
from cable_edition.core.settings.brought import patterns

if TYPE_CHECKING:
    from lxml import html

#: What Sphinx itself and the themes that are known here load.
_KNOWN = frozenset(
    {
        "alabaster.css", "basic.css", "custom.css", "doctools.js", "documentation_options.js",
        "language_data.js", "pygments.css", "scripts/furo.js", "searchtools.js",
        "sphinx_highlight.js",
        "translations.js", "styles/furo-extensions.css", "styles/furo.css",
    }
)  # fmt: skip
_OWN = re.compile(r"_static/cable-[a-z-]{1,40}\.(?:css|js|svg)\Z")


class Allowed:
    """Knows what the named extensions bring to the pages."""

    def __init__(self, named: Iterable[str]) -> None:
        self._patterns = [pattern for name in named for pattern in patterns(name)]
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
    return is_own_file(address) or is_of_theme(address)


def is_own_file(address: str) -> bool:
    """Whether a file is one of the edition's own, by its name."""
    return bool(_OWN.match(address))


def is_of_theme(address: str) -> bool:
    """Whether a file is one of Sphinx, or of a known theme, by its name."""
    name = address.removeprefix("_static/")
    return address != name and name in _KNOWN
