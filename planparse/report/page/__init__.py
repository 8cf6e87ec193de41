"""What the interactive pages are made of: their frame, plans as marked text, words that differ, plots."""
