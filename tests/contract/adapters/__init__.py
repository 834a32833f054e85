"""One suite per port, run on the in-memory twin and on the real adapter over the emulated AWS."""
