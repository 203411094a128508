"""Chapters of the editors, by chance: written, changed, renamed and taken away, with references."""

from __future__ import annotations

import random
from pathlib import Path

from .conftest import INDEX, TinyEdition

NAMES = ("alpha", "beta", "part/gamma")
TITLES = (
    "On {other}",
    "A *visit* and `code`",
    "The cable {{cable:cable}}`{cable}`",
    "What {{cable:person}}`roe-jane` did",
)
PARTS = (
    "It says so in {{cable:par}}`¶ {number} <{cable}#p{number}>`.",
    "See {{cable:cable}}`{cable}` and {{cable:person}}`Jane Roe <roe-jane>`.",
    "See {{doc}}`/{other}` and {{doc}}`the first page </index>`.",
    "The posts are {{cable:post}}`ottawa`; the TAGS {{cable:tag}}`PREL`.",
    "A note[^so].\n\n[^so]: It is said {number} times, of {{cable:cable}}`{cable}`.",
    "| a | b |\n|---|---|\n| {number} | {{cable:cable}}`{cable}` |",
    "```{{glossary}}\nlamp {number}\n: It gives light.\n```",
    "```{{index}} single: lamps; {number}\n```\n\nLamps.",
    "(place-{number})=\n\n## Section {number}\n\nHere is {{ref}}`it <place-{number}>`.",
    "```{{image}} /{picture}.svg\n:alt: A line\n```",
    "```{{include}} /included.txt\n```",
    "{{download}}`a file </included.txt>`",
    "The {word} was played.",
)
_PICTURE = '<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0h{}"/></svg>\n'


class RandomChapters:
    """Writes the chapters of an edition."""

    def __init__(self, edition: TinyEdition, chance: random.Random) -> None:
        self.docs = edition.docs
        self.chance = chance

    @property
    def there(self) -> list[str]:
        """The chapters that are there, without their suffix."""
        return [name for name in NAMES if self._path(name).exists()]

    def _path(self, name: str) -> Path:
        return self.docs / f"{name}.md"

    def contents(self) -> None:
        """Write the first page, with the chapters in some order."""
        names = self.there
        self.chance.shuffle(names)
        text = INDEX.replace("cables/index", "\n".join([*names, "cables/index"]))
        (self.docs / "index.md").write_text(text, "utf-8")

    def write(self, cables: list[str], words: list[str]) -> str:
        """Write a chapter, new or in place of another, that names some of the cables."""
        name = self.chance.choice(NAMES)

        def filled(text: str) -> str:
            return text.format(
                cable=self.chance.choice(cables),
                other=self.chance.choice(self.there or ["index"]),
                number=self.chance.randint(1, 2),
                picture=self.chance.choice(("one", "two")),
                word=self.chance.choice([*words, "piano"]),
            )

        for picture in ("one", "two"):
            line = _PICTURE.format(self.chance.randint(1, 2))
            (self.docs / f"{picture}.svg").write_text(line, "utf-8")
        included = f"Said {self.chance.randint(1, 2)} times.\n"
        (self.docs / "included.txt").write_text(included, "utf-8")
        parts = self.chance.sample(PARTS, self.chance.randint(1, 4))
        text = "\n\n".join(filled(part) for part in (f"# {self.chance.choice(TITLES)}", *parts))
        path = self._path(name)
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"{text}\n", "utf-8")
        self.contents()
        return f"chapter {name}: {text!r}"

    def remove(self) -> str:
        """Take a chapter away, whatever leads to it."""
        if not self.there:
            return "nothing to remove"
        name = self.chance.choice(self.there)
        self._path(name).unlink()
        self.contents()
        return f"remove chapter {name}"

    def rename(self) -> str:
        """Give a chapter another name, whatever leads to it."""
        free = [name for name in NAMES if not self._path(name).exists()]
        if not self.there or not free:
            return "nothing to rename"
        name, to = self.chance.choice(self.there), self.chance.choice(free)
        self._path(to).parent.mkdir(exist_ok=True)
        self._path(name).rename(self._path(to))
        self.contents()
        return f"rename chapter {name} {to}"

    def having(self, words: list[str]) -> list[str]:
        """The chapters that have one of these words."""
        texts = {name: self._path(name).read_text("utf-8") for name in self.there}
        return [name for name, text in texts.items() if any(word in text for word in words)]

    def withdraw(self, words: list[str]) -> list[str]:
        """Take words out of the chapters; return the chapters that had them."""
        had = self.having(words)
        for name in had:
            text = self._path(name).read_text("utf-8")
            for word in words:
                text = text.replace(word, "music")
            self._path(name).write_text(text, "utf-8")
        return had
