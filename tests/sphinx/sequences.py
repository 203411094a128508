"""Random sequences of what editors do, and the comparison with a build from nothing."""

from __future__ import annotations

import random
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner
from sphinx.builders.html._assets import _file_checksum_inner
from sphinx.testing.util import SphinxTestApp

from cable_edition.cli.release import release
from cable_edition.core.reading.sources import seal
from cable_edition.sphinx_ext.stopping import EditionError

from .conftest import GLOSSARY, PEOPLE, TinyEdition, cable_text, tiny_edition
from .random_chapters import RandomChapters
from .random_settings import RandomSettings

IDS = tuple(f"05OTTAWA{number}" for number in range(1, 6))
SENTENCES = (
    "(C) {person} met the staff of the MFA.",
    "(U) Nobody is named; the {word} was played.",
    "(SBU) The S/CRS of {person} is in 05 OTTAWA {number}.",
    "(C) On 28 January {person} came; see 05OTTAWA{number}.",
)
PERSONS = ("Zebedee Quux", "Jane Roe", "no one")
#: The instrument of each cable: withheld in one, it stands in no other.
WORDS = dict(zip(IDS, ("xylophone", "zither", "theremin", "ocarina", "celesta"), strict=True))
#: Words that works quote, of some cable or of none.
QUOTED = ("met the staff of the MFA", "Nobody is named", "the lamp was lit again by nobody")
WITNESS = """\
base: {name}.txt
witnesses:
  - {{siglum: B, file: {name}-copy.txt, kind: archive, obtained: Made up.}}
"""
#: How a step begins that finds nothing to do.
NOTHING = "nothing to"
#: Said in a sidecar of a cable that names him.
WITHHELD = (
    "redactions:\n  - {name: Zebedee Quux, forms: [Quux], reason: At risk., date: 2026-11-23}\n"
)


