"""How fast the parser is, beside the plainest loop over the same text, and on hostile input.

Run with ``python benchmarks/parse_speed.py [--hostile]``. The cables are made up by a generator
that always makes the same ones. The reference is ``str.split`` over the same texts: the ratio says
how many times that is the parser's work, whatever the machine. How it is measured, and why so, is
told in ``benchmarks/README.md``.
"""

from __future__ import annotations

import argparse
import gc
import math
import random
import re
import sys
import time
from collections.abc import Callable, Iterator
from typing import NamedTuple

from cable_edition.core.reading.parse import parse

WORDS = (
    "the minister said that government would consider a proposal for joint training and reform "
    "of border police while embassy contacts in parliament noted concern about funding (see para "
    "3), election monitoring; U.S. assistance and regional stability in the coming year"
).split()
MEGABYTE = MILLION = 1_000_000
#: So many times all passes are made, that the figure may be seen to stay.
_ROUNDS = 3
_LABEL = re.compile(r"[ ]*(?:[A-Z.]{2,12}:|[0-9]{1,3}[.)])")
_LETTERS = re.compile(r"[A-Za-z]+")
#: What a parser cannot do without, in the same unit: it says what a ratio is worth.
FLOORS: dict[str, Callable[[str], object]] = {
    "an empty pass over the lines": lambda text: [None for _ in text.split("\n")],
    "one pattern a line": lambda text: [_LABEL.match(line) for line in text.split("\n")],
    "each word by a pattern": lambda text: list(_LETTERS.finditer(text)),
}


def cables(count: int, *, flat: bool) -> list[str]:
    """Return ``count`` made-up cables of some 7,000 characters, always the same."""
    return [_cable(random.Random(number), number, flat=flat) for number in range(count)]


def _sentence(source: random.Random) -> str:
    words = source.choices(WORDS, k=source.randint(8, 30))
    return " ".join(words).capitalize() + "."


def _cable(source: random.Random, number: int, *, flat: bool) -> str:
    lines = [
        f"VZCZCXRO{number:04}",
        "PP RUEHFL RUEHNP",
        f"DE RUEHRO #{number:04}/01 2020722",
        "ZNY CCCCC ZZH",
        "P 210722Z JUL 06",
        "FM AMEMBASSY ROME",
        "TO RUEHC/SECSTATE WASHDC IMMEDIATE 5206",
        "INFO RUEHZL/EUROPEAN POLITICAL COLLECTIVE PRIORITY",
        "RUEHFL/AMCONSUL FLORENCE 2233",
        f"C O N F I D E N T I A L SECTION 01 OF 02 ROME {number:06}",
        "",
        "SIPDIS",
        "",
        "E.O. 12958: DECL: 07/20/2016",
        "TAGS: PREL, PGOV, MOPS, IT",
        "SUBJECT: CONSULTATIONS ON REFORM OF THE BORDER POLICE",
        "",
        f"REF: A. ROME {number} B. 05 STATE 123456",
        "",
        "Classified By: Political Counselor Jane Example, reasons 1.4 (b) and (d).",
        "",
    ]
    size, paragraph = 0, 0
    while size < 6_300:
        paragraph += 1
        if paragraph % 4 == 0:
            lines += ["COMMENT AND OUTLOOK", "-------------------", ""]
        if paragraph == 5:
            lines.append(f"ROME 0000{number:04}  002 OF 002")
        text = " ".join(_sentence(source) for _ in range(source.randint(3, 7)))
        lines += [*_wrapped(f"{paragraph}. (C) {text}"), ""]
        size += len(text)
    lines += ["SPOGLI", ""]
    return " ".join(" ".join(lines).split()) if flat else "\n".join(lines)


def _wrapped(text: str, width: int = 65) -> Iterator[str]:
    line = ""
    for word in text.split(" "):
        if len(line) + len(word) >= width:
            yield line
            line = word
        else:
            line = f"{line} {word}".lstrip()
    yield line


def _timed(work: Callable[[str], object], texts: list[str]) -> float:
    start = time.process_time()
    for text in texts:
        work(text)
    return time.process_time() - start


