"""A fleet under load while its parts are killed, frozen and cut off; in the end every message is accounted for."""
