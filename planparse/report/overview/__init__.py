"""A whole batch written down: one module a format, and what they are made of."""
