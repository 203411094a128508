"""A revision of git, put into a folder as far as an edition is read from it."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

from cable_edition.core.settings import NAME, load_file

#: The type of an entry that is a plain file.
_FILES = frozenset({"100644", "100755"})


class RevisionError(Exception):
    """Why a revision cannot be had, in a sentence."""


class Repository:
    """The repository around the folder of an edition."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def revision(self, name: str) -> str:
        """Return the id of a revision or tag, also of ``1.0.0`` tagged ``v1.0.0``; or nothing."""
        for one in (name, f"v{name}"):
            done = self._run(
                "rev-parse", "--verify", "--quiet", "--end-of-options", f"{one}^{{commit}}"
            )
            if done.returncode == 0:
                return done.stdout.decode("ascii", "replace").strip()
        return ""

    def put(self, revision: str, folder: Path) -> tuple[Path, Path]:
        """Write settings, sources and registers of a revision; return the folders of the last two.

        Raises :class:`RevisionError` where the revision has no sources.
        """
        self._write(revision, [NAME], folder)
        file, _ = load_file(folder / NAME) if (folder / NAME).is_file() else (None, [])
        given = file.settings.folders if file else None
        sources = given.sources if given else "source_cables"
        registers = (given.registers if given else "") or "docs/registers"
        self._write(revision, [sources, registers], folder)
        if not (folder / sources).is_dir():
            raise RevisionError(f"the revision {revision[:10]} has no folder {sources}")
        return folder / sources, folder / registers

    def _write(self, revision: str, paths: list[str], folder: Path) -> None:
        for blob, path in self._listed(revision, paths):
            target = folder / path
            if not target.resolve().is_relative_to(folder.resolve()):
                continue
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(self._git("cat-file", "blob", blob))

    def _listed(self, revision: str, paths: list[str]) -> Iterator[tuple[str, str]]:
        told = self._git("ls-tree", "-r", "-z", revision, "--", *paths)
        for line in filter(None, told.decode("utf-8", "surrogateescape").split("\0")):
            head, _, path = line.partition("\t")
            mode, _, blob = head.split(" ")
            if mode in _FILES:
                yield blob, path

    def _git(self, *words: str) -> bytes:
        done = self._run(*words)
        if done.returncode:
            lines = done.stderr.decode("utf-8", "replace").split("\n")
            raise RevisionError(f"git {words[0]}: {lines[0].strip() or 'it failed'}")
        return done.stdout

    def _run(self, *words: str) -> subprocess.CompletedProcess[bytes]:
        try:
            return subprocess.run(  # noqa: S603 - git, and no shell
                ["git", *words],  # noqa: S607
                cwd=self._root,
                capture_output=True,
                check=False,
            )
        except OSError as error:
            raise RevisionError(f"git cannot be run: {error.strerror}; install it") from None
