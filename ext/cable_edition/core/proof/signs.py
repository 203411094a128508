"""How files of some formats begin."""

from __future__ import annotations

ZIP = b"PK\x03\x04"
#: How the list of what a zip holds ends; something else may stand before a zip.
ZIP_END = b"PK\x05\x06"
GZIP = b"\x1f\x8b"
XZ = b"\xfd7zXZ\x00"
SQLITE = b"SQLite format 3\x00"
#: A Parquet file begins with it and ends with it.
PARQUET = b"PAR1"
#: How packed files begin that are not unpacked here.
UNKNOWN = {
    b"7z\xbc\xaf\x27\x1c": "7z",
    b"Rar!\x1a\x07": "RAR",
    b"\x28\xb5\x2f\xfd": "Zstandard",
    b"\x04\x22\x4d\x18": "LZ4",
    b"\x1f\x9d": "compress",
    b"LZIP": "lzip",
}
