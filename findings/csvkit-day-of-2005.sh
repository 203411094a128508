#!/usr/bin/env bash
# csvkit 2.2.0 (agate 1.14.2) reads the days of a column, written as messages write them ("26 JAN 05"), as days of the year 1, and drops
# the first number: 26 and 27 January 2005 both become 0001-01-05, so that two dates are one.
#
# Guessed: 2005-01-26, or else that the column stays text, as a column of date-time groups ("260722Z JAN 05") does.
# The documentation: agate, `Date`: without a format it reads "common formats"; csvkit, "Tips and troubleshooting": a column is a date only
# if all its values can be read as dates. The same day with the year in four figures, with the month first ("JAN 26, 05"), or of a
# year that can be no day of a month ("26 JAN 75") is read as it should be, so that only the years from 00 to 31 are lost.
# Nothing is said on standard error, and the status is 0.
# Why it matters: journalists sort and join tables with csvkit, and all cables of 2001 to 2010 have such dates.
# Here: the tables that this project writes have days as 2005-01-26.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check csvkit==2.2.0 agate==1.14.2 parsedatetime==2.6
cat > "$work/cables.csv" << 'END'
cable,sent,month_first,whole_year,seventies,group
A,26 JAN 05,"JAN 26, 05",26 JAN 2005,26 JAN 75,260722Z JAN 05
B,27 JAN 05,"JAN 27, 05",27 JAN 2005,27 JAN 75,270722Z JAN 05
END
"$work/venv/bin/csvjson" --version
found=$("$work/venv/bin/csvjson" --indent 1 "$work/cables.csv")
printf '%s\n' "$found"
expected='[
 {
  "cable": "A",
  "sent": "0001-01-05",
  "month_first": "2005-01-26",
  "whole_year": "2005-01-26",
  "seventies": "1975-01-26",
  "group": "260722Z JAN 05"
 },
 {
  "cable": "B",
  "sent": "0001-01-05",
  "month_first": "2005-01-27",
  "whole_year": "2005-01-27",
  "seventies": "1975-01-27",
  "group": "270722Z JAN 05"
 }
]'
[ "$found" = "$expected" ] || { echo "csvkit reads these days otherwise now"; exit 1; }
