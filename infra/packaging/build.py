"""Make build/package/deployment.zip and template.json: `python -m infra.packaging.build` (`make package`).

Nothing is done when no input changed since the last time.
"""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from infra.packaging import archive, digest, merge, yamlfile

ROOT = Path(__file__).resolve().parents[2]
BUILD = ROOT / "build" / "package"
CACHE = ROOT / ".local" / "cache"


#: The wheels that Lambda's Python 3.11 can load: x86_64, glibc 2.26.
PLATFORMS = ["manylinux2014_x86_64", "manylinux_2_17_x86_64", "manylinux_2_26_x86_64"]


class PackagingError(RuntimeError):
    """A tool that packaging relies on failed; the message holds what it said."""


@dataclass(frozen=True)
class Package:
    """What was built: where it lies, and a hash that names its content."""

    zip: Path
    template: Path
    digest: str


def build() -> Package:
    """Package if anything changed.

    Raises:
        PackagingError: when pip or Chalice fail.
    """
    BUILD.mkdir(parents=True, exist_ok=True)
    with _alone(BUILD / ".lock"):
        inputs = digest.of_tree(ROOT / "api", *parts(), ROOT / "infra" / "packaging")
        package = Package(BUILD / "deployment.zip", BUILD / "template.json", inputs)
        stamp = BUILD / "package.digest"
        if stamp.exists() and stamp.read_text() == inputs and package.zip.exists() and package.template.exists():
            print("package: nothing changed")
            return package
        stamp.unlink(missing_ok=True)
        started = time.monotonic()
        _make(package)
        stamp.write_text(inputs)
        print(f"package: done in {time.monotonic() - started:.1f} s")
        return package


def _make(package: Package) -> None:
    generated = _chalice(BUILD / "chalice", with_requirements=False)
    partial = package.zip.with_suffix(".partial")
    shutil.copyfile(third_party(), partial)
    archive.add(generated / "deployment.zip", partial)
    partial.replace(package.zip)
    size, unpacked = archive.sizes(package.zip)
    print(f"package: {package.zip.relative_to(ROOT)} {size / 1e6:.1f} MB, unpacked {unpacked / 1e6:.1f} MB")
    package.template.write_text(json.dumps(_merged(generated, ROOT), indent=1))


def parts(root: Path = ROOT) -> tuple[Path, ...]:
    """What stands around the functions, in the order in which it is merged over Chalice's template."""
    return (root / "template.yaml", *sorted((root / "infra" / "templates").glob("*.yaml")))


def template_of(root: Path, folder: Path) -> merge.Template:
    """The merged template of another tree of this repository, such as an older commit's; `folder` is for its making.

    Raises:
        PackagingError: when Chalice fails.
    """
    return _merged(_chalice(folder, with_requirements=False, root=root), root)


def _merged(generated: Path, root: Path) -> merge.Template:
    template: merge.Template = json.loads((generated / "sam.json").read_text())
    for part in parts(root):
        template = merge.merge(template, yamlfile.read(part))
    for name, resource in template["Resources"].items():
        if "Type" not in resource:
            raise PackagingError(f"Our templates add to {name}, which Chalice did not generate: is its handler gone?")
        if resource["Type"] == "AWS::Serverless::Function":
            resource["Properties"]["CodeUri"] = "deployment.zip"
            # Chalice says it for each, which would hide what our globals say.
            del resource["Properties"]["Tracing"]
    return template


def third_party() -> Path:
    """A trimmed zip of all that is not ours, packaged by Chalice anew when requirements or trimming change."""
    inputs = digest.of_tree(ROOT / "api" / "requirements.txt", ROOT / "infra" / "packaging")
    kept = CACHE / "third-party" / f"{inputs[:16]}.zip"
    if not kept.exists():
        generated = _chalice(BUILD / "third-party", with_requirements=True)
        kept.parent.mkdir(parents=True, exist_ok=True)
        archive.write_third_party(generated / "deployment.zip", kept)
    return kept


def wheelhouse() -> Path:
    """Folder with the wheels of api/requirements.txt, checked against their hashes; downloaded when they changed."""
    requirements = ROOT / "api" / "requirements.txt"
    target = CACHE / "wheels" / digest.of_tree(requirements)[:16]
    if target.exists():
        return target
    print("package: downloading the functions' wheels (about 30 MB, once)")
    partial = target.with_suffix(".partial")
    shutil.rmtree(partial, ignore_errors=True)
    platforms = [word for platform in PLATFORMS for word in ("--platform", platform)]
    _run(
        [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--require-hashes",
         "--no-deps", "--only-binary=:all:", *platforms, "--python-version", "3.11", "--implementation", "cp",
         "--abi", "cp311", "--abi", "abi3", "--abi", "none", "--dest", str(partial), "-r", str(requirements)],
        dict(os.environ),
    )  # fmt: skip
    partial.rename(target)
    return target


def _chalice(folder: Path, *, with_requirements: bool, root: Path = ROOT) -> Path:
    """Have Chalice package a copy of a tree's api/; returns the folder with deployment.zip and sam.json."""
    shutil.rmtree(folder, ignore_errors=True)
    project, target = folder / "api", folder / "package"
    unwanted = shutil.ignore_patterns("__pycache__", "deployments")
    # The link in vendor/ stays a link: that Chalice follows it is part of what is packaged.
    shutil.copytree(root / "api", project, symlinks=True, ignore=unwanted)
    if not with_requirements:
        (project / "requirements.txt").write_text("")
    environment = {
        **os.environ,
        "AWS_DEFAULT_REGION": "us-east-1",
        # Chalice imports app.py to read its routes; byte code must not land where it is packaged from.
        "PYTHONPYCACHEPREFIX": str(CACHE / "pycache"),
        "PYTHONPATH": str(project),
        "PIP_NO_INDEX": "1",
        **({"PIP_FIND_LINKS": str(wheelhouse())} if with_requirements else {}),
    }
    chalice = Path(sys.executable).with_name("chalice")
    words = [str(chalice), "--project-dir", str(project), "package", "--template-format", "json", str(target)]
    _run(words, environment)
    return target


def _run(command: list[str], environment: dict[str, str]) -> None:
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        last = "\n".join((done.stdout + done.stderr).strip().splitlines()[-25:])
        raise PackagingError(f"{' '.join(command[:4])} failed:\n{last}")


@contextmanager
def _alone(lock: Path) -> Iterator[None]:
    """Hold off other builds of this tree: they share its folder."""
    with lock.open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


if __name__ == "__main__":
    try:
        build()
    except PackagingError as error:
        sys.exit(str(error))
