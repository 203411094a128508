#!/usr/bin/env bash
# rdflib 7.6.0 reads the date "2005-01-28Z" and writes "2005-01-28": whoever loads a graph and saves it has another date.
#
# Guessed: a literal that is read from Turtle and written as N-Triples is the same literal; the date is valid and nothing was asked for.
# The standards: RDF 1.1 Concepts, 3.3: literals are equal if their lexical forms are, character by character. XML Schema 1.1 Datatypes, 3.3.9
# and 3.3.7: a date may have a zone, and a day in Zulu time is another value than a day of no zone.
# What comes loses the zone, as Python's date has none; a time of day (xsd:dateTime) keeps its zone.
# Why it matters: the date-time group of a cable is in Zulu time, and a late telegram of Washington is of the day before there.
# Here: dates in data/edition.jsonld have no zone, and tests compare the graphs of rdflib and PyLD.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check rdflib==7.6.0
found=$("$work/venv/bin/python" -c '
from rdflib import Graph
turtle = """@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
<urn:05OTTAWA286> <http://purl.org/dc/terms/created> "2005-01-28Z"^^xsd:date, "2005-01-28T17:30:00Z"^^xsd:dateTime .
"""
for line in sorted(Graph().parse(data=turtle, format="turtle").serialize(format="nt").split("\n")):
    if line:
        print(line.split("> ", 2)[2].split("^^")[0])')
printf '%s\n' "$found"
expected='"2005-01-28"
"2005-01-28T17:30:00+00:00"'
[ "$found" = "$expected" ] || { echo "rdflib keeps dates otherwise now"; exit 1; }
