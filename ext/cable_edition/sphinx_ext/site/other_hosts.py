"""No page of a site asks another host for anything; a build that wrote one that does says so."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.builders.html import StandaloneHTMLBuilder

from cable_edition.core.problems import Problem
from cable_edition.core.proof.other_hosts import loaded_elsewhere, styled_elsewhere
from cable_edition.core.proof.site.allowed import Allowed
from cable_edition.sphinx_ext.config import settings_of
from cable_edition.sphinx_ext.late import LAST
from cable_edition.sphinx_ext.output import note_path
from cable_edition.sphinx_ext.output_files import files_at_the_end, forget_files
from cable_edition.sphinx_ext.owned_files import written_since
from cable_edition.sphinx_ext.warnings import editors_path, report

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx

#: After all that writes pages; a page that is warned of is written again by the next build.
_LATE = LAST - 4


def _look(app: Sphinx, exception: Exception | None) -> None:
    builder = app.builder
    if exception is not None or not isinstance(builder, StandaloneHTMLBuilder):
        return
    told: set[str] = set()
    for path, address in _found(app):
        if address in told:
            continue
        # A theme has it on every page.
        told.add(address)
        message = (
            f"the page asks another host for {address[:120]!r} when it is opened; put the file "
            "into the site, take it out, or name it as `allowed` in the table [verify]"
        )
        report(Problem("other-host", message, path))


def _found(app: Sphinx) -> Iterator[tuple[str, str]]:
    """Yield (file as the editor knows it, address) for what this build has written."""
    builder, out, docs = app.builder, Path(app.outdir), Path(app.confdir)
    settings = settings_of(app.config)
    allowed, own = Allowed(settings.verify.allowed), settings.base_url
    found_docs, target = app.env.found_docs, builder.get_output_path  # type: ignore[attr-defined]
    since = note_path(app).stat().st_ctime_ns
    forget_files(app)
    names = written_since(files_at_the_end(app).files, since)
    for path in sorted(out / name for name in names):
        if path.suffix in {".html", ".xhtml"} and not path.is_relative_to(out / "_static"):
            inside = path.relative_to(out)
            folder = inside.parent.as_posix()
            # The file of a page has its name, or stands in the folder of its name.
            named = (inside.with_suffix("").as_posix(), folder)
            is_page = (name for name in named if name in found_docs and Path(target(name)) == path)
            name = next(is_page, None)
            shown = editors_path(app.env.doc2path(name) if name else path, docs)
            for element, address in loaded_elsewhere(path.read_bytes()):
                is_own = own and address.startswith(own)
                if not is_own and not allowed.brings(element, folder):
                    yield shown, address
        elif path.suffix == ".css":
            for address in styled_elsewhere(path.read_text("utf-8", "replace")):
                yield editors_path(path, docs), address


def setup_other_hosts(app: Sphinx) -> None:
    """Connect it."""
    app.connect("build-finished", _look, priority=_LATE)
