"""How often what is proposed for the registers is right: measured against registers made by hand.

``python -m tests.core.proposal_scores docs/editors/registers.md`` writes the table anew.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path

from cable_edition.core.edition.assemble import assemble
from cable_edition.core.edition.model import Edition
from cable_edition.core.edition.proposed.all_kinds import proposed_entries
from cable_edition.core.registers.names_found import names_found

ROOT = Path(__file__).parents[2]
#: The two editions whose registers people made.
EDITIONS = {
    "the first edition": (ROOT / "source_cables", ROOT / "docs" / "registers"),
    "the one that has everything": (
        ROOT / "tests" / "everything" / "source_cables",
        ROOT / "tests" / "everything" / "docs" / "registers",
    ),
}
#: Whom its registers leave out.
UNREGISTERED = ROOT / "tests" / "data" / "people-in-everything.txt"
BODIES = ROOT / "tests" / "data" / "bodies-in-passages.txt"
PASSAGES = ROOT / "tests" / "data" / "passages-with-names.txt"
_ACRONYM = re.compile(r"(?=.*[A-Z].*[A-Z0-9]|[0-9][A-Z])[A-Z0-9][A-Za-z0-9/&-]{1,11}")
BEGIN = "% The scores are measured: python -m tests.core.proposal_scores docs/editors/registers.md"
END = "% The end of the scores."


@dataclass(frozen=True)
class Score:
    """What was proposed and is right, what is not, and what was not proposed."""

    right: frozenset[str]
    wrong: frozenset[str]
    missed: frozenset[str]

    @property
    def precision(self) -> float:
        return len(self.right) / max(1, len(self.right) + len(self.wrong))

    @property
    def recall(self) -> float:
        return len(self.right) / max(1, len(self.right) + len(self.missed))


def is_acronym(form: str) -> bool:
    """Whether a form of a glossary is an acronym: capitals or digits, perhaps signs between."""
    return _ACRONYM.fullmatch(form) is not None and len(re.findall("[A-Z0-9]", form)) > 1


def without_registers(sources: Path) -> Edition:
    """Return the edition of these sources as it is before an editor has written a register."""
    with tempfile.TemporaryDirectory() as none:
        return assemble(sources, Path(none))


def acronyms(sources: Path, registers: Path) -> Score:
    """Score the acronyms of an edition by the forms of its glossary that its cables have."""
    known = assemble(sources, registers)
    true = {
        mention.form
        for one in known.cables
        for found in one.mentions.values()
        for mention in found
        if mention.kind == "term" and is_acronym(mention.form)
    }
    # An entry whose words stand only in a longer name is no less right.
    entries = {form.text for term in known.registers.glossary for form in term.forms}
    said = {one.words for one in proposed_entries(without_registers(sources), ["acronyms"])}
    return Score(
        frozenset(said & (true | entries)), frozenset(said - true - entries), frozenset(true - said)
    )


def people(sources: Path, registers: Path, more: frozenset[str] = frozenset()) -> Score:
    """Score the persons by those of the register whom cables name, and ``more`` names."""
    known = assemble(sources, registers)
    named = {
        mention.entry
        for one in known.cables
        for found in one.mentions.values()
        for mention in found
        if mention.kind == "person"
    }
    forms = {
        form.text: person.id
        for person in known.registers.people
        for form in person.forms
        if person.id in named
    }
    forms |= {name: name for name in more}
    said = {one.words for one in proposed_entries(without_registers(sources), ["people"])}
    right = frozenset(forms[one] for one in said if one in forms)
    wrong = frozenset(one for one in said if one not in forms)
    return Score(right, wrong, frozenset(forms.values()) - right)


def listed(path: Path) -> frozenset[str]:
    """Return the names that a file lists, a line each."""
    lines = path.read_text("utf-8").splitlines()
    return frozenset(line for line in lines if line[:1] not in {"#", ""})


def organizations(sources: Path, registers: Path) -> Score:
    """Score the bodies by those of the register whom cables name."""
    known = assemble(sources, registers)
    entries = known.registers.organizations
    named = {
        mention.entry
        for one in known.cables
        for found in one.mentions.values()
        for mention in found
        if mention.kind == "organization"
    }
    said = {one.words for one in proposed_entries(without_registers(sources), ["organizations"])}
    # A body may be registered by a longer name than the cable gives it.
    of = {
        words: {
            one.id
            for one in entries
            if words in one.name or words in {form.text for form in one.forms}
        }
        for words in said
    }
    right = frozenset(found for every in of.values() for found in every)
    wrong = frozenset(words for words, every in of.items() if not every)
    return Score(right, wrong, frozenset(named - right))


def written_organizations() -> Score:
    """Score the bodies of the passages by their names, each once."""
    texts, _ = passages()
    true = listed(BODIES)
    said = frozenset(one.words for one in names_found(texts) if one.kind == "organization")
    return Score(said & true, said - true, true - said)


def synthetic() -> tuple[Score, Score]:
    """Return the scores of people and acronyms of twenty cables that a program made."""
    with tempfile.TemporaryDirectory() as made:
        subprocess.run(
            [sys.executable, ROOT / "benchmarks" / "synthetic.py", "--n", "20", "--out", made],
            check=True,
            capture_output=True,
        )
        sources, registers = Path(made) / "source_cables", Path(made) / "registers"
        signers = frozenset({"LORUM", "Ada Lorum", "Otto Lorum"})
        return people(sources, registers, signers), acronyms(sources, registers)


def passages() -> tuple[list[tuple[str, str]], dict[str, list[tuple[int, int]]]]:
    """Return the passages written for the measure, by anchor, and where persons stand in them."""
    texts, places = [], {}
    lines = [one for one in PASSAGES.read_text("utf-8").splitlines() if one[:1] not in {"#", ""}]
    for number, line in enumerate(lines, 1):
        parts = re.split(r"\[\[|\]\]", line)
        text = "".join(parts)
        ends = list(accumulate(map(len, parts)))
        texts.append((f"p{number}", text))
        places[f"p{number}"] = list(zip(ends[::2], ends[1::2], strict=False))
    return texts, places


def written_people() -> Score:
    """Score the persons of those passages by their names, each once."""
    texts, places = passages()
    true = {text[start:end] for anchor, text in texts for start, end in places[anchor]}
    # A surname alone is that of somebody whom another passage names in full.
    full = {
        name
        for name in true
        if not any(one.casefold().endswith(f" {name.casefold()}") for one in true)
    }
    found = {one.words for one in names_found(texts) if one.kind == "person"}
    wrong = {name for name in found if name not in true}
    return Score(frozenset(found & full), frozenset(wrong), frozenset(full - found))


def rows() -> Iterator[tuple[str, str, Score]]:
    """Yield what is measured: the kind, against what, the score."""
    first, everything = EDITIONS.values()
    made_people, made_acronyms = synthetic()
    yield "acronyms", "the first edition", acronyms(*first)
    yield "acronyms", "the edition that has everything", acronyms(*everything)
    yield "acronyms", "twenty cables made by a program", made_acronyms
    yield "people", "the first edition", people(*first)
    yield (
        "people",
        "the edition that has everything",
        people(*everything),
    )
    yield (
        "people",
        "the same, and one whom its cables name besides",
        people(*everything, listed(UNREGISTERED)),
    )
    yield "people", "twelve passages written before anything was found in them", written_people()
    yield "people", "twenty cables made by a program", made_people
    yield "organizations", "the first edition", organizations(*first)
    yield "organizations", "the edition that has everything", organizations(*everything)
    yield "organizations", "the twelve passages", written_organizations()


def table() -> str:
    """Return the scores as a table of Markdown."""
    lines = [
        "| Kind | Against the registers of | right | wrong | missed | precision | recall |",
        "|---|---|--:|--:|--:|--:|--:|",
    ]
    for kind, what, one in rows():
        counts = f"{len(one.right)} | {len(one.wrong)} | {len(one.missed)}"
        lines.append(f"| {kind} | {what} | {counts} | {one.precision:.2f} | {one.recall:.2f} |")
    return "\n".join(lines)


def with_table(page: str) -> str:
    """Return a page with the table between its two marks."""
    before, _, rest = page.partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}\n\n{table()}\n\n{END}{after}"


if __name__ == "__main__":
    target = Path(sys.argv[1])
    target.write_text(with_table(target.read_text("utf-8")), "utf-8")
