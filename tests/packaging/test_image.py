"""The runner's image, as far as it can be told without building it: what a linter asks, and that it would start."""

import json
import re
import subprocess
import sys
from fnmatch import fnmatch
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from runner.channels.whatsapp_web.browser import DRIVER_SECONDS
from runner.toolbox import Timing

ROOT = Path(__file__).resolve().parents[2]
DOCKERFILE = ROOT / "runners" / "Dockerfile"
IGNORED = ROOT / "runners" / "Dockerfile.dockerignore"


class Instruction(NamedTuple):
    """One instruction with its continuation lines joined, and the stage that it stands in."""

    stage: int
    name: str
    text: str


def instructions() -> list[Instruction]:
    text = "\n".join(line for line in DOCKERFILE.read_text().splitlines() if not line.lstrip().startswith("#"))
    found: list[Instruction] = []
    stage = -1
    for line in filter(None, text.replace("\\\n", " ").splitlines()):
        name, _, rest = line.strip().partition(" ")
        stage += name == "FROM"
        found.append(Instruction(stage, name, rest.strip()))
    return found


ALL = instructions()
LAST = [one for one in ALL if one.stage == ALL[-1].stage]


def of(name: str, among: list[Instruction] = ALL) -> list[Instruction]:
    return [one for one in among if one.name == name]


def sources(copy: Instruction) -> list[str]:
    """What a COPY takes of the build's context; nothing for one from another stage."""
    return [] if copy.text.startswith("--from=") else copy.text.split()[:-1]


def environment() -> dict[str, str]:
    return dict(pair.split("=", 1) for one in of("ENV", LAST) for pair in one.text.split())


def test_base_images_are_pinned_to_a_release() -> None:
    for base in of("FROM"):
        image = base.text.split()[0]
        name, _, tag = image.partition(":")
        assert "@sha256:" in image or (re.search(r"\d", tag) and tag != "latest"), f"{name}: {tag}"


def test_base_images_come_from_where_codebuild_is_not_refused() -> None:
    assert {base.text.rpartition("/")[0] for base in of("FROM")} == {"public.ecr.aws/docker/library"}


def test_nothing_is_fetched_or_unpacked_by_the_way() -> None:
    assert of("ADD") == []
    for run in of("RUN"):
        assert "sudo" not in run.text
        if "apt-get install" in run.text:
            assert "--no-install-recommends" in run.text
            assert "rm -rf /var/lib/apt/lists/*" in run.text
        if "pip install" in run.text:
            assert "--no-cache-dir" in run.text
            assert "--require-hashes" in run.text
        assert "npm install" not in run.text


def test_it_runs_as_nobody_special_in_the_end() -> None:
    [user] = of("USER", LAST)
    assert re.fullmatch(r"[1-9]\d*:[1-9]\d*", user.text), (
        "A number, so that an orchestrator can tell that it is not root."
    )
    after = LAST[LAST.index(user) + 1 :]
    assert {one.name for one in after} <= {"VOLUME", "HEALTHCHECK", "ENTRYPOINT", "CMD"}


def test_what_is_written_is_declared_and_nothing_else_of_the_container_has_to_be() -> None:
    [volume] = of("VOLUME", LAST)
    writable = set(json.loads(volume.text))
    settings = environment()
    assert {settings["RUNNER_PROFILES_DIR"], settings["HOME"]} == writable
    assert settings["PYTHONDONTWRITEBYTECODE"] == "1"


def test_what_it_copies_is_there_and_what_changes_seldom_comes_first() -> None:
    for copy in of("COPY"):
        for source in sources(copy):
            assert (ROOT / source).exists(), source
    bridge = [one for one in ALL if one.stage == 0 and one.name in ("COPY", "RUN")]
    installing = next(n for n, one in enumerate(bridge) if "npm ci" in one.text)
    assert [Path(source).name for one in bridge[:installing] for source in sources(one)] == [
        "package.json",
        "package-lock.json",
    ]
    own = [n for n, one in enumerate(LAST) if one.name == "COPY" and sources(one)]
    assert min(own) > max(n for n, one in enumerate(LAST) if one.name == "RUN")


def test_the_build_is_given_what_it_copies_and_no_more() -> None:
    rules = [line for line in IGNORED.read_text().splitlines() if line and not line.startswith("#")]
    assert rules[0] == "*"
    allowed = [rule[1:] for rule in rules if rule.startswith("!")]
    copied = {source for one in of("COPY") for source in sources(one)}
    for source in copied:
        assert any(source == one or one.startswith(f"{source}/") for one in allowed), f"{source} is ignored"
    for one in allowed:
        assert (ROOT / one).exists(), one
        assert any(one == source or one.startswith(f"{source}/") for source in copied), f"{one} is not copied"


@pytest.mark.parametrize("name", [".env", ".git/config", ".local/endpoints.json", "api/.chalice/config.json"])
def test_no_secret_of_a_laptop_gets_into_the_build(name: str) -> None:
    rules = [line for line in IGNORED.read_text().splitlines() if line and not line.startswith("#")]
    assert not any(rule.startswith("!") and (fnmatch(name, rule[1:]) or name.startswith(rule[1:])) for rule in rules)


def test_what_it_starts_and_what_checks_it_are_modules_of_the_copied_code() -> None:
    started = [json.loads(of(name, LAST)[0].text) for name in ("CMD",)]
    checked = json.loads(of("HEALTHCHECK", LAST)[0].text.partition("CMD")[2])
    for command in (*started, checked):
        assert command[:2] == ["python", "-m"]
        # Found, with nothing on the path but the folders that the image has.
        code = f"import importlib.util, sys; sys.exit(importlib.util.find_spec({command[2]!r}) is None)"
        path = ":".join(str(ROOT / folder) for folder in ("api", "runners"))
        subprocess.run([sys.executable, "-c", code], check=True, env={"PYTHONPATH": path}, cwd="/")
    assert checked[3] == environment()["RUNNER_HEALTH_PORT"]


def test_the_task_checks_what_the_image_offers_and_may_write_only_there(template: dict[str, Any]) -> None:
    task = template["Resources"]["RunnerTask"]["Properties"]
    [container] = task["ContainerDefinitions"]
    assert container["HealthCheck"]["Command"][1:] == json.loads(of("HEALTHCHECK", LAST)[0].text.partition("CMD")[2])
    assert container["ReadonlyRootFilesystem"] is True
    mounted = {mount["ContainerPath"] for mount in container["MountPoints"]}
    assert mounted == set(json.loads(of("VOLUME", LAST)[0].text))
    assert {mount["SourceVolume"] for mount in container["MountPoints"]} == {one["Name"] for one in task["Volumes"]}
    assert not any(one["Name"] == "RUNNER_HEALTH_PORT" for one in container["Environment"])


def test_a_task_that_is_stopped_has_the_time_to_give_its_bots_back(template: dict[str, Any]) -> None:
    [container] = template["Resources"]["RunnerTask"]["Properties"]["ContainerDefinitions"]
    timing = Timing()
    assert timing.hand_over + timing.farewell + DRIVER_SECONDS < container["StopTimeout"] <= 120
