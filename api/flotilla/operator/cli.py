"""The command line: one sub-command, one function."""

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from botocore.exceptions import BotoCoreError, ClientError

from flotilla.domain.errors import FlotillaError
from flotilla.domain.ids import BotId, ChatId, MessageId, TenantId
from flotilla.operator.backup import back_up
from flotilla.operator.doctor import examine
from flotilla.operator.errors import OperatorError
from flotilla.operator.invite import invite
from flotilla.operator.life import show_life
from flotilla.operator.move import let_go
from flotilla.operator.queues import redrive
from flotilla.operator.recover import recover
from flotilla.operator.restore import restore
from flotilla.operator.stack import Stack, find_stack
from flotilla.operator.standstill import start, stop

Command = Callable[[Stack, argparse.Namespace], int]


def main(words: Sequence[str] | None = None) -> int:
    """Do what the words say; returns the exit code: 0, or 1 where something wants mending or could not be done."""
    given = _parser().parse_args(words)
    try:
        command: Command = given.command
        return command(find_stack(given.stack, dict(os.environ)), given)
    except (OperatorError, FlotillaError, ClientError, BotoCoreError, OSError) as error:
        print(error, file=sys.stderr)
        return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m flotilla", description="Look after an installation, and mend it.")
    parser.add_argument("--stack", default="flotilla", help="name of the CloudFormation stack (flotilla)")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    _command(commands, "invite", _invite, "make the link by which the first owner comes in", "email")
    _command(commands, "doctor", _doctor, "look whether all is well; exit code 1 if not")
    _command(commands, "redrive", _redrive, "put a queue's dead letters back into it", "queue")
    _command(commands, "life", _life, "show the stages of a message's life", "tenant", "bot", "chat", "message")
    _command(commands, "move", _move, "have a bot's runner let go of it, so that another takes it", "tenant", "bot")
    _command(commands, "backup", _backup, "write a tenant's data and files into one archive", "tenant", "file")
    _command(commands, "restore", _restore, "bring a tenant back from an archive, all of it at rest", "file")
    _command(commands, "stop", _stop, "have functions and runners stand still; exit code 1 while runners stop")
    _command(commands, "recover", _recover, "make the table what a restored copy of it is", "copy")
    _command(commands, "start", _start, "let functions and runners go on after a stop")
    return parser


def _command(
    commands: "argparse._SubParsersAction[argparse.ArgumentParser]",
    name: str,
    command: Command,
    about: str,
    *arguments: str,
) -> None:
    parser = commands.add_parser(name, help=about, description=about)
    for argument in arguments:
        parser.add_argument(argument)
    parser.set_defaults(command=command)


def _doctor(stack: Stack, _given: argparse.Namespace) -> int:
    well = True
    for finding in examine(stack):
        print(f"{'ok  ' if finding.well else 'MEND'}  {finding.text}", flush=True)
        if not finding.well:
            print(f"      {finding.remedy}")
        well = well and finding.well
    return 0 if well else 1


def _invite(stack: Stack, given: argparse.Namespace) -> int:
    for line in invite(stack, given.email):
        print(line)
    return 0


def _redrive(stack: Stack, given: argparse.Namespace) -> int:
    print(f"{redrive(stack, given.queue)} put back")
    return 0


def _life(stack: Stack, given: argparse.Namespace) -> int:
    tenant, bot = TenantId(given.tenant), BotId(given.bot)
    for line in show_life(stack, tenant, bot, ChatId(given.chat), MessageId(given.message)):
        print(line)
    return 0


def _move(stack: Stack, given: argparse.Namespace) -> int:
    print(let_go(stack, TenantId(given.tenant), BotId(given.bot)))
    return 0


def _backup(stack: Stack, given: argparse.Namespace) -> int:
    told = back_up(stack, TenantId(given.tenant), Path(given.file))
    print(f"{given.file}: {told.items} items, {told.files} files")
    return 0


def _restore(stack: Stack, given: argparse.Namespace) -> int:
    told = restore(stack, Path(given.file))
    print(
        f"workspace {told.tenant}: {told.items} items, {told.files} files; its bots are off and "
        "its schedules paused until somebody starts them"
    )
    return 0


def _stop(stack: Stack, _given: argparse.Namespace) -> int:
    told = stop(stack)
    print(f"{told.functions} functions stand still, {told.sources} queues and streams wait")
    if told.runners:
        print(f"{told.runners} runners still hand their sessions over; say it again in a minute")
    return 1 if told.runners else 0


def _recover(stack: Stack, given: argparse.Namespace) -> int:
    told = recover(stack, given.copy)
    print(f"{told.written} items brought back, {told.removed} removed that {given.copy} does not have")
    return 0


def _start(stack: Stack, _given: argparse.Namespace) -> int:
    told = start(stack)
    print(f"{told.functions} functions run, {told.sources} queues and streams are read; runners come within a minute")
    return 0
