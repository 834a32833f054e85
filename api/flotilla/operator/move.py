"""Take a bot from its runner."""

from flotilla.domain.ids import BotId, TenantId
from flotilla.operator.errors import OperatorError
from flotilla.operator.stack import Stack


def let_go(stack: Stack, tenant: TenantId, bot: BotId) -> str:
    """Release the bot's lease, in place of its holder; returns what happens now.

    The holder finds itself without the lease at its next heartbeat, stops sending before that (its own deadline), and
    closes the session; whichever runner has room takes the bot, with a higher fence. Raise OperatorError if nobody
    holds it.
    """
    leases = stack.installation().leases
    lease = leases.find(tenant, bot)
    if lease is None or lease.holder is None:
        raise OperatorError("No runner holds this bot.")
    leases.release(lease)
    return f"Runner {lease.holder} lets go of it within its next heartbeat; another with room takes it."
