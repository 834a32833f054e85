"""The README's table of settings is the settings' own."""

import pytest

from infra.packaging.readme import README, with_settings


def test_the_readme_documents_each_setting_as_it_is() -> None:
    assert README.read_text() == with_settings(README.read_text()), "run `make settings`"


def test_a_readme_without_marks_is_refused() -> None:
    with pytest.raises(ValueError, match="settings"):
        with_settings("# Flotilla\n")
