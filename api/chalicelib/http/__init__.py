"""What all HTTP resources share: the registry of endpoints, sign-in, parsing, problems and headers."""
