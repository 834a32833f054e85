"""Ways to reach customers."""
