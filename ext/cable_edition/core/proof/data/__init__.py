"""The proof of the data files: records, tables, references, TEI, and the archive around them."""
