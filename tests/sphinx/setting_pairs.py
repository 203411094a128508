"""Rows of settings in which any two of them are met in every way: both, either, neither.

Such a table (a covering array of strength 2) has a row or two more than a dozen, however many
settings there are; a fault that takes two settings is found by one of its rows.
"""

from __future__ import annotations

import random
from itertools import combinations, product
from pathlib import Path

from cable_edition.core.settings.model import SETTINGS

from .conftest import TinyEdition

#: Each setting of edition.toml with a value that is not its default.
VALUES = {
    "title": '"Tiny papers"',
    "editors": '["A. Writer <https://orcid.org/0000-0002-1825-0097>", "B. Writer"]',
    "publisher": '"A press"',
    "abstract": '"A few words."',
    "copyright": '"2026, A. Writer"',
    "licence": '"https://creativecommons.org/publicdomain/zero/1.0/"',
    "rights": '"All of it."',
    "languages": '["de", "en"]',
    "base_url": '"https://example.org/edition/"',
    "doi": '"10.5555/tiny.{id}"',
    "folders.sources": '"other_cables"',
    "folders.registers": '"other_registers"',
    "folders.archives": '"archives"',
    "site.public_record": '"https://records.example/{id}"',
    "site.data": '["all"]',
    "site.markdown": '"on"',
    "site.dts": '"paragraphs"',
    "site.annotations": '"on"',
    "site.quotations": '"off"',
    "book.subtitle": '"Tiny"',
    "book.without": '["more"]',
    "book.conforms_to": '"WCAG 2.2 Level AA"',
    "limits.inventory_limit": "1",
    "limits.entries_per_page": "1",
    "limits.places_per_entry": "1",
    "limits.cables_per_page": "2",
    "volumes.by": '"post"',
    "volumes.at_most": "2",
    "volumes.inputs": '["dump"]',
    "verify.allowed": '["meta[name=theme-color]"]',
}
#: What conf.py may say besides.
IN_CONF = (
    'html_theme_options = {"navigation_with_keys": True}',
    "html_show_sourcelink = False",
    "html_copy_source = False",
    "html_use_index = False",
    "html_split_index = True",
    "html_permalinks = False",
    'html_static_path = ["own"]\nhtml_css_files = ["own.css"]',
    'html_extra_path = ["beside"]',
    'html_secnumber_suffix = " "',
    "numfig = True",
    'pygments_style = "tango"',
    'extensions += ["sphinx.ext.intersphinx"]',
    'extensions += ["sphinx_design"]',
    "smartquotes = True",
)
FACTORS = (*VALUES, *IN_CONF)
Row = frozenset[str]


def rows(seed: int = 0) -> list[Row]:
    """Return rows of what is set, so that each two are met in all four ways; first comes none."""
    chance = random.Random(seed)  # noqa: S311 (no secret)
    ways = tuple(product((False, True), repeat=2))
    open_ones = {(one, other, *way) for one, other in combinations(FACTORS, 2) for way in ways}
    found: list[Row] = [frozenset()]
    while True:
        last = found[-1]
        open_ones -= {
            (one, other, one in last, other in last) for one, other in combinations(FACTORS, 2)
        }
        if not open_ones:
            return found
        tried = [frozenset(one for one in FACTORS if chance.random() < 0.5) for _ in range(30)]
        found.append(max(tried, key=lambda row: _met(row, open_ones)))


def _met(row: Row, open_ones: set[tuple[str, str, bool, bool]]) -> int:
    return sum(
        (one in row) is is_one and (other in row) is is_other
        for one, other, is_one, is_other in open_ones
    )


def write(edition: TinyEdition, conf: str, row: Row) -> None:
    """Write edition.toml and conf.py of a row; ``conf`` is what always stands in conf.py."""
    tables: dict[str, list[str]] = {"": [] if "title" in row else ['title = "Tiny"']}
    for name in SETTINGS:
        if name in row:
            table, _, key = name.rpartition(".")
            tables.setdefault(table, []).append(f"{key} = {VALUES[name]}")
    lines = [*tables.pop("")]
    for table, said in tables.items():
        lines += [f"[{table}]", *said]
    (edition.root / "edition.toml").write_text("\n".join([*lines, ""]), "utf-8")
    usual = [
        line for line in conf.splitlines() if not line.startswith(("project =", "copyright ="))
    ]
    more = [one for one in IN_CONF if one in row]
    (edition.docs / "conf.py").write_text("\n".join([*usual, *more, ""]), "utf-8")


def make_other(edition: TinyEdition) -> None:
    """Make the folders and files that values name, beside those of the edition."""
    for path, text in {
        "docs/own/own.css": "p { color: black }\n",
        "docs/beside/robots.txt": "User-agent: *\n",
        "docs/more.md": "# More\n\nWords.\n",
        "archives/README.txt": "None yet.\n",
        "dump/README.txt": "Nothing.\n",
    }.items():
        place = edition.root / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, "utf-8")
    for name, folder in (
        ("other_cables", edition.sources),
        ("other_registers", edition.docs / "registers"),
    ):
        _copied(folder, edition.root / name)


def _copied(folder: Path, to: Path) -> None:
    to.mkdir(exist_ok=True)
    for path in folder.iterdir():
        (to / path.name).write_bytes(path.read_bytes())
