"""The markup that page writers and directives share."""
