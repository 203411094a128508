"""Building an edition in volumes: dealing, digests, catalogue, volumes, in that order.

Each step takes what stands and makes what is missing, so a run that was killed is taken up by the
next one, and an edition that has not changed costs a look at its sources.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from cable_edition.core.edition.wider import WHOLE, write_wider
from cable_edition.core.kept_work import digest_of
from cable_edition.core.settings.edition_file import EditionFile
from cable_edition.core.settings.epoch import EPOCH
from cable_edition.core.whole_file import write_whole
from cable_edition.core.words import speaking
from cable_edition.volumes.catalogue import Catalogue, write_catalogue
from cable_edition.volumes.dealing import FRONT, Dealing, Share, made_of
from cable_edition.volumes.engines import Engine, run_all
from cable_edition.volumes.looking import inputs_of
from cable_edition.volumes.site import PUT, put_together
from cable_edition.volumes.survey import Survey
from cable_edition.volumes.task import DIGEST, Result, Step, Task
from cable_edition.volumes.work import (
    Surveyed,
    program,
    survey_path,
    work_folder,
)

#: The folder of the site, in that of what is built; the catalogue, and what it was made of.
SITE = "site"
CATALOGUE, MADE = "catalogue.sqlite", "catalogue.json"
#: The moment of pages where the surroundings name none: a site says nothing of it.
NO_MOMENT = "1767225600"
#: Called with each result, and how many tasks of its step are done and there are.
Tell = Callable[[Result, int, int], object]


@dataclass
class Built:
    """What came of a run: the plan, and the results of each step by volume."""

    surveyed: Surveyed
    digests: dict[str, Result] = field(default_factory=dict)
    builds: dict[str, Result] = field(default_factory=dict)
    site: Path | None = None
    """The folder of the site, if all volumes are built: else it is left as it was."""
    files: int = 0

    def failed(self) -> dict[str, Result]:
        """Return the volumes that are not built, by name."""
        every = [*self.digests.values(), *self.builds.values()]
        return {one.name: one for one in every if one.status == 2}


@dataclass
class Building:
    """Builds the volumes of one edition with an engine; ``width`` processes read the sources."""

    file: EditionFile
    engine: Engine
    width: int
    tell: Tell

    def __post_init__(self) -> None:
        """Name what all steps share."""
        self.work = work_folder(self.file)
        self._sources = self.file.settings.folders.sources
        self._program = f"{program()} {sys.version}"
        self._moment = os.environ.get(EPOCH) or NO_MOMENT

    def build(self, surveyed: Surveyed) -> Built:
        """Build what does not stand yet; ``surveyed`` has the plan.

        A volume that fails is told of, and the others are built. Raises
        :class:`~cable_edition.volumes.plan.PlanError` and ``OSError`` for what stops all of them.
        """
        built = Built(surveyed)
        made_by = digest_of((self._program,)).hex()
        with Survey(survey_path(self.file), program()) as survey:
            inputs, _ = inputs_of(self.file)
            checksums = {one.name: one.sha256 for one in survey.sources()}
            dealing = Dealing(
                self.file, inputs, survey, surveyed.plan, checksums, self.work, made_by
            )
            shares = dealing.shares()
            dealing.deal(shares)
        front = shares.pop(FRONT)
        built.digests = self._run("digest", shares)
        whole = [name for name, one in built.digests.items() if one.status < 2]
        if not whole:
            return built
        self._catalogue({name: built.digests[name] for name in sorted(whole)}, shares)
        # The front may take as long as the largest volume, so it is among the first.
        built.builds = self._run(
            "build", {FRONT: front, **{name: shares[name] for name in sorted(whole)}}
        )
        if not built.failed():
            volumes = {
                name: (self._html(name), frozenset(shares[name].own)) for name in sorted(whole)
            }
            built.site = self.work.parent / SITE
            built.files = put_together(
                self._html(FRONT),
                volumes,
                built.site,
                self.work / PUT,
                paragraphs=surveyed.cables <= self.file.settings.limits.inventory_limit,
            )
        return built

    def _html(self, name: str) -> Path:
        docs = self.file.documents.relative_to(self.file.root)
        return self.work / name / docs / "_build" / "html"

    def _run(self, step: Step, shares: dict[str, Share]) -> dict[str, Result]:
        tasks = [self._task(step, name) for name in shares]
        done = 0

        def tell(result: Result) -> None:
            nonlocal done
            done += 1
            self.tell(result, done, len(tasks))

        return run_all(self.engine, tasks, tell)

    def _task(self, step: Step, name: str) -> Task:
        folder = self.work / name
        parts = made_of(folder, self._sources, wider=step == "build")
        made = digest_of((self._program, self._moment, step, *parts)).hex()
        return Task(name, step, str(folder), made, self._moment)

    def _catalogue(self, digests: dict[str, Result], shares: dict[str, Share]) -> None:
        """Merge the digests, and tell each volume of the others; nothing where all stands."""
        words = {str(path): path.read_text("utf-8", "replace") for path in self._chapters()}
        beside = {name: dict(self._sidecars(shares[name])) for name in digests}
        limits = self.file.settings.limits
        made = digest_of(
            (
                *(f"{name} {one.files[DIGEST]}" for name, one in digests.items()),
                *(f"{name} {digest_of((text,)).hex()}" for name, text in words.items()),
                *(f"{name} {found}" for name, found in beside.items()),
                f"{self._program} {limits}",
            )
        ).hex()
        note, path = self.work / MADE, self.work / CATALOGUE
        if _noted(note) == made and path.is_file():
            return
        note.unlink(missing_ok=True)
        write_catalogue(path, {name: self.work / name / DIGEST for name in digests})
        language = speaking(self.file.settings.language)
        with language, Catalogue(path, limits.entries_per_page) as catalogue:
            named = catalogue.named(words.values())
            pages = catalogue.pages(limits.cables_per_page)
            front = self.work / FRONT / self._sources
            write_wider(front, catalogue.front(named))
            _link(path, front / WHOLE)
            for name in digests:
                own = catalogue.named(beside[name].values())
                wider = catalogue.wider(name, [*named, *own], pages)
                write_wider(self.work / name / self._sources, wider)
        write_whole(note, json.dumps(made).encode())

    def _chapters(self) -> Iterator[Path]:
        """Yield the files of editors that every volume has."""
        folders = (self.file.documents, self.file.registers)
        for folder in dict.fromkeys(folders):
            for path in sorted(folder.rglob("*")):
                built = path.relative_to(folder).parts[0] in {"_build", "cables"}
                if path.suffix in {".md", ".yaml"} and not built and path.is_file():
                    yield path

    def _sidecars(self, share: Share) -> Iterator[tuple[str, str]]:
        folder = self.work / share.name / self._sources
        for name in sorted(share.pieces):
            if name.endswith(".yaml"):
                yield name, (folder / name).read_text("utf-8", "replace")


def _link(path: Path, to: Path) -> None:
    """Have the bytes of a file stand at another place, without a copy where the disk can."""
    to.unlink(missing_ok=True)
    try:
        os.link(path, to)
    except OSError:
        shutil.copyfile(path, to)


def _noted(path: Path) -> str:
    with suppress(OSError, ValueError):
        return str(json.loads(path.read_text("utf-8")))
    return ""
