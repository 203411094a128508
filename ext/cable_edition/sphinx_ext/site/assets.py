"""Style sheets of the edition; every file is part of the site, none comes from elsewhere."""

from __future__ import annotations

import base64
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cable_edition.core.words import script_words
from cable_edition.sphinx_ext.config import BUILDERS
from cable_edition.sphinx_ext.site.language import WORDS_FILE

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.config import Config

STATIC = Path(__file__).parents[2] / "static"
#: Templates laid over those of the theme.
TEMPLATES = Path(__file__).parents[2] / "theme"
FONTS = TEMPLATES / "fonts"
#: Colours code, and nothing else.
_CODE = "_static/pygments.css"
#: Styles of registers and lists.
_NOT_OF_CABLES = "_static/cable-registers.css"
_WIDTH = r'content="width=[^"]{1,80}"'
_VIEWPORT = re.compile(rf'<meta (?:{_WIDTH} name="viewport"|name="viewport" {_WIDTH}) ?/?>\n?')
_FONT = re.compile(r'url\("([a-z-]{1,60}\.woff2)"\)')


def is_site(builder: Builder) -> bool:
    """Tell whether a builder makes a web site, in one page or in many; an EPUB is none."""
    return builder.format == "html" and builder.name != "epub"


def _add_static(app: Sphinx) -> None:
    folders = [STATIC] if app.builder.format == "html" else []
    if app.builder.name in BUILDERS:
        folders += [TEMPLATES / "static", _write_made(Path(app.doctreedir))]
        app.add_css_file("cable-fonts.css", priority=400)
    # A new list: the one at hand may be Sphinx's default, which other builds of a process share.
    config = app.config
    config.html_static_path = [*config.html_static_path, *map(str, folders)]


def font_style() -> str:
    """Return the style sheet of the faces with every file of theirs inside it."""

    def inside(found: re.Match[str]) -> str:
        data = base64.b64encode((FONTS / found[1]).read_bytes()).decode()
        return f'url("data:font/woff2;base64,{data}")'

    return _FONT.sub(inside, (FONTS / "cable-fonts.css").read_text("utf-8"))


def _write_made(doctrees: Path) -> Path:
    """Write the style of the faces, and what scripts say, to a folder beside the doctrees.

    Return the folder.
    """
    folder = doctrees / "cable-static"
    for name, text in (("cable-fonts.css", font_style()), (WORDS_FILE, script_words())):
        path = folder / name
        if not text:
            path.unlink(missing_ok=True)
        elif not path.is_file() or path.read_text("utf-8") != text:
            folder.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8", newline="\n")
    return folder


def _add_templates(_app: Sphinx, config: Config) -> None:
    # Last, so that the templates of a project win over ours.
    config.templates_path = [*config.templates_path, str(TEMPLATES)]


def _lighten(
    app: Sphinx, pagename: str, _template: str, context: dict[str, Any], _doctree: object
) -> None:
    """Leave out of a page what it loads and has no use for."""
    if app.builder.name not in BUILDERS:
        return
    unused = set()
    if 'class="highlight' not in context.get("body", ""):
        unused.add(_CODE)
    if pagename.startswith("cables/") and pagename != "cables/index":
        unused.add(_NOT_OF_CABLES)
    styles = context.get("css_files", ())
    context["css_files"] = [one for one in styles if _name(one) not in unused]
    if _brings_viewport(app.builder):
        context["metatags"] = _VIEWPORT.sub("", context.get("metatags", ""))


def _name(file: object) -> str:
    return str(getattr(file, "filename", file))


def _brings_viewport(builder: Builder) -> bool:
    """Tell whether the theme says how wide a page is, as docutils does too."""
    theme = getattr(builder, "theme", None)
    return theme is not None and _says_viewport(tuple(map(Path, theme.get_theme_dirs())))


@cache
def _says_viewport(folders: tuple[Path, ...]) -> bool:
    return any(
        'name="viewport"' in path.read_text("utf-8", "replace")
        for folder in folders
        for path in sorted(folder.glob("*.html"))
    )


def setup_assets(app: Sphinx) -> None:
    """Add the static folder, the style sheets and the templates to HTML builds."""
    app.connect("config-inited", _add_templates)
    app.connect("builder-inited", _add_static)
    app.add_css_file("cable-edition.css")
    app.add_css_file("cable-registers.css")
    # When all others have said what a page loads.
    app.connect("html-page-context", _lighten, priority=900)
