"""A small server that speaks as Stripe does, for the real stripe library to talk to."""
