"""Scans, read once more as their form has it: labels, figures, options and marks."""
