"""Facts out of the text of Vietnamese administrative plans: text in, facts out."""
