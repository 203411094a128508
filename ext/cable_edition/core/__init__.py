"""The core: cables, registers and pages as plain data. It imports neither Sphinx nor docutils."""
