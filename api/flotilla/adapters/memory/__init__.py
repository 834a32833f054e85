"""In-memory twins of every port: the same promises as the real adapters, without I/O. Tests run on them."""
