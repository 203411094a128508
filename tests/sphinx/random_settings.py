"""Settings of ``edition.toml`` and ``conf.py``, by chance: what an edition is, and how it looks."""

from __future__ import annotations

import random

from .conftest import TinyEdition

#: What stands in conf.py beside that of every tiny edition.
IN_CONF = (
    'html_theme_options = {"navigation_with_keys": True}',
    'html_theme_options = {"announcement": "Soon."}',
    "html_show_sourcelink = False",
    "html_copy_source = False",
    "html_use_index = False",
    "html_split_index = True",
    "html_permalinks = False",
    'html_permalinks_icon = "+"',
    'html_theme = "alabaster"',
    'html_file_suffix = ".htm"',
    'html_static_path = ["own"]',
    'html_static_path = ["own"]\nhtml_css_files = ["own.css"]',
    'html_extra_path = ["own"]',
    'html_favicon = "own/own.svg"',
    'html_logo = "own/own.svg"',
    'html_secnumber_suffix = " "',
    'pygments_style = "tango"',
    "numfig = True",
    'myst_substitutions = {"so": "and so on"}',
    'extensions += ["sphinx.ext.autosectionlabel"]\nautosectionlabel_prefix_document = True',
    'extensions += ["sphinx.ext.intersphinx"]',
)
#: What stands in edition.toml beside the title; a table stands last.
IN_TOML = (
    'base_url = "https://example.org/edition/"',
    'doi = "10.5555/tiny.{id}"',
    'editors = ["A. Writer"]',
    'publisher = "A press"',
    'copyright = "2026, A. Writer"',
    'languages = ["de", "en"]',
    'licence = "https://creativecommons.org/publicdomain/zero/1.0/"',
    'rights = "All of it."',
    'abstract = "A few words."',
    '[site]\npublic_record = ""\ndata = []',
    '[site]\nmarkdown = "on"\nannotations = "on"',
    '[site]\nmarkdown = "on"\nquotations = "off"',
    '[site]\ndts = "paragraphs"\ndata = ["all"]',
    '[site]\ndts = "cables"\nannotations = "on"',
    "[limits]\nentries_per_page = 1\nplaces_per_entry = 1",
    "[limits]\ninventory_limit = 1\ncables_per_page = 2",
    '[book]\nsubtitle = "Tiny"',
)
DATA = ("tei", "cmif", "json", "csv", "citations", "linked-data")
_SAID_THERE = ("project =", "copyright =")
_OWN = {"own.css": "p { color: black }\n", "own.svg": '<svg xmlns="http://www.w3.org/2000/svg"/>\n'}


class RandomSettings:
    """Changes the settings of an edition."""

    def __init__(self, edition: TinyEdition, chance: random.Random) -> None:
        self.edition = edition
        self.chance = chance
        self.conf = edition.docs / "conf.py"
        self.usual = self.conf.read_text("utf-8")

    def in_toml(self) -> str:
        """Write other settings of the edition."""
        some = self.chance.sample(IN_TOML, self.chance.randint(0, 3))
        # Of two that write one table, the last stands.
        lines = {one.partition("\n")[0]: one for one in some}
        if "[site]" not in lines and self.chance.random() < 0.7:
            kinds = self.chance.sample(DATA, self.chance.randint(0, 3))
            lines["[site]"] = f"[site]\ndata = {kinds}"
        title = f'title = "Tiny {self.chance.randint(1, 3)}"'
        settings = [title, *sorted(lines.values(), key=lambda one: one.startswith("["))]
        (self.edition.root / "edition.toml").write_text("\n".join((*settings, "")), "utf-8")
        self._write_conf(self.conf.read_text("utf-8"))
        return f"edition.toml: {settings}"

    def in_conf(self) -> str:
        """Write other settings of Sphinx."""
        own = self.edition.docs / "own"
        own.mkdir(exist_ok=True)
        for name, text in _OWN.items():
            again = text.replace("black", self.chance.choice(("black", "navy")))
            (own / name).write_text(again, "utf-8")
        (own / "more.txt").unlink(missing_ok=True)
        if self.chance.random() < 0.5:
            (own / "more.txt").write_text(self.chance.choice("ab"), "utf-8")
        some = self.chance.sample(IN_CONF, self.chance.randint(0, 2))
        self._write_conf("\n".join((self.usual, *some, "")))
        return f"conf.py: {some}"

    def _write_conf(self, text: str) -> None:
        """Write conf.py without what stands in edition.toml once there is one."""
        if (self.edition.root / "edition.toml").exists():
            lines = text.splitlines(keepends=True)
            text = "".join(line for line in lines if not line.startswith(_SAID_THERE))
        self.conf.write_text(text, "utf-8")
