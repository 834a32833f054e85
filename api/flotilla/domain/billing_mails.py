"""The letters about payments, in the workspace's language: Portuguese, else English."""

from flotilla.domain.billing import Grace, GraceReason
from flotilla.domain.tenants import Tenant

_PAYMENT_EN = """Flotilla: a payment for {name} failed

Hello,

a payment for the workspace {name} did not go through. Everything runs on as before until {until}.
After that, the newest bots beyond the free plan are paused until it is paid. Nothing is deleted.

Look at it here: {link}
"""

_PAYMENT_PT = """Flotilla: um pagamento de {name} falhou

Olá,

um pagamento do espaço de trabalho {name} não foi concluído. Tudo continua funcionando até {until}.
Depois disso, os bots mais novos além do plano gratuito ficam pausados até o pagamento. Nada é apagado.

Veja aqui: {link}
"""

_DOWNGRADE_EN = """Flotilla: {name} has more bots than its plan allows

Hello,

the workspace {name} has more bots than its plan allows. All of them run on until {until}.
After that, the newest ones beyond the plan are paused. Nothing is deleted.

Choose a plan, or which bots run, here: {link}
"""

_DOWNGRADE_PT = """Flotilla: {name} tem mais bots do que o plano permite

Olá,

o espaço de trabalho {name} tem mais bots do que o plano permite. Todos continuam funcionando até {until}.
Depois disso, os mais novos além do plano ficam pausados. Nada é apagado.

Escolha um plano, ou quais bots funcionam, aqui: {link}
"""

_END_EN = """Flotilla: bots of {name} are paused

Hello,

the newest bots of the workspace {name} are paused, since its plan does not allow so many.
What customers wrote before is kept. The bots start again by themselves as soon as the plan is paid.

Pay, or choose which bots run, here: {link}
"""

_END_PT = """Flotilla: bots de {name} estão pausados

Olá,

os bots mais novos do espaço de trabalho {name} estão pausados, pois o plano não permite tantos.
O que os clientes escreveram antes fica guardado. Os bots voltam sozinhos assim que o plano for pago.

Pague, ou escolha quais bots funcionam, aqui: {link}
"""

_GRACE = {
    "en": {GraceReason.PAYMENT: _PAYMENT_EN, GraceReason.DOWNGRADE: _DOWNGRADE_EN},
    "pt": {GraceReason.PAYMENT: _PAYMENT_PT, GraceReason.DOWNGRADE: _DOWNGRADE_PT},
}
_END = {"en": _END_EN, "pt": _END_PT}


def mail_of_grace(tenant: Tenant, grace: Grace, link: str) -> tuple[str, str]:
    """Subject and text of the letter that says until when nothing is suspended."""
    return _filled(_GRACE[_language(tenant)][grace.reason], tenant, grace, link)


def mail_of_end(tenant: Tenant, grace: Grace, link: str) -> tuple[str, str]:
    """Subject and text of the letter that says that bots are suspended now."""
    return _filled(_END[_language(tenant)], tenant, grace, link)


def _filled(letter: str, tenant: Tenant, grace: Grace, link: str) -> tuple[str, str]:
    until = f"{grace.until:%Y-%m-%d %H:%M} UTC"
    # A name is one line of a workspace's own: it must not be able to add headers or lines to a subject.
    name = " ".join(tenant.name.split())
    subject, _, text = letter.format(name=name, until=until, link=link).partition("\n\n")
    return subject, text


def _language(tenant: Tenant) -> str:
    return "pt" if tenant.language == "pt" else "en"
