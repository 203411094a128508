"""The edition as a package for libraries: a BagIt bag with its description, and a zip of it."""
