#!/usr/bin/env bash
# cffconvert 2.0.0 writes a RIS file whose record has no end: rispy 0.10.0 reads no record from it.
#
# Guessed: `cffconvert --format ris` of a valid CITATION.cff gives one reference that a program for references takes in.
# The format: RIS, "ER  - " ends a record: two letters, two blanks, a hyphen, a blank. What comes is a last line with "ER" alone. With "ER  - " put
# there by hand, rispy reads the reference.
# Why it matters: who publishes an edition has a CITATION.cff, and this is the program that its format names for other forms.
# Here: the edition writes RIS itself (data/citations.ris), and its tests read it with rispy.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check 'cffconvert==2.0.0' 'rispy==0.10.0'
cd "$work"
cat > CITATION.cff << 'END'
cff-version: 1.2.0
message: Please cite this edition.
type: dataset
title: Cables of a post
authors:
  - family-names: Roe
    given-names: Jane
date-released: "2026-11-30"
END
"$work/venv/bin/cffconvert" --validate
"$work/venv/bin/cffconvert" --format ris > out.ris
found=$("$work/venv/bin/python" -c '
import rispy
text = open("out.ris", encoding="utf-8").read()
print(repr(text.splitlines()[-1]))
print(len(rispy.loads(text)), "read;", len(rispy.loads(text.rstrip() + "  - \n")), "with its end")')
printf '%s\n' "$found"
expected="'ER'
0 read; 1 with its end"
[ "$found" = "$expected" ] || { echo "cffconvert ends a record of RIS otherwise now"; exit 1; }
