"""A lock in shards: one lock, in a file a volume."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given
from hypothesis import strategies as st

from cable_edition.core.releases.lock import LOCK, Lock, LockedSource, is_shard, read_lock

SALT = "0123456789abcdef0123456789abcdef"


def lock_of(cables: list[str]) -> Lock:
    made = Lock(SALT, "1.2.0", entries=frozenset({"person roe-jane", "term lamp"}))
    for cable in cables:
        made.sources[cable] = LockedSource("ab" * 32, f"{cable} copy.txt")
        made.anchors[cable] = {"subject": "cd" * 16, "p1": made.fingerprint(cable, "WORDS")}
        made.emendations[cable] = {"e-p1-1": "ef" * 16}
        made.notes[cable] = frozenset({"n-start", "n-a"})
    return made


def write(folder: Path, lock: Lock) -> list[str]:
    files = lock.in_shards(lambda cable: cable[:2])
    assert list(files)[-1] == LOCK
    for name, text in files.items():
        (folder / name).write_text(text, "utf-8", newline="\n")
    return [name for name in files if name != LOCK]


@given(st.lists(st.sampled_from([f"{y}ROME{n}" for y in ("05", "06", "76") for n in range(1, 9)]),
                unique=True))  # fmt: skip
def test_a_lock_in_shards_is_the_same_lock(cables: list[str]) -> None:
    made = lock_of(cables)
    with TemporaryDirectory() as folder:
        shards = write(Path(folder), made)
        assert all(map(is_shard, shards))
        assert len(shards) == len({cable[:2] for cable in cables})
        found, problems = read_lock(Path(folder))
    assert problems == []
    assert found is not None
    assert found == made
    assert found.shards == frozenset(shards)
    # What a release records of it are the lines of all.
    assert found.read == made.record().lines == lock_of(sorted(cables)).record().lines


def test_a_shard_names_what_it_holds(tmp_path: Path) -> None:
    first = lock_of(["05ROME1", "06ROME2"])
    second = lock_of(["05ROME1", "06ROME2", "06ROME3"])
    kept = {*write(tmp_path, first)} & {*write(tmp_path, second)}
    assert [name[:10] for name in kept] == ["anchors-05"]


def test_a_shard_that_is_lost_or_changed_is_told(tmp_path: Path) -> None:
    made = lock_of(["05ROME1", "06ROME2"])
    (name, _) = write(tmp_path, made)
    path = tmp_path / name
    text = path.read_text("utf-8")
    for other in (text.replace("p1", "p2"), text.rpartition("note")[0], ""):
        path.write_text(other, "utf-8")
        (problem,) = read_lock(tmp_path)[1]
        assert (problem.code, problem.fatal) == ("lock-line", True)
        assert name in problem.message
    path.unlink()
    assert name in read_lock(tmp_path)[1][0].message


def test_a_lock_names_no_other_file(tmp_path: Path) -> None:
    head = f"salt {SALT}\nrelease 1.0.0\n"
    for name in ("../anchors-a-0123456789abcdef.lock", "/etc/passwd", "anchors-a.lock"):
        (tmp_path / LOCK).write_text(f"{head}shard {name} {'0' * 64}\n", "utf-8")
        (problem,) = read_lock(tmp_path)[1]
        assert (problem.code, problem.line) == ("lock-line", 3)


def test_a_shard_has_lines_of_cables_alone(tmp_path: Path) -> None:
    for line in ("salt 00", "release 2.0.0", "entry person a", "shard x y", "anchor 05ROME1 p1 zz"):
        data = f"{line}\n".encode()
        digest = sha256(data).hexdigest()
        name = f"anchors-a-{digest[:16]}.lock"
        (tmp_path / name).write_bytes(data)
        lock = f"salt {SALT}\nrelease 1.0.0\nshard {name} {digest}\n"
        (tmp_path / LOCK).write_text(lock, "utf-8")
        assert [one.code for one in read_lock(tmp_path)[1]] == ["lock-line"], line
