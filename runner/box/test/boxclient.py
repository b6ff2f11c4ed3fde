"""A client of the launcher's protocol, for its tests and its benchmark."""

import os
import select
import shutil
import subprocess
import tempfile
import time
from pathlib import Path
from urllib.parse import quote, unquote

DELEGATED = Path("/sys/fs/cgroup/box-test-delegated")
BOX = Path(__file__).resolve().parent.parent / "target" / "box"
UNPRIVILEGED = 60900


def encode(value):
    return quote(value if isinstance(value, (str, bytes)) else str(value), safe="/:._-,=+@")


class Fail(Exception):
    """The launcher could not carry a run out."""


class Run:
    """All frames of a run that has ended."""

    def __init__(self):
        self.out, self.err, self.files, self.end = b"", b"", {}, {}

    def __getattr__(self, key):
        value = self.end[key.replace("_", "-")]
        return value if key == "over" else int(value)


def unprivileged(mode):
    """What starts a launcher as a user without rights; for mode B+, inside a cgroup that belongs to that user."""
    become = ["setpriv", f"--reuid={UNPRIVILEGED}", f"--regid={UNPRIVILEGED}", "--clear-groups"]
    # Where the first launcher has moved what was in the cgroup, so that it can be divided.
    group = f"{DELEGATED}/codearena-host" if (DELEGATED / "codearena-host").exists() else DELEGATED
    enter = ["sh", "-c", f'echo $$ > {group}/cgroup.procs && exec "$@"', "sh"]
    return enter + become if mode == "B+" else become


def delegate_a_cgroup():
    """Makes the cgroup that mode B+ needs; False where cgroup v2 does not have the controllers."""
    controllers = Path("/sys/fs/cgroup/cgroup.controllers")
    if not controllers.exists() or not {"memory", "pids"} <= set(controllers.read_text().split()):
        return False
    Path("/sys/fs/cgroup/cgroup.subtree_control").write_text("+memory +pids")
    DELEGATED.mkdir(exist_ok=True)
    for path in (DELEGATED, *(DELEGATED / f"cgroup.{name}" for name in ("procs", "subtree_control", "threads"))):
        os.chown(path, UNPRIVILEGED, UNPRIVILEGED)
    return True


class Pair:
    """Two launchers whose programs can talk: the program's gives its pipes to the validator's, which has a /test."""

    def __init__(self, mode="A"):
        self.home = Path(tempfile.mkdtemp(prefix="box-test-pair-"))
        self.home.chmod(0o777)
        self.test = self.home / "test"
        self.test.mkdir()
        self.test.chmod(0o755)
        self.validator = Box(mode, slot=21, options=["--takes-at", self.home, "--test-dir", self.test])
        self.program = Box(mode, slot=20, options=["--gives-to", self.home])
        self.token = 0

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def close(self):
        self.program.close()
        self.validator.close()
        shutil.rmtree(self.home)

    def start(self, program, validator, program_keys=None, validator_keys=None):
        """Starts both; the validator's launcher is asked first or last in turn, since the order must not matter."""
        self.token += 1
        sides = [(self.program, program, program_keys), (self.validator, validator, validator_keys)]
        started = {box: box.start(*command, pair=self.token, **(keys or {})) for box, command, keys in sides[:: 1 - 2 * (self.token % 2)]}
        return started[self.program], started[self.validator]

    def run(self, *arguments, timeout=60):
        program, validator = self.start(*arguments)
        return self.program.finish(program, timeout), self.validator.finish(validator, timeout)


class Box:
    """A launcher with its directories. Modes B and B+ are started as an unprivileged user."""

    def __init__(self, mode="A", slot=0, uid=None, options=(), prefix=None):
        self.mode = mode
        self.metered = mode == "B"
        self.program_uid = UNPRIVILEGED if mode in ("B", "B+") else uid or 60000 + slot
        self.home = Path(tempfile.mkdtemp(prefix="box-test-"))
        for name in ("box", "in", "prepared"):
            (self.home / name).mkdir()
        for directory in (self.home, *self.home.iterdir()):
            directory.chmod(0o755)
        if prefix is None:
            prefix = unprivileged(mode) if mode in ("B", "B+") else []
        command = [*prefix, str(BOX), "--slot", str(slot), "--uid", str(uid or 60000 + slot), "--mode", mode]
        command += ["--box-dir", self.home / "box", "--input-dir", self.home / "in", "--prepared", self.home / "prepared"]
        self.process = subprocess.Popen([*command, *options], stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=0,
                                        env={"SECRET": "in the launcher's environment"})
        self.buffer = b""
        self.next_id = 0
        word, self.ready = self.header(timeout=120)
        if word != "ready":
            self.close()
            raise Fail(unquote(self.ready["message"]))

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def close(self):
        self.process.stdin.close()
        self.process.stdout.close()
        status = self.process.wait(120)
        shutil.rmtree(self.home)
        return status

    # ---- what Java will do ----

    def put(self, name, content, mode=0o755):
        path = self.home / "box" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        path.chmod(mode)
        return f"/box/{name}"

    def input(self, name, content):
        (self.home / "in" / name).write_bytes(content if isinstance(content, bytes) else content.encode())
        return name

    def line(self, *arguments, env=(), **keys):
        pairs = [f"{key.replace('_', '-')}={encode(value)}" for key, value in keys.items()]
        pairs += [f"arg={encode(a)}" for a in arguments] + [f"env={encode(e)}" for e in env]
        return " ".join(["run", *pairs]) + "\n"

    def send(self, text):
        self.process.stdin.write(text if isinstance(text, bytes) else text.encode())

    def start(self, *arguments, **keys):
        self.next_id += 1
        keys.setdefault("id", self.next_id)
        self.send(self.line(*arguments, **keys))
        return keys["id"]

    def run(self, *arguments, timeout=120, **keys):
        return self.finish(self.start(*arguments, **keys), timeout)

    def finish(self, run_id, timeout=120):
        run, deadline = Run(), time.monotonic() + timeout
        while not run.end:
            self.take_frame(run, run_id, max(0.01, deadline - time.monotonic()))
        return run

    def take_frame(self, run, run_id, timeout=120):
        word, pairs = self.header(timeout)
        assert pairs["id"] == str(run_id), f"a frame of run {run_id} expected, not {word} {pairs}"
        data = self.bytes(int(pairs["len"]), timeout) if "len" in pairs else b""
        if word == "out":
            run.out += data
        elif word == "err":
            run.err += data
        elif word == "file":
            run.files[unquote(pairs["name"])] = (pairs, data)
        elif word == "end":
            run.end = pairs
        else:
            raise Fail(unquote(pairs["message"]))
        return word

    # ---- bytes ----

    def more(self, timeout):
        if not select.select([self.process.stdout], [], [], timeout)[0]:
            raise TimeoutError(f"no frame within {timeout:.1f} s")
        data = os.read(self.process.stdout.fileno(), 1 << 20)
        if not data:
            raise EOFError("the launcher is gone")
        self.buffer += data

    def header(self, timeout=120):
        while b"\n" not in self.buffer:
            self.more(timeout)
        line, self.buffer = self.buffer.split(b"\n", 1)
        word, *pairs = line.decode().split(" ")
        return word, dict(pair.split("=", 1) for pair in pairs)

    def bytes(self, count, timeout=120):
        pieces = []
        while count > 0:
            if not self.buffer:
                self.more(timeout)
            piece, self.buffer = self.buffer[:count], self.buffer[count:]
            pieces.append(piece)
            count -= len(piece)
        return b"".join(pieces)
