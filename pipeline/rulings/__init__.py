"""What people decided: corrections and links of projects, one readable file each, which nothing else may delete."""

from pipeline.rulings.model import Correction, LinkRuling, Rulings
from pipeline.rulings.store import RulingsFolder, WrongRuling

__all__ = ["Correction", "LinkRuling", "Rulings", "RulingsFolder", "WrongRuling"]
