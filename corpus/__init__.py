"""The store of extracted plans, and the sample plans."""
