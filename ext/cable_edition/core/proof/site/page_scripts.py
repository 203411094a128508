"""The program's scripts that stand in the page of the search: read as the files that they are."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from cable_edition.core.proof.site.shipped import PROGRAM

if TYPE_CHECKING:
    from lxml import html

#: The page that has some.
SEARCH = "search"
_ROOT = "data-root"


def take_as_files(root: html.HtmlElement) -> None:
    """Have each script of the program that stands in a page load the file of the same words.

    It may name the first folder of the site, and say nothing else; another one stays as it is, and
    is told of as what nobody brings.
    """
    for script in root.iter("script"):
        name = shipped_scripts().get(script.text or "")
        if name and set(script.attrib) <= {_ROOT}:
            script.set("src", f"{script.attrib.pop(_ROOT, '')}_static/{name}")
            script.text = None


@cache
def shipped_scripts() -> dict[str, str]:
    """Return the name of each script of the program by its words."""
    found = PROGRAM.rglob("static/cable-*.js")
    return {path.read_text("utf-8"): path.name for path in found}
