#!/usr/bin/env bash
# PyLD 3.3.0 stops at a context that takes the vocabulary away (`"@vocab": null`) where none was set: with a KeyError at the top, with "invalid scoped
# context" in the context of a term. So it cannot read the `extensions` of a resource under the published context of Distributed Text Services 1.0,
# which has just that. rdflib 7.6.0 reads the same documents.
#
# Guessed: to take away what is not there changes nothing.
# The specification: JSON-LD 1.1 Processing Algorithms and API, 4.1.2, step 5.8: if the value of @vocab is null, "remove any vocabulary mapping from
# result"; a mapping that is not there needs no removal, and no error is named.
# Why it matters: PyLD is what Python programs read linked data of archives with. A harvester of DTS collections fails on those that use the
# member the standard gives them for metadata of their own.
# Here: our DTS files have no `extensions`, and the tests read them with PyLD and rdflib alike.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check PyLD==3.3.0 rdflib==7.6.0
cat > "$work/read.py" << 'END'
import json
from importlib.metadata import version

from pyld import jsonld
from rdflib import Graph

NAME = "http://schema.org/name"
CONTEXTS = {
    "top": {"@version": 1.1, "@vocab": None, "name": NAME},
    "term": {
        "@version": 1.1,
        "name": NAME,
        "about": {"@id": "http://schema.org/about", "@context": {"@vocab": None}},
    },
    "after a vocabulary": [
        {"@version": 1.1, "@vocab": "http://purl.org/dc/terms/"},
        {"@vocab": None, "name": NAME},
    ],
}
DOCUMENT = {"@id": "https://example.org/05OTTAWA286", "name": "A cable", "about": {"name": "A visit"}}


def read(context):
    try:
        expanded = jsonld.expand({"@context": context, **DOCUMENT})
        return f"{len(jsonld.to_rdf(expanded)['@default'])} statements"
    except (KeyError, jsonld.JsonLdError) as error:
        code = getattr(error, "code", None)
        return f"{type(error).__name__} {code or error}"


print("PyLD", version("PyLD"), "rdflib", version("rdflib"))
for place, context in CONTEXTS.items():
    graph = Graph().parse(data=json.dumps({"@context": context, **DOCUMENT}), format="json-ld")
    print(f"{place}: PyLD {read(context)}; rdflib {len(graph)} statements")
END
found=$("$work/venv/bin/python" "$work/read.py")
printf '%s\n' "$found"
expected="PyLD 3.3.0 rdflib 7.6.0
top: PyLD KeyError '@vocab'; rdflib 1 statements
term: PyLD JsonLdError invalid scoped context; rdflib 3 statements
after a vocabulary: PyLD 1 statements; rdflib 1 statements"
[ "$found" = "$expected" ] || { echo "PyLD reads a vocabulary that is taken away otherwise now"; exit 1; }
