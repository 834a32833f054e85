"""Passwords by argon2id, sign-in tokens by JWT, and the installation's secrets."""
