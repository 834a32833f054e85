"""Sign-in with an OpenID provider: authorization code with PKCE, by authlib."""

from flotilla.adapters.oidc.provider import OidcProvider

__all__ = ["OidcProvider"]
