"""The Markdown of each page beside it, where the settings ask for it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from cable_edition.core.settings.model import OFF
from cable_edition.core.whole_file import write_whole
from cable_edition.exports.markdown import page_markdown
from cable_edition.sphinx_ext.config import BUILDERS, settings_of
from cable_edition.sphinx_ext.made_from import built_folder
from cable_edition.sphinx_ext.owned_files import read_note

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config

_ENDING = ".md"


def _write(app: Sphinx, exception: Exception | None) -> None:
    """Write the file of each page, and take away those that earlier builds wrote of others."""
    if exception or app.builder.name not in BUILDERS:
        return
    out, wanted = Path(app.outdir), set()
    for name in sorted(app.env.found_docs) if settings_of(app.config).site.markdown != OFF else ():
        page = Path(app.builder.get_outfilename(name))  # type: ignore[attr-defined]
        path = page.with_suffix(_ENDING)
        if not page.is_file():
            continue
        text = page_markdown(page.read_text("utf-8")).encode("utf-8")
        wanted.add(path.relative_to(out).as_posix())
        if not path.is_file() or path.read_bytes() != text:
            write_whole(path, text)
    for name in read_note(app).files:
        if name.endswith(_ENDING) and name not in wanted and not name.startswith("_"):
            (out / name).unlink(missing_ok=True)


def _keep_out(app: Sphinx, config: Config) -> None:
    """Let Sphinx take no Markdown of an output for a chapter, wherever the output stands.

    What is left out is the same for all outputs that share what was read of the pages: another
    value would have all of them read again.
    """
    out, docs = built_folder(app), Path(app.srcdir).resolve()
    if out != docs and out.is_relative_to(docs):
        # Also where none is asked for now: an earlier build may have left some.
        inside = f"{out.relative_to(docs).as_posix()}/**.md"
        config.exclude_patterns = [*config.exclude_patterns, inside]


def setup_markdown_pages(app: Sphinx) -> None:
    """Connect it, when all pages are there."""
    app.connect("config-inited", _keep_out, priority=900)
    app.connect("build-finished", _write)