#: What a file could hold to slow a careless parser down; repeated to the size asked for.
HOSTILE = {
    "open brackets": "(",
    "digits": "1234567890",
    "dashes": "-",
    "dashes and blanks": "- ",
    "equals": "=",
    "blanks": " ",
    "blank lines": "\n",
    "blank CRLF lines": "\r\n",
    "tabs": "\t",
    "pilcrows": "\u00b6",
    "replacement marks": "\ufffd",
    "nested quotes": "\"'\u201c",
    "numbers": "1. ",
    "rising numbers": "",
    "number lines": "\n1. (C) ",
    "capitals": "A",
    "capital words": "ABC ",
    "headings": "HEADING\n-------\n",
    "letters like marks": " (B) ROME 1; (C) X",
    "numbered references": " 1) ROME 1; 2) X",
    "quoted numbers": "\nBEGIN TEXT\n1. Text.\nEND TEXT\n",
    "quoted numbers without end": "\nBEGIN TEXT\n1. Text.\n",
    "open tags": "<",
    "tables": "<table class='cable'>",
    "pre blocks": "<pre>",
    "comments": "<!--",
    "entities": "&amp",
    "open quotation rows": '"1","1/1/2000 10:00","00ROME1","',
    "page tables": "| Identifier: | 05ROME1 |\n",
    "classification lines": "CONFIDENTIAL ROME 1234\nSUBJECT: X\n",
    "other cables": "",
    "spaced letters": "C O N F I D E N T I A L ",
    "labels": "TAGS: SUBJECT: REF: E.O. 12958: ",
    "references": "REF: A. ROME 1 B. ",
    "references of other kinds": "REF: E-MAIL A, B AND C, ROME 1; ",
    "commas in a reference": "REF: E-MAIL" + ", A" * 400 + "\n",
    "tags": "TAGS: PREL, PGOV PHUM,",
    "subjects": "SUBJECT: A\nB ",
    "orders": "E.O. 12958: DECL: 01/01/2010 ",
    "headers": "VZCZCXRO1234\n",
    "date-time groups": "P 210722Z JUL 06\n",
    "addressees": "RUEHC/SECSTATE WASHDC 1234\n",
    "exemptions": "TO RUEHC/A XMT B ",
    "banners": "ROME 00002190  001.2 OF 004\n",
    "old banners": "PAGE 02 ROME 01196 01 OF 02 082030Z\n",
    "redactions": "XXXXXXXXXXXX ",
    "list items": "\n-- ",
    "letters": "\nA. ",
    "lettered lines": "\n   a. parties;",
    "keys": "\nNAME: A   B   C",
    "quoted texts": '\nBEGIN TEXT: "A ',
    "section heads": "CONFIDENTIAL SECTION 02 OF 03 ROME 001234 ",
    "words of references": "reftel A, B and refs C to F ",
    "serials": "05 ROME 1234 ",
    "open quotation marks": "&a ",
    "quoted fields": '"a\\"",',
    "cells": "<td><a href='x'>",
    "sign-offs": "\nRICE\n",
    "officers": "Classified By: ",
    "reasons": "reasons 1.4 (b) ",
    "summaries": "Summary: End Summary. ",
    "controls": "\x01text ",
    "no-break blanks": "\u00a0",
    "broken words": "am-\nbassador ",
    "page numbers": "\n\n2\n\nword",
    "numbers between hyphens": "word - 2 - ",
    "spaced groups": "\nR 1 8 1 2 0 0 Z JUL 05 ",
    "addressees first": "\nTO SECSTATE WASHDC\nFM ROME",
}
#: What stands before, so that the body of a cable is reached.
OPENING = "CONFIDENTIAL ROME 001234\n\nSIPDIS\n\nSUBJECT: X\n\n1. (C) Text. "


