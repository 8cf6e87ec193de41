"""Reads Vietnamese administrative plans and compares a local plan with its parent."""
