"""Plans and comparisons written down: one module a format."""
