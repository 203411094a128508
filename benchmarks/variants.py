"""How often each field is read right from cables as people write them, by kind of spelling.

``python benchmarks/variants.py [--count 200]`` makes cables from the facts that are known of real
ones: labels that lost a letter, small letters, posts misspelt, sign-offs with dots, pages that end
in mid-sentence. The generator knows what it has put in, and prints for each kind the share of
cables in which that was read, in lines and with all white space folded.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from cable_edition.core.reading.parse import parse

POSTS = (
    "QUITO LIMA BOGOTA HAVANA SANTIAGO OTTAWA ROME PARIS STATE|NEW DELHI|RIO DE JANEIRO|TEL AVIV"
    "|DAR ES SALAAM|KUALA LUMPUR|USUN NEW YORK|LA PAZ"
)
NAMES = "TORRES ROE DOE LORUM IPSUM MCROE VANDOE O'ROE DOE-ROE".split()
CODES = "PREL PGOV PHUM ECON ETRD EINV SENV SNAR CVIS ASEC MARR KDEM KCRM EC PE CO".split()
WORDS = (
    "harbor crane quay works board minister council budget light road survey engineer contract"
    " vessel cargo delay report meeting plan answer".split()
)
SERIALS = range(10, 250_000)


def posts() -> list[str]:
    """Return the posts of the generator, those of several words among them."""
    single, *several = POSTS.split("|")
    return [*single.split(), *several]


@dataclass
class Made:
    """A cable, and what was put into its fields."""

    text: str
    wanted: dict[str, Any] = field(default_factory=dict)


@dataclass
class Parts:
    """The lines of a plain cable, which a kind of spelling changes."""

    rng: random.Random
    classification: str = "CONFIDENTIAL"
    class_line: str = "C O N F I D E N T I A L QUITO 000317"
    captions: str = "SIPDIS"
    tags: str = ""
    subject: str = ""
    refs: str = ""
    officer: str = "Classified By: DCM Jane Roe for reasons 1.4 (b) and (d)."
    body: list[str] = field(default_factory=list)
    sign_off: str = ""
    wanted: dict[str, Any] = field(default_factory=dict)

    def text(self) -> str:
        """Return the cable in lines."""
        opening = [self.class_line, "", self.captions, "", "E.O. 12958: DECL: 01/26/2015"]
        opening += [self.tags, self.subject, "", self.refs, "", self.officer, ""]
        lines = "\n".join([*opening, "\n\n".join(self.body)])
        return f"{lines}\n{self.sign_off}\n"


def sentence(rng: random.Random, words: int = 9) -> str:
    """Return a sentence of made-up content."""
    picked = [rng.choice(WORDS) for _ in range(words)]
    return f"The {picked[0]} and the {' '.join(picked[1:])}.".replace("  ", " ")


def plain(rng: random.Random) -> Parts:
    """Return a cable in which nothing is unusual."""
    parts = Parts(rng)
    codes = rng.sample(CODES, 4)
    name = rng.choice(NAMES)
    cited = [(rng.choice(posts()), rng.choice(SERIALS)) for _ in range(3)]
    parts.tags = f"TAGS: {', '.join(codes)}"
    title = " ".join(rng.choice(WORDS) for _ in range(4)).upper()
    parts.subject = f"SUBJECT: {title}"
    listed = [f"{letter}. {post} {n}" for letter, (post, n) in zip("ABC", cited, strict=True)]
    parts.refs = "REF: " + "\n     ".join(listed)
    parts.body = [f"{n}. (C) {sentence(rng)} {sentence(rng)}" for n in range(1, 5)]
    parts.sign_off = name
    parts.wanted = {
        "classification": "CONFIDENTIAL",
        "tags": codes,
        "subject": title,
        "references": [f"06{post.replace(' ', '')}{n}" for post, n in cited],
        "officer": ("Jane Roe", ["1.4 (b)", "1.4 (d)"]),
        "paragraphs": [line.split(") ", 1)[1] for line in parts.body],
        "signature": name,
    }
    return parts


def _cited(parts: Parts, style: Callable[[str, str, int], str], joint: str = "\n") -> None:
    """Write the references again, each as ``style`` has it."""
    rng = parts.rng
    cited = [(rng.choice(posts()), rng.choice(SERIALS)) for _ in range(3)]
    listed = (style(letter, post, n) for letter, (post, n) in zip("ABC", cited, strict=True))
    parts.refs = "REF: " + joint.join(listed)
    parts.wanted["references"] = [f"06{post.replace(' ', '')}{n}" for post, n in cited]


def _mixed(post: str) -> str:
    return post.title().replace(" De ", " de ").replace(" Es ", " es ")


def _bracketed(letter: str, post: str, serial: int) -> str:
    return f"({letter}) {_mixed(post)} {serial}"


def _slip(rng: random.Random, word: str) -> str:
    """Return a word with a letter lost, doubled, changed or moved."""
    at = rng.randrange(len(word))
    kind = rng.randrange(4)
    if kind == 0:
        return word[:at] + word[at + 1 :]
    if kind == 1:
        return word[:at] + word[at] + word[at:]
    if kind == 2 and at + 1 < len(word):
        return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    return word[:at] + rng.choice("BDGKPTX") + word[at + 1 :]


def _labels(parts: Parts) -> None:
    rng = parts.rng
    for name, word in (("tags", "TAGS"), ("subject", "SUBJECT")):
        line = getattr(parts, name).split(": ", 1)[1]
        setattr(parts, name, f"{_slip(rng, word)}: {line}")


def _glued(parts: Parts) -> None:
    parts.subject += parts.rng.choice(("Ref(s): ", "REF: ")) + parts.refs.removeprefix("REF: ")
    parts.refs = ""


def _one_line(parts: Parts) -> None:
    parts.tags = parts.tags.replace("TAGS", "Tags") + parts.subject.replace("SUBJECT", " Subject")
    parts.subject = ""


def _below_tags(parts: Parts) -> None:
    parts.tags += "\n" + parts.refs.removeprefix("REF: ").replace("     ", "")
    parts.refs = ""


def _class_line(parts: Parts) -> None:
    rng = parts.rng
    letters = _slip(rng, "CONFIDENTIAL")
    written = " ".join(letters) if rng.random() < 0.7 else letters
    parts.class_line = f"{written} SECTION 01 OF 02 QUITO 000317"


def _lowered(parts: Parts) -> None:
    parts.class_line = "C o n f i d e n t i a l section 01 of 02 quito 000317"
    parts.captions = "Sipdis"
    parts.tags, parts.subject = (line.capitalize() for line in (parts.tags, parts.subject))
    parts.refs = "\n\n".join(line.strip().lower() for line in parts.refs.split("\n")).capitalize()
    parts.sign_off = f"{parts.sign_off.capitalize()}\n\n\nNnnn"
    parts.wanted["subject"] = parts.subject.split(": ", 1)[1]
    parts.wanted["signature"] = parts.sign_off.split("\n", 1)[0]


def _officer(parts: Parts) -> None:
    rng = parts.rng
    title = rng.choice(("Ambassador", "Political Counselor", "Economic Counselor", "Director"))
    word = rng.choice(title.split())
    if len(word) > 6 and rng.random() < 0.5:
        title = title.replace(word, word[0] + _slip(rng, word[1:].upper()).lower())
    order = rng.choice(
        ("{t} Jane Roe", "Jane Roe, {t}", "{t} Jane Roe (acting)", "{t} (acting) Jane Roe")
    )
    lead = rng.choice((" for reasons ", ", based on ", " per ", ". Reason: ", ", for r\neasons "))
    parts.officer = f"Classified By: {order.format(t=title)}{lead}1.4 (b) and (d)."


def _officer_below(parts: Parts) -> None:
    parts.officer = ""
    first = parts.rng.choice(
        (
            "CLASSIFIED BY JANE ROE, DCM. REASON 1.5 (B)",
            "Classified by DCM Jane Roe. Reason: 1.5(b).",
        )
    )
    parts.body.insert(0, f"1. (U) {first}")
    parts.body[1:] = [f"{n}{line[1:]}" for n, line in enumerate(parts.body[1:], 2)]
    parts.wanted["paragraphs"].insert(0, first)
    name = "JANE ROE" if first.isupper() else "Jane Roe"
    parts.wanted["officer"] = (name, ["1.5 (b)"])


_SIGNED = (
    *("{n}", "{l}", "{c}", "{n} .", "{c}\n.", "{c}\n...", "{n}...", "{n} {n}", "{n}\n{n}", "\n{n}"),
    *("{n}\nNNNN", "{n} NNNN End Cable Text", "****************\n{n}", "--------------\n{c}"),
    *("MINIMIZE CONSIDERED {n}", "UNQUOTE\n{n}", '"{n}"', "* {n} *", "{n}\nBT\n#0317\nNNNN"),
    "Visit Embassy Quito's classified web site:\nhttp://www.example.gov/quito/\n{n}",
    "{n}\n\nVisit Embassy Quito's classified web site:\nhttp://www.example.gov/quito/",
)


def _signed(parts: Parts) -> None:
    name = parts.rng.choice(("TORRES", "ROE", "LORUM", "IPSUM"))
    form = parts.rng.choice(_SIGNED)
    parts.sign_off = form.format(n=name, l=name.lower(), c=name.capitalize())
    written = name if "{n}" in form else name.lower() if "{l}" in form else name.capitalize()
    parts.wanted["signature"] = written
    if form[0] in "MU":
        parts.wanted["paragraphs"][-1] += " " + form.split(" {")[0].split("\n")[0]


def _pages(parts: Parts) -> None:
    """Let a page end inside a paragraph, with blank lines, and another before a heading."""
    rng = parts.rng
    words = parts.body[1].split(" ")
    at = rng.randrange(4, len(words) - 2)
    gap = "\n" * rng.randrange(1, 4)
    words[at] += f"{gap}QUITO 00000317  002 OF 003{gap}" + words.pop(at + 1)
    parts.body[1] = " ".join(words)
    heading = " ".join(rng.sample(WORDS, 3))
    heading = heading.upper() if rng.random() < 0.5 else heading.capitalize()
    rule = rng.choice("-=") * len(heading)
    blank = "\n" * rng.randrange(1, 3)
    parts.body.insert(3, f"QUITO 00000317  003 OF 003\n\n{heading}{blank}{rule}")
    parts.wanted["headings"] = [heading]


def _years(parts: Parts) -> None:
    year = parts.rng.randrange(1990, 2009)
    stop = parts.rng.choice((".", "."))
    parts.body = [f"{line[:-1]} of {year}{stop}" for line in parts.body]
    parts.wanted["paragraphs"] = [f"{t[:-1]} of {year}{stop}" for t in parts.wanted["paragraphs"]]


def _no_number(parts: Parts) -> None:
    text = f"{sentence(parts.rng)} {sentence(parts.rng)}"
    parts.officer = ""
    parts.wanted["officer"] = (None, [])
    parts.body = []
    parts.refs += f"\n (C) {text}"
    parts.wanted["paragraphs"] = [text]


KINDS: dict[str, Callable[[Parts], None]] = {
    "plain": lambda _: None,
    "slipped labels": _labels,
    "references glued to the subject": _glued,
    "two labels on one line": _one_line,
    "references below the TAGS": _below_tags,
    "small letters with a dot": lambda p: _cited(p, lambda a, post, n: f"{a.lower()}. {post} {n}"),
    "letters without a stop": lambda p: _cited(p, lambda a, post, n: f"{a} {post} {n}"),
    "REF before each letter": lambda p: _cited(p, lambda a, post, n: f"REF {a} {post} {n}"),
    "posts in mixed case": lambda p: _cited(p, _bracketed, "; "),
    "zero for the letter": lambda p: _cited(
        p, lambda a, post, n: f"{a}) 06 {post.replace('O', '0')} {n}", ", "
    ),
    "colon after the post": lambda p: _cited(p, lambda a, post, n: f"{a}. {post}: {n}"),
    "classification slipped": _class_line,
    "lower-cased copy": _lowered,
    "officers and titles": _officer,
    "officer in paragraph 1": _officer_below,
    "sign-offs": _signed,
    "pages and headings": _pages,
    "sentences that end in a year": _years,
    "no number after the references": _no_number,
}


def made(kind: str, number: int) -> Made:
    """Return the cable of a kind with this number, always the same."""
    rng = random.Random(f"{kind}/{number}")
    parts = plain(rng)
    KINDS[kind](parts)
    return Made(parts.text(), parts.wanted)


def flattened(text: str) -> str:
    """Return a text with its white space folded, as many copies have it."""
    return " ".join(text.split())


def wrong(one: Made, *, flat: bool) -> list[str]:
    """Return the fields of a cable that are not read as they were put in."""
    text = flattened(one.text) if flat else one.text
    cable = parse(text, name="06QUITO317.txt").to_dict()
    officer = cable["classified_by"] or {"name": None}
    read = {
        "classification": cable["classification"],
        "tags": cable["tags"],
        "subject": cable["subject"],
        "references": [item["id"] for item in cable["references"]],
        "officer": (officer["name"], cable["reasons"]),
        "paragraphs": [item["text"] for item in cable["paragraphs"]],
        "headings": [item["text"] for item in cable["headings"]],
        "signature": cable["signature"],
    }
    return [name for name, value in one.wanted.items() if read[name] != value]


def rates(count: int) -> Iterator[tuple[str, str, Counter[str]]]:
    """Yield kind, form and how often each field was wrong."""
    for kind in KINDS:
        for form in ("lines", "flat"):
            failed: Counter[str] = Counter()
            for number in range(count):
                failed.update(wrong(made(kind, number), flat=form == "flat"))
            yield kind, form, failed


def main() -> None:
    """Print the rates."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--show", default="", help="print the first failing cable of this kind")
    options = parser.parse_args()
    if options.show:
        for number in range(options.count):
            for flat in (False, True):
                one = made(options.show, number)
                if bad := wrong(one, flat=flat):
                    print(flattened(one.text) if flat else one.text, bad, one.wanted, sep="\n")
                    return
    for kind, form, failed in rates(options.count):
        shares = [f"{name} {1 - n / options.count:.1%}" for name, n in sorted(failed.items())]
        print(f"{kind:34} {form:6} {', '.join(shares) or 'all'}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
