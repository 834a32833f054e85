"""The brain that asks a model behind DeepSeek's chat completions, or any server that speaks the same."""

from flotilla.adapters.deepseek.brain import DeepSeekBrain

__all__ = ["DeepSeekBrain"]
