"""A bound process cannot do what it may not: each limit is tried by a process that runs into it."""

from __future__ import annotations

import ctypes
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from corpus.limits import USUAL, Limits

ROOT = Path(__file__).parents[2]

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the limits are the kernel's")


def bound(code: str, folder: Path, limits: Limits = USUAL) -> subprocess.CompletedProcess[str]:
    """Run `code` in a process that may use `limits` and write in `folder`; it prints what came of it."""
    whole = (
        f"from pathlib import Path\nfrom corpus.limits import Limits, bind\nbind({limits!r}, Path({str(folder)!r}))\n"
    )
    tried = (
        "try:\n    "
        + code.replace("\n", "\n    ")
        + "\n    print('done')\nexcept BaseException as error:\n    print(type(error).__name__)"
    )
    command = [sys.executable, "-c", whole + tried]
    return subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", timeout=60, check=False)


def landlock() -> bool:
    return int(ctypes.CDLL(None).syscall(444, None, 0, 1)) >= 4


@pytest.mark.parametrize(
    ("code", "limits", "says"),
    [
        ("x = b'x' * 900_000_000", USUAL, "done"),
        ("x = b'x' * 2**30", USUAL, "MemoryError"),
        ("x = [bytes(10**6) for _ in range(2000)]", USUAL, "MemoryError"),
        ("Path('{folder}/a').write_bytes(bytes(999))", Limits(output=1000), "done"),
        ("Path('{folder}/a').write_bytes(bytes(1001))", Limits(output=1000), "OSError"),
        ("x = [open('/dev/null') for _ in range(20)]", USUAL, "done"),
        ("x = [open('/dev/null') for _ in range(20)]", Limits(files=20), "OSError"),
        ("import resource\nresource.setrlimit(resource.RLIMIT_AS, (-1, -1))", USUAL, "ValueError"),
    ],
)
def test_memory_output_and_files_end_where_they_should(code: str, limits: Limits, says: str, tmp_path: Path) -> None:
    if says == "ValueError" and os.geteuid() == 0:
        pytest.skip("root may lift its limits")
    assert bound(code.replace("{folder}", str(tmp_path)), tmp_path, limits).stdout.split() == [says]


@pytest.mark.parametrize(
    ("code", "by"), [("while True: pass", signal.SIGXCPU), ("import time\ntime.sleep(60)", signal.SIGALRM)]
)
def test_time_ends_the_process_even_without_its_parent(code: str, by: signal.Signals, tmp_path: Path) -> None:
    started = time.monotonic()
    # The alarm is put off, since on a busy machine it may come before a second of processor time is used up.
    later = "signal.alarm(60)\n" if by == signal.SIGXCPU else ""
    assert bound(f"import signal\n{later}{code}", tmp_path, Limits(seconds=1)).returncode == -by
    assert time.monotonic() - started < 50


def test_no_memory_of_the_process_is_left_on_the_disk(tmp_path: Path) -> None:
    said = bound("import resource\nprint(resource.getrlimit(resource.RLIMIT_CORE))", tmp_path).stdout
    assert said.startswith("(0, 0)")


@pytest.mark.skipif(not landlock(), reason="needs Landlock 4 (Linux 6.7)")
@pytest.mark.parametrize(
    ("code", "says"),
    [
        ("Path('{inside}/a').write_text('x')", "done"),
        ("Path('{inside}/b/c').mkdir(parents=True)", "done"),
        ("Path('{inside}/a').write_text('x')\nPath('{inside}/a').rename('{inside}/c')", "done"),
        ("open('/dev/null', 'w').write('x')", "done"),
        ("Path('{outside}/kept').read_text()", "done"),
        ("Path('{outside}/evil').write_text('x')", "PermissionError"),
        ("open('{outside}/kept', 'a').write('x')", "PermissionError"),
        ("import os\nos.truncate('{outside}/kept', 0)", "PermissionError"),
        ("Path('{outside}/kept').unlink()", "PermissionError"),
        ("Path('{outside}/evil').mkdir()", "PermissionError"),
        ("Path('{outside}/evil').symlink_to('/etc/passwd')", "PermissionError"),
        ("Path('{outside}/kept').rename('{inside}/kept')", "PermissionError"),
        (
            "Path('{inside}/link').symlink_to('{outside}/evil')\nPath('{inside}/link').write_text('x')",
            "PermissionError",
        ),
        ("import subprocess\nsubprocess.run(['touch', '{outside}/evil'], check=True)", "CalledProcessError"),
        ("import socket\nsocket.create_connection(('127.0.0.1', {port}))", "PermissionError"),
        ("import socket\nsocket.create_server(('127.0.0.1', 0))", "PermissionError"),
    ],
)
def test_it_writes_in_its_folder_only_and_connects_nowhere(code: str, says: str, tmp_path: Path) -> None:
    inside, outside = tmp_path / "inside", tmp_path / "outside"
    inside.mkdir()
    outside.mkdir()
    (outside / "kept").write_text("as it was")
    with socket.create_server(("127.0.0.1", 0)) as server:
        places = {"{inside}": inside, "{outside}": outside, "{port}": server.getsockname()[1]}
        for mark, place in places.items():
            code = code.replace(mark, str(place))
        assert bound(code, inside).stdout.split() == [says]
    assert [(path.name, path.read_text()) for path in outside.iterdir()] == [("kept", "as it was")]
