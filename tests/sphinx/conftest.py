"""Tiny editions, each in a folder of its own."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest
from sphinx.testing.util import SphinxTestApp

from cable_edition.sphinx_ext import side_by_side
from tests.templates import compile_once

compile_once()

CONF = """\
project = "Tiny"
extensions = ["myst_parser", "cable_edition"]
smartquotes = False
nitpicky = True
myst_enable_extensions = ["attrs_block", "colon_fence", "deflist"]
exclude_patterns = ["registers"]
html_theme = "furo"
latex_use_xindy = False
epub_tocscope = "includehidden"
copyright = "2026, nobody"
"""
INDEX = """\
# Tiny edition

```{toctree}
:hidden:
:caption: All

cables/index
people/index
organizations/index
glossary/index
tags/index
posts/index
classifications/index
chronology/index
```
"""
PEOPLE = """\
- id: flora-brian
  name: Brian Flora
  sort: Flora, Brian
  tip: Political Minister-Counselor
  office: Political Minister-Counselor
  office_status: cable
  forms: [Brian Flora]
- id: roe-jane
  name: Jane Roe
  sort: Roe, Jane
  tip: A visitor
  office: Visitor
  office_status: cable
  forms: [Jane Roe, {text: Roe, surname: true}]
"""
GLOSSARY = """\
- id: s-and-r
  term: S&R
  expansion: stabilization and reconstruction
  tip: stabilization and reconstruction
  status: cable
- id: s-crs
  term: S/CRS
  expansion: Office of the Coordinator
  tip: Office of the Coordinator
  status: cable
- id: three-d
  term: 3D
  expansion: diplomacy, defense, development
  tip: diplomacy, defense, development
  status: cable
  forms: [{text: 3D, plural: true}]
"""


def cable_text(
    serial: int = 1,
    paragraphs: tuple[str, ...] = ("(C) Jane Roe of S/CRS spoke of S&R and the 3Ds.",),
    subject: str = "A VISIT",
) -> str:
    """Return a small cable in lines, as a post would send it."""
    body = "\n\n".join(f"{n}. {text}" for n, text in enumerate(paragraphs, 1))
    return (
        f"C O N F I D E N T I A L OTTAWA {serial:06d}\n\nSIPDIS\n\n"
        "E.O. 12958: DECL: 01/26/2009\nTAGS: PREL, CA\n"
        f"SUBJECT: {subject}\n\n"
        "Classified By: Pol Mincouns Brian Flora, reasons 1.4 (b) (d)\n\n"
        f"{body}\n\nDICKSON\n"
    )


@dataclass
class TinyEdition:
    """An edition in a folder: ``docs``, ``docs/registers``, ``source_cables``."""

    root: Path

    @property
    def docs(self) -> Path:
        """The folder of conf.py."""
        return self.root / "docs"

    @property
    def sources(self) -> Path:
        """The folder of raw cables."""
        return self.root / "source_cables"

    @property
    def html(self) -> Path:
        """The built pages."""
        return self.docs / "_build" / "html"

    def add(self, cable_id: str = "05OTTAWA1", text: str | bytes | None = None) -> Path:
        """Put a source into the folder."""
        path = self.sources / f"{cable_id}.txt"
        content = cable_text() if text is None else text
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    def register(self, name: str, text: str) -> Path:
        """Write a register."""
        path = self.docs / "registers" / f"{name}.yaml"
        path.write_text(text, "utf-8")
        return path

    def build(
        self,
        builder: str = "html",
        *,
        parallel: int = 1,
        out: str = "_build",
        freshenv: bool = False,
        **overrides: object,
    ) -> SphinxTestApp:
        """Build with a fresh application on the same folders, as a second command would.

        ``freshenv`` reads and writes all pages again, as ``sphinx-build -E`` does.
        """
        app = SphinxTestApp(
            buildername=builder,
            srcdir=self.docs,
            builddir=self.docs / out,
            parallel=parallel,
            freshenv=freshenv,
            confoverrides=overrides or None,
        )
        try:
            app.build()
        finally:
            app.cleanup()
        return app

    def forget_standing(self, out: str = "_build") -> None:
        """Have the next build look at everything, also where nothing has changed."""
        for path in (self.docs / out).rglob("cable-standing-*.json"):
            path.unlink()

    def page(self, name: str) -> str:
        """Return the text of a built page."""
        return (self.html / f"{name}.html").read_text("utf-8")


def tiny_edition(folder: Path) -> TinyEdition:
    """Return an edition of no cable, with two people and three terms."""
    tiny = TinyEdition(folder / "edition")
    (tiny.docs / "registers").mkdir(parents=True)
    tiny.sources.mkdir()
    (tiny.docs / "conf.py").write_text(CONF, "utf-8")
    (tiny.docs / "index.md").write_text(INDEX, "utf-8")
    tiny.register("people", PEOPLE)
    tiny.register("glossary", GLOSSARY)
    return tiny


@pytest.fixture(autouse=True)
def side_by_side_with_few_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let processes share the few pages of a tiny edition, if a test asks for several."""
    monkeypatch.setattr(side_by_side, "FEWEST", 0)


@pytest.fixture
def edition(tmp_path: Path) -> TinyEdition:
    """An edition of no cable, with two people and three terms."""
    return tiny_edition(tmp_path)


def add_when_read(edition: TinyEdition, name: str, text: str) -> None:
    """Add words to a chapter behind the back of the build, as an extension would."""
    (edition.docs / f"{name}.md").write_text("---\norphan: true\n---\n# More\n", "utf-8")
    conf = edition.docs / "conf.py"
    hook = (
        "\ndef setup(app):\n    app.connect('source-read', add)\n"
        f"def add(app, name, source):\n    source[0] += {text!r} if name == {name!r} else ''\n"
    )
    conf.write_text(conf.read_text("utf-8") + hook, "utf-8")


def warnings_of(app: SphinxTestApp) -> str:
    """Return what a build warned of, without colour."""
    from sphinx.util.console import strip_escape_sequences

    return strip_escape_sequences(app.warning.getvalue())


def status_of(app: SphinxTestApp) -> str:
    """Return what a build said."""
    from sphinx.util.console import strip_escape_sequences

    return strip_escape_sequences(app.status.getvalue())


@pytest.fixture
def redacted(edition: TinyEdition) -> TinyEdition:
    """An edition of a cable in which one name is withheld."""
    from .redacted import NAME, WORDS

    edition.add(text=cable_text(paragraphs=WORDS, subject="A TALK WITH ZEBEDEE QUUX"))
    edition.add("05OTTAWA2", cable_text(2))
    (edition.sources / "05OTTAWA1.yaml").write_text(NAME, "utf-8")
    return edition
