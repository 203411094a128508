"""Synthetic cables: as long, as varied and as linked as real ones, from a seed.

Each cable is made from ``(seed, n, index)`` alone, so that one costs the same whatever ``n`` is. A
cable has 14 numbered paragraphs with portion marks, three headings with rules, about 1,500 words,
six TAGS, a REF list and 26 link places (six TAGS, three references, two references in the text,
nine acronyms, six mentions of people). The generator knows each of them, because it wrote them.

Command line: ``python benchmarks/synthetic.py --n 100 --out DIR [--form text|page] [--seed 1]``
writes ``DIR/source_cables/*.txt`` and ``DIR/registers/*.yaml``.
"""

from __future__ import annotations

import argparse
import datetime as dt
import random
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from words import draw, sentence
from world import POSTS, SUBJECTS, SynthPerson, World, geographic

Form = Literal["text", "page"]
Kind = Literal["person", "term", "cable"]

PARAGRAPHS = 14
#: A heading stands before the paragraphs with these indexes.
HEADING_PLACES = (2, 6, 10)
_BANNER_PLACES = (4, 9)
_FIRST_DAY = dt.datetime(2003, 1, 6, 8, 0, tzinfo=dt.UTC)
_CLASSES = {
    "CONFIDENTIAL": "C O N F I D E N T I A L",
    "SECRET": "S E C R E T",
    "UNCLASSIFIED": "UNCLAS",
}
_MARKINGS = {"CONFIDENTIAL": "(C)", "SECRET": "(S)", "UNCLASSIFIED": "(SBU)"}


