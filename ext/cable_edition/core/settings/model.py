"""The settings of an edition: one dataclass, in which each field knows what it means and must be.

Whatever reads settings or tells of them (``edition.toml``, conf.py, the command line, the table in
the documentation) takes names, types, forms and defaults from here.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import field, fields, is_dataclass, replace
from typing import Any, NamedTuple

from cable_edition.core.late_methods import dataclass
from cable_edition.core.settings.editors import EDITOR, Editor, editor_of
from cable_edition.core.settings.forms import (
    ADDRESS,
    ALLOWED,
    BASE,
    COUNT,
    DOI,
    FOLDER,
    INPUT,
    LANGUAGE,
    LINE,
    RECORD,
    WCAG,
    Form,
    one_of,
)

#: The kinds of data files, in the order of the command's help.
DATA_KINDS = ("tei", "cmif", "json", "csv", "citations", "linked-data", "tables", "parquet")
#: Those that a build of pages does not write unless it is told to.
LARGE_DATA = ("tei", "tables", "parquet")
#: The word for all of them.
ALL_DATA = "all"
#: What is not made.
OFF = "off"
#: What is made.
ON = "on"
#: How far Distributed Text Services go: whole cables, or each paragraph and part by itself.
DTS_KINDS = ("cables", "paragraphs")
#: What volumes are divided by.
DIVISIONS = ("year", "post", "dates")
#: What stands for the version before the first release.
UNRELEASED = "unreleased"

_NOT_PLAIN = re.compile(r"[^a-z0-9.]+")
_USER = re.compile(r"//[^/@]{1,2000}@")


def short_name(title: str) -> str:
    """Return a title as the name of a file: ``cable-edition``; ``edition`` if nothing is left."""
    letters = unicodedata.normalize("NFKD", title.casefold()).encode("ascii", "ignore").decode()
    return _NOT_PLAIN.sub("-", letters)[:80].strip("-.") or "edition"


def _setting(default: object, form: Form, meaning: str, *, old: str = "") -> Any:
    """Return a field; ``old`` is the name that it had in conf.py."""
    return field(default=default, metadata={"form": form, "meaning": meaning, "old": old})


@dataclass(frozen=True, slots=True)
class Folders:
    """Where the matter of the edition is. A folder is named from the folder of `edition.toml`."""

    sources: str = _setting(
        "source_cables",
        FOLDER,
        "the folder of the raw cables and their sidecars",
        old="cable_sources",
    )
    registers: str = _setting(
        "",
        FOLDER,
        "the folder of the registers; if not set, `registers` beside `conf.py`",
        old="cable_registers",
    )
    archives: str = _setting(
        "",
        FOLDER,
        "the folder in which the archives of past releases are kept; the page on changes between "
        "releases has their words",
    )


@dataclass(frozen=True, slots=True)
class Site:
    """What the site has."""

    public_record: str = _setting(
        "https://wikileaks.org/plusd/cables/{id}_a.html",
        RECORD,
        "the address of a cable's public record, with `{id}` for the cable where its id is certain "
        'there; `""` for no links',
        old="cable_public_record",
    )
    data: tuple[str, ...] = _setting(
        tuple(kind for kind in DATA_KINDS if kind not in LARGE_DATA),
        one_of(*DATA_KINDS, ALL_DATA),
        "the data files that an HTML build writes; `[]` for none",
        old="cable_data",
    )
    markdown: str = _setting(
        OFF,
        one_of(OFF, "on"),
        'the Markdown of each page beside it (`cables/05OTTAWA286.md`), with `"on"`: its words, '
        "headings, lists, tables and links",
    )
    dts: str = _setting(
        OFF,
        one_of(OFF, *DTS_KINDS),
        'files of Distributed Text Services: with `"cables"` a list of the units of each cable, '
        'with `"paragraphs"` files of each paragraph and part too; they bring the TEI files along',
    )
    annotations: str = _setting(
        OFF,
        one_of(OFF, ON),
        'with `"on"`, notes, mentions and emendations as Web Annotations, one file a cable, for '
        "programs that show them on other copies of the text",
    )
    quotations: str = _setting(
        ON,
        one_of(ON, OFF),
        'with `"off"`, the site has no page that checks quotations and no index for it; the '
        "command `quote` and the works that quote the edition are not touched",
    )


@dataclass(frozen=True, slots=True)
class Book:
    """What the PDF and the EPUB are."""

    subtitle: str = _setting(
        "", LINE, "the line below the title, in both", old="cable_book_subtitle"
    )
    without: tuple[str, ...] = _setting(
        (),
        LINE,
        "pages that neither holds; `*` stands for any part of a name",
        old="cable_book_without",
    )
    conforms_to: str = _setting(
        "",
        WCAG,
        "the rules of accessibility to which the EPUB was found to conform by a person who looked; "
        "it says so in the publisher's name",
    )


@dataclass(frozen=True, slots=True)
class Limits:
    """How much stands on one page."""

    inventory_limit: int = _setting(
        2000,
        COUNT,
        "up to this many cables, each paragraph is in `objects.inv`; above it, cables alone",
        old="cable_inventory_limit",
    )
    entries_per_page: int = _setting(
        250, COUNT, "entries on one page of a register", old="cable_entries_per_page"
    )
    places_per_entry: int = _setting(
        200,
        COUNT,
        "places listed with an entry before they get pages of their own; half as many, or half of "
        "that, where one page would list more than 10,000",
        old="cable_places_per_entry",
    )
    cables_per_page: int = _setting(
        500, COUNT, "cables on one page of a list", old="cable_cables_per_page"
    )


@dataclass(frozen=True, slots=True)
class Volumes:
    """How a large edition is divided. `cable-edition volumes` reads it and nothing else does."""

    by: str = _setting(
        "year",
        one_of(*DIVISIONS),
        'what divides the cables: `"year"`, `"post"`, or `"dates"` for ranges of dates',
    )
    at_most: int = _setting(
        2000, COUNT, "how many cables a volume may grow to before it is split, by date"
    )
    inputs: tuple[str, ...] = _setting(
        (),
        INPUT,
        "folders and dumps with more cables than the folder of sources has; named from the folder "
        "of `edition.toml`",
    )


@dataclass(frozen=True, slots=True)
class Verify:
    """What the proof of the site passes over."""

    allowed: tuple[str, ...] = _setting(
        (),
        ALLOWED,
        "extensions of Sphinx, or elements such as `meta[name=description]`, that pages have "
        "outside the words of the edition",
    )


@dataclass(frozen=True, slots=True)
class Settings:
    """The edition itself. What is not known stays empty."""

    title: str = _setting("", LINE, "the title of the edition")
    editors: tuple[str, ...] = _setting(
        (),
        EDITOR,
        "those who answer for it, one name each, perhaps with an ORCID for the data: "
        "`Josiah Carberry <https://orcid.org/0000-0002-1825-0097>`",
    )
    publisher: str = _setting("", LINE, "who publishes it; if not set, the editors")
    abstract: str = _setting("", LINE, "what it is, in a sentence or two, for catalogues")
    copyright: str = _setting("", LINE, "the notice at the foot of each page, after ©")
    licence: str = _setting(
        "https://creativecommons.org/licenses/by/4.0/",
        ADDRESS,
        "the address of the licence of the editorial matter",
    )
    rights: str = _setting(
        "",
        LINE,
        "what holds for cables and editorial matter, in the data; if not set, a sentence is made "
        "with the licence",
    )
    languages: tuple[str, ...] = _setting(
        ("en",), LANGUAGE, "the languages of the editorial matter; pages are in the first"
    )
    base_url: str = _setting(
        "", BASE, "the address at which it is published, for lasting links", old="cable_base_url"
    )
    doi: str = _setting(
        "",
        DOI,
        "the DOI of the edition, or with `{id}` in it of each cable",
        old="cable_doi",
    )
    folders: Folders = Folders()
    site: Site = Site()
    book: Book = Book()
    limits: Limits = Limits()
    volumes: Volumes = Volumes()
    verify: Verify = Verify()

    @property
    def language(self) -> str:
        """The language of the pages."""
        return self.languages[0] if self.languages else "en"

    @property
    def author(self) -> str:
        """The editors in one line."""
        return ", ".join(one.name for one in self.named_editors)

    @property
    def named_editors(self) -> tuple[Editor, ...]:
        """The editors, each name apart from the ORCID."""
        return tuple(map(editor_of, self.editors))

    @property
    def data_kinds(self) -> tuple[str, ...]:
        """The kinds of data files that an HTML build writes."""
        chosen = {*self.site.data, *(("tei",) if self.site.dts != OFF else ())}
        return DATA_KINDS if ALL_DATA in chosen else tuple(k for k in DATA_KINDS if k in chosen)

    @property
    def site_kinds(self) -> tuple[str, ...]:
        """The same with the kinds that have settings of their own."""
        return (*self.data_kinds, *self.chosen_kinds)

    @property
    def chosen_kinds(self) -> tuple[str, ...]:
        """The kinds that have settings of their own, as far as these say that they are written."""
        own = (("dts", self.site.dts), ("annotations", self.site.annotations))
        return tuple(kind for kind, value in own if value != OFF)


class Setting(NamedTuple):
    """One setting: its name with its table (``limits.entries_per_page``), and what it must be.

    ``old`` is its name in conf.py, or empty if it had none.
    """

    name: str
    default: Any
    form: Form
    meaning: str
    old: str


def _all_settings() -> dict[str, Setting]:
    found: dict[str, Setting] = {}
    for table, made in (("", Settings()), *tables_of(Settings()).items()):
        for one in fields(made):
            if not is_dataclass(one.default):
                name = f"{table}.{one.name}" if table else one.name
                metadata = one.metadata
                found[name] = Setting(
                    name, one.default, metadata["form"], metadata["meaning"], metadata["old"]
                )
    return found


def tables_of(settings: Settings) -> dict[str, Any]:
    """Return the tables of the settings by name, each a dataclass."""
    values = {one.name: getattr(settings, one.name) for one in fields(settings)}
    return {name: value for name, value in values.items() if is_dataclass(value)}


#: Every setting by its name, in the order of the documentation.
SETTINGS: dict[str, Setting] = _all_settings()
#: The same by the name that it had in conf.py.
BY_OLD_NAME: dict[str, Setting] = {one.old: one for one in SETTINGS.values() if one.old}


def value_of(settings: Settings, name: str) -> Any:
    """Return the value of the setting called ``name``."""
    value: Any = settings
    for part in name.split("."):
        value = getattr(value, part)
    return value


def with_values(settings: Settings, values: Mapping[str, Any]) -> Settings:
    """Return ``settings`` with other values for some names; the values must fit."""
    changes: dict[str, Any] = {}
    for name, value in values.items():
        table, dot, key = name.rpartition(".")
        if dot:
            changes[table] = replace(changes.get(table, getattr(settings, table)), **{key: value})
        else:
            changes[name] = value
    return replace(settings, **changes)


def fault_of(setting: Setting, value: Any, name: str = "") -> str:
    """Return in a sentence what is wrong with a value; empty if nothing is.

    ``name`` is what the setting is called where the value stands, if that is another name. An empty
    text is right where it is the default or means "none".
    """
    form, default = setting.form, setting.default
    called = f"`{name or setting.name}`"
    if isinstance(default, tuple):
        if not isinstance(value, list | tuple):
            return (
                f"{called} must be a list in square brackets, each item {form.says}, "
                f"not {_shown(value)}"
            )
        wrong = [one for one in value if not isinstance(one, str) or not form.fits(one)]
        if wrong:
            return f"{called}: each item must be {form.says}, not {_shown(wrong[0])}"
        return ""
    if isinstance(default, int):
        right = isinstance(value, int) and not isinstance(value, bool) and form.fits(value)
        return "" if right else f"{called} must be {form.says}, not {_shown(value)}"
    right = isinstance(value, str) and (form.fits(value) or _may_be_empty(setting, value))
    return "" if right else f"{called} must be {form.says}, in quotation marks, not {_shown(value)}"


def _may_be_empty(setting: Setting, value: str) -> bool:
    return not value and (not setting.default or setting.form is RECORD)


def _shown(value: object) -> str:
    """Return a value as it can be told, without the password of an address."""
    text = str(value).lower() if isinstance(value, bool) else repr(value)
    text = _USER.sub("//...@", text)
    return text if len(text) <= 80 else f"{text[:77]}..."
