"""`python -m runner.check_health PORT`: what a container's health check runs. Exits with 0 if the runner lives."""

import sys
from http.client import HTTPConnection, HTTPException

TIMEOUT_SECONDS = 4


def main() -> int:
    """0 if the runner on that loopback port answers that it lives, else 1 with the reason on stderr."""
    port = int(sys.argv[1])
    connection = HTTPConnection("127.0.0.1", port, timeout=TIMEOUT_SECONDS)
    try:
        connection.request("GET", "/health/live")
        answer = connection.getresponse()
        answer.read()
    except (OSError, HTTPException) as error:
        sys.stderr.write(f"no answer on port {port}: {error}\n")
        return 1
    finally:
        connection.close()
    sys.stderr.write(f"{answer.status}\n")
    return 0 if answer.status == 200 else 1


if __name__ == "__main__":
    sys.exit(main())
