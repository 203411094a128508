"""What an edition in volumes costs: CPU a cable, two workers against one, memory, small changes.

``python benchmarks/volumes.py --n 20000 --at-most 2000`` builds so many synthetic cables in volumes
with one worker and with two, in fresh folders, and ``--at-most`` of them as one edition. Then it
builds the volumes again with nothing changed, and with a word of one cable changed, and looks in a
browser at what a reader loads of the site, and of one of 1,000 cables. All of it is one run on one
machine: read the ratios.

With ``--work FOLDER`` what was measured is noted there after each step, and a run that was stopped
goes on from there; the seconds are then of more than one hour.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from loaded import loaded
from measure import Measure, run, sphinx_build
from projects import write_project
from synthetic import Corpus

#: Volumes have no page that checks quotations, and the one build is to make as much as they do.
_ALIKE = '[site]\nquotations = "off"\n'
#: What the largest process may take, in MiB, and what the ratios may be at most.
AIMS = {"cpu": 1.10, "two": 0.58, "peak": 700, "nothing": 0.02, "one": 0.03, "loaded": 1.5}
#: What a reader loads is compared with an edition of so many cables.
_SMALL = 1000
#: All of Cablegate; what it would take is computed.
_CABLEGATE = 251_287
_WORD = "minister"

#: What one step measured, by name.
Row = dict[str, float]


def edition(root: Path, corpus: Corpus, at_most: int) -> Path:
    """Write an edition in volumes into a new folder."""
    shutil.rmtree(root, ignore_errors=True)
    write_project("edition", corpus, root, form="text", transmitted=False)
    divided = f'[volumes]\nby = "dates"\nat_most = {at_most}\n'
    (root / "edition.toml").write_text(f"{_ALIKE}{divided}", "utf-8")
    return root


def build(root: Path, jobs: int, log: Path) -> Row:
    """Build the volumes; return what it took, the peak of any step in MiB, and the steps made."""
    command = [sys.executable, "-m", "cable_edition", "volumes", "build", "--format", "json"]
    command += ["--jobs", str(jobs), "--settings", str(root / "edition.toml")]
    # A doubt about a name is a warning, and ends the run with 1.
    wrapped = ["sh", "-c", '"$@"; test $? -lt 2', "sh", *command]
    measure = run(wrapped, log)
    lines = (line for line in log.read_text("utf-8").splitlines() if line.startswith("{"))
    steps = [one for one in map(json.loads, lines) if "step" in one]
    made = [one for one in steps if one["made"]]
    front = [one for one in made if one["volume"] == "Front"]
    peak = max((one["peak_kib"] for one in made), default=0) / 1024
    return _row(measure) | {
        "peak": max(peak, measure.rss),
        "front": sum(one["cpu"] for one in front),
        "steps": len(made),
    }


def _row(measure: Measure) -> Row:
    return {"cpu": measure.cpu, "wall": measure.wall, "peak": measure.rss}


def change(root: Path) -> None:
    """Change a word of the first cable."""
    path = min((root / "source_cables").glob("*.txt"))
    text = path.read_text("utf-8")
    at = text.rindex("1.")
    word = text[at:].split()[3]
    path.write_text(text[:at] + text[at:].replace(word, f"{word}x", 1), "utf-8")


def size(folder: Path) -> tuple[int, int]:
    """Return how many files a folder has, and the bytes that they take on the disk.

    A file that has two names counts once.
    """
    seen = {path.stat().st_ino: path.stat() for path in folder.rglob("*") if path.is_file()}
    return len(seen), sum(one.st_blocks * 512 for one in seen.values())


@dataclass
class Steps:
    """The steps of a run in a folder, each done once."""

    folder: Path
    n: int
    at_most: int
    seed: int

    def __post_init__(self) -> None:
        """Read what was measured before of the same."""
        self.folder.mkdir(parents=True, exist_ok=True)
        self._note = self.folder / f"{self.n}-{self.at_most}-{self.seed}.json"
        self.done: dict[str, Row] = {}
        if self._note.is_file():
            self.done = json.loads(self._note.read_text("utf-8"))
        self.log = self.folder / "log"

    def step(self, name: str, measured: Callable[[], Row]) -> Row:
        """Return what a step measured, or have it measured."""
        if name not in self.done:
            self.done[name] = measured()
            self._note.write_text(json.dumps(self.done, indent=1), "utf-8")
            told = ", ".join(f"{key} {value:,.1f}" for key, value in self.done[name].items())
            print(f"{name}: {told}", flush=True)
        return self.done[name]

    def alone(self) -> Row:
        """Build as many cables as a volume has in one build."""
        one = self.folder / "one"
        shutil.rmtree(one, ignore_errors=True)
        corpus = Corpus(self.seed, self.at_most)
        write_project("edition", corpus, one, form="text", transmitted=False)
        (one / "edition.toml").write_text(_ALIKE, "utf-8")
        row = _row(run(sphinx_build(one / "docs", one / "built"), self.log))
        shutil.rmtree(one)
        return row

    def single(self) -> Row:
        """Build all volumes with one worker."""
        root = edition(self.folder / "single", Corpus(self.seed, self.n), self.at_most)
        row = build(root, 1, self.log)
        shutil.rmtree(root)
        return row

    def two(self) -> Row:
        """Build all volumes with two workers; they stay."""
        root = edition(self.folder / "two", Corpus(self.seed, self.n), self.at_most)
        row = build(root, 2, self.log)
        files, _ = size(site(root))
        _, disk = size(root / "docs" / "_build")
        return row | {"files": files, "disk": disk}

    def again(self) -> Row:
        """Build them again with nothing changed."""
        return build(self.folder / "two", 2, self.log)

    def edited(self) -> Row:
        """Build them with a word changed."""
        change(self.folder / "two")
        return build(self.folder / "two", 2, self.log)

    def small(self) -> Row:
        """Look at what a reader loads of a small edition in volumes."""
        at_most = min(self.at_most, _SMALL // 2)
        root = edition(self.folder / "small", Corpus(self.seed, _SMALL), at_most)
        build(root, 2, self.log)
        row = self.loaded(root)
        shutil.rmtree(root)
        return row

    def loaded(self, root: Path) -> Row:
        """Look at what a reader loads of an edition."""
        cable = min((root / "source_cables").glob("*.txt")).stem
        return dict(loaded(site(root), _WORD, cable))


def site(root: Path) -> Path:
    """Return the folder of the site."""
    return root / "docs" / "_build" / "site"


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n\n")[0])
    parser.add_argument("--n", type=int, default=20000)
    parser.add_argument("--at-most", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--work", type=Path, help="go on from what was measured in this folder")
    given = parser.parse_args(arguments)
    folder = given.work or Path(tempfile.mkdtemp(prefix="volumes-"))
    steps = Steps(folder, given.n, given.at_most, given.seed)
    try:
        alone = steps.step("one build", steps.alone)
        single = steps.step("one worker", steps.single)
        two = steps.step("two workers", steps.two)
        nothing = steps.step("nothing changed", steps.again)
        edited = steps.step("one cable edited", steps.edited)
        small = steps.step(f"a reader of {_SMALL}", steps.small)
        large = steps.step(f"a reader of {given.n}", lambda: steps.loaded(folder / "two"))
    finally:
        if given.work is None:
            shutil.rmtree(folder, ignore_errors=True)
    cpu = (single["cpu"] / given.n) / (alone["cpu"] / given.at_most)
    peak = max(one["peak"] for one in (single, two, nothing, edited))
    rows = [
        ("CPU a cable, volumes / one build", cpu, AIMS["cpu"]),
        ("wall, two workers / one", two["wall"] / single["wall"], AIMS["two"]),
        ("peak of any process, MiB", peak, AIMS["peak"]),
        ("nothing changed / full, CPU", nothing["cpu"] / two["cpu"], AIMS["nothing"]),
        ("one cable edited / full, CPU", edited["cpu"] / two["cpu"], AIMS["one"]),
        *((f"{kind}, bytes / of {_SMALL}", large[kind] / small[kind], AIMS["loaded"])
          for kind in large if kind in small),
    ]  # fmt: skip
    print(f"{given.n} cables in volumes of {given.at_most}: {single['steps']:.0f} steps")
    for name, value, aim in rows:
        print(f"{name:36} {value:8.3f}   at most {aim}")
    share = _CABLEGATE / given.n
    print(
        f"full run, two workers: {two['wall'] / 60:.1f} min, {two['cpu']:.0f} s CPU (front "
        f"{two['front']:.0f}), {two['peak']:.0f} MiB, {two['disk'] / 2**30:.1f} GiB in "
        f"{two['files']:.0f} files of the site; {_CABLEGATE} would take, computed from that in "
        f"proportion: {two['wall'] * share / 3600:.1f} h and {two['disk'] * share / 2**30:.0f} GiB"
    )


if __name__ == "__main__":
    main()
