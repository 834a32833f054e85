"""The description of the API, made from the registry of endpoints: OpenAPI 3.1."""
