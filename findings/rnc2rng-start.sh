#!/usr/bin/env bash
# rnc2rng 2.7.0, the converter from RELAX NG Compact for Python, takes the definition of a pattern called `\start` for the start of the
# grammar, writes `parent` as an element that RELAX NG does not have, and reads no string in single quotes, no value that is excepted, and
# no annotation that follows a value (`>>`).
#
# Guessed: a schema that is short and valid by the standard is converted, or refused as not supported; what it writes is RELAX NG.
# The standard: RELAX NG Compact Syntax (OASIS, 2002), its grammar: a backslash makes an identifier of a keyword (`\start` is a name like any
# other); a `literalSegment` stands in single or double quotes, or in three of either; `parent` and an identifier are the `parentRef` of the
# XML syntax. The documentation: README: it converts schemas of the compact syntax to the equivalent ones in XML;
# nothing is named that it cannot read.
# Why it matters: schemas of editions are written by hand in the compact form, and lxml reads only the other; what comes out with status 0
# fails only where it is used.
# Here: TEI and CMIF are checked with the published schemas in the XML form; none is converted.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check rnc2rng==2.7.0 lxml==6.1.3
cat > convert.py << 'END'
from importlib.metadata import version

import rnc2rng
from lxml import etree

print("rnc2rng", version("rnc2rng"))
SCHEMAS = {
    "plain": 'start = element date { attribute when { "2005" }, text }',
    "single quotes": "start = element date { attribute when { '2005' }, text }",
    r"name \list": "start = element p { \\list }\n\\list = element list { text }",
    r"name \start": "start = element p { \\start }\n\\start = element list { text }",
    "parent": "start = element p { grammar { start = element q { parent z } } }\nz = element z { text }",
    "excepted": 'start = element p { attribute class { xsd:token - "none" }, text }',
    "annotation": 'start = element p { attribute n { "1" >> a:documentation [ "the first" ] | "2" }, text }',
}
for name, schema in SCHEMAS.items():
    try:
        spelled = rnc2rng.dumps(rnc2rng.loads('namespace a = "http://relaxng.org/ns/compatibility/annotations/1.0"\n' + schema))
        root = etree.fromstring(spelled.encode())
        etree.RelaxNG(root)
        print(f"{name}: converted")
    except etree.RelaxNGParseError:
        parts = [etree.QName(one).localname for one in root.iter() if etree.QName(one).localname in ("start", "define", "parent")]
        print(f"{name}: no RELAX NG, with {' '.join(parts)}")
    except Exception as error:
        print(f"{name}: {type(error).__name__}")
END
found=$(venv/bin/python convert.py)
printf '%s\n' "$found"
expected='rnc2rng 2.7.0
plain: converted
single quotes: LexingError
name \list: converted
name \start: no RELAX NG, with start start
parent: no RELAX NG, with start start parent define
excepted: ParseError
annotation: LexingError'
[ "$found" = "$expected" ] || { echo "rnc2rng converts these schemas otherwise now"; exit 1; }
