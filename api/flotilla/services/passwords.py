"""What a password must be."""

from flotilla.domain.errors import InvalidInputError

SHORTEST_PASSWORD = 10
LONGEST_PASSWORD = 256
FEWEST_DIFFERENT = 4


def check_password(password: str) -> str:
    """The password; raise InvalidInputError if it is too short, too long, or one character over and over."""
    if not SHORTEST_PASSWORD <= len(password) <= LONGEST_PASSWORD:
        wrong = f"From {SHORTEST_PASSWORD} to {LONGEST_PASSWORD} characters."
    elif len(set(password)) < FEWEST_DIFFERENT:
        wrong = f"At least {FEWEST_DIFFERENT} different characters."
    else:
        return password
    raise InvalidInputError("The password can't be used.", fields={"password": wrong})
