"""The catalogs of what is said to readers: taken from the code, and held to it.

    python -m tests.catalogs    # writes locale/cable_edition.pot and brings every catalog up to it

Messages of the code are found by Babel. Words that are values of closed lists (rules of emendation,
classes of differences, portion marks) are said as they stand there, and are taken from the lists.
"""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import IO, Any

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from cable_edition.core.cable.marks import CAVEATS, MARKS
from cable_edition.core.collation.classes import CLASSES, MEANINGS
from cable_edition.core.editing.emendation_rules import CERTAINTIES, RULES
from cable_edition.core.editing.sidecar.notes import NOTE_KINDS
from cable_edition.core.editing.sidecar.witness_entries import WITNESS_KINDS
from cable_edition.core.edition.corrections import READINGS
from cable_edition.core.quotations.check import MOST_PIECES
from cable_edition.core.quotations.shards import BASE
from cable_edition.core.registers.tag_table import sources_of_names
from cable_edition.core.words import DOMAIN, LOCALE

PACKAGE = LOCALE.parent
TEMPLATE = LOCALE / f"{DOMAIN}.pot"
_TOO_MANY = f"It has more than {MOST_PIECES} pieces, which is no quotation."
_TOO_SHORT = "A quotation of fewer than eight words is found only if no word of it was changed."
_STRING = r'("(?:[^"\\\n]|\\.)*")'
_SAID = re.compile(rf"\b(?:say|sayWith)\(\s*{_STRING}")
_SAID_NUMBER = re.compile(rf"\bsayNumber\([^\"]*?,\s*{_STRING},\s*{_STRING}")
KEYWORDS = {
    "marked": None,
    "say": None,
    "around": None,
    "say_number": (2, 3),
    "sayNumber": (2, 3),
}
#: What is read, by the end of its path. The proof repeats what the writers say.
METHODS = [
    ("core/proof/**.py", "ignore"),
    ("cli/**", "ignore"),
    ("template/**", "ignore"),
    ("**.py", "tests.catalogs:python_messages"),
    ("theme/*.html", "jinja2.ext:babel_extract"),
    ("**.js", "tests.catalogs:script_messages"),
]
HEADER = """\
# What Cable Edition says to readers. Written by `python -m tests.catalogs`.
#"""


def python_messages(
    file: IO[bytes], keywords: dict[str, Any], _comments: object, options: object
) -> Iterator[tuple[int, str, Any, list[str]]]:
    """Yield the messages of a module, as Babel asks for them.

    Babel's own reader does not look into f-strings before Python 3.12.
    """
    for node in ast.walk(ast.parse(file.read())):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            name = node.func.id
            given = [one.value if isinstance(one, ast.Constant) else None for one in node.args]
            if name in keywords and any(isinstance(one, str) for one in given):
                messages = tuple(one if isinstance(one, str) else None for one in given)
                yield node.lineno, name, messages if len(messages) > 1 else messages[0], []


def script_messages(
    file: IO[bytes], _keywords: object, _comments: object, options: object
) -> Iterator[tuple[int, str, Any, list[str]]]:
    """Yield the messages of a script, as Babel asks for them: strings in double quotes.

    Babel's own reader loses its way in regular expressions that have a quotation mark.
    """
    text = file.read().decode()
    for found in _SAID.finditer(text):
        yield 0, "say", json.loads(found[1]), []
    for found in _SAID_NUMBER.finditer(text):
        yield 0, "sayNumber", (None, json.loads(found[1]), json.loads(found[2])), []


#: Messages with a number whose two forms stand in a list of the code.
_IN_PAIRS = tuple(
    (f"{{n}} cable {done}: {{cables}}", f"{{n}} cables {done}: {{cables}}")
    for done in ("added", "removed")
)


