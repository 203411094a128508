"""YAML as plain words, with the line of everything."""
