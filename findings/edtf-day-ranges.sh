#!/usr/bin/env bash
# edtf 5.0.2 reads a range of days in words as a day of another year: "January 28-30, 2005" becomes 2030-01-28.
#
# Expected: the interval 2005-01-28/2005-01-30, or, since the README calls ranges "not as accurate as they could be", the
# first day or nothing (None, as for words without a date).
# The documentation: README, "Natural language representation": "January 12, 1940" is read as that day, "1851-52" as an
# interval; the assumptions listed there are about centuries, the order of day and month, and strokes. None lets the second
# day of a range be a year while a year of four figures stands beside it.
# Why it matters: dates of talks and visits are written so in cables and in their notes. A wrong year passes every check of
# form, and sorts the event decades away.
# Here: dates are read by the code of this project, in the forms that cables have; anything else stays text.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --no-deps edtf==5.0.2 python-dateutil==4.0.0 six==1.17.0 pyparsing==3.3.3 \
    convertdate==2.5.1
cat > "$work/days.py" << 'END'
from importlib.metadata import version

from edtf import text_to_edtf

print("edtf", version("edtf"))
for words in ("January 28, 2005", "January 28-30, 2005", "28-30 January 2005", "between 28 and 30 January 2005"):
    print(words, "->", text_to_edtf(words))
END
found=$("$work/venv/bin/python" "$work/days.py")
printf '%s\n' "$found"
expected='edtf 5.0.2
January 28, 2005 -> 2005-01-28
January 28-30, 2005 -> 2030-01-28
28-30 January 2005 -> 2028-01-30
between 28 and 30 January 2005 -> 2028-01-30'
[ "$found" = "$expected" ] || { echo "edtf reads ranges of days otherwise now"; exit 1; }