class Editor:
    """Works on an edition, one thing after the other, by chance; ``done`` says what."""

    def __init__(self, edition: TinyEdition, chance: random.Random) -> None:
        self.edition = edition
        self.chance = chance
        self.done: list[str] = []
        self.released: set[str] = set()
        self.version = 0
        self.settings = RandomSettings(edition, chance)
        self.chapters = RandomChapters(edition, chance)
        self._add("05OTTAWA1")

    @property
    def there(self) -> list[str]:
        """The ids of the cables that have a source."""
        names = (path.stem for path in self.edition.sources.glob("*.txt"))
        return sorted(name for name in names if not name.endswith("-copy"))

    def step(self) -> None:
        """Do one thing that is there to be done."""
        things: list[Callable[[], str]] = [
            self.add, self.add, self.change, self.remove, self.note, self.emend, self.withhold,
            self.people, self.glossary, self.settings.in_toml, self.settings.in_conf, self.rename,
            self.release, self.kill, self.chapter, self.chapter, self.chapters.remove,
            self.chapters.rename, self.quotations, self.quotations, self.witness, self.witness,
        ]  # fmt: skip
        done = NOTHING
        while done.startswith(NOTHING):
            done = self.chance.choice(things)()
        self.done.append(done)
        self.heed()

    def _text(self, number: int) -> str:
        def sentence() -> str:
            return self.chance.choice(SENTENCES).format(
                person=self.chance.choice(PERSONS),
                number=self.chance.randint(1, 5),
                word=WORDS[f"05OTTAWA{number}"],
            )

        return cable_text(number, tuple(sentence() for _ in range(self.chance.randint(1, 3))))

    def _add(self, name: str) -> str:
        self.edition.add(name, self._text(int(name[8:])))
        self._sidecar(name, "")
        return f"add {name}"

    def _sidecar(self, name: str, text: str) -> None:
        path = self.edition.sources / f"{name}.yaml"
        source = self.edition.sources / f"{name}.txt"
        if source.is_file() and "Zebedee Quux" in source.read_text("utf-8"):
            text += WITHHELD
        if "witnesses" not in text:
            (self.edition.sources / f"{name}-copy.txt").unlink(missing_ok=True)
        if text:
            path.write_text(text, "utf-8")
        else:
            path.unlink(missing_ok=True)

    def add(self) -> str:
        """Put a cable there, if there is one left that was not released."""
        free = [name for name in IDS if name not in self.released]
        return self._add(self.chance.choice(free)) if free else "nothing to add"

    change = add

    def _unreleased(self) -> str | None:
        free = [name for name in self.there if name not in self.released]
        return self.chance.choice(free) if free else None

    def remove(self) -> str:
        """Take a cable away; one that was released is withdrawn."""
        if len(self.there) < 2:
            return "nothing to remove"
        name = self.chance.choice(self.there)
        for end in (".txt", ".yaml", "-copy.txt"):
            (self.edition.sources / f"{name}{end}").unlink(missing_ok=True)
        if name not in self.released:
            return f"remove {name}"
        path = self.edition.sources / "releases.yaml"
        text = path.read_text("utf-8")
        if "withdrawn:\n" not in text:
            text += "withdrawn:\n"
        head, _, tail = text.partition("withdrawn:\n")
        entry = f"  - {{cable: {name}, reason: It was asked for., date: 2026-12-01}}\n"
        path.write_text(f"{head}withdrawn:\n{entry}{tail}", "utf-8")
        return f"withdraw {name}"

    def note(self) -> str:
        """Write or change a note."""
        name = self.chance.choice(self.there)
        words = f"It is said {self.chance.randint(1, 9)} times."
        entry = f"  - {{at: p1, kind: inference, text: {words}, id: so}}\n"
        if name in self.released:
            return "nothing to note"
        self._sidecar(name, f"notes:\n{entry}")
        return f"note {name}"

    def emend(self) -> str:
        """Emend a word that every cable has."""
        name = self._unreleased()
        if name is None:
            return "nothing to emend"
        read = self.chance.choice(("VISITE", "VISITATION"))
        entry = f"  - {{at: subject, quote: VISIT, read: {read}, rule: conjecture, reason: So.}}\n"
        self._sidecar(name, f"emendations:\n{entry}")
        return f"emend {name}"

    def withhold(self) -> str:
        """Withhold a word that earlier builds may have shown."""
        name = self._unreleased()
        if name is None:
            return "nothing to withhold"
        source = (self.edition.sources / f"{name}.txt").read_text("utf-8")
        word = WORDS[name]
        if word not in source or "Zebedee" in source:
            return "nothing to withhold"
        text = f"redactions:\n  - {{name: {word}, reason: At risk., date: 2026-11-23}}\n"
        self._sidecar(name, text)
        return f"withhold {word} of {name}"

    def people(self) -> str:
        """Change the meaning of a person, or the name."""
        tip = f"A visitor, as seen {self.chance.randint(1, 9)} times"
        name = self.chance.choice(("name: Jane Roe", "name: Joan Roe", "name: J. Roe"))
        changed = PEOPLE.replace("A visitor", tip).replace("name: Jane Roe", name)
        self.edition.register("people", changed)
        return "people"

    def glossary(self) -> str:
        """Add or change a term."""
        number = self.chance.randint(1, 3)
        extra = f"- id: mfa\n  term: MFA\n  expansion: Ministry {number}\n  tip: ministry\n"
        extra += "  status: cable\n"
        self.edition.register("glossary", GLOSSARY + (extra if self.version or number < 3 else ""))
        return "glossary"

    def quotations(self) -> str:
        """Write, change or take away the works that quote the edition, and their quotations."""
        if not self.chance.randrange(4):
            for name in ("quotations.yaml", "works.json", "works.bib"):
                (self.edition.docs / "registers" / name).unlink(missing_ok=True)
            return "no quotations"
        title = self.chance.choice(("Lamps", "Oil"))
        (self.edition.docs / "registers" / "works.json").write_text(
            f'[{{"id": "roe2014", "type": "book", "title": "{title}"}}]', "utf-8"
        )
        if self.chance.randrange(2):
            bib = "@book{lamp2019, title = {Keepers}, author = {Roe, J.}, year = 2019}\n"
            (self.edition.docs / "registers" / "works.bib").write_text(bib, "utf-8")
        entries = [
            f"- {{id: q{number}, work: roe2014, words: {words}, accepted: absent}}\n"
            for number, words in enumerate(QUOTED)
            if self.chance.randrange(3)
        ]
        self.edition.register("quotations", "".join(entries) or "[]\n")
        return f"quotations {entries}"

    def witness(self) -> str:
        """Give a cable another witness, change it, or take it away with what is said of it."""
        name = self._unreleased()
        if name is None:
            return "nothing to witness"
        if self.chance.randrange(4):
            text = (self.edition.sources / f"{name}.txt").read_text("utf-8")
            old, new = self.chance.choice((("staff", "stuff"), ("was", "is"), ("VISIT", "VISlT")))
            kept = "" if "Zebedee" in text else text.replace(old, new)
            if not kept:
                return "nothing to witness"
            (self.edition.sources / f"{name}-copy.txt").write_text(kept, "utf-8")
            self._sidecar(name, WITNESS.format(name=name))
            return f"witness of {name}: {new}"
        self._sidecar(name, "")
        return f"no witness of {name}"

    @property
    def withheld(self) -> list[str]:
        """The instruments that a sidecar withholds."""
        paths = [self.edition.sources / f"{name}.yaml" for name in self.there]
        said = "".join(path.read_text("utf-8") for path in paths if path.exists())
        return [word for word in WORDS.values() if f"{{name: {word}," in said]

    def chapter(self) -> str:
        """Write a chapter, which may name what some cable withholds only later."""
        free = [word for word in WORDS.values() if word not in self.withheld]
        return self.chapters.write(self.there, free)

    def heed(self) -> None:
        """Take out of the chapters what a cable withholds now; a build that comes first stops."""
        words = self.withheld
        if self.chapters.having(words):
            with pytest.raises(EditionError):
                build(self.edition)
            self.done.append(f"stopped, then withdrawn of {self.chapters.withdraw(words)}")

    def rename(self) -> str:
        """Give a file another name; the id is in the text."""
        name = self._unreleased()
        free = [one for one in IDS if one not in self.there and one not in self.released]
        if name is None or not free or (self.edition.sources / f"{name}-copy.txt").exists():
            return "nothing to rename"
        to = self.chance.choice(free)
        for suffix in ("txt", "yaml"):
            path = self.edition.sources / f"{name}.{suffix}"
            if path.is_file():
                text = path.read_text("utf-8").replace(WORDS[name], WORDS[to])
                text = text.replace(f"OTTAWA {int(name[8:]):06d}", f"OTTAWA {int(to[8:]):06d}")
                path.unlink()
                (self.edition.sources / f"{to}.{suffix}").write_text(text, "utf-8")
        return f"rename {name} {to}"

    def release(self) -> str:
        """Issue what is there."""
        if not any(name not in self.released for name in self.there):
            return "nothing to release"
        self.version += 1
        folders = ["--sources", str(self.edition.sources)]
        folders += ["--registers", str(self.edition.docs / "registers")]
        version, day = f"0.{self.version}.0", f"2026-11-{self.version:02d}"
        seal(self.edition.sources)
        done = CliRunner().invoke(release, [version, "--date", day, *folders])
        assert done.exit_code == 0, (done.output, self.done)
        # The checksums go again: sources that are not released may change.
        (self.edition.sources / "SHA256SUMS").unlink()
        self.released |= set(self.there)
        return f"release {version}"

    def kill(self) -> str:
        """Build in a process of its own, and kill it at some moment."""
        command = [sys.executable, "-m", "sphinx", "-q", "-b", "html"]
        command += ["-d", str(self.edition.docs / "_build" / "doctrees")]
        moment = self.chance.uniform(0.6, 2.5)
        with subprocess.Popen(
            [*command, str(self.edition.docs), str(self.edition.html)],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        ) as build:
            try:
                build.wait(moment)
            except subprocess.TimeoutExpired:
                build.send_signal(signal.SIGKILL)
        return f"kill after {moment:.2f} s"


