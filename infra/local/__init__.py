"""The production template on one machine: `python -m infra.local`."""
