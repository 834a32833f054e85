"""The runner: a long-lived process that holds bots by leases and hosts their WhatsApp sessions."""
