"""The brain that needs no model: deterministic rules in English, Portuguese and Spanish."""

from flotilla.adapters.offline_brain.brain import OfflineBrain

__all__ = ["OfflineBrain"]
