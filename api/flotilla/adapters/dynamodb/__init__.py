"""State in DynamoDB: one table for what tenants own, one for what passes by (leases, sockets, tickets, event log)."""