def files_below(folder: Path) -> dict[str, bytes]:
    """Return every file of an output; the note of Sphinx on its settings is none."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != ".buildinfo"
    }


def build(edition: TinyEdition, parallel: int = 1) -> SphinxTestApp:
    """Build as a process of its own would: Sphinx keeps the checksums of assets for a process."""
    _file_checksum_inner.cache_clear()
    return edition.build(parallel=parallel)


def fresh_copy(edition: TinyEdition) -> TinyEdition:
    """Return a copy in a folder of its own, without what builds have made."""
    fresh = TinyEdition(edition.root.parent / "fresh" / "edition")
    shutil.copytree(edition.root, fresh.root)
    for path in (fresh.docs / "_build", fresh.docs / "cables"):
        shutil.rmtree(path, ignore_errors=True)
    return fresh


def check_sequence(folder: Path, seed: int, steps: int = 8) -> None:
    """Do so many things, with a build after some, and compare the last build with a clean one."""
    chance = random.Random(seed)  # noqa: S311 (no secret)
    edition = tiny_edition(folder)
    editor = Editor(edition, chance)
    for _ in range(steps):
        editor.step()
        if chance.random() < 0.6:
            editor.done.append("build")
            build(edition, chance.choice((1, 2)))
    warned = build(edition).warning.getvalue()
    fresh = fresh_copy(edition)
    clean = build(fresh).warning.getvalue()
    assert warned.count("WARNING") == clean.count("WARNING"), editor.done
    ours, theirs = files_below(edition.html), files_below(fresh.html)
    assert sorted(ours) == sorted(theirs), editor.done
    assert [name for name in ours if ours[name] != theirs[name]] == [], editor.done
