"""Compile every hashed requirements file: `python -m infra.packaging.requirements` (`make requirements`).

Each file says its versions and hashes and no package index, so that it installs from whichever one the machine uses.
"""

from __future__ import annotations

import subprocess
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

#: What Chalice needs to package, and a packaged function does not: Chalice puts its own runtime into the zip.
NOT_IN_LAMBDA = {"chalice"}

#: Lambda's Python 3.11 stands on glibc 2.26; wheels for this platform load there.
LAMBDA_PLATFORM = "x86_64-manylinux2014"

#: The emulator has an environment of its own: it pins botocore to its own version.
EMULATOR = ["ministack==1.5.33", "aws-sam-translator>=1.100,<2", "cryptography>=45"]


def main() -> None:
    """Write the requirement files of tests, api and runners, and the emulator's."""
    # The runner's image carries what the tests ran with.
    same_versions = ("--constraint", "tests/requirements.txt")
    compile_into("tests/requirements.txt", "pyproject.toml", "--all-extras", "--universal")
    compile_into(
        "api/requirements.txt", "-", "--python-platform", LAMBDA_PLATFORM, "--only-binary", ":all:", wanted=functions()
    )
    compile_into("runners/requirements.txt", "pyproject.toml", "--extra", "runner", "--universal", *same_versions)
    compile_into("infra/local/ministack-requirements.txt", "-", "--universal", wanted=EMULATOR)


def functions() -> list[str]:
    """What pyproject.toml says the functions need, without what only packaging needs."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    lines = [*project["dependencies"], *project["optional-dependencies"]["api"]]
    return [line for line in lines if not line.startswith(tuple(NOT_IN_LAMBDA))]


def compile_into(target: str, source: str, *options: str, wanted: list[str] | None = None) -> None:
    """Resolve requirements to exact versions with hashes, keeping versions that the file already names.

    Args:
        target: the file, from the top of the tree.
        source: a file that uv reads, or `-` for `wanted`.
        options: further options of `uv pip compile`.
        wanted: requirement lines.

    Raises:
        SystemExit: when uv is missing or the requirements can't be met together.
    """
    command = [
        "uv", "pip", "compile", source, *options, "--quiet", "--generate-hashes", "--no-emit-index-url",
        "--python-version", "3.11", "--custom-compile-command", "make requirements", "--output-file", target,
    ]  # fmt: skip
    try:
        subprocess.run(command, input="\n".join(wanted or []), text=True, check=True, cwd=ROOT)
    except FileNotFoundError:
        raise SystemExit("uv compiles the requirement files: pip install uv") from None
    except subprocess.CalledProcessError:
        raise SystemExit(f"{target} was left as it was: see uv's message above.") from None
    print(f"{target}: {(ROOT / target).read_text().count('==')} packages")


if __name__ == "__main__":
    main()
