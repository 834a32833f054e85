"""MiniStack, the emulated AWS, started with the few private behaviours corrected that Flotilla depends on.

This package runs inside MiniStack's own Python environment and imports nothing but the standard library,
MiniStack and what MiniStack brings along.
"""
