"""What is asked before an edition is begun."""

from __future__ import annotations

import json
import tomllib
from dataclasses import asdict

from cable_edition.core.late_methods import dataclass
from cable_edition.core.settings.model import SETTINGS, fault_of

#: The title of an edition that was given none; it says nothing untrue of any.
UNTITLED = "An Edition of Diplomatic Cables"
_UNTITLED_IN = {
    "fr": "Une édition de câbles diplomatiques",
    "de": "Eine Edition diplomatischer Telegramme",
}


def untitled(language: str) -> str:
    """Return the title of an edition that was given none, in its language if that is known here."""
    return _UNTITLED_IN.get(language_alone(language), UNTITLED)


def language_alone(tag: str) -> str:
    """Return the language of a tag without what follows it: ``fr`` of ``fr-CA``."""
    return tag.partition("-")[0].casefold()


@dataclass(frozen=True, slots=True)
class Answers:
    """What the files of a new edition say of it. What is not known is empty."""

    title: str = UNTITLED
    editors: tuple[str, ...] = ()
    publisher: str = ""
    language: str = "en"
    address: str = ""
    licence: str = str(SETTINGS["licence"].default)

    def faults(self) -> list[str]:
        """Return in a sentence each what cannot stand in the settings of an edition."""
        values = {
            "title": self.title,
            "editors": self.editors,
            "publisher": self.publisher,
            "languages": (self.language,),
            "base_url": self.address,
            "licence": self.licence,
        }
        found = (fault_of(SETTINGS[name], value) for name, value in values.items())
        faults = [fault for fault in found if fault]
        return faults if self.title else ["`title` is empty", *faults]

    def to_toml(self) -> str:
        """Return the answers as a file of TOML."""
        lines = (f"{name} = {quoted(value)}\n" for name, value in asdict(self).items())
        return "".join(lines)

    @classmethod
    def from_toml(cls, text: str) -> Answers:
        """Return the answers that :meth:`to_toml` wrote; raises ``ValueError`` for others."""
        read = tomllib.loads(text)
        try:
            made = cls(**{**read, "editors": tuple(read.get("editors", ()))})
        except TypeError as error:
            raise ValueError(str(error)) from None
        if faults := made.faults():
            raise ValueError(faults[0])
        return made


def quoted(value: str | tuple[str, ...]) -> str:
    """Return a text, or a list of texts, as TOML, YAML and JSON write it."""
    return json.dumps(value, ensure_ascii=False)
