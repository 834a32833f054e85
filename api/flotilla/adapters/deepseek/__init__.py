"""The brain that asks a model behind DeepSeek's chat completions, or any server that speaks the same."""

from flotilla.adapters.deepseek.brain import DeepSeekBrain
from flotilla.adapters.deepseek.prices import Prices

__all__ = ["DeepSeekBrain", "Prices"]
