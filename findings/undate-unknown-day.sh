#!/usr/bin/env bash
# undate 0.8.0, the library for uncertain and partly known dates of the humanities, finds 25 January 2005 in "2005-01" and not in
# "2005-01-XX", though both begin on 1 January and end on 31 January; and it finds that day in "200X" (the decade), and not the year 2005.
#
# Guessed: a day is in a month whether the day of the month is left out or written as unknown, and a year is in its decade.
# The documentation: undate's README promises "reasoning with dates in varying precision"; its code says of `in` that a day or month could be
# contained in a year but not the reverse. EDTF (ISO 8601-2:2019), unspecified digits: `2004-06-XX` is some day in June 2004. The
# test asks for a coarser precision of what contains, which a day or year that is written as unknown does not have.
# Why it matters: who files dated documents below "some day in January" or below a decade loses those that are known best.
# Here: the days of an edition are whole, and its ranges are compared by their first and last day (`core/proof` and the chronology).
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check undate==0.8.0
cd "$work"
cat > asked.py << 'END'
from importlib.metadata import version

from undate import Undate

print("undate", version("undate"))
for inner, outer in (
    ("2005-01-25", "2005-01"),
    ("2005-01-25", "2005-01-XX"),
    ("2005-01-25", "2005-01-2X"),
    ("2005-01-25", "200X"),
    ("2005", "200X"),
):
    one, span = Undate.parse(inner, "EDTF"), Undate.parse(outer, "EDTF")
    first, last = span.earliest, span.latest
    print(f"{inner} in {outer}, {first} to {last}: {one in span}")
END
found=$("$work/venv/bin/python" asked.py)
printf '%s\n' "$found"
expected='undate 0.8.0
2005-01-25 in 2005-01, 2005-01-01 to 2005-01-31: True
2005-01-25 in 2005-01-XX, 2005-01-01 to 2005-01-31: False
2005-01-25 in 2005-01-2X, 2005-01-20 to 2005-01-29: False
2005-01-25 in 200X, 2000-01-01 to 2009-12-31: True
2005 in 200X, 2000-01-01 to 2009-12-31: False'
[ "$found" = "$expected" ] || { echo "undate looks for days and years in spans otherwise now"; exit 1; }
