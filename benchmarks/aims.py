"""How often each field is read from cables put together by chance, in each form of their copies.

``python benchmarks/aims.py [--count 200]`` prints for each form the share of cables in which a
field was read as the generator put it in, and the share whose paragraphs differ when folded.
``--show FIELD`` prints the first cables in which that field is read amiss.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterator
from typing import Any

from cable_edition.core.reading.parse import parse_all
from copies import Copy, copy, telegram_copy
from copy_forms import FORMS, OLD_FORMS, flattened, lines
from copy_others import OTHERS

FIELDS = (
    "classification captions tags subject references officer paragraphs headings signature".split()
)
#: What makes the copies, and the forms that they are put into.
GROUPS = ((copy, FORMS), (telegram_copy, OLD_FORMS), *OTHERS)


def read(text: str | bytes, one: Copy) -> dict[str, Any]:
    """Return the fields of the one cable of a file; what is not there is not in the result."""
    data = text if isinstance(text, bytes) else text.encode()
    cables = list(parse_all(data, name=f"{one.identifier}.txt"))
    if len(cables) != 1:
        return {"cables": len(cables)}
    record = cables[0].to_dict()
    officer = record["classified_by"] or {"name": None}
    return {
        "identifier": record["reference_id"],
        "classification": record["classification"],
        "captions": sorted(record["captions"]),
        "tags": record["tags"],
        "subject": record["subject"],
        "references": [item["id"] for item in record["references"]],
        "officer": officer["name"],
        "paragraphs": [item["text"] for item in record["paragraphs"]],
        "headings": [item["text"] for item in record["headings"]],
        "signature": record["signature"],
    }


def wrong(text: str | bytes, one: Copy) -> list[str]:
    """Return the fields of a cable that are not read as they were put in."""
    found = read(text, one)
    bad = [name for name in FIELDS if name in one.wanted and found.get(name) != one.wanted[name]]
    return bad + (["identifier"] if found.get("identifier") != one.identifier else [])


def differs(one: Copy) -> bool:
    """Tell whether the copy in lines and the folded one differ in paragraphs or headings."""
    in_lines, folded = (read(form(one), one) for form in (lines, flattened))
    return any(in_lines[name] != folded[name] for name in ("paragraphs", "headings"))


def rates(count: int) -> Iterator[tuple[str, Counter[str]]]:
    """Yield for each form how often each field was wrong in so many cables."""
    for make, forms in GROUPS:
        for name, form in forms.items():
            yield (
                name,
                Counter(
                    field
                    for number in range(count)
                    for field in wrong(form(make(number)), make(number))
                ),
            )


def main() -> None:
    """Print the rates, or what is read amiss."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--form", default="", help="only this form")
    parser.add_argument("--show", default="", help="print what is amiss with this field")
    options = parser.parse_args()
    for make, forms in GROUPS:
        for name, form in forms.items() if options.show else ():
            for number in range(options.count if options.form in {"", name} else 0):
                one = make(number)
                if options.show in wrong(form(one), one):
                    found = read(form(one), one)
                    print(f"== {name}, {number}", one.style, found.get(options.show), sep="\n")
                    print(one.wanted.get(options.show), str(form(one))[-3000:], sep="\n")
    if not options.show:
        apart = sum(differs(copy(number)) for number in range(options.count))
        print(
            f"paragraphs and headings differ between lines and folded: {apart / options.count:.1%}"
        )
    for name, failed in () if options.show else rates(options.count):
        shares = [f"{field} {1 - n / options.count:.1%}" for field, n in sorted(failed.items())]
        print(f"{name:28} {', '.join(shares) or 'all'}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
