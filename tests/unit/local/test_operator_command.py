"""What the documents tell an operator to type is what works, in a clone after `make install`."""

import os
import re
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

from flotilla.operator.cli import main
from infra.local.config import ROOT
from infra.local.install import own_code

DOCUMENTS = ("README.md", "infra/docs/runbook.md", "infra/docs/restore.md")


def documented() -> list[str]:
    """The words after each `python -m flotilla` that a document has in code, placeholders among them."""
    texts = [(ROOT / name).read_text() for name in DOCUMENTS]
    assert not re.findall(r"(?<!\.venv/bin/)python -m flotilla", "".join(texts))
    typed = {words.strip() for text in texts for words in re.findall(r"\.venv/bin/python -m flotilla([^`\n#]*)", text)}
    return sorted(typed - {""})


@pytest.mark.parametrize("words", documented())
def test_the_documented_words_are_understood(
    words: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL", "nowhere")
    assert main(words.split()) == 1
    assert "can't be found" in capsys.readouterr().err


def test_the_command_runs_from_anywhere_in_a_clone_that_was_installed(tmp_path: Path) -> None:
    clone, elsewhere = tmp_path / "clone", tmp_path / "elsewhere"
    clone.mkdir()
    elsewhere.mkdir()
    (clone / "api").symlink_to(ROOT / "api")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(clone / ".venv")], check=True)
    own_code(clone / ".venv")
    moved = clone.rename(tmp_path / "moved")
    # The packages are those of this environment: installing them anew would take a minute.
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": sysconfig.get_path("purelib")}
    ran = subprocess.run(
        [str(moved / ".venv" / "bin" / "python"), "-m", "flotilla", "--help"],
        cwd=elsewhere, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (ran.returncode, "doctor" in ran.stdout) == (0, True), ran.stderr
