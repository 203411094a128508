#!/usr/bin/env bash
# standoffconverter 0.9.1, installed anew, can show no text: with pandas 3, which it then gets, every view ends in "'float' object is
# not iterable", be it of one element.
#
# Guessed: the first example of a document is shown as its plain text. With pandas 2.3.3 it is.
# The documentation: the package asks for `pandas` in any version. Up to pandas 2 a column of texts and gaps kept its gaps as None,
# which the package looks for; from 3.0 on such a column is of the new type of strings, whose gaps are NaN (pandas, "What's new
# in 3.0.0", dedicated string data type).
# Why it matters: it is the tool by which texts in TEI are annotated as plain text and written back. A pin (`pandas<3`) mends it.
# Here: nothing of this project goes through it; positions of words come from the source itself.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cat > "$work/view.py" << 'END'
from importlib.metadata import version

from lxml import etree
from standoffconverter import Standoff, View

print("standoffconverter", version("standoffconverter"), "with pandas", version("pandas"))
document = etree.fromstring("<TEI><text><p>The Minister <hi>agreed</hi>.</p></text></TEI>")
try:
    print(View(Standoff(document)).get_plain())
except TypeError as error:
    print("TypeError:", error)
END
found=''
for pandas in 2.3.3 3.1.1; do
    python3 -m venv "$work/venv-$pandas"
    "$work/venv-$pandas/bin/pip" install --quiet --disable-pip-version-check standoffconverter==0.9.1 "pandas==$pandas" \
        lxml==6.1.3 numpy==2.4.6 tqdm==4.70.1
    found+=$("$work/venv-$pandas/bin/python" -W ignore "$work/view.py" 2> "$work/progress")$'\n'
done
printf '%s' "$found"
expected="standoffconverter 0.9.1 with pandas 2.3.3
The Minister agreed.
standoffconverter 0.9.1 with pandas 3.1.1
TypeError: 'float' object is not iterable
"
[ "$found" = "$expected" ] || { echo "standoffconverter and pandas go together otherwise now"; exit 1; }
