#!/usr/bin/env bash
# idutils 1.7.1 takes the number of a cable ("06QUITO80") for the identifier of a research organization (ROR), and makes an
# address of it.
#
# Guessed: no scheme fits the number of a cable, as none fits "05OTTAWA286".
# The standard: ROR, "ROR identifier pattern": a 0, six characters of Crockford's base 32, which leaves out I, L, O and U, and
# a checksum of two digits. The package asks for a 0, six letters or digits and two digits, and does not reckon the checksum:
# so each number of nine characters from the years 2000 to 2009 fits, whatever letters it has.
# Why it matters: repositories that are built on this package guess the scheme of related works from their numbers, and so an
# edition that names its cables there links some of them, and not others, to organizations that are none.
# Here: nothing of this project guesses a scheme from a number.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --no-deps idutils==1.7.1 isbnlib==3.10.14
cat > "$work/schemes.py" << 'END'
from importlib.metadata import version

import idutils

print("idutils", version("idutils"))
for number in ("05OTTAWA286", "06QUITO80", "05CAIRO12"):
    found = idutils.detect_identifier_schemes(number)
    print(number, found, *(idutils.to_url(number, scheme) for scheme in found))
END
found=$("$work/venv/bin/python" "$work/schemes.py")
printf '%s\n' "$found"
expected="idutils 1.7.1
05OTTAWA286 []
06QUITO80 ['ror'] http://ror.org/06QUITO80
05CAIRO12 ['ror'] http://ror.org/05CAIRO12"
[ "$found" = "$expected" ] || { echo "idutils takes numbers of cables otherwise now"; exit 1; }
