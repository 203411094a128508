"""What a book is set with, unless conf.py says otherwise."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx.builders.latex import default_latex_documents
from sphinx.util import texescape

from cable_edition.core.settings import UNRELEASED
from cable_edition.sphinx_ext.book.letters import set_ids
from cable_edition.sphinx_ext.config import edition_file, settings_of

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config

STYLE = Path(__file__).parents[2] / "latex" / "cable-edition.sty"

#: Values of Sphinx that an edition sets otherwise, where conf.py is silent.
DEFAULTS: dict[str, Any] = {
    "latex_engine": "xelatex",
    "latex_use_xindy": False,
    "latex_domain_indices": False,
    "latex_table_style": ["booktabs"],
}
_INDEX_NOTE = (
    "Numbers after ¶ are the paragraphs of a cable as its sender numbered them; "
    "numbers in brackets are pages of this book. Bold numbers are the pages of the registers."
)


def _elements(config: Config) -> dict[str, str]:
    def escape(text: str) -> str:
        return texescape.escape(text, config.latex_engine)

    notices = config.copyright
    rights = [notices] if isinstance(notices, str) else list(notices)
    lines = [escape(re.sub(r"^(?=\d)", "© ", line)) for line in rights if line]
    definitions = (
        ("cablesubtitle", set_ids(escape(settings_of(config).book.subtitle))),
        ("cablecopyright", r"\par ".join(lines)),
        ("cableindexnote", escape(_INDEX_NOTE)),
    )
    commands = "\n".join(f"\\renewcommand*{{\\{name}}}{{{text}}}" for name, text in definitions)
    return {
        "extraclassoptions": "openany,oneside",
        "pointsize": "10pt",
        "fncychap": "",
        "passoptionstopackages": (
            f"\\PassOptionsToPackage{{hyperindex=false,pdflang={config.language}}}{{hyperref}}"
        ),
        "fontpkg": "",
        "maketitle": r"\cablemaketitle",
        "releasename": "" if config.release == UNRELEASED else "Release",
        "sphinxsetup": (
            "pre_border-width=0pt, pre_border-radius=0pt, pre_background-TeXcolor={gray}{1}, "
            "iconpackage=none, verbatimforcewraps=true, verbatimvisiblespace={}, "
            "verbatimcontinued=\\hspace*{8mm}, div.note_border-TeXcolor={gray}{0.7}, "
            "TitleColor={gray}{0}"
        ),
        "preamble": "\\usepackage{cable-edition}\n" + commands,
    }


def _prepare(_app: Sphinx, config: Config) -> None:
    own = config._raw_config
    for name, value in DEFAULTS.items():
        if name not in own and name not in config.overrides:
            config[name] = value
    texescape.init()
    if "title" in edition_file(config).lines and "latex_documents" not in {
        *own,
        *config.overrides,
    }:
        first, *others = default_latex_documents(config)
        named = (first[0], f"{config.epub_basename}.tex", *first[2:])
        config["latex_documents"] = [named, *others]
    elements = _elements(config)
    preamble = config.latex_elements.get("preamble", "")
    config.latex_elements = {
        **elements,
        **config.latex_elements,
        "preamble": elements["preamble"] + "\n" + preamble,
    }
    config.latex_additional_files = [*config.latex_additional_files, str(STYLE)]


def setup_settings(app: Sphinx) -> None:
    """Give LaTeX the values and the style of the book."""
    app.connect("config-inited", _prepare, priority=850)
