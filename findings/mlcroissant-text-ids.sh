#!/usr/bin/env bash
# mlcroissant 1.1.1 changes what a Croissant description of a CSV declares as text (`sc:Text`): the serials `05E286` and `06E17` come back as `5e+286`
# and `6e+17`, the boxes `0017` and `0018` as `17` and `18`, the office `NA` as nothing. One id more that looks like no number, and the column comes
# back whole. The same table in Parquet is read as it is.
#
# Guessed: the declared type decides how a column is read, so text comes back as it stands in the file.
# The specification: Croissant 1.0, Field: `dataType` is "the data type of the field", and sc:Text is text. The reader gives the file to pandas without
# types, and makes text of what that took for numbers or for nothing.
# Why it matters: serials of the 1970s are letters and figures, boxes and reels of archives have noughts before them, and NA, INF or 1E5 are codes. Data
# sets for training and citation are published with such descriptions, and nobody is told that another cable is named.
# Here: our description names the Parquet files alone, and the page on data gives the lines that read the CSV as text.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check mlcroissant==1.1.1 pandas==3.1.1 pyarrow==26.0.1
cat > "$work/read.py" << 'END'
import json
import logging
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

import pandas
from mlcroissant import Dataset

logging.disable(logging.WARNING)
print("mlcroissant", version("mlcroissant"))
TABLE = pandas.DataFrame(
    {"serial": ["05E286", "06E17"], "box": ["0017", "0018"], "office": ["NA", "EUR"], "id": ["05E286", "05OTTAWA286"]}
)
TABLE.to_csv("cables.csv", index=False)
TABLE.to_parquet("cables.parquet")
NAMES = (
    "column data dataType extract field fileObject fileProperty fileSet format includes "
    "isLiveDataset jsonPath key md5 parentField path recordSet references regex repeated replace "
    "separator source subField transform citeAs"
)
for name, form in (("cables.csv", "text/csv"), ("cables.parquet", "application/x-parquet")):
    context = {one: f"cr:{one}" for one in NAMES.split()}
    context |= {
        "@language": "en",
        "@vocab": "https://schema.org/",
        "cr": "http://mlcommons.org/croissant/",
        "sc": "https://schema.org/",
        "dct": "http://purl.org/dc/terms/",
        "conformsTo": "dct:conformsTo",
        "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    }
    fields = [
        {
            "@type": "cr:Field",
            "@id": f"cables/{column}",
            "name": column,
            "dataType": "sc:Text",
            "source": {"fileObject": {"@id": name}, "extract": {"column": column}},
        }
        for column in TABLE
    ]
    described = {
        "@context": context,
        "@type": "sc:Dataset",
        "name": "cables",
        "description": "Ids of cables.",
        "url": "https://example.org/",
        "license": "https://creativecommons.org/publicdomain/zero/1.0/",
        "conformsTo": "http://mlcommons.org/croissant/1.0",
        "datePublished": "2026-01-01",
        "version": "1.0.0",
        "distribution": [
            {
                "@type": "cr:FileObject",
                "@id": name,
                "name": name,
                "contentUrl": name,
                "encodingFormat": form,
                "sha256": sha256(Path(name).read_bytes()).hexdigest(),
            }
        ],
        "recordSet": [{"@type": "cr:RecordSet", "@id": "cables", "name": "cables", "field": fields}],
    }
    Path("croissant.json").write_text(json.dumps(described))
    rows = list(Dataset("croissant.json").records("cables"))
    for column in TABLE:
        read = [row[f"cables/{column}"] for row in rows]
        print(name, column, *(one.decode() if isinstance(one, bytes) else one for one in read))
END
found=$(cd "$work" && "$work/venv/bin/python" read.py 2> "$work/said") || { cat "$work/said"; exit 1; }
printf '%s\n' "$found"
expected='mlcroissant 1.1.1
cables.csv serial 5e+286 6e+17
cables.csv box 17 18
cables.csv office None EUR
cables.csv id 05E286 05OTTAWA286
cables.parquet serial 05E286 06E17
cables.parquet box 0017 0018
cables.parquet office NA EUR
cables.parquet id 05E286 05OTTAWA286'
[ "$found" = "$expected" ] || { echo "mlcroissant reads ids that are text otherwise now"; exit 1; }
