"""What models cost."""

_PRICES = {"deepseek-chat": (0.28, 0.42), "deepseek-reasoner": (0.28, 0.42)}
"""US dollars per million tokens, in and out, at list price without a cache's discount: an upper bound, no bill."""


def cost_micros(model: str, tokens_in: int, tokens_out: int) -> int | None:
    """Millionths of a US dollar that an answer costs at most, or None for a model whose price is not known."""
    if model not in _PRICES:
        return None
    price_in, price_out = _PRICES[model]
    return round(tokens_in * price_in + tokens_out * price_out)
