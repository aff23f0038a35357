"""Stage 4, check: what must add up, as intervals of printed precision, and which of several placements that settles."""
