"""A reviewed Word file: the reviewer's own document with comments, and an added last page."""
