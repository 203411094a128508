"""What the edition itself says to its readers, in the language of the edition.

A message is English text in the code, and its translations stand in the catalogs of
``locale/LANGUAGE/LC_MESSAGES/cable_edition.po``. Everything that a reader meets and that is neither
an editor's prose nor a cable's words is said by :func:`say` or :func:`say_number`: pages, names of
controls, books. What is said to editors on the command line stays English, and so do the data.

The language is one value of a process: a build sets it once, before it reads or writes a page, and
processes that it forks have it too; ``verify`` sets it from the same setting. English needs no
catalog and is said as it stands in the code. So is every message that a catalog does not have.
"""

from __future__ import annotations

import gettext
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

#: The catalogs; a folder a language, as gettext has it.
LOCALE = Path(__file__).parents[1] / "locale"
DOMAIN = "cable_edition"
ENGLISH = "en"


class Language(NamedTuple):
    """A language that can be spoken: its tag (``fr``, ``pt_BR``) and its translations.

    ``said`` is nothing for English, and for a language that has no catalog.
    """

    tag: str
    said: gettext.NullTranslations | None


_SPOKEN = [Language(ENGLISH, None)]


def speak(tag: str) -> None:
    """Say everything in a language from now on; ``tag`` is that of a setting (``fr``, ``pt-BR``).

    A language without a catalog is spoken in English.
    """
    _SPOKEN[0] = Language(tag.replace("-", "_"), translations(tag, LOCALE))


@contextmanager
def speaking(tag: str) -> Iterator[None]:
    """Say everything in a language for a while."""
    before = _SPOKEN[0]
    speak(tag)
    try:
        yield
    finally:
        _SPOKEN[0] = before


def spoken() -> Language:
    """Return the language that is spoken now."""
    return _SPOKEN[0]


def is_translated() -> bool:
    """Tell whether a catalog is in use: neither English nor a language without one."""
    return _SPOKEN[0].said is not None


def marked(message: str) -> str:
    """Return a message as it is: one that :func:`say` is to say later, marked for the catalogs."""
    return message


def say(message: str, **values: object) -> str:
    """Say a message; ``values`` stand in it at their names in braces.

    Without values braces are words like others.
    """
    said = _SPOKEN[0].said
    text = message if said is None else said.gettext(message)
    return text.format(**values) if values else text


def say_number(number: int, one: str, many: str, **values: object) -> str:
    """Say a message with a number, ``{n}``: ``one`` for 1 in English, else ``many``.

    Which forms there are is the language's own. The number is written as the language writes it.
    """
    said = _SPOKEN[0].said
    if said is None:
        return (one if number == 1 else many).format(n=number, **values)
    return said.ngettext(one, many, number).format(n=_written(number), **values)


def around(message: str, name: str = "link", **values: object) -> tuple[str, str]:
    """Say a message in which words stand that are more than words, at ``name``: a link, as a rule.

    Return what is before these and what is after them.
    """
    before, _, after = say(message, **values, **{name: "\0"}).partition("\0")
    return before, after


def say_list(items: list[str]) -> str:
    """Say things as one lists them in a sentence: ``a``, ``a and b``, ``a, b and c``."""
    *first, last = items or [""]
    return say("{several} and {last}", several=", ".join(first), last=last) if first else last


def say_day(day: str, english: str) -> str:
    """Say a date (ISO) as far as it goes: a day, a month or a year; ``english`` is how it is said.

    A year alone is a number, and so is what is no date.
    """
    if not is_translated():
        return english
    from babel.dates import format_date, format_skeleton  # noqa: PLC0415 - English needs none

    year, *rest = day.split("-")
    if not rest:
        return day
    at = date(int(year), int(rest[0]), int(rest[1]) if len(rest) > 1 else 1)
    locale = _babel(_SPOKEN[0].tag)
    if len(rest) > 1:
        return format_date(at, "long", locale)
    return format_skeleton("yMMMM", at, locale=locale)


def script_words() -> str:
    """Return the script by which a site's scripts speak the language, or nothing for English.

    It has the translations of the messages that scripts say, and the rule for numbers.
    """
    if not is_translated():
        return ""
    return _script(_SPOKEN[0].tag, LOCALE)


def _written(number: int) -> str:
    from babel.numbers import format_decimal  # noqa: PLC0415 - English needs none

    return format_decimal(number, locale=_babel(_SPOKEN[0].tag))


@cache
def _babel(tag: str) -> str:
    """Return the language as Babel knows it: without a part that it does not know."""
    from babel import Locale, UnknownLocaleError  # noqa: PLC0415 - English needs none

    for name in _names(tag):
        try:
            return str(Locale.parse(name))
        except (UnknownLocaleError, ValueError):
            continue
    return ENGLISH


def _names(tag: str) -> tuple[str, ...]:
    whole = tag.replace("-", "_")
    return (whole, whole.partition("_")[0])


def catalog_of(tag: str, folder: Path) -> Path | None:
    """Return the catalog of a language below a folder, of the language alone if need be."""
    for name in _names(tag):
        path = folder / name / "LC_MESSAGES" / f"{DOMAIN}.po"
        if name != ENGLISH and path.is_file():
            return path
    return None


@cache
def translations(tag: str, folder: Path) -> gettext.NullTranslations | None:
    """Return the translations of a language, or nothing where there are none.

    The catalog is compiled in memory: there is no second file that could be older than it.
    """
    path = catalog_of(tag, folder)
    if path is None:
        return None
    from babel.messages.mofile import write_mo  # noqa: PLC0415 - English needs none
    from babel.messages.pofile import read_po  # noqa: PLC0415

    compiled = BytesIO()
    with path.open("rb") as file:
        write_mo(compiled, read_po(file, locale=path.parts[-3]))
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)


@cache
def _script(tag: str, folder: Path) -> str:
    import json  # noqa: PLC0415 - English needs none

    from babel.messages.pofile import read_po  # noqa: PLC0415

    path = catalog_of(tag, folder)
    if path is None:
        return ""
    with path.open("rb") as file:
        catalog = read_po(file, locale=path.parts[-3])
    found = {}
    for one in catalog:
        if one.id and one.string and any(str(at).endswith(".js") for at, _ in one.locations):
            several = isinstance(one.id, tuple)
            found[one.id[0] if several else one.id] = one.string
    text = json.dumps(found, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    text = text.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    return (
        f"window.cableWords = {text};\nwindow.cablePlural = (n) => Number({catalog.plural_expr});\n"
    )
