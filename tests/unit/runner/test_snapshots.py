"""Sealed snapshots of profiles: whole or refused, with a reason, and never half-restored."""

import gzip
import io
import tarfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flotilla.adapters.memory.snapshots import MemoryDataKeys, MemorySnapshots
from flotilla.domain.ids import BotId, TenantId
from runner.channels.logins import RestoredLogin
from runner.channels.whatsapp_web import archive, seal
from runner.channels.whatsapp_web.profile import prepare_profile
from runner.channels.whatsapp_web.seal import Label, Opener, Sealer, SnapshotRefusedError
from runner.channels.whatsapp_web.snapshots import ProfileSnapshots
from tests.unit.runner.conftest import BOT, START, TENANT, make_bot

KEYS = MemoryDataKeys()
LABEL = Label(TENANT, BOT, 3, START)


class Clock:
    """A time that moves a second with each look."""

    def __init__(self) -> None:
        self.looks = 0

    def now(self):  # type: ignore[no-untyped-def]  # The port's.
        self.looks += 1
        return START.replace(second=self.looks)


def sealed(*parts: bytes) -> bytes:
    into = io.BytesIO()
    sealer = Sealer(into, LABEL, KEYS)
    for part in parts:
        sealer.write(part)
    sealer.finish()
    return into.getvalue()


def opened(content: bytes, tenant: TenantId = TENANT, bot: BotId = BOT) -> bytes:
    opener = Opener(io.BytesIO(content), tenant, bot, KEYS)
    found = opener.read()
    opener.check_rest()
    return found