@dataclass(frozen=True, slots=True)
class Token:
    """A word of the text, or a few that are one link place; ``target`` is what it leads to."""

    text: str
    kind: Kind | None = None
    target: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A numbered paragraph: its tokens, and the list items below it."""

    n: int
    marking: str
    tokens: tuple[Token, ...]
    items: tuple[tuple[Token, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class SynthCable:
    """One synthetic cable, with all that the generator knows of it."""

    id: str
    index: int
    post: str
    city: str
    serial: int
    sent: dt.datetime
    classification: str
    tags: tuple[str, ...]
    subject: str
    references: tuple[tuple[str, str], ...]
    classified_by: str
    headings: dict[int, str]
    paragraphs: tuple[Paragraph, ...]
    signature: str

    @property
    def mentions(self) -> Iterator[Token]:
        """The link places of the running text, in order."""
        for paragraph in self.paragraphs:
            for tokens in (paragraph.tokens, *paragraph.items):
                yield from (token for token in tokens if token.kind)


class Corpus:
    """The cables of ``(seed, n)``; :meth:`cable` makes one at the cost of one."""

    def __init__(self, seed: int, n: int) -> None:
        self.world = World(seed)
        self.seed = seed
        self.n = n

    def __iter__(self) -> Iterator[SynthCable]:
        return (self.cable(index) for index in range(self.n))

    def sent(self, index: int) -> dt.datetime:
        """Return when the cable was sent: spread over six years, never by the order of serials."""
        return _FIRST_DAY + dt.timedelta(days=index * 797 % 2190, minutes=index * 37 % 600)

    def cable_id(self, index: int) -> str:
        """Return the canonical id of a cable without making it."""
        post = POSTS[index % len(POSTS)][0]
        return f"{self.sent(index):%y}{post}{index // len(POSTS) + 1}"

    def cable(self, index: int) -> SynthCable:
        """Make the cable with this index (0 to n - 1)."""
        rng = random.Random(f"{self.seed}/{self.n}/{index}")
        post, city, _, geo = POSTS[index % len(POSTS)]
        classification = rng.choice(tuple(_CLASSES))
        other = rng.choice([tag for tag in geographic() if tag != geo])
        references = self._references(rng, index)
        return SynthCable(
            id=self.cable_id(index),
            index=index,
            post=post,
            city=city,
            serial=index // len(POSTS) + 1,
            sent=self.sent(index),
            classification=classification,
            tags=(*rng.sample(tuple(SUBJECTS), 4), geo, other),
            subject=" ".join(_long_words(rng, 7)).upper(),
            references=references,
            classified_by=f"Political Counselor {rng.choice(('Ada', 'Otto'))} Lorum",
            headings={place: " ".join(_long_words(rng, 3)).upper() for place in HEADING_PLACES},
            paragraphs=self._paragraphs(rng, classification, references),
            signature="LORUM",
        )

    def _references(self, rng: random.Random, index: int) -> tuple[tuple[str, str], ...]:
        """Return up to three (letter, id) of other cables."""
        others = {rng.randrange(self.n) for _ in range(3)} - {index}
        return tuple(zip("ABC", map(self.cable_id, sorted(others)), strict=False))

    def _paragraphs(
        self, rng: random.Random, classification: str, references: tuple[tuple[str, str], ...]
    ) -> tuple[Paragraph, ...]:
        texts = [_running_text(rng, 5) for _ in range(PARAGRAPHS)]
        items = [_running_text(rng, 1) for _ in range(3)]
        for place, token in self._links(rng, references):
            _insert(rng, texts[place], token)
        for place in rng.sample(range(PARAGRAPHS), 6):
            _garble(rng, texts[place])
        texts[0] = [Token("Summary:"), *texts[0], Token("End"), Token("Summary.")]
        texts[-1].append(Token("The next steps are:"))
        marking = _MARKINGS[classification]
        return tuple(
            Paragraph(
                n=position + 1,
                marking=marking if rng.random() < 0.8 else "(U)",
                tokens=tuple(tokens),
                items=tuple(map(tuple, items)) if position == PARAGRAPHS - 1 else (),
            )
            for position, tokens in enumerate(texts)
        )

    def _links(
        self, rng: random.Random, references: tuple[tuple[str, str], ...]
    ) -> Iterator[tuple[int, Token]]:
        """Yield the link places of the text with the paragraph each goes to."""
        people: list[SynthPerson] = rng.sample(self.world.people, 3)
        for person in people:
            first = rng.randrange(PARAGRAPHS - 1)
            yield first, Token(person.name, "person", person.key)
            later = rng.randrange(first + 1, PARAGRAPHS)
            yield later, Token(person.surname, "person", person.key)
        for term in rng.choices(self.world.terms, k=9):
            yield rng.randrange(PARAGRAPHS), Token(term.acronym, "term", term.acronym)
        if references:
            letter, target = references[0]
            yield rng.randrange(PARAGRAPHS), Token(f"ref {letter}", "cable", target)
            target = references[-1][1]
            yield rng.randrange(PARAGRAPHS), Token(target, "cable", target)


def _running_text(rng: random.Random, sentences: int) -> list[Token]:
    return [Token(word) for _ in range(sentences) for word in sentence(rng)]


def _long_words(rng: random.Random, count: int) -> list[str]:
    """Draw words of the text that have five letters or more, for a subject or heading."""
    found: list[str] = []
    while len(found) < count:
        word = draw(rng)
        if len(word) > 4:
            found.append(word)
    return found


def _insert(rng: random.Random, tokens: list[Token], token: Token) -> None:
    """Put a link place before a plain word that stands inside a sentence, not beside a link."""
    while True:
        place = rng.randrange(1, len(tokens))
        before, after = tokens[place - 1], tokens[place]
        if before.kind or after.kind or before.text[-1] in ".,":
            continue
        tokens.insert(place, token)
        return


def _garble(rng: random.Random, tokens: list[Token]) -> None:
    """Write one apostrophe as transmission did: ``Canada,s``."""
    place = rng.choice([p for p, t in enumerate(tokens) if not t.kind and t.text.isalpha()])
    tokens[place] = Token(tokens[place].text + ",s")


def text_of(tokens: tuple[Token, ...]) -> str:
    """Return tokens as running text."""
    return " ".join(token.text for token in tokens)


def spaced_reference(identifier: str) -> str:
    """Return ``05LONDON12`` as REF lines write it: ``05 LONDON 12``."""
    post = identifier.strip("0123456789")
    year, serial = identifier.split(post)
    return f"{year} {post} {serial}"


def raw(cable: SynthCable, form: Form) -> str:
    """Return the source file of a cable in one of the two forms."""
    return _text_form(cable) if form == "text" else _page_form(cable)


def _class_line(cable: SynthCable) -> str:
    spelt = _CLASSES[cable.classification]
    return f"{spelt} SECTION 01 OF 03 {cable.post} {cable.serial:06d}"


def _reason_line(cable: SynthCable) -> str:
    return f"Classified By: {cable.classified_by}, reasons 1.4 (b) and (d)."


def _declassification(cable: SynthCable) -> str:
    if cable.classification == "UNCLASSIFIED":
        return "E.O. 12958: N/A"
    return f"E.O. 12958: DECL: {cable.sent:%m/%d}/{cable.sent.year + 10}"


def _opening(cable: SynthCable) -> list[str]:
    lines = [_class_line(cable), "", "SIPDIS", "", _declassification(cable)]
    lines.append("TAGS: " + ", ".join(cable.tags))
    lines += _wrapped("SUBJECT: " + cable.subject)
    for position, (letter, target) in enumerate(cable.references):
        label = "     " if position else "REF: "
        lines.append(f"{label}{letter}. {spaced_reference(target)}")
    if cable.classification != "UNCLASSIFIED":
        lines += ["", *_wrapped(_reason_line(cable))]
    return lines


def _text_form(cable: SynthCable) -> str:
    stamp = f"{cable.sent:%d%H%MZ %b %y}".upper()
    zone = "ZNR UUUUU ZZH" if cable.classification == "UNCLASSIFIED" else "ZNY CCCCC ZZH"
    lines = [
        f"VZCZCXRO{cable.index % 10000:04d}",
        "PP RUEHXX",
        f"DE RUEHXX #{cable.serial % 10000:04d}/01 {cable.sent:%j%H%M}",
        zone,
        f"P {stamp}",
        f"FM AMEMBASSY {cable.post}",
        f"TO RUEHC/SECSTATE WASHDC PRIORITY {cable.index % 10000:04d}",
        "INFO RUEHXX/NATO EU COLLECTIVE",
        f"RUEHXX/AMEMBASSY {POSTS[(cable.index + 1) % len(POSTS)][0]} 0123",
        *_opening(cable),
    ]
    banner = 1
    for position, paragraph in enumerate(cable.paragraphs):
        lines += ["", *_heading_lines(cable, position)]
        block = _wrapped(f"{paragraph.n}. {paragraph.marking} {text_of(paragraph.tokens)}")
        if position in _BANNER_PLACES:
            banner += 1
            block[3:3] = ["", f"{cable.post} {cable.serial:08d}  {banner:03d} OF 003 ", "", ""]
        lines += block
        for item in paragraph.items:
            lines += ["", *_wrapped("-- " + text_of(item))]
    return "\n".join([*lines, "", cable.signature, ""])


def _heading_lines(cable: SynthCable, position: int) -> list[str]:
    heading = cable.headings.get(position)
    return [heading, "-" * len(heading), ""] if heading else []


def _page_form(cable: SynthCable) -> str:
    body = [line for line in _opening(cable) if line]
    for position, paragraph in enumerate(cable.paragraphs):
        body += [line for line in _heading_lines(cable, position) if line]
        body.append(f"{paragraph.n}. {paragraph.marking} {text_of(paragraph.tokens)}")
        body += ["-- " + text_of(item) for item in paragraph.items]
    body.append(cable.signature)
    rows = {
        "Identifier": cable.id,
        "Wikileaks": f"View {cable.id} at Wikileaks.org",
        "Origin": f"Embassy {cable.city}",
        "Created": f"{cable.sent:%Y-%m-%d %H:%M:%S}",
        "Classification": cable.classification,
        "Tags": " ".join(cable.tags),
        "Redacted": "This cable was not redacted by Wikileaks.",
    }
    table = [f"| {key}: | {value} |" for key, value in rows.items()]
    table.insert(1, "|---|---|")
    extract = (
        "This record is a partial extract of the original cable. "
        "The full text of the original cable is not available."
    )
    end = "Latest source of this page is cablebrowser-2, released 2011-10-04"
    flat = " ".join(" ".join(body).split())
    return "\n".join(["A synthetic page.", *table, extract, flat, end])


def _wrapped(text: str) -> list[str]:
    return textwrap.wrap(text, 65, break_long_words=False, break_on_hyphens=False)


def write_sources(corpus: Corpus, folder: Path, form: Form) -> None:
    """Write the raw files of all cables into ``folder``."""
    folder.mkdir(parents=True, exist_ok=True)
    for cable in corpus:
        (folder / f"{cable.id}.txt").write_text(raw(cable, form), encoding="utf-8", newline="\n")


def main() -> None:
    """Write the cables and registers that the command line asks for."""
    parser = argparse.ArgumentParser(description="Write synthetic cables and their registers.")
    parser.add_argument("--n", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--form", choices=("text", "page"), default="text")
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    corpus = Corpus(options.seed, options.n)
    write_sources(corpus, options.out / "source_cables", options.form)
    corpus.world.write_registers(options.out / "registers")
    print(f"{options.n} cables in {options.out}")


if __name__ == "__main__":
    main()
