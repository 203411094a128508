"""Making the edition and its pages, before Sphinx looks for pages."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.util import logging
from sphinx.util.display import progress_message

from cable_edition.core.edition.assemble import Edition, assemble
from cable_edition.core.edition.wider import WHOLE
from cable_edition.core.kept_work import KeptWork
from cable_edition.core.nouns import number_of
from cable_edition.core.pages.all_pages import digest_of_page
from cable_edition.core.pages.anchors import title_of
from cable_edition.core.pages.list_pages import cables_below
from cable_edition.core.problems import Origin, Problem
from cable_edition.core.proof.cover import prove_cover
from cable_edition.core.proof.leaks import LeakSearch, discreet
from cable_edition.core.proof.open_files import open_in_settings, open_value
from cable_edition.core.proof.openly import withholding_faults
from cable_edition.core.proof.page_places import pages_of
from cable_edition.core.proof.past_releases import past_releases
from cable_edition.core.proof.published_files import UNSHOWN
from cable_edition.core.reading.readers.registry import other_readers
from cable_edition.sphinx_ext.config import edition_file
from cable_edition.sphinx_ext.domain import EntryPlace, domain_of
from cable_edition.sphinx_ext.fingerprint import libraries
from cable_edition.sphinx_ext.leak_guard import clear_earlier
from cable_edition.sphinx_ext.page_folder import PageFolder
from cable_edition.sphinx_ext.standing import setup_standing
from cable_edition.sphinx_ext.state import BuildState, set_state, state_of
from cable_edition.sphinx_ext.stopping import stop
from cable_edition.sphinx_ext.unbuilt import unbuilt
from cable_edition.sphinx_ext.warnings import (
    all_as_the_editor_knows,
    as_the_editor_knows,
    editors_path,
    tell_all,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment

    from cable_edition.core.changes.history import Step
    from cable_edition.core.editing.redaction import Redacted
    from cable_edition.core.edition.model import EditedCable
    from cable_edition.core.pages.all_pages import EditionPages
    from cable_edition.core.settings import EditionFile

logger = logging.getLogger(__name__)

#: The kind under which it is kept which pages stand around those of the cables.
_AROUND = "pages around the cables"
#: What was made of the sources, in the folder in which Sphinx keeps what it read.
KEPT = "cable-edition-work.sqlite"


def _report(app: Sphinx, problems: Sequence[Problem], redacted: Collection[Redacted]) -> None:
    tell_all(problems, app.config)
    if fatal := [problem for problem in problems if problem.fatal]:
        if any(problem.known.origin is Origin.REDACTION for problem in fatal):
            # What was built before it was withheld stands in the output until then.
            PageFolder(Path(app.srcdir)).clear(redacted)
            fatal += clear_earlier(app, redacted)
        stop(fatal)


def _kept_work(app: Sphinx) -> KeptWork:
    program = repr((app.config.cable_fingerprint, libraries()))
    kept = KeptWork(Path(app.doctreedir, KEPT), program)
    if other_readers():
        # Nothing tells when the code of another package changes.
        kept.forget()
    return kept


def _assemble(
    app: Sphinx, file: EditionFile
) -> tuple[Edition, tuple[Problem, ...], tuple[Step, ...]]:
    with progress_message("reading the cables"):
        kept = _kept_work(app)
        edition = assemble(file.sources.resolve(), file.registers.resolve(), kept=kept)
    docs = Path(app.confdir)
    redacted = edition.redacted.values()
    open_ones = [*open_in_settings(redacted, file), *_open_in_conf_py(app, redacted)]
    found = dict.fromkeys((*edition.problems, *withholding_faults(edition), *open_ones))
    history, unread = past_releases(edition, file.archives)
    problems = discreet([*found, *unread], redacted)
    known = all_as_the_editor_knows(problems, docs)
    _report(app, known, redacted)
    return edition, known, history


def _open_in_conf_py(app: Sphinx, redacted: Iterable[Redacted]) -> list[Problem]:
    search = LeakSearch(redacted)
    path, given = Path(app.confdir, "conf.py"), app.config._raw_config
    found = []
    for name in sorted({*given} - UNSHOWN) if search.needed and path.is_file() else ():
        if name in app.config:
            lines = path.read_text("utf-8", "replace").splitlines()
            line = next((at for at, text in enumerate(lines, 1) if text.startswith(name)), None)
            if problem := open_value(search, name, str(given[name]), (str(path), line)):
                found.append(problem)
    return found


@contextmanager
def _files_failing(docs: Path) -> Iterator[None]:
    """Stop the build with one line where a file or folder cannot be read or written."""
    try:
        yield
    except OSError as error:
        path = editors_path(error.filename, docs) if isinstance(error.filename, str) else ""
        stop([Problem("file-failed", error.strerror or str(error), path)])


def generate(app: Sphinx) -> None:
    """Write the pages of the edition into the folder that Sphinx is about to read."""
    with _files_failing(Path(app.confdir)):
        _generate(app)


def _generate(app: Sphinx) -> None:
    file = edition_file(app.config)
    edition, problems, history = _assemble(app, file)
    # The cables of a front are proved where they are built.
    if broken := [] if edition.wider.whole else prove_cover(edition):
        stop([as_the_editor_knows(problem, Path(app.confdir)) for problem in broken])
    limits, pages = file.settings.limits, pages_of(edition, file.settings, history)
    state = BuildState(
        edition=edition,
        emendation_pages=pages.emendation_pages,
        mentions_changed=_set_entries(app, pages),
        lists_paragraphs=len(edition.cables) <= limits.inventory_limit,
        cables_below=cables_below(edition.cables, limits.cables_per_page),
        around=pages.around_given(),
        told=problems,
    )
    set_state(app, state)
    app.emit("cable-edition-assembled", edition)
    folder = PageFolder(Path(app.srcdir))
    changed = _write_pages(folder, pages, edition.kept, state.around)
    edition.kept.save()
    state.generated.update(folder.written)
    removed = folder.prune()
    logger.info(
        "cable edition: %s, %s changed, %d removed",
        number_of(len(edition.cables), "cable"),
        number_of(changed, "page"),
        len(removed),
    )


def _write_pages(folder: PageFolder, pages: EditionPages, kept: KeptWork, around: str) -> int:
    """Write the pages that are not there as they must be; return how many these were.

    What was kept of the pages around the cables holds where all that they are made of is what it
    was. It is kept and saved with what is known of the cables, which holds then too.
    """
    given = (around,)
    was = kept.was(_AROUND, given) if around else None
    stands = isinstance(was, list)
    changed = sum(_write_cable(folder, pages, one, around_stands=stands) for one in pages.cables)
    if isinstance(was, list) and folder.all_stand(was):
        kept.still(_AROUND, given)
        return changed
    rows = []
    # Of some pages of a front it is known what they are without their text.
    texts = pages.around_cables() if around else pages.around_cables(folder.stands)
    for docname, text in texts:
        changed += folder.write(docname, text)
        rows.append((docname, digest_of_page(text)))
    if around:
        kept.keep(_AROUND, given, rows)
    else:
        # Nothing of it may stay: what is known of the cables is that of another state now.
        kept.still(_AROUND, given)
    return changed


def _write_cable(
    folder: PageFolder, pages: EditionPages, one: EditedCable, *, around_stands: bool
) -> bool:
    """Write the page of a cable if it is not there as it must be; tell whether it was not."""
    made: list[str] = []

    def make() -> str:
        made.append(pages.cable_page(one))
        return made[0]

    docname = f"cables/{one.id}"
    if folder.stands(docname, pages.cable_digest(one, make, around_stands=around_stands)):
        return False
    return folder.write(docname, made[0] if made else make())


def _of_volumes(_app: Sphinx, config: Config) -> None:
    """Have nothing told of the cables on the lists of a front: other builds make their pages.

    A value that changed after Sphinx compared them would have all pages read again each time.
    """
    if (edition_file(config).sources / WHOLE).exists():
        config.suppress_warnings = [*config.suppress_warnings, "toc.not_readable"]


def _set_entries(app: Sphinx, pages: EditionPages) -> tuple[str, ...]:
    """Tell the domain where each entry stands; return the pages that this makes out of date."""
    domain = domain_of(app.env)
    entries = {
        key: EntryPlace(
            at.docname, at.anchor, title_of(at.entry), at.entry.tip, getattr(at.entry, "sort", "")
        )
        for key, at in pages.entries.items()
    }
    domain.set_entries(entries)
    return tuple(domain.changed_mentions(app.builder))


def _all_found(
    app: Sphinx, env: BuildEnvironment, _added: set[str], _changed: set[str], _removed: set[str]
) -> list[str]:
    """Stop where conf.py keeps pages of the edition, or the first page, out of the build."""
    pages = {*state_of(app).generated, app.config.root_doc}
    if lost := pages - env.found_docs:
        docs = Path(app.confdir)
        stop([unbuilt(lost, editors_path(docs / "conf.py", docs))])
    return []


def _named_otherwise(
    _app: Sphinx, env: BuildEnvironment, _added: set[str], _changed: set[str], _removed: set[str]
) -> list[str]:
    """Read the pages again whose entries have other names."""
    return domain_of(env).pages_named_otherwise()


def _rewrite(app: Sphinx, env: BuildEnvironment) -> list[str]:
    return [name for name in state_of(app).mentions_changed if name in env.all_docs]


def setup_generate(app: Sphinx) -> None:
    """Generate before Sphinx looks for pages; write again those whose mentions changed."""
    app.add_event("cable-edition-assembled")
    app.connect("config-inited", _of_volumes, priority=405)
    setup_standing(app, generate)
    app.connect("env-get-outdated", _all_found)
    app.connect("env-get-outdated", _named_otherwise)
    app.connect("env-updated", _rewrite)
