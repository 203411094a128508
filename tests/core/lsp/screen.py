"""An edition of one small cable, and files of it on the screen, with the cursor where ``§`` is."""

from __future__ import annotations

from pathlib import Path

from cable_edition.core.problems import Problem
from cable_edition.lsp.completion import offers_at
from cable_edition.lsp.definition import Target, target_at
from cable_edition.lsp.desk import Desk, EditedFile
from cable_edition.lsp.diagnostics import problems_of
from cable_edition.lsp.fixes import Edit, Fix, fixes_for
from cable_edition.lsp.hover import told_at
from cable_edition.lsp.offers import Offer
from cable_edition.lsp.proposed import proposed_entries

TEXT = (
    "P 010000Z JAN 05\nFM AMEMBASSY OTTAWA\nTO SECSTATE WASHDC\nUNCLAS OTTAWA 000001\n\n"
    "TAGS: PREL\nSUBJECT: A VISIT\n\n"
    "1. Zebedee Quux came to the Minister,s office at noon by train. He left the office by "
    "rail.\n\n"
    "2. The &plan8 was read.\nQuux spoke of the lamps.\nDICKSON\n"
)
PEOPLE = "- {id: roe-jane, name: Jane Roe, tip: A visitor, forms: [Jane Roe]}\n"
TERMS = "- {id: lamp, term: LAMP, tip: A light, status: inference, expansion: Light of a port}\n"


class Screen:
    """A desk in an edition; files are named from its root."""

    def __init__(self, root: Path) -> None:
        self.root = root.resolve()
        self.desk = Desk()
        self.write("edition.toml", "")
        self.write("source_cables/05OTTAWA1.txt", TEXT)
        self.write("docs/registers/people.yaml", PEOPLE)
        self.write("docs/registers/glossary.yaml", TERMS)

    def write(self, name: str, text: str) -> Path:
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
        return path

    def put(self, name: str, text: str) -> tuple[EditedFile, int, int]:
        """Put a file on the screen; return it with the line and the column of the cursor."""
        path = self.root / name
        before = text.partition("§")[0]
        self.desk.put(path, text.replace("§", "", 1))
        file = self.desk.file(path)
        assert file is not None, f"{name} is no file of the edition"
        return file, before.count("\n"), len(before.rpartition("\n")[2])

    def offers(self, name: str, text: str) -> list[Offer]:
        return offers_at(self.desk, *self.put(name, text))

    def labels(self, name: str, text: str) -> list[str]:
        return [one.label for one in self.offers(name, text)]

    def told(self, name: str, text: str) -> str:
        told = told_at(self.desk, *self.put(name, text))
        return told.words if told else ""

    def target(self, name: str, text: str) -> Target | None:
        return target_at(self.desk, *self.put(name, text))

    def problems(self, name: str, text: str) -> list[Problem]:
        return problems_of(self.desk, self.put(name, text)[0])

    def codes(self, name: str, text: str) -> list[str]:
        return [one.code for one in self.problems(name, text)]

    def fixes(self, name: str, text: str) -> list[Fix]:
        file = self.put(name, text)[0]
        found = problems_of(self.desk, file)
        return [fix for problem in found for fix in fixes_for(self.desk, file, problem)]

    def proposed(self, name: str, text: str) -> list[Fix]:
        file, row, _ = self.put(name, text)
        return proposed_entries(self.desk, file, row, "2026-11-30")


def edited(text: str, fix: Fix) -> str:
    """Return a text after an edit."""
    (one,) = fix.edits
    lines = text.split("\n")
    start, end = _offset(lines, one.row, one.start), _offset(lines, one.end_row, one.end)
    return text[:start] + one.new + text[end:]


def accepted(text: str, row: int, offer: Offer) -> str:
    """Return a text without cursor after an offer was taken."""
    edit = Edit(row, offer.start, row, offer.end, offer.new)
    return edited(text, Fix("", (edit,)))


def _offset(lines: list[str], row: int, column: int) -> int:
    return sum(len(line) + 1 for line in lines[:row]) + column