@settings(max_examples=40)
@given(st.lists(st.binary(max_size=300), max_size=12), st.integers(1, 64))
def test_what_is_sealed_is_opened_whatever_the_sizes(parts: list[bytes], chunk: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(seal, "CHUNK_BYTES", chunk)
        content = sealed(*parts)
        assert opened(content) == b"".join(parts)
        opener = Opener(io.BytesIO(content), TENANT, BOT, KEYS)
        assert b"".join(iter(lambda: opener.read(7), b"")) == b"".join(parts)


@settings(max_examples=150)
@given(st.data())
def test_no_change_goes_unnoticed(data: st.DataObject) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(seal, "CHUNK_BYTES", 16)
        content = bytearray(sealed(b"x" * 100))
        at = data.draw(st.integers(0, len(content) - 1))
        content[at] ^= data.draw(st.integers(1, 255))
        with pytest.raises(SnapshotRefusedError):
            opened(bytes(content))


def test_a_snapshot_that_was_cut_extended_or_reordered_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(seal, "CHUNK_BYTES", 16)
    content = sealed(b"y" * 64)
    piece = 4 + 16 + seal.TAG_BYTES
    for wrong in (content[:-1], content[:-piece], content + b"\0", content[:10], b""):
        with pytest.raises(SnapshotRefusedError):
            opened(wrong)
    swapped = content[: -2 * piece] + content[-piece:] + content[-2 * piece : -piece]
    with pytest.raises(SnapshotRefusedError, match="changed"):
        opened(swapped)


def test_another_bots_snapshot_is_refused_and_one_under_a_foreign_key_too() -> None:
    content = sealed(b"secret")
    assert b"secret" not in content
    with pytest.raises(SnapshotRefusedError, match="another bot"):
        opened(content, bot=BotId("other"))
    with pytest.raises(SnapshotRefusedError, match="key"):
        Opener(io.BytesIO(content), TENANT, BOT, MemoryDataKeys())


def login(profile: Path, text: str = "login") -> None:
    database = profile / "Default" / "IndexedDB" / "page.leveldb"
    database.mkdir(parents=True, exist_ok=True)
    (database / "000001.log").write_text(text)
    (database / "LOCK").touch()
    (profile / "Default" / "Code Cache").mkdir(exist_ok=True)
    (profile / "Default" / "Code Cache" / "big").write_bytes(b"x" * 100_000)
    if not (profile / "SingletonLock").is_symlink():
        (profile / "SingletonLock").symlink_to("another-host-123")


def text_of(profile: Path) -> str:
    return (profile / "Default/IndexedDB/page.leveldb/000001.log").read_text()


@pytest.fixture
def kept(tmp_path: Path) -> ProfileSnapshots:
    return ProfileSnapshots(tmp_path / "one", MemorySnapshots(), KEYS, Clock())


def elsewhere(kept: ProfileSnapshots, tmp_path: Path) -> ProfileSnapshots:
    """The same store, seen from a runner whose disk is empty."""
    return ProfileSnapshots(tmp_path / "other", kept.snapshots, kept.keys, kept.clock)


def test_a_login_comes_back_on_another_disk_without_locks_and_caches(kept: ProfileSnapshots, tmp_path: Path) -> None:
    bot = make_bot()
    login(prepare_profile(kept.root, BOT, 3))
    assert kept.take(bot, 3)
    (name,) = kept.snapshots.names(TENANT, BOT)
    other = elsewhere(kept, tmp_path)
    assert other.restore(bot, 4) == RestoredLogin(START.replace(second=1))
    profile = prepare_profile(other.root, BOT, 4)
    assert text_of(profile) == "login"
    assert {path.name for path in profile.rglob("*") if path.is_file()} == {"000001.log"}
    assert isinstance(kept.snapshots, MemorySnapshots)
    assert len(kept.snapshots.stored[TENANT, BOT, name]) < 2_000


def test_a_disk_that_has_the_profile_needs_no_snapshot_and_a_new_bot_has_none(kept: ProfileSnapshots) -> None:
    bot = make_bot()
    assert kept.restore(bot, 1) is None
    assert not kept.take(bot, 1)
    login(prepare_profile(kept.root, BOT, 1), "newer")
    kept.take(bot, 1)
    assert kept.restore(bot, 2) is None


def test_two_are_kept_and_a_holder_of_the_past_comes_behind(kept: ProfileSnapshots, tmp_path: Path) -> None:
    bot = make_bot()
    for fence in (1, 2, 5):
        login(prepare_profile(kept.root, BOT, fence), f"of {fence}")
        kept.take(bot, fence)
    kept.take(bot, 2)
    assert [name[:12] for name in kept.snapshots.names(TENANT, BOT)] == ["000000000005", "000000000002"]
    other = elsewhere(kept, tmp_path)
    other.restore(bot, 6)
    assert text_of(prepare_profile(other.root, BOT, 6)) == "of 5"


def test_a_damaged_snapshot_is_refused_and_the_one_before_taken(kept: ProfileSnapshots, tmp_path: Path) -> None:
    bot = make_bot()
    for fence in (1, 2):
        login(prepare_profile(kept.root, BOT, fence), f"of {fence}")
        kept.take(bot, fence)
    newest, before = kept.snapshots.names(TENANT, BOT)
    assert isinstance(kept.snapshots, MemorySnapshots)
    stored = kept.snapshots.stored
    stored[TENANT, BOT, newest] = stored[TENANT, BOT, newest][:-5]
    other = elsewhere(kept, tmp_path)
    found = other.restore(bot, 3)
    assert found is not None
    assert found.refused == ("Its end is missing.",)
    assert text_of(prepare_profile(other.root, BOT, 3)) == "of 1"

    stored[TENANT, BOT, before] = b"nonsense"
    last = ProfileSnapshots(tmp_path / "third", kept.snapshots, kept.keys, kept.clock)
    found = last.restore(bot, 3)
    assert found == RestoredLogin(None, ("Its end is missing.", "It is no snapshot of a profile."))
    assert not list((tmp_path / "third").rglob("*.log"))
    assert [path.name for path in (tmp_path / "third" / BOT).iterdir()] == []


def test_a_foreign_snapshot_in_the_bots_place_is_refused(kept: ProfileSnapshots, tmp_path: Path) -> None:
    other_bot = make_bot(BotId("other"))
    login(prepare_profile(kept.root, other_bot.id, 1))
    kept.take(other_bot, 1)
    (name,) = kept.snapshots.names(TENANT, other_bot.id)
    content = io.BytesIO()
    kept.snapshots.read(TENANT, other_bot.id, name, content)
    content.seek(0)
    kept.snapshots.put(TENANT, BOT, name, content)
    found = elsewhere(kept, tmp_path).restore(make_bot(), 2)
    assert found == RestoredLogin(None, ("It is the snapshot of another bot.",))


def test_what_leads_out_of_the_profile_or_is_no_file_is_not_unpacked(tmp_path: Path) -> None:
    for name, kind in (("../outside", tarfile.REGTYPE), ("/abs", tarfile.REGTYPE), ("link", tarfile.SYMTYPE)):
        packed = io.BytesIO()
        with gzip.GzipFile(fileobj=packed, mode="wb") as squeezed, tarfile.open(fileobj=squeezed, mode="w|") as made:
            entry = tarfile.TarInfo(name)
            entry.type, entry.linkname = kind, "/etc/passwd"
            made.addfile(entry, io.BytesIO())
        packed.seek(0)
        target = tmp_path / "target"
        target.mkdir(exist_ok=True)
        if name == "/abs":
            archive.unpack(packed, target)
            assert (target / "abs").is_file()
            continue
        with pytest.raises(SnapshotRefusedError):
            archive.unpack(packed, target)
    assert not (tmp_path / "outside").exists()


def test_a_profile_that_is_too_large_is_neither_taken_nor_unpacked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    profile = tmp_path / "profile"
    login(profile, "x" * 5_000)
    packed = io.BytesIO()
    archive.pack(profile, packed)
    monkeypatch.setattr(archive, "MOST_BYTES", 4_000)
    with pytest.raises(SnapshotRefusedError, match="larger"):
        archive.pack(profile, io.BytesIO())
    packed.seek(0)
    with pytest.raises(SnapshotRefusedError, match="larger"):
        archive.unpack(packed, tmp_path / "into")
