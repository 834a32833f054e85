"""Run the local stack until Ctrl-C: `python -m infra.local`."""

from __future__ import annotations

import fcntl
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from botocore.exceptions import BotoCoreError, ClientError

from infra.local import config as configuration
from infra.local.deploy import DeployError
from infra.local.parts import PartDiedError
from infra.local.ready import NotReadyError
from infra.local.stack import Stack, StackError
from infra.packaging.build import PackagingError
from infra.packaging.site import SiteNotBuiltError

FOR_PEOPLE = (StackError, PartDiedError, PackagingError, DeployError, NotReadyError, SiteNotBuiltError)

STOPPING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def main() -> int:
    """Start, watch, stop; returns the exit code."""
    config = configuration.load()
    config.directory.mkdir(parents=True, exist_ok=True)
    for number in STOPPING:
        signal.signal(number, _interrupt)
    with _alone(config):
        return _run(Stack(config))


def _run(stack: Stack) -> int:
    code = 0
    signal.signal(signal.SIGUSR1, lambda _number, _frame: stack.ask_for_restart())
    try:
        stack.start()
        stack.watch()
    except KeyboardInterrupt:
        print("\nStopping ...", flush=True)
    except FOR_PEOPLE as error:
        print(f"\n{error}\n", file=sys.stderr, flush=True)
        code = 1
    except (BotoCoreError, ClientError) as error:
        # Most likely the emulated AWS has just died, and nobody has looked at it since.
        print(f"\n{stack.who_died() or f'The emulated AWS failed: {error}'}\n", file=sys.stderr, flush=True)
        code = 1
    finally:
        _ignore_further()
        stack.stop()
    print("Stopped.", flush=True)
    return code


def _interrupt(_number: int, _frame: FrameType | None) -> None:
    _ignore_further()
    raise KeyboardInterrupt


def _ignore_further() -> None:
    """A second Ctrl-C must not leave half of the parts running: each has its time to stop, and is killed after it."""
    for number in STOPPING:
        signal.signal(number, signal.SIG_IGN)


@contextmanager
def _alone(config: configuration.LocalConfig) -> Iterator[None]:
    """Hold the stack's directory, which two stacks would spoil for each other."""
    with (config.directory / "lock").open("a+") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            handle.seek(0)
            raise SystemExit(
                f"This installation ({config.directory}) runs already, as process {handle.read().strip()}."
            ) from None
        handle.truncate(0)
        handle.write(str(os.getpid()))
        handle.flush()
        yield


if __name__ == "__main__":
    sys.exit(main())
