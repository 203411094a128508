"""The proof of the books: the EPUB and the PDF."""
