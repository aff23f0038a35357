"""Decode, for scans: what a cell most likely says, given what may be printed in it. Pure functions over steps."""
