"""The README's table of settings is the settings' own."""

import re

import pytest

from flotilla.settings import Settings
from infra.deploy.stages import ON_AWS_ONLY
from infra.packaging.build import ROOT
from infra.packaging.parameters import FROM_ENVIRONMENT, SECRET_FIELDS
from infra.packaging.readme import README, with_settings

BY_WHAT_RUNS_IT = {"RUNNER_ID", "ECS_AGENT_URI", "CHROMIUM_PATH", "AWS_ENDPOINT_URL"}


def test_the_readme_documents_each_setting_as_it_is() -> None:
    assert README.read_text() == with_settings(README.read_text()), "run `make settings`"


def test_a_readme_without_marks_is_refused() -> None:
    with pytest.raises(ValueError, match="settings"):
        with_settings("# Flotilla\n")


def test_a_deployment_hears_of_every_setting() -> None:
    image = ROOT / "runners" / "Dockerfile"
    templates = [ROOT / "template.yaml", *(ROOT / "infra" / "templates").glob("*.yaml"), image]
    set_there = set(re.findall(r"\b[A-Z][A-Z_]+\b", "".join(one.read_text() for one in templates)))
    carried = {*FROM_ENVIRONMENT.values(), *ON_AWS_ONLY.values(), *SECRET_FIELDS.values(), *set_there, *BY_WHAT_RUNS_IT}
    names = {field.alias for field in Settings.model_fields.values()}
    assert names - carried == set()
