"""Vietnamese spelling, numbers, dates, units and names, each with its table of data."""
