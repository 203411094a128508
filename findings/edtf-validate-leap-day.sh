#!/usr/bin/env bash
# edtf-validate 2.0.0 holds 29 February for a day of every year: "2005-02-29" and "1900-02-29" are valid to it by themselves, while "2005-02-30" and
# "2005-04-31" are not, nor an interval that begins on 29 February 2005.
#
# Guessed: a validator that knows the days of each month knows leap years, of which 1900 and 2005 are none.
# The standard: EDTF (ISO 8601-2:2019), level 0: a date is a calendar date of ISO 8601-1, which has no 29 February in common years.
# Why it matters: digital collections have the dates of thousands of records checked by it. A day that never was is what such a check is
# for, and once the same date is made the beginning of an interval the record is refused.
# Here: days are read by `datetime.date`, which knows leap years.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check edtf-validate==2.0.0
cat > "$work/asked.py" << 'END'
from importlib.metadata import version

from edtf_validate.valid_edtf import is_valid

print("edtf-validate", version("edtf-validate"))
for date in "2004-02-29 2005-02-29 1900-02-29 2005-02-30 2005-04-31 2005-02-29/2005-03-05 2005-02-30/2005-03-05".split():
    print(date, is_valid(date))
END
found=$("$work/venv/bin/python" "$work/asked.py")
printf '%s\n' "$found"
expected='edtf-validate 2.0.0
2004-02-29 True
2005-02-29 True
1900-02-29 True
2005-02-30 False
2005-04-31 False
2005-02-29/2005-03-05 False
2005-02-30/2005-03-05 False'
[ "$found" = "$expected" ] || { echo "edtf-validate has other days of February now"; exit 1; }
