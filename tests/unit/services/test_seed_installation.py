"""The seed makes what is missing, once."""

from flotilla.bootstrap import in_memory
from flotilla.domain.people import Role
from flotilla.services.seed_installation import Person, Seeded

ADMIN = Person("Admin@Example.com", "Sample admin", "admin password")
VENDOR = Person("vendor@example.com", "Sample vendor", "vendor password")


def test_it_can_be_repeated_and_its_people_can_sign_in() -> None:
    core = in_memory()

    def seed() -> Seeded:
        return core.seed_installation(
            tenant_name="Sample", time_zone="UTC", admin=ADMIN, vendor=VENDOR, bot_name="Bot", bot_prompt=""
        )

    first, second = seed(), seed()
    assert first == second
    assert core.sign_in("admin@example.com", "admin password").principal.role is Role.OWNER
    assert core.sign_in("vendor@example.com", "vendor password").principal.role is Role.VENDOR
    assert len(core.bots.list(first.tenant.id)) == 1
