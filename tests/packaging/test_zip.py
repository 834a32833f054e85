"""The zip holds what the functions need and nothing that they don't, whatever Chalice leaves out silently."""

import re
import subprocess
import zipfile
from pathlib import Path
from typing import Any

import pytest

from infra.local.config import LAMBDA_PYTHON
from infra.packaging import archive, build, bytecode, digest
from infra.packaging.build import ROOT, Package

MB = 1_000_000

#: What the requirements are imported as.
MODULES = (
    "pydantic", "pydantic_core", "pynamodb", "botocore", "httpx", "jwt", "argon2", "cryptography", "ulid",
    "phonenumbers", "email_validator", "aws_lambda_powertools", "authlib", "chalice", "stripe", "PIL", "filetype",
    "requests",
)  # fmt: skip


def run_in(folder: Path, code: str) -> "subprocess.CompletedProcess[str]":
    """Run code in a Python that finds nothing but what lies in a folder."""
    return subprocess.run(
        [str(LAMBDA_PYTHON), "-I", "-S", "-c", f"import sys; sys.path.insert(0, '.')\n{code}"],
        cwd=folder,
        env={"PATH": "/usr/bin:/bin", "AWS_REGION": "us-east-1"},
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_core_is_a_link_that_chalice_follows() -> None:
    link = ROOT / "api" / "vendor" / "flotilla"
    assert link.is_symlink()
    assert link.readlink() == Path("../flotilla")


def test_every_source_file_of_core_and_delivery_is_in_the_zip(names: set[str]) -> None:
    api = ROOT / "api"
    sources = {
        path.relative_to(api).as_posix() for path in [*api.glob("flotilla/**/*.py"), *api.glob("chalicelib/**/*.py")]
    }
    assert sources
    assert sources <= names
    assert "app.py" in names
    assert not any(name.startswith("vendor/") for name in names)


NEVER_COMPILES = """
import importlib.machinery
def refuse(self, data, path, **_):
    raise AssertionError(f"{path} was compiled")
importlib.machinery.SourceFileLoader.source_to_code = refuse
"""


@pytest.mark.parametrize("handler", ["app.app", "app.answer"])
def test_a_cold_start_compiles_nothing(unpacked: Path, handler: str) -> None:
    """Lambda can't write byte code beside the code, so what is not in the zip is compiled at each cold start."""
    done = run_in(unpacked, f"import os; os.environ['_HANDLER'] = {handler!r}\n{NEVER_COMPILES}\nimport app")
    assert done.returncode == 0, done.stderr


def test_byte_code_of_another_python_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "module.py").write_text("VALUE = 1")
    cached = tmp_path / bytecode.beside("module.py")
    cached.parent.mkdir()
    cached.write_bytes(b"0000" + bytecode.compiled("module.py", b"VALUE = 2")[4:])
    assert run_in(tmp_path, "import module; print(module.VALUE)").stdout == "1\n"
    cached.write_bytes(bytecode.compiled("module.py", b"VALUE = 2"))
    assert run_in(tmp_path, "import module; print(module.VALUE)").stdout == "2\n"


def test_functions_that_serve_no_endpoints_load_none(unpacked: Path) -> None:
    code = "import os, sys; os.environ['_HANDLER'] = {!r}; import app; print('chalicelib.resources' in sys.modules)"
    assert run_in(unpacked, code.format("app.app")).stdout == "True\n"
    assert run_in(unpacked, code.format("app.answer")).stdout == "False\n"


def test_every_requirement_is_in_the_zip(unpacked: Path) -> None:
    """Chalice leaves out what it can't find a wheel for, saying so only in a log."""
    for module in MODULES:
        assert (unpacked / module).is_dir() or (unpacked / f"{module}.py").exists(), module


PICTURES = """
import io
from PIL import Image
for kind in ("PNG", "JPEG", "WEBP"):
    made = io.BytesIO()
    Image.new("RGB", (40, 30), "red").save(made, kind)
    with Image.open(io.BytesIO(made.getvalue()), formats=(kind,)) as read:
        read.thumbnail((20, 20))
        assert read.size == (20, 15), read.size
"""


