"""A built site brought to where readers find it: a folder, or a branch of git.

What is there and the site no longer has is taken out. Files that begin with a dot, and ``CNAME``,
belong to the host and its keeper: they are neither brought nor taken out, but for the catalogue of
interfaces that the site has, and an empty ``.nojekyll`` on a branch, without which GitHub would
leave out the folders of the site that begin with an underscore.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal, NamedTuple

from cable_edition.core.regular_file import read_file
from cable_edition.core.whole_file import write_whole
from cable_edition.exports.signposting import CATALOGUE

Deed = Literal["added", "changed", "removed"]
DEEDS: tuple[Deed, ...] = ("added", "changed", "removed")
_HOST = "CNAME"
_NO_JEKYLL = ".nojekyll"
#: The files by which a place is known for a site of an edition.
_SIGNS = ("index.html", "objects.inv", "cables/index.html")


class Step(NamedTuple):
    """What is done with the file at ``path``, with slashes, from the root of the site."""

    deed: Deed
    path: str


class PublishError(Exception):
    """Why nothing can be published, in a sentence."""


def site_files(site: Path) -> dict[str, Path]:
    """Return the files of a site that are published, by path with slashes."""
    return {
        path: site / path
        for path in sorted(
            (Path(base) / name).relative_to(site).as_posix()
            for base, _, names in os.walk(site)
            for name in names
        )
        if not _of_host(path)
    }


def _of_host(path: str) -> bool:
    """Whether a file belongs to the host or to who keeps the place, and not to the site."""
    if path == CATALOGUE:
        return False
    return path == _HOST or any(part.startswith(".") for part in path.split("/"))


def _steps(new: Mapping[str, object], now: Mapping[str, object]) -> list[Step]:
    """Compare what stands for the bytes of each file; sorted by path."""
    found = [Step("changed" if path in now else "added", path) for path in new]
    found = [step for step in found if step.deed == "added" or new[step.path] != now[step.path]]
    found += [Step("removed", path) for path in now if path not in new and not _of_host(path)]
    return sorted(found, key=lambda step: step.path)


def _refuse_other_things(paths: Mapping[str, object], place: str) -> None:
    """Refuse a place that holds something, and no site of an edition."""
    others = [path for path in paths if not _of_host(path)]
    if others and not all(sign in paths for sign in _SIGNS):
        raise PublishError(
            f"{place} holds {others[0]} and is no site of an edition; name an empty one, for what "
            "the site does not have is taken out there"
        )


class FolderPlace:
    """A folder in which a site is put. ``apart`` are folders of which it may be no part.

    ``more`` are files that are put beside those of the site, by path.
    """

    def __init__(
        self, site: Path, folder: Path, apart: tuple[Path, ...], more: Mapping[str, Path]
    ) -> None:
        self._files, self._folder = {**site_files(site), **more}, folder
        real = folder.resolve()
        for one in (site, *apart):
            if one.resolve().is_relative_to(real) or real.is_relative_to(one.resolve()):
                raise PublishError(f"{folder} and {one} are within one another; name one apart")
        there = site_files(folder) if folder.is_dir() else {}
        _refuse_other_things(there, str(folder))
        self.steps = _steps(
            {path: read_file(file) for path, file in self._files.items()},
            {path: read_file(file) for path, file in there.items()},
        )

    def publish(self) -> str:
        """Do the steps; return in words where the site is now."""
        for deed, path in self.steps:
            target = self._folder / path
            if deed == "removed":
                target.unlink(missing_ok=True)
                continue
            target.parent.mkdir(parents=True, exist_ok=True)
            write_whole(target, read_file(self._files[path]))
        for base, _, _ in sorted(os.walk(self._folder), reverse=True):
            inside = Path(base).relative_to(self._folder)
            if inside.parts and not _of_host(inside.as_posix()) and not any(Path(base).iterdir()):
                Path(base).rmdir()
        return str(self._folder)


class BranchPlace:
    """A branch of ``remote``, as the repository of the folder ``root`` knows it.

    The branch of the remote is asked for; the next state is made beside the working tree, of which
    nothing is touched. git refuses to push where somebody else has pushed meanwhile.
    """

    def __init__(
        self, site: Path, root: Path, remote: str, branch: str, more: Mapping[str, Path]
    ) -> None:
        self._root, self._remote, self._ref = root, remote, f"refs/heads/{branch}"
        self._files = {**site_files(site), **more}
        self._git("rev-parse", "--git-dir")
        try:
            self._git("check-ref-format", self._ref)
        except PublishError:
            raise PublishError(f"{branch!r} cannot be the name of a branch") from None
        self._parent = self._fetched()
        self._there = dict(self._listed())
        _refuse_other_things(self._there, f"the branch {branch} of {remote}")
        if self._head() == self._ref:
            # A remote that does not have it yet would refuse the edition afterwards.
            raise PublishError(f"you work on the branch {branch}; name another, such as gh-pages")
        self._blobs = self._hashed(write=False)
        self.steps = _steps(self._blobs, {path: blob for path, (_, blob) in self._there.items()})
        if _NO_JEKYLL not in self._there:
            self.steps.insert(0, Step("added", _NO_JEKYLL))

    def publish(self, message: str) -> str:
        """Commit the next state and push it; return in words where the site is now."""
        self._blobs = self._hashed(write=True)
        empty = self._git("hash-object", "-w", "--stdin").strip()
        kept = {path: item for path, item in self._there.items() if _of_host(path)}
        kept.setdefault(_NO_JEKYLL, ("100644", empty))
        whole = kept | {path: ("100644", blob) for path, blob in self._blobs.items()}
        lines = "".join(f"{mode} {blob}\t{path}\0" for path, (mode, blob) in sorted(whole.items()))
        with TemporaryDirectory() as folder:
            index = {"GIT_INDEX_FILE": str(Path(folder) / "index")}
            self._git("update-index", "-z", "--index-info", given=lines, more=index)
            tree = self._git("write-tree", more=index).strip()
        before = ("-p", self._parent) if self._parent else ()
        commit = self._git("commit-tree", *before, "-m", message, tree).strip()
        self._git("push", "--quiet", "--", self._remote, f"{commit}:{self._ref}")
        return f"the branch {self._ref.removeprefix('refs/heads/')} of {self._remote}"

    def _head(self) -> str:
        """Return the branch that is checked out, empty if none is."""
        try:
            return self._git("symbolic-ref", "--quiet", "HEAD").strip()
        except PublishError:
            return ""

    def _fetched(self) -> str:
        """Return the revision that the branch of the remote has, empty if there is no branch."""
        lines = self._git("ls-remote", "--", self._remote, self._ref).splitlines()
        found = {ref: revision for revision, ref in map(str.split, lines)}
        if self._ref not in found:
            return ""
        self._git("fetch", "--quiet", "--", self._remote, self._ref)
        return found[self._ref]

    def _listed(self) -> Iterator[tuple[str, tuple[str, str]]]:
        if not self._parent:
            return
        for line in filter(None, self._git("ls-tree", "-r", "-z", self._parent).split("\0")):
            head, _, path = line.partition("\t")
            mode, _, blob = head.split(" ")
            yield path, (mode, blob)

    def _hashed(self, *, write: bool) -> dict[str, str]:
        """Return the name that git has for the bytes of each file; ``write`` has git keep them."""
        given = "".join(f"{file.resolve()}\n" for file in self._files.values())
        kept = ("-w",) if write else ()
        told = self._git("hash-object", *kept, "--no-filters", "--stdin-paths", given=given)
        return dict(zip(self._files, told.split(), strict=True))

    def _git(self, *words: str, given: str = "", more: Mapping[str, str] | None = None) -> str:
        try:
            done = subprocess.run(  # noqa: S603 - git, and no shell
                ["git", *words],  # noqa: S607
                cwd=self._root,
                input=given.encode("utf-8", "surrogateescape"),
                capture_output=True,
                env={**os.environ, **(more or {})},
                check=False,
            )
        except OSError as error:
            raise PublishError(f"git cannot be run: {error.strerror}; install it") from None
        if done.returncode:
            lines = done.stderr.decode("utf-8", "replace").splitlines()
            said = "; ".join([line.strip() for line in lines if line.strip()][:3]) or "it failed"
            raise PublishError(f"git {words[0]}: {said}")
        return done.stdout.decode("utf-8", "surrogateescape")
