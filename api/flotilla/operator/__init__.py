"""What an operator does at a terminal: look after an installation, and mend it. `python -m flotilla --help`."""
