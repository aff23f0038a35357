"""What reading a file produced, kept on disk by the hash of its content, so that no page is read twice."""

from pipeline.parsed.format import Damaged
from pipeline.parsed.store import Parsed

__all__ = ["Damaged", "Parsed"]