def closed_lists() -> Iterator[tuple[str, str]]:
    """Yield (module, word) of the values that are said as they stand in closed lists."""
    lists: tuple[tuple[str, tuple[str, ...]], ...] = (
        ("core/cable/marks.py", (*MARKS.values(), *CAVEATS.values())),
        ("core/collation/classes.py", (*CLASSES, *MEANINGS.values())),
        ("core/editing/emendation_rules.py", (*CERTAINTIES, "mechanical", "conjecture")),
        ("core/editing/emendation_rules.py", tuple(rule.name for rule in RULES.values())),
        ("core/editing/emendation_rules.py", tuple(rule.reason for rule in RULES.values())),
        ("core/editing/emendation_rules.py", tuple(rule.source for rule in RULES.values())),
        ("core/editing/sidecar/notes.py", tuple(NOTE_KINDS)),
        ("core/editing/sidecar/witness_entries.py", tuple(WITNESS_KINDS)),
        ("core/edition/corrections.py", tuple(READINGS.values())),
        ("core/data/tags.tsv", sources_of_names()),
        ("theme/static/cable-search.js", ("Part", "Post", "Year", "Classification", "TAG")),
        ("theme/static/cable-search.js", ("Person", "Register", "Organization", "Term")),
        ("theme/static/cable-search.js", ("Cables", "Registers", "Chapters", "Lists")),
        ("theme/static/cable-quotations.js", (BASE, "There are no words in it.")),
        ("theme/static/cable-quotations.js", (_TOO_MANY, _TOO_SHORT)),
        (
            "core/cable/marks.py",
            tuple(made for one in MARKS.values() for made in (one.title(), one.capitalize())),
        ),
        ("core/collation/apparatus.py", ("mark", "number", "paragraph", "heading")),
        ("core/collation/apparatus.py", ("closing line", "closing", "signature", "subject")),
    )
    for module, words in lists:
        yield from ((module, word) for word in words if word)


def extracted() -> Catalog:
    """Return the template as the code has it now."""
    catalog = Catalog(
        domain=DOMAIN, project="Cable Edition", header_comment=HEADER, charset="utf-8"
    )
    found = extract_from_dir(
        PACKAGE, method_map=METHODS, keywords=KEYWORDS, strip_comment_tags=True
    )
    for name, _, message, _, _ in found:
        catalog.add(message, locations=[(name, 0)])
    for module, word in closed_lists():
        catalog.add(word, locations=[(module, 0)])
    for pair in _IN_PAIRS:
        catalog.add(pair, locations=[("core/pages/change_pages.py", 0)])
    for one in catalog:
        one.locations = sorted(set(one.locations))
    return catalog


def written(catalog: Catalog) -> str:
    """Return a catalog as its file has it: in order, each message with the files it stands in."""
    buffer = BytesIO()
    write_po(
        buffer, catalog, width=100, omit_header=False, sort_output=True, include_lineno=False,
        ignore_obsolete=True,
    )  # fmt: skip
    lines = buffer.getvalue().decode().split("\n")
    # Dates and versions of tools would make two files of the same words.
    left_out = ('"POT-Creation-Date', '"PO-Revision-Date', '"Generated-By', '"Project-Id-Version')
    return "\n".join(line for line in lines if not line.startswith(left_out))


def catalogs() -> list[Path]:
    """Return the catalogs that are shipped."""
    return sorted(LOCALE.glob(f"*/LC_MESSAGES/{DOMAIN}.po"))


def read(path: Path) -> Catalog:
    """Return a catalog; its language is that of its folder."""
    with path.open("rb") as file:
        return read_po(file, locale=path.parts[-3])


def updated(path: Path, template: Catalog) -> str:
    """Return a catalog with the messages of the template; those that have gone are dropped."""
    catalog = read(path)
    catalog.update(template, no_fuzzy_matching=True)
    return written(catalog)


#: Before each word of a made-up language, by which a word that nobody translated is seen.
SIGN = "Ж"
_WORD = re.compile(r"(\{[a-z]+[0-9]?\})|([A-Za-z]+)")


def made_up(tag: str, folder: Path) -> None:
    """Write the catalog of a made-up language: each word of a message has a sign before it."""
    catalog = Catalog(locale=tag, domain=DOMAIN)
    for one in extracted():
        if one.id:
            said = one.id if isinstance(one.id, tuple) else (one.id,)
            strange = tuple(
                _WORD.sub(lambda part: part[1] or f"{SIGN}{part[2]}", words) for words in said
            )
            words = strange if isinstance(one.id, tuple) else strange[0]
            catalog.add(one.id, words, locations=one.locations)
    path = folder / tag / "LC_MESSAGES" / f"{DOMAIN}.po"
    path.parent.mkdir(parents=True)
    with path.open("wb") as file:
        write_po(file, catalog)


def main() -> None:
    """Write the template and all catalogs."""
    LOCALE.mkdir(exist_ok=True)
    template = extracted()
    TEMPLATE.write_text(written(template), "utf-8")
    for path in catalogs():
        path.write_text(updated(path, template), "utf-8")


if __name__ == "__main__":
    main()
