"""Building an edition in volumes: dealing, digests, catalogue, volumes, in that order.

Each step takes what stands and makes what is missing, so a run that was killed is taken up by the
next one, and an edition that has not changed costs a look at its sources.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import field
from pathlib import Path

from cable_edition.core.edition.model import NOTHING_KEPT
from cable_edition.core.edition.search_records import quotable
from cable_edition.core.edition.whole import WholeEdition
from cable_edition.core.edition.wider import WHOLE, write_wider
from cable_edition.core.kept_work import digest_of
from cable_edition.core.late_methods import dataclass
from cable_edition.core.pages.quoted_pages import QUOTED
from cable_edition.core.quotations.quoted import Verdict, check_quotations, verdicts_of
from cable_edition.core.registers.load import load_registers
from cable_edition.core.releases.declared import RELEASES
from cable_edition.core.releases.lock import LOCK
from cable_edition.core.settings.edition_file import EditionFile
from cable_edition.core.settings.epoch import EPOCH
from cable_edition.core.whole_file import write_whole
from cable_edition.core.words import say, speaking
from cable_edition.sphinx_ext.page_folder import PageFolder
from cable_edition.volumes.catalogue import Catalogue, Noted, seen_of, write_catalogue
from cable_edition.volumes.dealing import FRONT, Dealing, Share, files_below, made_of
from cable_edition.volumes.engines import Engine, run_all
from cable_edition.volumes.inventory import INVENTORY, merged_inventory
from cable_edition.volumes.searching import search_files
from cable_edition.volumes.site import PUT, put_together
from cable_edition.volumes.survey import Survey
from cable_edition.volumes.task import DIGEST, Result, Step, Task
from cable_edition.volumes.work import (
    SURVEY,
    Surveyed,
    program,
    work_folder,
)

#: The folder of the site, in that of what is built; the catalogue, and what it was made of.
SITE = "site"
CATALOGUE, MADE = "catalogue.sqlite", "catalogue.json"
#: The moment of pages where the surroundings name none: a site says nothing of it.
NO_MOMENT = "1767225600"
_RELEASED = "releases/index"
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
    work: Path = field(default=Path())
    """The folder of all work; that of the edition if it is not named."""

    def __post_init__(self) -> None:
        """Name what all steps share."""
        if self.work == Path():
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
        shares = self.read(built)
        whole = [name for name, one in built.digests.items() if one.status < 2]
        if not whole:
            return built
        front = shares.pop(FRONT)
        # The front may take as long as the largest volume, so it is among the first.
        built.builds = self._run(
            "build", {FRONT: front, **{name: shares[name] for name in sorted(whole)}}
        )
        if not built.failed():
            self._put(built, {name: frozenset(shares[name].own) for name in sorted(whole)})
        return built

    def read(self, built: Built) -> dict[str, Share]:
        """Deal the sources out, read the volumes and tie them by the catalogue; return the shares.

        Raises as :meth:`build` does.
        """
        shares = self.deal(built.surveyed)
        built.digests = self._run(
            "digest", {name: one for name, one in shares.items() if name != FRONT}
        )
        whole = sorted(name for name, one in built.digests.items() if one.status < 2)
        if whole:
            self._catalogue({name: built.digests[name] for name in whole}, shares)
        return shares

    def deal(self, surveyed: Surveyed, only: str = "") -> dict[str, Share]:
        """Write the folders of the volumes, or the one that is named; return all shares."""
        made_by = digest_of((self._program,)).hex()
        with Survey(self.work / SURVEY, program()) as survey:
            inputs = [*surveyed.inputs]
            checksums = {one.name: one.sha256 for one in survey.sources()}
            dealing = Dealing(
                self.file, inputs, survey, surveyed.plan, checksums, self.work, made_by
            )
            shares = dealing.shares()
            dealing.deal({only: shares[only]} if only else shares)
        return shares

    def _put(self, built: Built, volumes: Mapping[str, frozenset[str]]) -> None:
        """Put the site together of the front and of the volumes, given with their cables."""
        settings, front = self.file.settings, self._html(FRONT)
        folders = {name: self._html(name) for name in volumes}
        with Catalogue(self.work / CATALOGUE, settings.limits.entries_per_page) as catalogue:
            order = catalogue.volumes_of_cables()
        is_english = (settings.language or "en").split("_")[0].split("-")[0] == "en"
        made = {"" if name == FRONT else name: one.files for name, one in built.builds.items()}
        program = digest_of((self._program,)).hex()
        beside = search_files(
            front, folders, order, self.work, made, english=is_english, program=program
        )
        beside[INVENTORY] = self._inventory(
            front, folders, built, paragraphs=len(order) <= settings.limits.inventory_limit
        )
        built.site = self.work.parent / SITE
        pairs = {name: (folders[name], own) for name, own in volumes.items()}
        built.files = put_together(front, pairs, built.site, self.work / PUT, beside)

    def _inventory(
        self, front: Path, folders: Mapping[str, Path], built: Built, *, paragraphs: bool
    ) -> Path:
        """Return the inventory of the site; of the same inventories it is not made again."""
        path, note = self.work / INVENTORY, self.work / f"{INVENTORY}.json"
        files = (
            f"{name} {file} {digest}"
            for name, one in sorted(built.builds.items())
            for file, digest in one.files.items()
            if file.endswith(f"/html/{INVENTORY}")
        )
        made = digest_of((*files, f"{self._program} {paragraphs}")).hex()
        if _noted(note) != made or not path.is_file():
            every = (folder / INVENTORY for folder in folders.values())
            note.unlink(missing_ok=True)
            write_whole(path, merged_inventory(front / INVENTORY, every, paragraphs=paragraphs))
            write_whole(note, json.dumps(made).encode())
        return path

    def folder_of(self, name: str) -> Path:
        """Return the folder of the sources of a volume."""
        return self.work / name / self._sources

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
        note, path = self.work / MADE, self.work / CATALOGUE
        before = Noted.read(note)
        seen = {
            name: before.seen_of(name, one.files[DIGEST]) or seen_of(self.work / name / DIGEST)
            for name, one in digests.items()
        }
        around = (
            *(f"{name} {digest_of((text,)).hex()}" for name, text in words.items()),
            *(f"{name} {found}" for name, found in beside.items()),
            f"{self._program} {limits} {self._has_releases()}",
        )
        made = {name: one.files[DIGEST] for name, one in digests.items()}
        now = Noted(made, seen, digest_of(around).hex(), before.quoted)
        if before == now and path.is_file():
            return
        note.unlink(missing_ok=True)
        write_catalogue(path, {name: self.work / name / DIGEST for name in digests})
        _link(path, self.work / FRONT / self._sources / WHOLE)
        quoted = self._quoted(path)
        now = now._replace(quoted=digest_of((repr(quoted),)).hex() if quoted else "")
        if before._replace(made=made) != now:
            self._tell_volumes(path, words, beside, quoted)
        write_whole(note, now.text().encode())

    def _tell_volumes(
        self,
        path: Path,
        words: Mapping[str, str],
        beside: Mapping[str, Mapping[str, str]],
        quoted: tuple[Verdict, ...],
    ) -> None:
        """Write what each volume must know of the others, and the front of all."""
        limits = self.file.settings.limits
        language = speaking(self.file.settings.language)
        with language, Catalogue(path, limits.entries_per_page) as catalogue:
            named = catalogue.named(words.values())
            pages = catalogue.pages(limits.cables_per_page)
            if quoted:
                pages[QUOTED] = say("Who quotes it")
            # In no contents unless a chapter has it there, as in an edition of one build.
            if self._has_releases() and any(_RELEASED in text for text in words.values()):
                pages[_RELEASED] = say("Releases")
            write_wider(self.work / FRONT / self._sources, catalogue.front(named))
            for name, sidecars in beside.items():
                own = catalogue.named(sidecars.values())
                wider = catalogue.wider(name, [*named, *own], pages, quoted)
                write_wider(self.work / name / self._sources, wider)

    def _has_releases(self) -> bool:
        return any((self.file.sources / name).exists() for name in (RELEASES, LOCK))

    def _quoted(self, path: Path) -> tuple[Verdict, ...]:
        """Return what the cables of all volumes say of the quotations of the register."""
        registers, _ = load_registers(self.file.registers, apart=self.file.sources)
        if not registers.quotations:
            return ()
        cables = WholeEdition(path).cables()
        return verdicts_of(check_quotations(registers, quotable(cables), NOTHING_KEPT)[0])

    def _chapters(self) -> Iterator[Path]:
        """Yield the files of editors that every volume has."""
        documents = self.file.documents
        # A build as one leaves its pages among the chapters; their words are nobody's.
        generated = {documents / f"{name}.md" for name in PageFolder(documents).listed()}
        for folder in dict.fromkeys((documents, self.file.registers)):
            for path in files_below(folder):
                made = path in generated or path.relative_to(folder).parts[0] == "cables"
                if path.suffix in {".md", ".yaml"} and not made:
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