def hostile(name: str, size: int) -> str:
    """Return a hostile text of ``size`` characters."""
    if name == "rising numbers":
        return "".join(f"\n{number}. (C) x" for number in range(1, size // 10))[:size]
    if name == "other cables":
        line = "CONFIDENTIAL ROME {:06}\nSUBJECT: X\n\n1. (C) Text.\n"
        return "".join(line.format(number) for number in range(size // 50))[:size]
    unit = HOSTILE[name]
    return (unit * (size // len(unit) + 1))[:size]


class Best(NamedTuple):
    """The best times of one text, in seconds: of ``str.split``, and of a parse."""

    split: float
    parse: float


def best_times(texts: list[str], passes: int) -> list[Best]:
    """Return the best times of each text in so many passes over all of them.

    A pass takes one text after the other with both sides, so that both have the same minutes of
    the machine and the same memory around them. ``str.split`` goes over the text twice, and its
    second time counts, when the text and the memory for its words are at hand.
    """
    clock = time.perf_counter
    split, whole = [math.inf] * len(texts), [math.inf] * len(texts)
    for _ in range(passes):
        gc.collect()
        for index, text in enumerate(texts):
            text.split()
            start = clock()
            text.split()
            middle = clock()
            parse(text)
            end = clock()
            split[index] = min(split[index], middle - start)
            whole[index] = min(whole[index], end - middle)
    return list(map(Best, split, whole))


def ratio_of(times: list[Best]) -> float:
    """Return how many times the work of ``str.split`` a parse is, over all texts."""
    return sum(one.parse for one in times) / sum(one.split for one in times)


def measure_cables(count: int, passes: int) -> None:
    """Print the ratio for made-up cables, three times, and what a parse takes."""
    texts = {flat: cables(count, flat=flat) for flat in (False, True)}
    mixed = [text for pair in zip(*texts.values(), strict=True) for text in pair]
    best_times(mixed[:20], 1)
    gc.disable()
    rounds = [best_times(mixed, passes) for _ in range(_ROUNDS)]
    for flat, own in texts.items():
        of_form = [times[flat::2] for times in rounds]
        ratios = sorted(map(ratio_of, of_form))
        of_parse = min(sum(one.parse for one in times) for times in of_form) / count
        of_split = min(sum(one.split for one in times) for times in of_form) / count
        size = sum(map(len, own)) / count
        print(
            f"{'flattened' if flat else 'lines':9}  {count} cables of {size:.0f} characters: parse "
            f"{of_parse * MILLION:.0f} us, {size / of_parse / MEGABYTE:.1f} MB/s; str.split "
            f"{of_split * MILLION:.1f} us; ratio {ratios[_ROUNDS // 2]:.1f} "
            f"({ratios[0]:.1f}-{ratios[-1]:.1f})"
        )
        floors = {name: min(_timed(work, own) for _ in range(9)) for name, work in FLOORS.items()}
        print(
            "           beside it: "
            + ", ".join(f"{name} {spent / count / of_split:.1f}" for name, spent in floors.items())
        )
    gc.enable()


def measure_hostile(sizes: list[int], names: list[str]) -> None:
    """Print the time of each hostile text at each size; twice the size should take twice.

    The garbage collector of Python is off: of a text of a million records it looks through ever
    more of them, whatever the parser does.
    """
    gc.disable()
    print(f"{'hostile input':24}" + "".join(f"{size:>5} MB {'':5}" for size in sizes))
    for name in names:
        for opening in ("", OPENING):
            times = []
            for size in sizes:
                text = opening + hostile(name, size * MEGABYTE)
                times.append(_timed(parse, [text]))
                gc.collect()
            label = f"{name}{' in a body' if opening else ''}"
            print(f"{label:34}" + "".join(f"{spent:>8.2f} s" for spent in times), flush=True)


def options_of(purpose: str | None, *, count: int, sizes: str) -> argparse.Namespace:
    """Return the options of a benchmark of reading: ``count``, ``hostile``, ``sizes``, ``only``."""
    parser = argparse.ArgumentParser(description=purpose)
    parser.add_argument("--count", type=int, default=count)
    parser.add_argument("--passes", type=int, default=12, help="over all cables, of each round")
    parser.add_argument("--hostile", action="store_true")
    parser.add_argument("--sizes", default=sizes, help="megabytes of the hostile inputs")
    parser.add_argument("--only", default="", help="names of hostile inputs, with commas")
    return parser.parse_args()


def main() -> None:
    """Measure what the command line asks for."""
    options = options_of(__doc__, count=100, sizes="1,10")
    if options.passes:
        measure_cables(options.count, options.passes)
    if options.hostile:
        names = options.only.split(",") if options.only else list(HOSTILE)
        measure_hostile([int(size) for size in options.sizes.split(",")], names)


if __name__ == "__main__":
    sys.exit(main())
