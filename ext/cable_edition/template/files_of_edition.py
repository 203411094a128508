"""The files that an edition begins with, made of the answers by Jinja.

The templates lie in ``files/``, each with ``.jinja`` at its end. A name that begins with a dot is
written ``dot_`` there, so that nothing takes these files for those of this project. Chapters in
another language than English lie in ``languages/``, and take the place of those of the same name.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import TYPE_CHECKING

from cable_edition.core.myst.escape import escape
from cable_edition.core.settings.edition_file import GENERATED
from cable_edition.core.settings.editors import editor_of
from cable_edition.template.answers import language_alone, quoted
from cable_edition.version import __version__

if TYPE_CHECKING:
    from cable_edition.template.answers import Answers

#: What is said of an edition in its settings: who owns what nobody is named for, and what that is.
_OWNERS = {
    "en": ("The editors of {title}", "editorial matter"),
    "fr": ("Les éditeurs de «\N{NO-BREAK SPACE}{title}\N{NO-BREAK SPACE}»", "travail éditorial"),
    "de": ("Die Herausgeber von „{title}“", "editorische Arbeit"),
}
_END = ".jinja"
_DOT = "dot_"


def files_of_edition(answers: Answers, version: str = __version__) -> dict[str, str]:
    """Return the files of a new edition: path from its folder, with slashes -> text.

    ``version`` is that of the program which the edition asks for.
    """
    from jinja2 import Environment, StrictUndefined  # noqa: PLC0415 - other commands need none

    # Braces stand in the files themselves, in those of MyST and of GitHub. Nothing here is HTML.
    environment = Environment(  # noqa: S701
        variable_start_string="[[",
        variable_end_string="]]",
        block_start_string="[%",
        block_end_string="%]",
        comment_start_string="[#",
        comment_end_string="#]",
        keep_trailing_newline=True,
        undefined=StrictUndefined,
    )
    environment.filters |= {"quoted": quoted, "listed": quoted, "escaped": escape}
    named = tuple(map(editor_of, answers.editors))
    language = language_alone(answers.language)
    nobody, matter = _OWNERS.get(language, _OWNERS["en"])
    said = {
        "title": answers.title,
        "editors": answers.editors,
        "named_editors": named,
        "publisher": answers.publisher,
        "language": answers.language,
        "address": answers.address,
        "licence": answers.licence,
        "owner": ", ".join(one.name for one in named) or nobody.format(title=answers.title),
        "matter": matter,
        "version": version,
        "generated": sorted({"cables", *GENERATED}),
    }
    templates = dict(_templates(files(__package__) / "files", ""))
    if language != "en" and has_chapters(language):
        templates |= dict(_templates(files(__package__) / "languages" / language, ""))
    made = {path: environment.from_string(text).render(said) for path, text in templates.items()}
    schemas = files("cable_edition") / "schemas"
    made |= {f"schemas/{one.name}": one.read_text("utf-8") for one in schemas.iterdir()}
    return dict(sorted(made.items()))


def has_chapters(tag: str) -> bool:
    """Whether the chapters of a new edition are there in a language."""
    language = language_alone(tag)
    if language == "en":
        return True
    return language.isalpha() and (files(__package__) / "languages" / language).is_dir()


def _templates(folder: Traversable, above: str) -> Iterator[tuple[str, str]]:
    for entry in folder.iterdir():
        name = entry.name
        shown = f".{name.removeprefix(_DOT)}" if name.startswith(_DOT) else name
        if entry.is_dir():
            yield from _templates(entry, f"{above}{shown}/")
        elif name.endswith(_END):
            yield f"{above}{shown.removesuffix(_END)}", entry.read_text("utf-8")
