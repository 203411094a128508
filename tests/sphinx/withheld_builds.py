"""Whole editions in which a name is withheld, and a look for it in every file that a build leaves.

The look shares nothing with the program: whatever a file has is brought down to its bare letters,
and the words of the name, which stand in no other word, are looked for in them.
"""

from __future__ import annotations

import io
import re
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path
from urllib.parse import unquote

from click.testing import CliRunner

from cable_edition.cli import main
from cable_edition.sphinx_ext.stopping import EditionError
from tests.sphinx.conftest import TinyEdition, cable_text, tiny_edition

#: What is withheld.
NAME = ("Zebedée", "Quuxonby")
SIDECAR = (
    "redactions:\n  - {name: Zebedée Quuxonby, forms: [Quuxonby, Zebedée], reason: At risk., "
    "date: 2026-11-23}\n"
)
#: The words without their ends, which a search index cuts off.
_WORDS = re.compile("zebede|quuxonb")
#: One builder for each way to write an edition.
BUILDERS = ("html", "epub", "latex", "json", "singlehtml", "text", "xml", "texinfo", "cable-data")
#: Problems that stop a build because a name would be published.
STOPS = re.compile(r"\[(?:redaction-[a-z]+|withheld-[a-z]+|sidecar-[a-z]+)\]")

#: A cable with a field for each part of one; ``{}`` may take any spelling of the name.
CABLE = """\
VZCZCXRO1234
PP RUEHFL RUEHNP
DE RUEHOT #0001/01 2020722
ZNY CCCCC ZZH
P 260722Z JAN 05
FM AMEMBASSY OTTAWA
TO RUEHC/SECSTATE WASHDC IMMEDIATE 5206
INFO RUEHZL/OFFICE OF {addressee} PRIORITY
RUEHFL/AMCONSUL FLORENCE 2233
C O N F I D E N T I A L SECTION 01 OF 02 OTTAWA 000001

SIPDIS

E.O. 12958: DECL: 01/26/2009
TAGS: PREL, CA, OVIP ({tags})
SUBJECT: A VISIT OF MR. {subject}
TO THE MISSION

REF: A. OTTAWA 22 B. {reference} EMAIL OF 01/05/2005

Classified By: Pol Mincouns {officer}, reasons 1.4 (b) (d)

SUMMARY AND {heading}'S VIEW
---------------------------

1. (C) {first} met Jane Roe, said Zebedée, and Quuxonby agreed.

2. (C) He wrote to {address}@example.org; see https://example.org/?q={query}&a=1
and then he left with {within} again.

3. (SBU) The points:

-- First, that {item} would come;

-- Second, that QUUX-
ONBY, and Zebedée

OTTAWA 00000001  002 OF 002

Quuxonby with him, did.

4. (C) A table:

NAME              OFFICE
Jane Roe          Visitor
{row}  Guest

5. (C) BEGIN TEXT: "I am {quoted}." END TEXT.

{signature}
"""
FIELDS = {
    "addressee": "Z. QUUXONBY",
    "tags": "QUUXONBY, ZEBEDEE",
    "subject": "ZEBEDEE QUUX-\nONBY",
    "reference": "ZEBEDEE QUUXONBY-ROE",
    "officer": "Zebedee Q. Quuxonby",
    "heading": "QUUXONBY",
    "first": "&Zebedée Quuxonby8",
    "address": "zebedee.quuxonby",
    "query": "Zebed%C3%A9e+Quuxonby",
    "within": "_Zebe\u00addee_Quuxonby_",
    "item": "Quuxonby2, Zebedee\u0301",
    "row": "Zebed&eacute;e Quuxonby",
    "quoted": "Zebedee\nQuuxonby",
    "signature": "QUUXONBY",
}


@dataclass
class WholeEdition:
    """An edition of two cables, the first of which withholds the name; ``done`` tells of stops."""

    edition: TinyEdition
    done: list[str] = field(default_factory=list)

    @property
    def sidecar(self) -> Path:
        """The file that withholds the name."""
        return self.edition.sources / "05OTTAWA1.yaml"

    @property
    def data(self) -> Path:
        """The folder of the data."""
        return self.edition.root / "data"

    def withhold(self) -> None:
        """Write the redaction."""
        self.sidecar.write_text(SIDECAR, "utf-8")

    def build(self, builder: str, out: str = "_build") -> bool:
        """Build; tell whether the edition was not stopped.

        A stop has to be one by which a name is kept from readers.
        """
        try:
            self.edition.build(builder, out=out)
        except EditionError as error:
            self.done.append(str(error))
        else:
            return True
        assert STOPS.search(self.done[-1]), self.done[-1]
        assert not found_in_text(self.done[-1]), self.done[-1]
        return False

    def export(self) -> bool:
        """Write the data; tell whether the edition was not stopped."""
        folders = ["--sources", str(self.edition.sources)]
        folders += ["--registers", str(self.edition.docs / "registers")]
        done = CliRunner().invoke(main, ["export", "all", "--out", str(self.data), *folders])
        assert done.exit_code in {0, 2}, done.output
        return done.exit_code == 0

    def left(self) -> list[str]:
        """Return every file of a build that has the name, in any spelling."""
        folders = [*self.edition.docs.glob("_*"), self.data]
        folders += [
            one for one in self.edition.docs.iterdir() if one.is_dir() and one.name != "registers"
        ]
        folders += [one for one in self.edition.docs.glob(".*") if one.is_file()]
        return sorted({name for folder in folders for name in files_with_name(folder)})


def whole_edition(folder: Path, **fields: str) -> WholeEdition:
    """Return an edition with all kinds of data; ``fields`` are words of the first cable."""
    edition = tiny_edition(folder)
    edition.add(text=CABLE.format(**{**FIELDS, **fields}))
    edition.add("05OTTAWA2", cable_text(2))
    conf = edition.docs / "conf.py"
    conf.write_text(conf.read_text("utf-8").replace('project = "Tiny"\n', ""), "utf-8")
    settings = 'title = "Tiny"\nbase_url = "https://example.org/e/"\n[site]\ndata = ["all"]\n'
    (edition.root / "edition.toml").write_text(settings, "utf-8")
    return WholeEdition(edition)


def files_with_name(folder: Path) -> Iterator[str]:
    """Yield the files of a folder, or the file itself, in which a word of the name survives."""
    for path in [folder] if folder.is_file() else sorted(folder.rglob("*")):
        name = path.relative_to(folder.parent).as_posix()
        if path.is_file() and (found_in_text(name) or _found(path.read_bytes())):
            yield name


def _found(data: bytes) -> bool:
    return any(found_in_text(part.decode("utf-8", "ignore")) for part in _parts(data))


def _parts(data: bytes) -> Iterator[bytes]:
    yield data
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for member in archive.namelist():
                yield member.encode()
                yield from _parts(archive.read(member))
    if data.startswith(b"# Sphinx inventory"):
        yield zlib.decompress(data.split(b"\n", 4)[-1])


def found_in_text(text: str) -> bool:
    """Tell whether a word of the name is in a text, whatever stands between its letters."""
    plain = re.sub(r"<[^<>]*>", "", text)
    typeset = re.sub(r"\\[A-Za-z]+|\\.|[{}]", "", text)
    return any(_WORDS.search(_letters(one)) for one in (text, plain, typeset))


def _letters(text: str) -> str:
    for _ in range(3):
        text = unquote(unescape(text))
    text = re.sub(r"\\u([0-9a-fA-F]{4})", lambda found: chr(int(found[1], 16)), text)
    text = unicodedata.normalize("NFKD", text).casefold()
    return "".join(filter(str.isalpha, text))
