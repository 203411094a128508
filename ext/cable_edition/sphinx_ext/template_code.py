"""Templates are compiled once for a folder of builds, and not anew for each.

Jinja keeps what it compiled, each template under its name and its text; another version of Jinja or
of Python finds nothing. It lies beside the kept work, goes with it where words are withheld (an
editor's template may have had them), and may be deleted at any time.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from jinja2 import FileSystemBytecodeCache
from sphinx.jinja2glue import BuiltinTemplateLoader

from cable_edition.core.kept_work import TEMPLATES
from cable_edition.sphinx_ext.state import has_state, state_of

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def _keep(app: Sphinx) -> None:
    templates = getattr(app.builder, "templates", None)
    if isinstance(templates, BuiltinTemplateLoader) and has_state(app):
        if not state_of(app).edition.kept.keeps:
            return
        folder = Path(app.doctreedir, TEMPLATES)
        folder.mkdir(parents=True, exist_ok=True)
        templates.environment.bytecode_cache = FileSystemBytecodeCache(str(folder))


def setup_template_code(app: Sphinx) -> None:
    """Connect it, once the edition is there."""
    app.connect("builder-inited", _keep, priority=900)
