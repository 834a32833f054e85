"""Bring the production template to a real AWS account, and take it away again."""
