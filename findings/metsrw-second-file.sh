#!/usr/bin/env bash
# metsrw 0.7.0, which reads and writes METS for Archivematica, reads of each page of a document one file only: a METS with an image and a
# text for each page, as digitized documents have, comes back without the texts, in the list of files and in the divisions, without a word.
#
# Guessed: the files of a document that is read and written again are all there.
# The standard: METS schema, `div`: it may have several `fptr`, each for one representation of the same part (image, text, sound). The
# documentation: README: "Reads a file" of METS; nothing says that one pointer is read. In mets.py a directory is read with all its pointers,
# and anything else with the first alone.
# Why it matters: an archive that opens the METS of a digitized file to add an event of preservation, and writes it, loses from its record
# every text (ALTO, hOCR, plain) beside the images, and with it their checksums.
# By the way: ORDER of the divisions, and SIZE and MIMETYPE of the files, are not kept either.
# Here: no METS is written; the manifests of an archive bag list all its files.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check metsrw==0.7.0
cat > mets.xml << 'END'
<mets xmlns="http://www.loc.gov/METS/" xmlns:xlink="http://www.w3.org/1999/xlink">
  <fileSec>
    <fileGrp USE="original">
      <file ID="image1"><FLocat LOCTYPE="OTHER" OTHERLOCTYPE="SYSTEM" xlink:href="objects/page1.tif"/></file>
      <file ID="image2"><FLocat LOCTYPE="OTHER" OTHERLOCTYPE="SYSTEM" xlink:href="objects/page2.tif"/></file>
    </fileGrp>
    <fileGrp USE="text">
      <file ID="text1"><FLocat LOCTYPE="OTHER" OTHERLOCTYPE="SYSTEM" xlink:href="objects/page1.txt"/></file>
      <file ID="text2"><FLocat LOCTYPE="OTHER" OTHERLOCTYPE="SYSTEM" xlink:href="objects/page2.txt"/></file>
    </fileGrp>
  </fileSec>
  <structMap TYPE="physical">
    <div TYPE="Directory" LABEL="objects">
      <div TYPE="Item" LABEL="page 1" ORDER="1"><fptr FILEID="image1"/><fptr FILEID="text1"/></div>
      <div TYPE="Item" LABEL="page 2" ORDER="2"><fptr FILEID="image2"/><fptr FILEID="text2"/></div>
    </div>
  </structMap>
</mets>
END
cat > trip.py << 'END'
from importlib.metadata import version

import metsrw
from lxml import etree

space = {"m": "http://www.loc.gov/METS/"}


def shown(root):
    names = root.xpath("//m:FLocat/@*[local-name()='href']", namespaces=space)
    pointers = root.xpath("//m:structMap[@TYPE='physical']//m:fptr", namespaces=space)
    return f"{' '.join(sorted(names))}; {len(pointers)} pointers"


print("metsrw", version("metsrw"))
print("read:", shown(etree.parse("mets.xml")))
document = metsrw.METSDocument.fromfile("mets.xml")
print("files:", *sorted(one.path for one in document.all_files() if one.path))
print("written:", shown(document.serialize()))
END
found=$(venv/bin/python trip.py)
printf '%s\n' "$found"
expected='metsrw 0.7.0
read: objects/page1.tif objects/page1.txt objects/page2.tif objects/page2.txt; 4 pointers
files: objects/page1.tif objects/page2.tif
written: objects/page1.tif objects/page2.tif; 2 pointers'
[ "$found" = "$expected" ] || { echo "metsrw reads the second file of a page otherwise now"; exit 1; }
