"""What `make package` made, built once for all tests of this folder."""

import json
import zipfile
from pathlib import Path
from typing import Any

import pytest

from infra.packaging.build import Package, build


@pytest.fixture(scope="session")
def package() -> Package:
    """The package of the tree as it is; nothing is built when nothing changed."""
    return build()


@pytest.fixture(scope="session")
def template(package: Package) -> dict[str, Any]:
    """The merged template."""
    loaded: dict[str, Any] = json.loads(package.template.read_text())
    return loaded


@pytest.fixture(scope="session")
def names(package: Package) -> set[str]:
    """Every file in the zip."""
    with zipfile.ZipFile(package.zip) as archive:
        return set(archive.namelist())


@pytest.fixture(scope="session")
def unpacked(package: Package, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the content of the zip."""
    folder = tmp_path_factory.mktemp("function")
    with zipfile.ZipFile(package.zip) as archive:
        archive.extractall(folder)
    return folder
