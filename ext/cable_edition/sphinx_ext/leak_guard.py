"""No build may end well whose output has what an editor withholds, and none keeps it.

What the build wrote is taken away where it has withheld words, and so is what Sphinx keeps of the
pages for its next build, which reads and writes them all again. A file of somebody else stays: it
may be the only one.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.application import ENV_PICKLE_FILENAME

from cable_edition.core.proof.leaks import LeakSearch
from cable_edition.core.proof.open_files import open_in_chapters, open_in_files, open_in_names
from cable_edition.core.proof.published_files import published_files
from cable_edition.core.search.shards import FOLDER
from cable_edition.sphinx_ext.late import LAST
from cable_edition.sphinx_ext.output import forget_pages, is_of_the_build
from cable_edition.sphinx_ext.owned_files import forget_gone, was_written
from cable_edition.sphinx_ext.state import state_of
from cable_edition.sphinx_ext.stopping import stop
from cable_edition.sphinx_ext.warnings import as_the_editor_knows, editors_path

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from cable_edition.core.editing.redaction import Redacted
    from cable_edition.core.problems import Problem

#: After all that write something when a build has finished.
_LAST = LAST - 1


def _search(app: Sphinx, exception: Exception | None) -> None:
    if exception is not None:
        return
    search = LeakSearch(state_of(app).edition.redacted.values())
    if search.needed and (leaks := list(search.leaks(Path(app.outdir)))):
        _take_away(app, [path for path, _ in leaks if is_of_the_build(app, path)])
        stop([as_the_editor_knows(problem, Path(app.confdir)) for _, problem in leaks])


def clear_earlier(app: Sphinx, redacted: Iterable[Redacted]) -> list[Problem]:
    """Take away what earlier builds wrote that has withheld words; return a problem for each file.

    That is for a build which stops before it writes: its output would go on to have them.
    """
    search, out, docs = LeakSearch(redacted), Path(app.outdir), Path(app.confdir)
    if not search.needed or not (leaks := list(search.leaks(out))):
        return []
    _take_away(app, [path for path, _ in leaks if was_written(app, path)])
    forget_pages(app, ())
    return [as_the_editor_knows(_earlier(path, one), docs) for path, one in leaks]


def _earlier(path: Path, problem: Problem) -> Problem:
    found = problem.message.rpartition("; ")[0]
    what = "publish it no more" if path.exists() else "an earlier build wrote it; it is taken away"
    return replace(problem, message=f"{found}; {what}")


def _name_chapters(
    app: Sphinx, env: BuildEnvironment, _added: set[str], _changed: set[str], _removed: set[str]
) -> list[str]:
    """Stop where the file of a chapter is named as something withheld: its address would say it.

    That is before the first page is read. What builds have noted of such pages goes.
    """
    docs, redacted = Path(app.confdir), tuple(state_of(app).edition.redacted.values())
    if not redacted:
        return []
    chapters = {name: editors_path(env.doc2path(name), docs) for name in env.found_docs}
    if named := open_in_names(redacted, chapters):
        search = LeakSearch(redacted)
        forget_pages(app, [name for name in sorted(chapters) if search.named(name)])
        stop(named)
    _read_chapters(app, env)
    return []


def _read_chapters(app: Sphinx, env: BuildEnvironment) -> None:
    """Stop where a chapter, or a file that it shows, has withheld words: in one line for each."""
    state, docs = state_of(app), Path(app.confdir)
    redacted = tuple(state.edition.redacted.values())
    if not redacted:
        return
    chapters = [Path(env.doc2path(name)) for name in sorted(env.found_docs)]
    own = [Path(env.doc2path(name)) for name in sorted(env.found_docs - state.generated)]
    files = published_files(docs, app.config._raw_config, own)
    if found := [*open_in_chapters(redacted, chapters), *open_in_files(redacted, files)]:
        earlier = clear_earlier(app, redacted)
        stop([*(as_the_editor_knows(one, docs) for one in found), *earlier])


def _take_away(app: Sphinx, found: Iterable[Path]) -> None:
    for path in found:
        path.unlink(missing_ok=True)
    kept = Path(app.doctreedir)
    # An index has the words of the pages that went.
    out = Path(app.outdir)
    indexes = [*out.glob("searchindex.*"), *out.glob(f"{FOLDER}/*.js")]
    for path in (kept / ENV_PICKLE_FILENAME, *kept.rglob("*.doctree"), *indexes):
        path.unlink(missing_ok=True)
    forget_gone(app)


def setup_leak_guard(app: Sphinx) -> None:
    """Look at the names of chapters first, and search the output at the very end of each build."""
    app.connect("env-get-outdated", _name_chapters)
    app.connect("build-finished", _search, priority=_LAST)
