#!/usr/bin/env bash
# acdh-tei-pyutils 2.4.0 takes the comments of a TEI document for its text: what an editor wrote between <!-- and --> stands in the full
# text, from both functions that make one, as if the author had written it.
#
# Guessed: the full text has the words of the elements, without comments and processing instructions, as XPath's string() has them.
# (What was in doubt was only whether a line break becomes a blank.)
# The documentation: the docstring of `extract_fulltext`: "extracts all fulltext from given element and its children, except from
# blacklisted elements"; the XPath data model leaves comments out of the string value of an element. Tags to leave out
# are given by name, and a comment has none.
# Why it matters: search indexes of static editions are made with these functions, so that a working note ("check with the family
# before we publish") comes out in the results of a search on the site.
# Here: exports/tei.py writes no comments, so that our files are safe in it.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check acdh-tei-pyutils==2.4.0 lxml==6.1.3
cat > "$work/text.py" << 'END'
from importlib.metadata import version

from acdh_tei_pyutils.utils import extract_fulltext, extract_fulltext_with_spacing
from lxml import etree

print("acdh-tei-pyutils", version("acdh-tei-pyutils"))
body = etree.fromstring(
    '<body xmlns="http://www.tei-c.org/ns/1.0"><p>The Minister <!-- ask the archive -->agreed.</p></body>'
)
print(extract_fulltext(body))
print(extract_fulltext_with_spacing(body))
print(body.xpath("string()"))
END
found=$("$work/venv/bin/python" "$work/text.py")
printf '%s\n' "$found"
expected='acdh-tei-pyutils 2.4.0
The Minister ask the archive agreed.
The Minister ask the archive agreed.
The Minister agreed.'
[ "$found" = "$expected" ] || { echo "acdh-tei-pyutils reads comments otherwise now"; exit 1; }
