"""What a book is set with, unless conf.py says otherwise."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import NAMESPACE_URL, uuid5

from sphinx.builders.latex import default_latex_documents
from sphinx.util import texescape
from sphinx.util.i18n import format_date

from cable_edition.core.settings import UNRELEASED
from cable_edition.core.settings.forms import slashed
from cable_edition.core.words import is_translated, marked, say
from cable_edition.exports.info import rights_said
from cable_edition.sphinx_ext.book.letters import set_ids, set_other_letters, set_words
from cable_edition.sphinx_ext.config import edition_file, settings_of

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config

    from cable_edition.core.settings import Settings

STYLE = Path(__file__).parents[2] / "latex" / "cable-edition.sty"

#: Values of Sphinx that an edition sets otherwise, where conf.py is silent.
DEFAULTS: dict[str, Any] = {
    "latex_engine": "xelatex",
    "latex_use_xindy": False,
    "latex_domain_indices": False,
    "latex_table_style": ["booktabs"],
}
_INDEX_NOTE = marked(
    "Numbers after ¶ are the paragraphs of a cable as its sender numbered them; "
    "numbers in brackets are pages of this book. Bold numbers are the pages of the registers."
)
_CITED_BY_NUMBER = marked(
    "A paragraph is cited by the name of its cable and its number (¶), which are the same in "
    "print, on the web and in the data."
)
_NOT_TAGGED = marked(
    "This PDF is not tagged: headings, lists and notes are not marked in it for programs that read "
    "aloud, as they are in the web pages and in the EPUB."
)
_NOT_RELEASED = marked("This copy was made before the first release, and has no version.")


#: What the style says by itself, by the name of its command.
_IN_STYLE = {
    "cableemendationsname": marked("Emendations"),
    "cableconjecturename": marked("a conjecture; the register of emendations gives the reasons"),
}


def imprint(config: Config, settings: Settings) -> list[str]:
    """Return the paragraphs of the copyright page: notices, rights, address, how to cite, tagging.

    Version and day of the release stand below them.
    """
    notices = config.copyright
    rights = [notices] if isinstance(notices, str) else list(notices)
    released = config.release != UNRELEASED
    edition = [settings.author, config.project]
    edition += [
        say("Version {version}", version=config.release),
        config.cable_released[:4],
    ] * released
    is_one = settings.doi and "{id}" not in settings.doi
    address = f"https://doi.org/{settings.doi}" if is_one else slashed(settings.base_url)
    cited = " ".join(f"{part.removesuffix('.')}." for part in edition if part)
    return [
        *(re.sub(r"^(?=\d)", "© ", line) for line in rights),
        rights_said(settings),
        settings.licence,
        say("Published at {address}", address=slashed(settings.base_url))
        if settings.base_url
        else "",
        say(_CITED_BY_NUMBER),
        say("The edition is cited as: {reference}", reference=f"{cited} {address}".rstrip()),
        say(_NOT_TAGGED),
        "" if released else say(_NOT_RELEASED),
    ]


def _metadata(config: Config, settings: Settings) -> str:
    """Return what the file says of itself in XMP, beyond what the title page gives it.

    Dates and names of the file come from the edition, so that the same edition gives the same
    bytes.
    """
    day = config.cable_released or format_date("%Y-%m-%d", language="en")
    name = uuid5(NAMESPACE_URL, f"{settings.base_url} {config.project} {config.release} {day}")
    values = {
        "pdfproducer": "xdvipdfmx",
        "pdfcopyright": rights_said(settings),
        "pdflicenseurl": settings.licence,
        "pdfpublisher": settings.publisher or settings.author,
        "pdfdate": day,
        "pdfcreationdate": f"D:{day.replace('-', '')}000000Z",
        "pdfmoddate": f"D:{day.replace('-', '')}000000Z",
        "pdfmetadate": f"{day}T00:00:00Z",
        "pdfdocumentid": f"uuid:{name}",
        "pdfinstanceid": f"uuid:{name}",
        "pdfversionid": config.release,
        "pdfsource": "",
        "pdfurl": slashed(settings.base_url),
        "pdfdoi": "" if "{id}" in settings.doi else settings.doi,
    }

    def escape(text: str) -> str:
        # Sphinx's mark for a hyphen that stays one has no meaning outside of pages.
        return texescape.escape(text, config.latex_engine).replace(r"\sphinxhyphen{}", "-")

    given = ", ".join(
        f"{key}={{{escape(value)}}}" for key, value in values.items() if value or key == "pdfsource"
    )
    return f"\\hypersetup{{keeppdfinfo, {given}}}"


def _elements(config: Config) -> dict[str, str]:
    def escape(text: str) -> str:
        return set_other_letters(texescape.escape(text, config.latex_engine))

    settings = settings_of(config)
    lines = [set_ids(set_words(line, escape)) for line in imprint(config, settings) if line]
    released = config.release != UNRELEASED
    definitions = (
        ("cablesubtitle", set_ids(escape(settings.book.subtitle))),
        (
            "cablerelease",
            escape(say("Release {version}", version=config.release)) if released else "",
        ),
        ("cablecopyright", r"\par ".join(lines)),
        (
            "cableversion",
            escape(f"{say('Version {version}', version=config.release)}, ") if released else "",
        ),
        ("cableindexnote", escape(say(_INDEX_NOTE))),
        # The style has them in English.
        *((name, escape(say(words))) for name, words in _IN_STYLE.items() if is_translated()),
    )
    commands = "\n".join(f"\\renewcommand*{{\\{name}}}{{{text}}}" for name, text in definitions)
    if is_translated():
        # TeX knows the word of a language only where the package of the language is installed.
        named = f"\\renewcommand*{{\\contentsname}}{{{escape(say('Contents'))}}}"
        commands += f"\n\\AtBeginDocument{{{named}}}\n\\cablelabelwidth=38mm"
    # Readers know languages by their tags (BCP 47): de-AT.
    language = config.language.replace("_", "-")
    return {
        "extraclassoptions": "openany,twoside",
        "pointsize": "10pt",
        "fncychap": "",
        "passoptionstopackages": (
            f"\\PassOptionsToPackage{{hyperindex=false,pdflang={language}}}{{hyperref}}"
        ),
        "fontpkg": "",
        "maketitle": r"\cablemaketitle",
        "sphinxsetup": (
            "pre_border-width=0pt, pre_border-radius=0pt, pre_background-TeXcolor={gray}{1}, "
            "iconpackage=none, verbatimforcewraps=true, verbatimvisiblespace={}, "
            "verbatimcontinued=\\hspace*{8mm}, div.note_border-TeXcolor={gray}{0.7}, "
            "TitleColor={gray}{0}"
        ),
        "preamble": f"\\usepackage{{cable-edition}}\n{commands}\n{_metadata(config, settings)}",
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
    config["latex_documents"] = [
        (start, name, set_other_letters(title), set_other_letters(author), *kind)
        for start, name, title, author, *kind in config.latex_documents
    ]
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
