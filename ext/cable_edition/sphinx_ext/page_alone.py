"""The page of one cable, made again by a build that has ended: what the preview shows first.

A build that has ended knows the edition and every page. If a sidecar is saved after it, the page of
that cable can be written without any of the rest; what other pages have of it, a whole build writes
as ever. The page goes into a folder of its own: no output has it.

It changes the application it is given, which must be of no use to anybody after: the preview has a
process forked for each.
"""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.util.build_phase import BuildPhase

from cable_edition.core.editing.sidecar import Sidecar, read_sidecar
from cable_edition.core.edition.assemble import edit_cable, with_sources
from cable_edition.core.edition.model import NOTHING_KEPT
from cable_edition.core.problems import Severity
from cable_edition.core.proof.page_places import pages_of
from cable_edition.core.registers.load import load_registers
from cable_edition.core.registers.mentions import MentionFinder
from cable_edition.core.registers.sources import descriptions
from cable_edition.sphinx_ext.config import edition_file
from cable_edition.sphinx_ext.state import BuildState, has_state, set_state, state_of

if TYPE_CHECKING:
    from sphinx.application import Sphinx

    from cable_edition.core.edition.model import EditedCable, Edition

#: Before whatever extensions do to the words of a page.
_FIRST = -(10**9)


def write_page_alone(app: Sphinx, saved: Path, folder: Path) -> str | None:
    """Write the page of the cable whose sidecar was saved below ``folder``; return its docname.

    ``None``, and nothing is written, where more than that page may hang on what was saved: the
    reading of the source, the choice of a witness, words that are withheld, a fault.
    """
    if not has_state(app) or not isinstance(app.builder, StandaloneHTMLBuilder):
        return None
    state = state_of(app)
    found = _edited_again(state.edition, saved, edition_file(app.config).registers.resolve())
    if found is None:
        return None
    edition, cable = found
    if edition.wider.whole is not None:
        # The front of an edition in volumes makes no page of a cable.
        return None
    pages = pages_of(edition, edition_file(app.config).settings)
    again = BuildState(
        edition=edition,
        emendation_pages=pages.emendation_pages,
        lists_paragraphs=state.lists_paragraphs,
        cables_below=state.cables_below,
        drawings=state.drawings,
        generated=state.generated,
    )
    set_state(app, again)
    docname = f"cables/{cable.id}"
    _write(app, app.builder, docname, pages.cable_page(cable), folder)
    return docname


def _edited_again(
    edition: Edition, saved: Path, registers: Path
) -> tuple[Edition, EditedCable] | None:
    """Return the edition with the sidecar as it was saved, and the cable with it."""
    old = next((one for one in edition.cables if one.id == saved.stem), None)
    if old is None or edition.redacted:
        return None
    before = edition.sidecars.get(old.id) or Sidecar(old.id)
    after, problems = read_sidecar(saved) if saved.is_file() else (Sidecar(old.id, path=saved), [])
    if after is None or not _alike(before, after):
        return None
    known, _ = load_registers(registers, apart=saved.parent)
    cable, faults = edit_cable(old.cable, old.path, MentionFinder(known), after)
    if any(one.severity is Severity.ERROR for one in (*problems, *faults)):
        return None
    cable = with_sources(replace(cable, witnesses=old.witnesses), descriptions(known))
    cables = tuple(cable if one is old else one for one in edition.cables)
    sidecars = {**edition.sidecars, old.id: after}
    # What was kept is that of the sidecar before.
    made = replace(edition, cables=cables, sidecars=sidecars, kept=NOTHING_KEPT)
    return made, cable


def _alike(before: Sidecar, after: Sidecar) -> bool:
    """Tell whether two sidecars of a cable differ in notes, emendations and answers alone."""
    others = ("base", "provenance", "witnesses", "compared", "related", "reading", "redactions")
    said = [[_without_lines(getattr(one, name)) for name in others] for one in (before, after)]
    return said[0] == said[1] and not after.redactions


def _without_lines(value: Any) -> Any:
    """Return what was written without where: a note above moves all that stands below it."""
    if is_dataclass(value) and not isinstance(value, type):
        names = (one.name for one in fields(value) if one.name not in {"line", "path"})
        return [_without_lines(getattr(value, name)) for name in names]
    return [_without_lines(one) for one in value] if isinstance(value, tuple) else value


def _write(
    app: Sphinx, builder: StandaloneHTMLBuilder, docname: str, text: str, folder: Path
) -> None:
    """Read a page from ``text`` and write it below ``folder``, and nothing anywhere else."""
    env = app.env
    trees = folder / "doctrees"
    trees.mkdir(parents=True, exist_ok=True)
    for one in (app, builder, env):
        one.doctreedir = type(app.doctreedir)(trees)
    # Not another `outdir`: there lie the styles and scripts of which a page has the checksums.
    page = type(app.outdir)(folder / "html" / f"{docname}{builder.out_suffix}")
    builder.get_output_path = lambda _docname: page  # type: ignore[method-assign]
    builder.copysource = False

    def instead(_app: Sphinx, name: str, words: list[str]) -> None:
        if name == docname:
            words[0] = text

    app.connect("source-read", instead, priority=_FIRST)
    app.events.emit("env-purge-doc", env, docname)
    env.clear_doc(docname)
    builder.phase = BuildPhase.READING
    builder.read_doc(docname)
    builder.phase = BuildPhase.RESOLVING
    tree = env.get_and_resolve_doctree(docname, builder, tags=builder.tags)
    builder.phase = BuildPhase.WRITING
    builder.write_doc_serialized(docname, tree)
    builder.write_doc(docname, tree)
