"""The readers: one small module for each form in which people have cables."""
