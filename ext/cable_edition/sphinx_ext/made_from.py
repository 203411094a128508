"""What an output is made from, as one number: the files of the edition, its settings, the program.

It is for one question, whether a build would write what stands already (``standing``). So all that
is read counts, also what no page shows, and where something cannot be known there is no number:
with an extension whose code may look anywhere, with code in ``conf.py``, with folders that are
links.
"""

from __future__ import annotations

import os
import sys
from hashlib import sha256
from pathlib import Path
from stat import S_ISREG
from types import MappingProxyType
from typing import TYPE_CHECKING

from sphinx.application import builtin_extensions
from sphinx.util._serialise import stable_str

from cable_edition.core.at_work import LOCK
from cable_edition.core.kept_work import digest_of
from cable_edition.core.proof.published_files import FOLDERS, texts_in
from cable_edition.core.reading.readers.registry import other_readers
from cable_edition.core.regular_file import regular
from cable_edition.sphinx_ext.book.downloads import offered_books
from cable_edition.sphinx_ext.config import edition_file
from cable_edition.sphinx_ext.fingerprint import libraries
from cable_edition.sphinx_ext.site.assets import is_site

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from sphinx.application import Sphinx

#: Extensions beside Sphinx's own that make pages of nothing but what is counted here.
KNOWN = frozenset(
    {
        *builtin_extensions,
        "cable_edition",
        "furo",
        "myst_parser",
        "sphinx.builders.latex.transforms",
        "sphinx.ext.extlinks",
        "sphinx.ext.githubpages",
        "sphinx.ext.mathjax",
        "sphinx_basic_ng",
        "sphinx_design",
    }
)
#: Longer texts name no file.
_LONGEST = 200
#: What the surroundings may say to Sphinx, to a theme or to the edition.
_SURROUNDINGS = ("SOURCE_DATE_EPOCH", "READTHEDOCS", "LC_", "LANG", "TZ")


def made_from(app: Sphinx, without: Iterable[Path]) -> str:
    """Return the number of a build, in hexadecimal digits, or nothing where there is none.

    ``without`` are the pages that the edition generates: they follow from the rest. Raises
    ``OSError`` where a file cannot be read.
    """
    if not _is_known(app):
        return ""
    left_out = set(map(str, without))
    files = digest_of(
        f"{path} {digest_of_file(path)}" for path in _inputs(app) if path not in left_out
    )
    return digest_of((_settings(app), files.hex())).hex()


def file_digests(
    paths: Iterable[str], known: Mapping[str, str] = MappingProxyType({}), since: int = 0
) -> dict[str, str]:
    """Return what stands for each file, as :func:`digest_of_file`.

    ``known`` has that of files as they were, which holds for those unchanged since a time, in
    nanoseconds. Raises ``OSError`` where one cannot be read.
    """
    found = {}
    for path in paths:
        was = known.get(path)
        if was and os.stat(path).st_ctime_ns < since:  # noqa: PTH116 (a large edition has many)
            found[path] = was
        else:
            found[path] = digest_of_file(path)
    return found


def touched_at(status: os.stat_result) -> int:
    """Return when a file was last touched, in nanoseconds, whatever a system calls its times."""
    return max(status.st_ctime_ns, status.st_mtime_ns)


#: So much of a file is in memory at a time: the data of a large edition have some 25 KB a cable.
_CHUNK = 1 << 20


def digest_of_file(path: str | Path) -> str:
    """Return what stands for the bytes of a file, or nothing for one that is not there.

    Raises ``OSError`` where it cannot be read, or is no file.
    """
    try:
        if not S_ISREG(os.stat(path).st_mode):  # noqa: PTH116 (a large edition has many files)
            regular(Path(path))
            return ""
        with open(path, "rb", buffering=0) as file:  # noqa: PTH123 (the same)
            # Unlike others it has an instruction of its own on most processors.
            digest = sha256(chunk := file.read(_CHUNK))
            while len(chunk) == _CHUNK:
                digest.update(chunk := file.read(_CHUNK))
            return digest.hexdigest()
    except FileNotFoundError:
        return ""


def dependencies(app: Sphinx) -> list[str]:
    """Return all files on which pages say that they depend, in order."""
    docs = Path(app.srcdir)
    found = {str(docs / name) for names in app.env.dependencies.values() for name in names}
    return sorted(found)


def _is_known(app: Sphinx) -> bool:
    config = app.config
    return (
        KNOWN.issuperset(app.extensions)
        and not other_readers()
        and config.setup is None
        and config.html_last_updated_fmt is None
        and not config.html_theme_path
    )


def _settings(app: Sphinx) -> str:
    config = app.config
    given = {name: value for name, value in config._raw_config.items() if name in config}
    around = {name: os.environ[name] for name in os.environ if name.startswith(_SURROUNDINGS)}
    told = [given, {**config.overrides}, sorted(app.tags), around, app.builder.name]
    return f"{stable_str(told)} {config.cable_fingerprint} {libraries()} {sys.version}"


def _inputs(app: Sphinx) -> Iterator[str]:
    """Yield all files from which the edition is read, some perhaps twice."""
    file, docs = edition_file(app.config), Path(app.srcdir)
    folders = [docs, Path(app.confdir), file.sources, file.registers]
    folders += [file.archives] if file.archives else []
    folders += [
        Path(app.confdir, name)
        for names in sorted(FOLDERS)
        if names in app.config
        for name in app.config[names]
    ]
    seen: set[Path] = set()
    for folder in folders:
        if folder.resolve() in seen:
            continue
        seen.add(folder.resolve())
        yield from files_below(folder, built_folder(app)) if folder.is_dir() else (str(folder),)
    given = {name: value for name, value in app.config._raw_config.items() if name in app.config}
    words = (word for word in texts_in(given) if len(word) <= _LONGEST and word.isprintable())
    named = {Path(app.confdir, word) for word in words}
    yield from sorted(str(path) for path in named if path.is_file())
    if is_site(app.builder):
        # Books that were built are taken into the site, unless they are older than the edition.
        yield from map(str, offered_books(app))
    for beside in dict.fromkeys((file.sources.parent, file.registers.parent, file.root)):
        if beside.is_dir():
            beside_it = (path for path in beside.iterdir() if path.is_file())
            yield from sorted(str(path) for path in beside_it if path.name != LOCK)


def built_folder(app: Sphinx) -> Path:
    """Return the folder that holds what is built, if it stands among the documents."""
    docs, out = Path(app.srcdir).resolve(), Path(app.outdir).resolve()
    both = Path(os.path.commonpath((out, Path(app.doctreedir).resolve())))
    return both if both != docs and both.is_relative_to(docs) else out


def files_below(folder: str | Path, without: Path | None = None) -> Iterator[str]:
    """Yield the files below a folder in order; raises ``OSError`` for a link to a folder."""
    with os.scandir(folder) as found:
        entries = sorted(found, key=lambda one: one.name)
    for one in entries:
        if not one.is_dir():
            if one.name != LOCK:
                yield one.path
        elif one.is_symlink():
            message = f"{one.path} is a link to a folder"
            raise NotADirectoryError(message)
        elif without is None or Path(one.path).resolve() != without:
            yield from files_below(one.path, without)
