"""How Flotilla is packaged, deployed, and run on one machine."""
