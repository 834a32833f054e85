"""The brain that needs no model: deterministic rules in English, Portuguese and Spanish."""
