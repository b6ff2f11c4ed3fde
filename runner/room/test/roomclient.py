"""A client of `room serve` and `room enter`, for its tests and its benchmark."""

import fcntl
import os
import pty
import re
import select
import shutil
import signal
import struct
import subprocess
import tempfile
import termios
import time
from pathlib import Path
from urllib.parse import unquote

ROOM = Path(__file__).resolve().parent.parent / "target" / "room"
UNPRIVILEGED = 60901
GROUPS = f"room-test-{os.getpid()}" # so that they are told apart from others'
ENVIRONMENT = ("PATH=/usr/local/bin:/usr/bin:/bin", "HOME=/home/coder", "TERM=xterm-256color", "LANG=C.UTF-8", "PS1=$ ")


class Fail(Exception):
    """The room could not be made."""


def wait_until(condition, what, seconds=60):
    deadline = time.monotonic() + seconds
    while not (result := condition()):
        assert time.monotonic() < deadline, f"not within {seconds} s: {what}"
        time.sleep(0.005)
    return result


class Room:
    """A room with its directory. In mode B it is made by a user without rights."""

    def __init__(self, mode="A", uid=61234, disk=None, home=None, **options):
        self.mode, self.uid = mode, UNPRIVILEGED if mode == "B" else uid
        self.own_home = home is None
        self.home = Path(home or tempfile.mkdtemp(prefix="room-test-"))
        if mode == "B":
            os.chown(self.home, UNPRIVILEGED, UNPRIVILEGED)
        self.ports = self.home / "ports"
        self.ports.mkdir(exist_ok=True)
        os.chown(self.ports, UNPRIVILEGED if mode == "B" else 0, UNPRIVILEGED if mode == "B" else 0)
        self.disk = Path(disk or self.home / "disk.img")
        self.prefix = ["setpriv", f"--reuid={UNPRIVILEGED}", f"--regid={UNPRIVILEGED}", "--clear-groups"] if mode == "B" else []
        command = [*self.prefix, str(ROOM), "serve", "--mode", mode, "--uid", str(uid), "--disk", str(self.disk), "--ports", str(self.ports)]
        command += ["--cgroup", GROUPS]
        for name, value in options.items():
            for one in value if isinstance(value, list) else [value]:
                command += [f"--{name.replace('_', '-')}", str(one)]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=0, env={"SECRET": "of the keeper"})
        self.lines = []
        self.buffer = b""
        line = self.line()
        word, *pairs = line.split(" ")
        self.ready = dict(pair.split("=", 1) for pair in pairs)
        if word != "ready":
            self.close()
            raise Fail(unquote(self.ready["message"]))
        self.pid = int(self.ready["pid"])
        self.workspace = Path(f"/proc/{self.pid}/root/workspace")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def close(self):
        for pipe in (self.process.stdin, self.process.stdout):
            pipe.close()
        status = self.process.wait(60)
        if self.own_home:
            shutil.rmtree(self.home)
        return status

    def line(self, timeout=60):
        deadline = time.monotonic() + timeout
        while b"\n" not in self.buffer:
            assert select.select([self.process.stdout], [], [], max(0, deadline - time.monotonic()))[0], "the keeper is silent"
            data = os.read(self.process.stdout.fileno(), 65536)
            if not data:
                raise EOFError("the keeper is gone")
            self.buffer += data
        line, self.buffer = self.buffer.split(b"\n", 1)
        return line.decode()

    def ask(self, text, answer, timeout=60):
        """Sends a line; the answer is that which begins with the word, what comes before is kept."""
        self.process.stdin.write(text.encode() + b"\n")
        return self.await_line(answer, timeout)

    def await_line(self, word, timeout=60):
        while True:
            line = self.line(timeout)
            if line.split(" ")[0] == word:
                return line
            self.lines.append(line)

    def usage(self):
        return {k: int(v) for k, v in (pair.split("=") for pair in self.ask("usage", "usage").split(" ")[1:])}

    def command(self, *program, env=ENVIRONMENT, **options):
        words = [*self.prefix, str(ROOM), "enter", "--room", str(self.pid)]
        for variable in env:
            words += ["--env", variable]
        for name, value in options.items():
            words += [f"--{name}", str(value)]
        return words if "reap" in options else [*words, "--", *program]

    def run(self, *program, timeout=60, input=b"", **options):
        """A program on pipes, to its end."""
        return subprocess.run(self.command(*program, **options), input=input, capture_output=True, timeout=timeout)

    def shell(self, script, **options):
        return self.run("/bin/bash", "-c", script, **options)

    def terminal(self, *program, **options):
        return Terminal(self.command(*program, **options))

    def processes(self):
        """The programs in the room, seen from outside: pid and command line."""
        found = {}
        namespace = os.readlink(f"/proc/{self.pid}/ns/pid")
        for entry in Path("/proc").glob("[0-9]*"):
            try:
                if int(entry.name) != self.pid and os.readlink(entry / "ns" / "pid") == namespace:
                    found[int(entry.name)] = (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode().strip()
            except OSError:
                continue
        return found


class Terminal:
    """The master side of a terminal, made as pty4j does: the program started on it leads a session that has it."""

    def __init__(self, command, columns=80, rows=24):
        self.pid, self.master = pty.fork()
        if self.pid == 0:
            os.execv(shutil.which(command[0]) or command[0], command)
        self.resize(columns, rows)
        self.output, self.status = b"", None

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def resize(self, columns, rows):
        fcntl.ioctl(self.master, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def type(self, text):
        os.write(self.master, text.encode() if isinstance(text, str) else text)

    def read_some(self, timeout=0.2):
        if not select.select([self.master], [], [], timeout)[0]:
            return b""
        try:
            data = os.read(self.master, 65536)
        except OSError:
            return b""
        self.output += data
        return data

    def expect(self, pattern, timeout=60):
        """Reads until the pattern is in what was not matched yet, and returns the match."""
        deadline = time.monotonic() + timeout
        while not (match := re.search(pattern.encode(), self.output)):
            assert time.monotonic() < deadline, f"no {pattern!r} in {self.output!r}"
            self.read_some()
        self.output = self.output[match.end():]
        return match

    def do(self, line, pattern, timeout=60):
        self.type(line + "\n")
        return self.expect(pattern, timeout)

    def poll(self):
        if self.status is None:
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                self.status = os.waitstatus_to_exitcode(status)
        return self.status

    def wait(self, timeout=60):
        """The exit status; what is printed meanwhile is read, or the program could not end."""
        def ended():
            self.read_some(0)
            return self.poll() is not None
        wait_until(ended, "the end of room enter", timeout)
        return self.status

    def kill(self, number=signal.SIGTERM):
        os.kill(self.pid, number)

    def close(self):
        if self.poll() is None:
            self.kill()
            self.wait()
        os.close(self.master)
