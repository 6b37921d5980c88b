"""What a process that reads foreign files may use. Knows nothing of files' formats or of what a report is."""

from __future__ import annotations

import ctypes
import os
import signal
import sys
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

try:
    import resource
except ImportError:  # Windows
    resource = None  # type: ignore[assignment]

# Landlock's rights to write, create, remove and rename (bits of linux/landlock.h), by the version that brought them.
_WRITE_FILE, _TRUNCATE = 1 << 1, 1 << 14
_WRITING = {1: sum(1 << bit for bit in (1, 4, 5, 6, 7, 8, 9, 10, 11, 12)), 2: 1 << 13, 3: _TRUNCATE}
_TCP = 0b11
_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446
_PR_SET_NO_NEW_PRIVS = 38


@dataclass(frozen=True)
class Limits:
    """The most that reading one file may take.

    `seconds` holds for the clock and for the processor; `memory` is address space in bytes; `output` is the size in
    bytes of what is handed back, and of any file written on the way; `files` may be open at a time. A program outside
    that the reader starts (`corpus.tools`) has them for itself; its clock does not count, up to `whole` seconds in all.
    """

    seconds: int = 30
    whole: int = 300
    memory: int = 1024**3
    output: int = 50 * 1024**2
    files: int = 256


USUAL = Limits()


def bind(limits: Limits, folder: Path) -> None:
    """Hold this process, and all that it starts, to the limits, for good.

    It may write inside `folder` only and open no connection, where the kernel has Landlock (Linux 5.13 on; connections
    from 6.7 on). Without the module `resource` (Windows) only the clock holds, which the parent watches.
    """
    if resource is None:
        return
    # Also for a parent that died. The parent watches `limits.whole`.
    signal.alarm(limits.seconds)
    for kind, soft, hard in (
        # At the hard limit of processor time the process is killed without a word, so the soft one comes first.
        (resource.RLIMIT_CPU, limits.seconds, limits.seconds + 1),
        (resource.RLIMIT_AS, limits.memory, limits.memory),
        (resource.RLIMIT_FSIZE, limits.output, limits.output),
        (resource.RLIMIT_NOFILE, limits.files, limits.files),
        (resource.RLIMIT_CORE, 0, 0),
    ):
        already = resource.getrlimit(kind)[1]
        most = hard if already == resource.RLIM_INFINITY else min(hard, already)
        # macOS has no bound on the address space.
        with suppress(ValueError):
            resource.setrlimit(kind, (min(soft, most), most))
    if sys.platform == "linux":
        # Should the machine run out of memory, this process goes, not the service.
        with suppress(OSError):
            Path("/proc/self/oom_score_adj").write_text("1000")
        _write_only_in(folder)


def _write_only_in(folder: Path) -> None:
    """Give up the right to write elsewhere and to connect: https://docs.kernel.org/userspace-api/landlock.html."""
    libc = ctypes.CDLL(None)
    version = libc.syscall(_CREATE_RULESET, None, 0, 1)
    if version < 1:
        return
    rights = sum(bits for since, bits in _WRITING.items() if since <= version)
    handled = (ctypes.c_uint64 * 2)(rights, _TCP)
    rules = libc.syscall(_CREATE_RULESET, ctypes.byref(handled), 16 if version >= 4 else 8, 0)
    for path, allowed in ((folder, rights), (Path(os.devnull), rights & (_WRITE_FILE | _TRUNCATE))):
        opened = os.open(path, os.O_PATH)
        beneath = allowed.to_bytes(8, sys.byteorder) + opened.to_bytes(4, sys.byteorder)
        libc.syscall(_ADD_RULE, rules, 1, beneath, 0)
        os.close(opened)
    libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    libc.syscall(_RESTRICT_SELF, rules, 0)
    os.close(rules)
