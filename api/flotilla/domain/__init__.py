"""Frozen types and pure functions: what Flotilla knows, without any I/O, clock or randomness."""