def test_what_is_left_of_the_picture_library_reads_and_writes_pictures(unpacked: Path) -> None:
    done = run_in(unpacked, PICTURES)
    assert done.returncode == 0, done.stderr


def test_the_zip_stays_small(package: Package) -> None:
    with zipfile.ZipFile(package.zip) as content:
        unpacked = sum(entry.file_size for entry in content.infolist())
    assert package.zip.stat().st_size <= 40 * MB
    assert unpacked <= 125 * MB


def test_the_same_content_makes_the_same_bytes(package: Package, tmp_path: Path) -> None:
    again = tmp_path / "again.zip"
    archive.write_third_party(package.zip, again)
    archive.add(package.zip, again)
    assert again.read_bytes() == package.zip.read_bytes()


def test_a_changed_requirement_or_trimming_is_packaged_anew(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    packaged: list[Path] = []

    def chalice(folder: Path, *, with_requirements: bool) -> Path:
        assert with_requirements
        packaged.append(folder)
        with zipfile.ZipFile(tmp_path / "deployment.zip", "w") as made:
            made.writestr("app.py", "ours")
            made.writestr("httpx/__init__.py", "THEIRS = 1")
        return tmp_path

    monkeypatch.setattr(build, "_chalice", chalice)
    monkeypatch.setattr(build, "CACHE", tmp_path / "cache")
    first = build.third_party()
    assert build.third_party() == first
    assert len(packaged) == 1
    assert zipfile.ZipFile(first).namelist() == ["httpx/__init__.py", bytecode.beside("httpx/__init__.py")]
    monkeypatch.setattr(digest, "of_tree", lambda *_: "another state of the tree")
    assert build.third_party() != first
    assert len(packaged) == 2


def handlers(template: dict[str, Any]) -> list[str]:
    functions = [one for one in template["Resources"].values() if one["Type"] == "AWS::Serverless::Function"]
    return sorted(one["Properties"]["Handler"] for one in functions)


HANDLERS = (
    "app", "connect", "disconnect", "message", "receive", "history", "answer", "relay", "housekeeping", "scale",
    "reconcile_schedules", "run_schedule", "bill", "plans",
)  # fmt: skip


def test_every_handler_is_one_that_the_rest_relies_on(template: dict[str, Any]) -> None:
    assert handlers(template) == sorted(f"app.{name}" for name in HANDLERS)


@pytest.mark.parametrize("entry", HANDLERS)
def test_a_handler_imports_with_nothing_but_the_zip(entry: str, unpacked: Path) -> None:
    done = run_in(unpacked, f"import app; assert callable(app.{entry})")
    assert done.returncode == 0, done.stderr


def test_everything_that_handlers_import_late_is_in_the_zip_too(unpacked: Path) -> None:
    """Handlers import on their first call what only they need: every module of core and delivery must load."""
    code = """
import importlib, pathlib
import app
for package in ("flotilla", "chalicelib"):
    for file in sorted(pathlib.Path(package).rglob("*.py")):
        importlib.import_module(".".join(file.with_suffix("").parts).removesuffix(".__init__"))
"""
    done = run_in(unpacked, code)
    assert done.returncode == 0, done.stderr


def test_every_service_that_is_called_is_described_in_the_zip(names: set[str]) -> None:
    """The SDK's descriptions of all other services are trimmed away."""
    sources = "\n".join(path.read_text() for path in (ROOT / "api").glob("**/*.py"))
    called = set(re.findall(r"""\bclient\(\s*["']([a-z0-9-]+)["']""", sources)) | {"dynamodb"}
    assert called >= {"sqs", "events", "secretsmanager", "apigatewaymanagementapi"}
    assert called <= archive.SERVICES
    assert all(any(name.startswith(f"botocore/data/{service}/") for name in names) for service in called)
