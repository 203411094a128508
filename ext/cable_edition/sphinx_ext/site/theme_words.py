"""What Sphinx and the theme furo say and have in no catalog, said in the language of the edition.

Words that are given to gettext are said behind the catalogs of Sphinx, which keep the first word.
Others are written out in templates of furo: names of switches, titles of icons, the line on how the
site was made. They are put into the language where a page is put together, before and behind what
stands on it. On a site in English nothing is touched.
"""

from __future__ import annotations

import gettext
import re
from html import escape, unescape
from typing import TYPE_CHECKING, Any

from cable_edition.core.words import is_translated, marked, say

if TYPE_CHECKING:
    from sphinx.application import Sphinx

#: Words that are given to gettext -> what is said of them. Short ones are said of pages here.
GIVEN = {
    "On this page": marked("On this page"),
    "Next": marked("Next page"),
    "Previous": marked("Previous page"),
    "Home": marked("First page"),
    "Back to top": marked("Back to top"),
    "Skip to content": marked("Skip to content"),
    "View this page": marked("View this page"),
    "Edit this page": marked("Edit this page"),
    "Link to this heading": marked("Link to this heading"),
    "Link to this definition": marked("Link to this definition"),
    "Link to this term": marked("Link to this term"),
    "Link to this table": marked("Link to this table"),
    "Link to this code": marked("Link to this code"),
    "Link to this image": marked("Link to this image"),
    "Link to this equation": marked("Link to this equation"),
    "Link to this toctree": marked("Link to this list of contents"),
}
#: Names of switches and titles of icons, as furo writes them out.
_NAMES = {
    "Toggle site navigation sidebar": marked("Show or hide the navigation of the site"),
    "Toggle table of contents sidebar": marked("Show or hide the contents of this page"),
    "Toggle Light / Dark / Auto color theme": marked("Light, dark or automatic colors"),
    "Contents": marked("Contents of this page"),
    "Menu": marked("Menu"),
    "Expand": marked("Expand"),
    "Light mode": marked("Light colors"),
    "Dark mode": marked("Dark colors"),
    "Auto light/dark, in light mode": marked("Automatic colors, now light"),
    "Auto light/dark, in dark mode": marked("Automatic colors, now dark"),
}
_NAMED = re.compile(
    r"(?P<before> aria-label=\"|<title>)(?P<words>{})(?P<after>\"|</title>)".format(
        "|".join(map(re.escape, _NAMES))
    )
)
#: The switch of a branch of the navigation, and the words of the page that it leads to.
_BRANCH = re.compile(r"(?P<before> aria-label=\")Toggle navigation of (?P<title>[^\"]*)\"")
_ARTICLE = "<article "
_MADE, _MADE_END = "Made with ", "Furo</a>"
_LINK = re.compile(r"<a [^<>]*>[^<>]*</a>")


class _Behind(gettext.NullTranslations):
    """What stands behind the catalogs of Sphinx: words that they do not have."""

    def gettext(self, message: str) -> str:
        """Say the words of the theme, and leave others to whoever stands behind this."""
        said = GIVEN.get(" ".join(message.split()))
        return say(said) if said and is_translated() else super().gettext(message)


def around_page(body: str) -> str:
    """Say the names that the theme gives its switches and icons, in what is before the article."""
    if not is_translated():
        return body
    before, article, after = body.partition(_ARTICLE)
    before = _NAMED.sub(_name, before)
    before = _BRANCH.sub(
        lambda one: f'{one["before"]}{escape(_branch(one["title"]), quote=True)}"', before
    )
    return before + article + after


def _name(found: re.Match[str]) -> str:
    return f"{found['before']}{escape(say(_NAMES[found['words']]))}{found['after']}"


def _branch(title: str) -> str:
    # What stands in an attribute is escaped already.
    return say("Show or hide what is below {title}", title=unescape(title))


def below_page(footer: str) -> str:
    """Say how the site was made, at the foot of a page, as one sentence."""
    before, made, rest = footer.partition(_MADE)
    inside, end, after = rest.partition(_MADE_END)
    if not is_translated() or not made or not end:
        return footer
    links = _LINK.findall(inside + end)
    if len(links) == 1:
        said = say("Made with {theme}", theme="\0")
    elif len(links) == 3:
        said = say(
            "Made with {sphinx} and {theme} by {person}", sphinx="\1", person="\2", theme="\0"
        )
    else:
        return footer
    by_mark = dict(zip("\0" if len(links) == 1 else "\1\2\0", links, strict=True))
    words = re.sub(r"[\0\1\2]", lambda mark: by_mark[mark[0]], escape(said, quote=False))
    return f"{before}{words}{after}"


def _give(
    _app: Sphinx, _page: str, _template: str, context: dict[str, Any], _doctree: object
) -> None:
    context["around_page"], context["below_page"] = around_page, below_page


def _stand_behind(app: Sphinx) -> None:
    row: Any = app.translator
    while row is not None:
        if isinstance(row, _Behind):
            return
        row = getattr(row, "_fallback", None)
    app.translator.add_fallback(_Behind())


def setup_theme_words(app: Sphinx) -> None:
    """Connect what the theme says to what the edition says."""
    app.connect("builder-inited", _stand_behind)
    app.connect("html-page-context", _give)
