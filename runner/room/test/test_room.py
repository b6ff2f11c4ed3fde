#!/usr/bin/env python3
"""The tests of rooms: each function is a sentence about their behaviour, and is run in the modes that it names.

Run by `make test`, as root; an argument selects tests by a part of their name. The second half is a hostile tenant.
"""

import os
import random
import shutil
import signal
import socket
import stat
import subprocess
import sys
import threading
import time
import traceback
from pathlib import Path

from roomclient import GROUPS, ROOM, UNPRIVILEGED, Fail, Room, wait_until

MIB = 1 << 20
TESTS = []
EVERY, ROOT, WITHOUT_ROOT = ("A", "B"), ("A",), ("B",)


def test(modes=EVERY):
    def register(function):
        TESTS.extend((function, mode) for mode in modes)
        return function

    return register


def alone(function):
    """A test that makes its own rooms; it gets the mode in place of a room."""
    function.alone = True
    return function


def python(room, code, **options):
    return room.run("/usr/bin/python3", "-I", "-S", "-c", code, **options)


def python_with(room, code, *arguments):
    return room.run("/usr/bin/python3", "-I", "-S", "-c", code, *arguments)


def children_of(pid, name):
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [child for child in children if Path(f"/proc/{child}/comm").read_text().strip() == name]


def says(run, text):
    assert (run.returncode, run.stdout.decode().strip()) == (0, text), f"expected {text!r}: {run}"


def lives(room):
    says(room.shell("echo alive"), "alive")


def refused(function, *words):
    try:
        function()
    except Fail as fail:
        assert all(word in str(fail) for word in words), f"expected {words} in: {fail}"
        return
    raise AssertionError("was not refused")


def shell(room, **options):
    """bash on a terminal, with its first prompt read."""
    terminal = room.terminal("/bin/bash", "--norc", "--noprofile", "-i", **options)
    terminal.do("bind 'set enable-bracketed-paste off'; PS1='re''ady> '", "ready> ")
    return terminal


def commands(room):
    return sorted(room.processes().values())


def waits_for(room, count, text, seconds=60):
    wait_until(lambda: sum(text in line for line in commands(room)) == count, f"{count} times {text!r}", seconds)


# ---- a program in a room ----


@test()
def a_program_ends_as_it_ended(room):
    for status in (0, 3, 137):
        assert room.shell(f"exit {status}").returncode == status
    for number in (signal.SIGSEGV, signal.SIGKILL, signal.SIGTERM, signal.SIGHUP):
        assert room.shell(f"kill -{number.value} $$").returncode == 128 + number


@test()
def what_cannot_be_started_is_told_with_its_reason(room):
    for program, status, reason in (("/missing", 127, "No such file"), ("missing", 127, "No such file"), ("/tmp", 127, "Permission denied")):
        run = room.run(program)
        assert run.returncode == status and reason in run.stderr.decode(), run
    assert room.run("/bin/true", cwd="/missing").returncode == 126
    room.pid, pid = os.getpid(), room.pid
    run = room.run("/bin/true")
    room.pid = pid
    assert run.returncode == 126 and b"no room" in run.stderr, run


@test()
def a_program_gets_just_the_variables_that_are_given(room):
    says(room.run("/usr/bin/env", env=("A=1", "B=two words")), "A=1\nB=two words")


@test()
def arguments_of_a_hundred_kilobytes_come_through_whole(room):
    text = "x y" * 34000
    says(room.run("/usr/bin/python3", "-I", "-S", "-c", "import sys; print(len(sys.argv[1]), sys.argv[2])", text, "é"), f"{len(text)} é")


@test()
def streams_that_are_no_terminal_are_passed_on(room):
    run = room.shell("cat; echo error >&2; test -t 0 || echo none", input=b"in\0put")
    assert (run.stdout, run.stderr) == (b"in\0putnone\n", b"error\n")


@test()
def a_room_looks_like_a_system_for_its_user(room):
    says(room.shell("id -un; hostname; pwd; echo $HOME; getent hosts localhost | wc -l"), "coder\nworkspace\n/workspace\n/home/coder\n1")
    says(room.shell("ls -d /usr /bin /lib /etc/profile /etc/ssl/certs /etc/alternatives | wc -l"), "6")
    says(room.shell("for d in /workspace ~ /tmp /dev/shm /var/tmp; do touch $d/x && rm $d/x || echo $d; done"), "")
    says(room.shell("for d in / /etc /usr /dev /run /home /proc; do touch $d/x 2>/dev/null && echo $d; done; true"), "")
    says(python(room, "import multiprocessing as m; q = m.Queue(); q.put(1); print(q.get())"), "1")
    says(room.shell("locale charmap 2>&1"), "UTF-8")


@test()
def many_programs_enter_at_once(room):
    runs = [subprocess.Popen(room.command("/bin/bash", "-c", f"exit {i}")) for i in range(40)]
    assert [run.wait(60) for run in runs] == list(range(40))


@test()
def the_workspace_is_reachable_from_outside_and_the_users(room):
    says(room.shell("umask; echo text > file; mkdir -p a/b"), "0022")
    status = (room.workspace / "file").stat()
    assert status.st_uid == room.uid and (room.workspace / "file").read_text() == "text\n"
    (room.workspace / "from-outside").write_text("more")
    says(room.shell("cat from-outside"), "more")


# ---- terminals ----


@test()
def jobs_are_controlled_from_a_terminal(room):
    with shell(room) as terminal:
        terminal.type("sleep 1000\n")
        waits_for(room, 1, "sleep 1000")
        terminal.type("\x03")
        terminal.expect("ready> ")
        terminal.do("echo status=$?", "status=130\r\nready> ")
        terminal.type("sleep 1001\n")
        waits_for(room, 1, "sleep 1001")
        terminal.type("\x1a")
        terminal.expect("Stopped.*sleep 1001")
        terminal.do("bg; jobs", "Running.*sleep 1001")
        terminal.type("fg\n")
        terminal.expect("sleep 1001\r\n")
        terminal.type("\x03")
        terminal.do("echo jobs=$(jobs | wc -l)", "jobs=0")
        terminal.type("cat\n")
        waits_for(room, 1, "cat")
        terminal.type("\x04")
        terminal.do("echo after", "after\r\nready> ")


@test()
def a_terminal_has_a_size_and_tells_its_changes(room):
    with room.terminal("/bin/bash", "-c", "trap 'stty size' WINCH; stty size; while :; do sleep 0.05; done", columns=91, rows=17) as terminal:
        terminal.expect("17 91")
        terminal.resize(120, 40)
        terminal.expect("40 120")


@test()
def a_terminal_is_the_controlling_one(room):
    with shell(room) as terminal:
        terminal.do("test -t 0 && test -t 1 && test -t 2 && echo all-three", "all-three\r\n")
        terminal.do("echo written > /dev/tty", "written\r\nready> ")
        terminal.do("python3 -c 'print(input(\"name? \") + \"!\")'", "name\\? ")
        terminal.do("me", "me!")
        terminal.do("ps -o tpgid= -p $$ | tr -d ' ' | grep -c '^[1-9]'", "1\r\n")
        terminal.do("script -qc 'test -t 0 && tty' /dev/null", "/dev/pts/0")


@test(ROOT)
def a_terminal_has_a_name(room):
    with shell(room) as first, shell(room) as second:
        for terminal in (first, second):
            terminal.do("tty; echo to-stderr > /dev/stderr", "/dev/console\r\nto-stderr\r\nready> ")
        first.do("echo only-here > /dev/console", "only-here\r\nready> ")
        second.do("echo nothing-else", "echo nothing-else\r\nnothing-else\r\nready> ")


@test()
def full_screen_programs_work(room):
    with shell(room) as terminal:
        terminal.do("seq 1000 > numbers; less numbers", "23\r\n")
        terminal.type("G")
        terminal.expect("1000")
        terminal.do("q", "ready> ")
        terminal.type("vim -u NONE -n new\n")
        terminal.expect("new. \\[New")
        terminal.type("ihello\x1b:wq\n")
        terminal.expect("ready> ")
        terminal.do("cat new", "hello\r\nready> ")


@test()
def unicode_comes_through_both_ways(room):
    with shell(room) as terminal:
        terminal.do("echo größer 漢字 | tee f; wc -m < f", "größer 漢字\r\n10\r\n")


@test()
def the_stand_in_says_the_pid_of_its_program(room):
    with shell(room) as terminal:
        name = Path(f"/proc/{terminal.pid}/comm").read_text().strip()
        program = int(name.removeprefix("room-"))
        assert room.processes()[program].startswith("/bin/bash")
        terminal.type("sleep 1002\n")
        waits_for(room, 1, "sleep 1002")
        group, foreground = (int(Path(f"/proc/{program}/stat").read_text().rsplit(") ")[1].split()[i]) for i in (2, 5))
        assert foreground != group and "sleep 1002" in room.processes()[foreground]


# ---- the end of a tree ----

ESCAPES = """
sleep 2001 &
setsid sleep 2002 &
nohup sleep 2003 > /dev/null 2>&1 &
(setsid sh -c 'sleep 2004 & sleep 2005 & wait' &)
python3 -c 'import os, signal
signal.signal(signal.SIGTERM, signal.SIG_IGN); signal.signal(signal.SIGHUP, signal.SIG_IGN)
if os.fork(): os._exit(0)
os.setsid()
if os.fork(): os._exit(0)
os.execvp("sleep", ["sleep", "2006"])' &
echo all-started
"""


def start_escapes(room, *options):
    terminal = shell(room, **dict(options))
    (room.workspace / "escapes").write_text(ESCAPES)
    terminal.do(". ./escapes", "all-started")
    wait_until(lambda: sum(line.startswith("sleep 200") for line in commands(room)) == 6, "six programs in the background")
    return terminal


def ends_with_all(room, end):
    with shell(room) as other, start_escapes(room) as terminal:
        end(terminal)
        terminal.wait()
        left = [line for line in commands(room) if "sleep" in line]
        assert not left, f"still there: {left}"
        other.do("echo untouched", "untouched\r\nready> ")


@test()
def a_terminated_stand_in_takes_all_its_tree_with_it(room):
    for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
        ends_with_all(room, lambda terminal: terminal.kill(number))


@test()
def a_killed_stand_in_takes_all_its_tree_with_it(room):
    with shell(room) as other:
        terminal = start_escapes(room)
        terminal.kill(signal.SIGKILL)
        terminal.wait()
        wait_until(lambda: not [line for line in commands(room) if "sleep" in line], "the end of all")
        other.do("echo untouched", "untouched\r\nready> ")
        os.close(terminal.master)


@test()
def a_stand_in_whose_parent_dies_takes_all_its_tree_with_it(room):
    parent = subprocess.Popen(["sh", "-c", '"$@"; :', "sh", *room.command("/bin/bash", "-c", "sleep 2007 & sleep 2008")])
    wait_until(lambda: "sleep 2008" in commands(room), "the program")
    parent.kill()
    parent.wait()
    wait_until(lambda: not commands(room), "the end of all")


@test()
def what_a_program_leaves_goes_on_until_it_is_reaped(room):
    terminal = start_escapes(room, ("id", "one"))
    terminal.do("exit 7", "exit")
    assert terminal.wait() == 7
    os.close(terminal.master)
    # The shell's jobs got the hang-up of their terminal; nothing else ended.
    assert len([line for line in commands(room) if "sleep" in line]) >= 5
    refused_run = room.run("/bin/true", id="one")
    assert refused_run.returncode == 126 and b"already" in refused_run.stderr, refused_run
    assert room.run(reap="another").returncode == 0
    assert len([line for line in commands(room) if "sleep" in line]) >= 5
    assert room.run(reap="one").returncode == 0
    assert not [line for line in commands(room) if "sleep" in line]
    assert room.run("/bin/true", id="one").returncode == 0


@test()
def a_tree_that_is_reaped_while_its_program_runs_ends_as_killed(room):
    with room.terminal("/bin/sleep", "2009", id="two") as terminal:
        waits_for(room, 1, "sleep 2009")
        assert room.run(reap="two").returncode == 0
        assert terminal.wait() == 137 and not commands(room)


@test()
def all_programs_are_killed_and_the_room_stays(room):
    with shell(room) as one, shell(room) as two:
        room.ask("kill-all", "killed")
        assert not commands(room)
        assert (one.wait(), two.wait()) == (137, 137)
    lives(room)


# ---- the room ----


@test()
def usage_is_told(room):
    before = room.usage()
    with room.terminal("/usr/bin/python3", "-c", "x = bytearray(50 << 20); f = open('f', 'wb'); f.write(b'1' * (20 << 20)); f.close(); print('up', flush=True)\nwhile True: pass") as terminal:
        terminal.expect("up")

        def grown():
            usage = room.usage()
            return usage if usage["disk-bytes"] - before["disk-bytes"] >= 20 * MIB and usage["cpu-us"] - before["cpu-us"] > 300000 else None

        usage = wait_until(grown, "usage of disk and CPU")
        assert 50 * MIB <= usage["memory"] <= 130 * MIB and usage["processes"] == 1, usage
        assert usage["disk-files"] == before["disk-files"] + 1, (before, usage)


@test()
def a_line_that_is_not_known_is_refused(room):
    assert "unknown" in room.ask("nonsense", "fail")
    room.usage()


@test()
@alone
def options_that_are_wrong_are_refused(mode):
    for options, word in (({"memory": 5}, "--memory"), ({"cpus": "x"}, "--cpus"), ({"network": "all"}, "--network"), ({"odd": 1}, "--odd"),
                          ({"toolchain": "relative"}, "relative"), ({"disk_files": 3}, "--disk-files")):
        refused(lambda: Room(mode, **options), word)


@test()
@alone
def a_toolchain_is_shown_read_only(mode):
    tools = Path(f"/srv/room-test-{os.getpid()}")
    tools.mkdir()
    (tools / "tool").write_text("#!/bin/sh\necho made\n")
    (tools / "tool").chmod(0o755)
    with Room(mode, toolchain=[tools]) as room:
        says(room.run(tools / "tool"), "made")
        assert room.shell(f"echo x > {tools}/tool").returncode != 0
        assert room.shell("ls /srv").stdout.decode().split() == [tools.name]
    remove(tools)


@test()
@alone
def a_disk_keeps_its_files_from_room_to_room(mode):
    with Room(mode) as keeper_of_home:
        disk = keeper_of_home.home / "kept.img"
        if mode == "B":
            os.chown(keeper_of_home.home, UNPRIVILEGED, UNPRIVILEGED)
        with Room(mode, disk=disk) as room:
            says(room.shell("echo kept > file; mkdir -m 700 d; echo x > d/f; ln -s d l; sync"), "")
        with Room(mode, disk=disk, uid=61235) as room:
            says(room.shell("cat file d/f; readlink l; echo more >> file; stat -c %U file d d/f l"), "kept\nx\nd\ncoder\ncoder\ncoder\ncoder")


@test(ROOT)
@alone
def an_image_is_for_one_room_at_a_time(mode):
    with Room(mode) as first:
        held = os.open(first.workspace, os.O_RDONLY)
        refused(lambda: Room(mode, disk=first.disk), "in use")
        # A reader of a killed room's files keeps the disk, and the next room waits for it.
        first.process.kill()
        first.process.wait()
        threading.Timer(0.3, lambda: os.close(held)).start()
        with Room(mode, disk=first.disk) as room:
            lives(room)


@test(ROOT)
@alone
def an_image_that_was_not_finished_is_made_anew(mode):
    with Room(mode) as room:
        disk = room.home / "other.img"
        disk.write_bytes(b"")
        (room.home / "other.img.new").write_bytes(b"half")
        with Room(mode, disk=disk, disk_bytes=64 * MIB, disk_files=1000) as other:
            lives(other)
        assert disk.stat().st_size == 64 * MIB and disk.stat().st_blocks * 512 < 16 * MIB and not (room.home / "other.img.new").exists()


@test()
@alone
def a_room_ends_with_its_callers_input_and_leaves_nothing(mode):
    for end in (lambda room: room.process.stdin.close(), lambda room: room.process.terminate(), lambda room: room.process.kill()):
        before = left_overs()
        room = Room(mode)
        terminals = [shell(room) for _ in range(3)]
        pids = [room.pid, *room.processes()]
        end(room)
        assert room.process.wait(60) in (0, -signal.SIGKILL)
        for terminal in terminals:
            assert terminal.wait() in (126, 137)
            os.close(terminal.master)
        wait_until(lambda: left_overs() == before and not (room.ports / "ports.sock").exists(), f"nothing left of {pids}: {left_overs()} {before}")
        room.close()


def left_overs():
    """What rooms of these tests may leave in the kernel: processes, loop devices, cgroups and mounts."""
    processes, marks = [], (b"room-test-", GROUPS.encode())
    for entry in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            if ROOM.name.encode() in (line := entry.read_bytes()) and all(mark in line for mark in marks) and b"python" not in line:
                processes.append(entry.parent.name)
        except OSError:
            continue
    loops = [file for file in Path("/sys/block").glob("loop*/loop/backing_file") if "room-test-" in text_of(file)]
    groups = [str(p) for p in Path("/sys/fs/cgroup").glob(f"*/{GROUPS}-*")]
    mounts = [line for line in Path("/proc/self/mounts").read_text().splitlines() if "room-test" in line]
    return processes, loops, groups, mounts


def text_of(file):
    try:
        return file.read_text()
    except OSError:
        return ""


def serve_and_kill(base, mode, disk, seconds, once_ready):
    command = [*base.prefix, str(ROOM), "serve", "--mode", mode, "--uid", "61236", "--disk", str(disk), "--ports", str(base.home),
               "--disk-bytes", str(64 * MIB), "--cgroup", GROUPS]
    began = time.monotonic()
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    first = process.stdout.readline() if once_ready else b""
    took = time.monotonic() - began
    time.sleep(random.random() * seconds)
    process.kill()
    process.wait(60)
    process.stdin.close()
    # Ends only with everything that has it.
    assert (first + process.stdout.read()).startswith(b"ready") or not once_ready
    process.stdout.close()
    return took


@test()
@alone
def two_hundred_rooms_killed_at_random_moments_leave_nothing(mode):
    random.seed(7)
    with Room(mode) as base:
        before, disk, took = left_overs(), base.home / "killed.img", []
        for cycle in range(100):
            took.append(serve_and_kill(base, mode, disk, 0.02, True))
            # At whatever it does before.
            serve_and_kill(base, mode, disk, sorted(took)[len(took) // 2], False)
            if cycle % 20 == 0:
                disk.unlink(missing_ok=True)
        wait_until(lambda: left_overs() == before and not (base.home / "ports.sock").exists(), f"nothing left: {before}, {left_overs()}")
        with Room(mode, disk=disk) as room:
            lives(room)
        assert left_overs() == before, f"{before}, {left_overs()}"


# ---- ports ----

ECHO = """
import socket, sys
server = socket.create_server((sys.argv[1], int(sys.argv[2])), family=socket.AF_INET6 if ':' in sys.argv[1] else socket.AF_INET)
print('up', flush=True)
while True:
    client, _ = server.accept()
    data = bytearray()
    while more := client.recv(65536):
        data += more
    client.sendall(b'<' + data + b'>')
    client.close()
"""


def echo_server(room, host, port):
    terminal = room.terminal("/usr/bin/python3", "-c", ECHO, host, str(port))
    terminal.expect("up")
    return terminal


def call(room, port):
    caller = socket.socket(socket.AF_UNIX)
    caller.settimeout(60)
    caller.connect(str(room.ports / "ports.sock"))
    caller.sendall(f"{port}\n".encode())
    answer = b""
    while not answer.endswith(b"\n"):
        answer += (byte := caller.recv(1))
        assert byte, answer
    return caller, answer.decode().strip()


def exchange(room, port, data):
    caller, answer = call(room, port)
    assert answer == "ok", answer
    with caller:
        writer = threading.Thread(target=lambda: (caller.sendall(data), caller.shutdown(socket.SHUT_WR)))
        writer.start()
        back = bytearray()
        while more := caller.recv(1 << 16):
            back += more
        writer.join()
        return bytes(back)


@test()
def what_listens_in_a_room_is_reached_from_outside(room):
    data = random.randbytes(5 * MIB)
    with echo_server(room, "127.0.0.1", 8080), echo_server(room, "::1", 8081):
        for port in (8080, 8081):
            assert exchange(room, port, data) == b"<" + data + b">"
            assert exchange(room, port, b"") == b"<>"
    for port, word in ((8082, "nothing listens"), (0, "1 to 65535"), (65536, "1 to 65535"), ("x", "1 to 65535"), ("12345678901", "1 to 65535")):
        answer = call(room, port)[1]
        assert answer.startswith("no ") and word in answer, answer
    assert stat.S_IMODE((room.ports / "ports.sock").stat().st_mode) == 0o600


@test()
def connections_are_bounded_and_a_slow_one_slows_nobody(room):
    with echo_server(room, "127.0.0.1", 8080), room.terminal("/usr/bin/python3", "-c", "import socket, time; s = socket.create_server(('127.0.0.1', 9090), backlog=400); print('up', flush=True); time.sleep(1000)") as deaf:
        deaf.expect("up")
        stuck = [call(room, 9090)[0] for _ in range(255)]
        for caller in stuck[:5]:
            caller.setblocking(False)
            try:
                while caller.send(b"x" * 65536):
                    pass
            except BlockingIOError:
                pass
        assert exchange(room, 8080, b"through") == b"<through>"
        last, answer = call(room, 8080)
        assert answer == "ok"
        assert "already" in call(room, 8080)[1]
        for caller in (*stuck, last):
            caller.close()
        wait_until(lambda: call(room, 8080)[1] == "ok", "room for another connection")


# ---- a hostile tenant ----

CTYPES = "import ctypes, errno, os, socket, struct, sys\nlibc = ctypes.CDLL(None, use_errno=True)\ndef call(*a):\n    ctypes.set_errno(0)\n    r = libc.syscall(*a)\n    return errno.errorcode.get(ctypes.get_errno(), 'done') if r < 0 else 'done'\n"
FORK_BOMB = "import os\nwhile True:\n    try: os.fork()\n    except OSError: pass\n"
# One process at a time, each the child of the one before.
COMET = "import os\nwhile True:\n    if os.fork(): os._exit(0)\n"


@test()
@alone
def a_fork_bomb_ends_with_its_terminal(mode):
    with Room(mode, processes=100) as room, shell(room) as other:
        for code in (FORK_BOMB, "import os\nwhile True:\n    try: os.fork() or os.setsid()\n    except OSError: pass\n"):
            with room.terminal("/usr/bin/python3", "-I", "-S", "-c", code) as bomb:
                wait_until(lambda: room.usage()["processes"] > 80, "many processes")
                bomb.kill()
                bomb.wait()
                assert not [line for line in commands(room) if "python3" in line]
        other.do("echo untouched", "untouched\r\nready> ")


@test()
def a_chain_of_forks_ends_with_its_terminal(room):
    chains = f"import os, signal\nsignal.signal(signal.SIGHUP, signal.SIG_IGN)\nfor i in range(3):\n    if os.fork() == 0:\n        os.setsid()\n{indented(COMET)}\nsignal.pause()"
    for _ in range(3):
        with room.terminal("/usr/bin/python3", "-I", "-S", "-c", chains) as comet:
            # Seen by the account, as no process of a chain lives for long enough to be listed.
            began = room.usage()["cpu-us"]
            wait_until(lambda: room.usage()["cpu-us"] - began > 300000, "the chains at work")
            comet.kill()
            assert comet.wait() == 137
            assert all(room.usage()["processes"] == 0 for _ in range(50))
            wait_until(lambda: used_meanwhile(room, 0.3) < 20000, "an end of what is used")
    lives(room)


def used_meanwhile(room, seconds):
    before = room.usage()["cpu-us"]
    time.sleep(seconds)
    return room.usage()["cpu-us"] - before


def indented(code):
    return "".join(f"        {line}\n" for line in code.splitlines())


@test()
def a_fork_bomb_ends_with_all_programs_and_the_room_stays(room):
    with room.terminal("/usr/bin/python3", "-I", "-S", "-c", FORK_BOMB):
        wait_until(lambda: room.usage()["processes"] > 200, "many processes")
        assert room.usage()["processes"] <= 256
        room.ask("kill-all", "killed")
        assert not commands(room)
    lives(room)


@test(ROOT)
@alone
def a_full_disk_is_full_and_can_be_emptied(mode):
    with Room(mode, disk_bytes=64 * MIB, disk_files=1000) as room:
        run = room.shell("dd if=/dev/zero of=big bs=1M 2>&1; rm big; for i in $(seq 2000); do : > f$i || break; done 2>&1; ls | wc -l; rm -f f*; echo again > f; cat f")
        assert run.stdout.decode().count("No space left") == 2 and run.stdout.decode().endswith("again\n"), run
        count = int(run.stdout.decode().splitlines()[-2])
        assert 900 <= count <= 1100, count
        assert room.disk.stat().st_size == 64 * MIB
        assert room.shell("fallocate -l 1G huge").returncode != 0


def directory_room(mode, **options):
    base = Path(f"/tmp/room-test-directory-{os.getpid()}")
    base.mkdir(exist_ok=True)
    os.chown(base, UNPRIVILEGED if mode == "B" else 0, 0)
    return Room(mode, disk=base, **options), base


def remove(base):
    subprocess.run(["rm", "-rf", base], check=True)


@test()
@alone
def a_watched_disk_stops_who_writes_when_it_is_full(mode):
    room, base = directory_room(mode, disk_bytes=32 * MIB)
    with room:
        with shell(room) as terminal:
            terminal.do("while dd if=/dev/zero of=big bs=64k count=4 oflag=append conv=notrunc 2>/dev/null; do sleep 0.01; done", "File size limit exceeded")
            assert 32 * MIB <= (room.workspace / "big").stat().st_size <= 100 * MIB
            terminal.do("ulimit -f unlimited; (ulimit -S -f 100); dd if=/dev/zero of=more bs=1 count=1; echo end=$?", "end=153")
            terminal.do("python3 -c 'import resource as r; r.setrlimit(r.RLIMIT_FSIZE, r.getrlimit(r.RLIMIT_FSIZE)[1:] * 2)'; echo set=$?", "set=1")
            terminal.do("rm big; until (echo x > f) 2> /dev/null; do sleep 0.1; done; cat f", "x\r\n")
    remove(base)


@test()
@alone
def a_watched_disk_that_grows_in_spite_ends_all_programs(mode):
    fill = "import os\nfor i in range(10**9):\n    open(f'{i}', 'w').close()"
    nameless = "import os, time\nfor i in range(100):\n    f = os.open('f', os.O_RDWR | os.O_CREAT); os.unlink('f'); os.write(f, b'x' * (4 << 20)); time.sleep(0.02)\ntime.sleep(1000)"
    deep = "import os\nfor i in range(400):\n    os.mkdir('d'); os.chdir('d')\nwhile True: os.write(os.open('f', os.O_WRONLY | os.O_CREAT | os.O_APPEND), b'x' * 1000)"
    room, base = directory_room(mode, disk_bytes=32 * MIB, disk_files=1000)
    with room:
        for code, statuses in ((fill, (1, 137)), (nameless, (1, 137)), (deep, (1, 137))):
            run = python(room, code)
            assert run.returncode in statuses, run
            wait_until(lambda: room.shell("rm -rf /workspace/* ; echo x > /workspace/f && rm /workspace/f").returncode == 0, "room on the disk again")
        lives(room)
    remove(base)


@test()
@alone
def a_memory_bomb_is_killed_and_the_room_stays(mode):
    with Room(mode, memory=100 * MIB) as room, shell(room) as terminal:
        bombs = ("x = []\nwhile True: x.append(bytearray(1 << 20))", "import os\nfor i in range(12): os.fork()\nx = bytearray(30 << 20)\nwhile True: pass")
        run = python(room, bombs[0])
        assert run.returncode in (137, 1), run
        room.await_line("oom") if run.returncode == 137 else None
        with room.terminal("/usr/bin/python3", "-c", bombs[1]):
            room.await_line("oom")
        room.ask("kill-all", "killed")
        lives(room)


@test()
@alone
def a_program_is_killed_before_the_rooms_init(mode):
    with Room(mode, memory=64 * MIB) as room:
        for _ in range(3):
            room.shell("tail /dev/zero")
        lives(room)


@test(ROOT)
@alone
def cpu_time_is_bounded(mode):
    with Room(mode, cpus=0.5) as room, room.terminal("/bin/bash", "-c", "(while :; do :; done) & while :; do :; done"):
        time_of = lambda: (time.monotonic(), room.usage()["cpu-us"])
        began, used = wait_until(lambda: t if (t := time_of())[1] > 200000 else None, "some CPU time")
        ended, more = wait_until(lambda: t if (t := time_of())[0] - began > 2 else None, "two seconds")
        share = (more - used) / 1e6 / (ended - began)
        assert share < 0.65, share


@test()
def other_processes_and_files_are_out_of_sight(room):
    with Room(room.mode, uid=61240) as other, shell(other) as terminal:
        terminal.do("echo secret > ~/mine; chmod 644 ~/mine; echo secret > /tmp/mine", "ready> ")
        says(room.shell("ls ~ /tmp | grep -c mine; ls -d /proc/[0-9]* | wc -l"), "0\n3")
        names = set(room.shell("ps ax -o comm=").stdout.decode().split())
        assert names <= {"bash", "ps"}, names
    for path in ("/proc/1/root", "/proc/1/environ", "/proc/1/maps", "/proc/1/fd", "/proc/1/cwd", "/proc/1/mem", "/etc/shadow", "/etc/npmrc", "/root/x", "/work", "/sys", "/boot", "/var/lib", "/dev/loop0", "/dev/vda", "/dev/mem"):
        assert room.shell(f"ls {path}; cat {path}").stdout == b"", path
    assert b"SECRET" not in room.shell("cat /proc/*/environ").stdout


@test()
def there_is_no_network_but_the_loopback(room):
    says(room.shell("cat /proc/net/dev | tail -n +3 | cut -d: -f1 | tr -d ' '"), "lo")
    code = "import socket\nfor host in ('169.254.169.254', '10.0.0.1', '1.1.1.1', '192.168.0.1', '172.17.0.1', 'fd00:ec2::254', '2606:4700::1111'):\n    s = socket.socket(socket.AF_INET6 if ':' in host else socket.AF_INET); s.settimeout(2)\n    try: s.connect((host, 80)); print(host)\n    except OSError as e: assert e.errno == 101, (host, e)\n"
    says(python(room, code), "")
    listener = socket.create_server(("127.0.0.1", 0))
    port = listener.getsockname()[1]
    assert python(room, f"import socket; socket.create_connection(('127.0.0.1', {port}), 2)").returncode == 1


@test()
@alone
def the_internet_is_reached_and_nothing_private_of_the_host(mode):
    if shutil.which("slirp4netns") is None:
        return refused(lambda: Room(mode, network="internet"), "slirp4netns")
    with Neighbourhood() as net, Room(mode, network="internet") as room:
        reach = "import socket, sys\nfor host in sys.argv[1:]:\n    try: print(socket.create_connection((host, 8000), 5).recv(100).decode())\n    except OSError as e: print('no')"
        says(python_with(room, reach, net.public), "served")
        blocked = (net.private, net.own, "127.0.0.1", "10.0.2.2", "169.254.169.254", "192.168.0.1", "100.100.100.200", "168.63.129.16")
        says(python_with(room, reach, *blocked), "\n".join(["no"] * len(blocked)))
        says(room.shell("cat /etc/resolv.conf"), "nameserver 10.0.2.3")
        assert room.shell("ip route del unreachable 10.0.0.0/8 || ip route add 10.0.0.0/9 dev tap0").returncode != 0
        slirp = children_of(room.process.pid, "slirp4netns")
        room.process.kill()
        wait_until(lambda: not any(Path(f"/proc/{pid}").exists() for pid in slirp), "the end of slirp4netns")


class Neighbourhood:
    """A network beside the host's, with a public and a private address that the host can reach, and a server on each."""

    public, private, own = "203.0.113.2", "10.211.55.2", "203.0.113.1"
    SERVER = "import socket\ns = socket.create_server(('', 8000))\nprint('up', flush=True)\nwhile True:\n    c, _ = s.accept(); c.sendall(b'served'); c.close()"

    def __enter__(self):
        server = ["/usr/bin/python3", "-c", self.SERVER]
        self.processes = [subprocess.Popen(command, stdout=subprocess.PIPE) for command in (["unshare", "-n", *server], server)]
        for process in self.processes:
            assert process.stdout.readline() == b"up\n"
        inside = ["nsenter", "-n", "-t", str(self.processes[0].pid)]
        for command in (["ip", "link", "add", "room-test0", "type", "veth", "peer", "name", "room-test1", "netns", str(self.processes[0].pid)],
                        ["ip", "addr", "add", f"{self.own}/24", "dev", "room-test0"], ["ip", "addr", "add", "10.211.55.1/24", "dev", "room-test0"],
                        ["ip", "link", "set", "room-test0", "up"], [*inside, "ip", "addr", "add", f"{self.public}/24", "dev", "room-test1"],
                        [*inside, "ip", "addr", "add", f"{self.private}/24", "dev", "room-test1"], [*inside, "ip", "link", "set", "room-test1", "up"]):
            subprocess.run(command, check=True)
        for host in (self.public, self.private, self.own):
            assert wait_until(lambda: self.answer(host), f"{host} to answer") == b"served"
        return self

    @staticmethod
    def answer(host):
        try:
            with socket.create_connection((host, 8000), 5) as server:
                return server.recv(100)
        except OSError:
            return None

    def __exit__(self, *_):
        for process in self.processes:
            process.kill()
            process.wait()
        subprocess.run(["ip", "link", "del", "room-test0"], stderr=subprocess.DEVNULL)


@test()
def abstract_sockets_of_the_host_are_out_of_reach(room):
    listener = socket.socket(socket.AF_UNIX)
    listener.bind("\0room-test")
    listener.listen()
    assert python(room, "import socket; socket.socket(socket.AF_UNIX).connect('\\0room-test')").returncode == 1
    listener.close()


@test()
def the_door_opens_to_nobody_inside(room):
    code = """
import os, socket
for name in ('door', 'proc'):
    try: os.unlink('/run/room/' + name); print('removed')
    except OSError: pass
s = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET)
s.settimeout(30)
try:
    s.connect('/run/room/door')
    s.send(bytes(8) + b'\\0')
    print(s.recv(1000))
except OSError as e: print('refused')"""
    assert python(room, code).stdout in (b"refused\n", b"b''\n")
    assert room.shell("ls /run/room/proc").stdout == b""
    lives(room)


@test()
def keystrokes_cannot_be_faked(room):
    code = "import fcntl, termios, errno\nfor request, value in ((termios.TIOCSTI, b'x'), (0x541c, b'\\x03'), (termios.TIOCSETD, b'\\x15\\0\\0\\0')):\n    for number in (request, request | 1 << 32):\n        try: fcntl.ioctl(0, number, value); print('done')\n        except OSError as e: assert e.errno == errno.EPERM, e\n        except OverflowError: pass\nprint('refused')"
    with room.terminal("/usr/bin/python3", "-c", code) as terminal:
        terminal.expect("refused")
        assert b"done" not in terminal.output
    # The upper half of the number is not looked at by the kernel.
    with room.terminal("/usr/bin/python3", "-c", CTYPES + "print('got', call(16, 0, ctypes.c_ulong(0x5412 | 1 << 32), b'x'))") as terminal:
        terminal.expect("got EPERM")


@test()
def init_cannot_be_killed_stopped_or_looked_into(room):
    code = CTYPES + (
        "import signal\nfor number in (9, 15, 19, 11):\n    print(call(62, 1, number), end=' ')\n"
        "print(call(101, 16, 1, 0, 0), call(101, 0x4206, 1, 0, 0), call(310, 1, 0, 0, 0, 0, 0), call(434, 1, 0), call(302, 1, 7, 0, 0))")
    run = python(room, code)
    assert run.returncode == 0 and set(run.stdout.decode().split()) <= {"EPERM", "ESRCH"}, run
    room.shell("kill -9 -1")
    lives(room)


@test()
def programs_of_other_terminals_may_be_looked_into_but_nothing_outside(room):
    with shell(room) as terminal:
        terminal.type("sleep 3001\n")
        waits_for(room, 1, "sleep 3001")
        code = CTYPES + "import subprocess\npid = int(subprocess.check_output(['pgrep', '-f', '^sleep 3001']))\nprint(call(101, 0x4206, pid, 0, 0))"
        says(python(room, code), "done")
    # Every pid of the host that is not one of the room.
    code = CTYPES + "print(sorted({call(101, 0x4206, pid, 0, 0) for pid in range(100, 3000)} | {call(62, pid, 0) for pid in range(100, 3000)}))"
    says(python(room, code), "['ESRCH']")


@test()
def a_debugger_works(room):
    says(room.shell("cat > t.c <<< $'int main(void) {\\n volatile int x = 41;\\n x++;\\n return x;\\n}'; gcc -g t.c -o t && gdb -q -batch -ex 'break main' -ex run -ex next -ex next -ex 'print x' ./t 2>&1 | tail -1"), "$1 = 42")


@test()
def the_kernels_less_trodden_corners_are_closed(room):
    calls = {
        "mount": (165, 0, b"/tmp", b"tmpfs", 0, 0), "umount": (166, b"/tmp", 2), "pivot_root": (155, b"/", b"/"), "chroot": (161, b"/tmp"),
        "unshare user": (272, 0x10000000), "unshare mount": (272, 0x20000), "setns": (308, 0, 0), "clone user": (56, 0x10000000 | 17, 0, 0, 0, 0),
        "open_tree": (428, -100, b"/", 1), "fsopen": (430, b"tmpfs", 0), "move_mount": (429, 0, 0, 0, 0, 0), "mount_setattr": (442, -100, b"/", 0, 0, 0),
        "bpf": (321, 0, 0, 0), "perf_event_open": (298, 0, 0, 0, 0, 0), "userfaultfd": (323, 0), "io_uring_setup": (425, 8, 0), "keyctl": (250, 0, 0),
        "add_key": (248, b"user", b"x", b"x", 1, -2), "open_by_handle_at": (304, -100, 0, 0), "kexec_load": (246, 0, 0, 0, 0), "init_module": (175, 0, 0, b""),
        "reboot": (169, 0, 0, 0, 0), "swapon": (167, b"/tmp/x", 0), "acct": (163, 0), "syslog": (103, 3, 0, 0), "quotactl": (179, 0, 0, 0, 0), "sethostname": (170, b"x", 1),
        "settimeofday": (164, 0, 0), "iopl": (172, 3), "personality": (135, 0x0200000), "fanotify_init": (300, 0, 0), "pidfd_getfd": (438, 0, 0, 0), "vhangup": (153,),
    }
    run = python(room, CTYPES + f"for name, args in {calls!r}.items():\n    r = call(*args)\n    if r != 'EPERM': print(name, r)")
    says(run, "")
    says(python(room, CTYPES + "print(call(435, 0, 0), call(135, 0xffffffff), call(135, 0x40000))"), "ENOSYS done done")


@test()
def sockets_are_of_the_common_kinds_only(room):
    code = "import socket, errno\ndef kind(*a):\n    try: socket.socket(*a).close(); return 'done'\n    except OSError as e: return errno.errorcode[e.errno]\n"
    allowed = "print({kind(1, 1), kind(1, 2), kind(2, 1), kind(2, 2), kind(2, 1, 6), kind(10, 1), kind(10, 2, 17), kind(16, 3, 0)})"
    says(python(room, code + allowed), "{'done'}")
    others = "print(sorted({kind(f, t) for f in range(47) if f not in (1, 2, 10, 16) for t in (1, 2, 3, 5)} | {kind(16, 3, p) for p in range(1, 23)} | {kind(2, 1, 132), kind(2, 1, 262), kind(10, 2, 136), kind(2, 3, 255)}))"
    says(python(room, code + others), "['EAFNOSUPPORT', 'EPROTONOSUPPORT']")


@test()
def programs_for_which_a_room_is_no_judge_work(room):
    code = CTYPES + "import fcntl\nf = open('f', 'w'); fcntl.flock(f, 2); fcntl.lockf(f, 2); os.fsync(f.fileno()); print(call(294, 0), len(os.sched_getaffinity(0)) > 0, os.sched_setaffinity(0, os.sched_getaffinity(0)))"
    says(python(room, code), "done True None")


@test()
def setuid_programs_and_devices_have_no_effect(room):
    if room.mode == "A":
        target = room.workspace / "root-id"
        target.write_bytes(Path("/usr/bin/id").read_bytes())
        os.chown(target, 0, 0)
        target.chmod(0o6755)
        says(room.run("/workspace/root-id", "-u"), str(room.uid))
        os.mknod(room.workspace / "zero", 0o666 | stat.S_IFCHR, os.makedev(1, 5))
        assert room.shell("head -c1 zero").returncode != 0
    assert room.shell("mknod d c 1 3").returncode != 0
    says(room.shell("find / -xdev -perm /6000 -type f 2>/dev/null | head -1 > /dev/null; cp /usr/bin/id mine; chmod 6755 mine; ./mine -u"), str(61234))
    says(room.shell("grep -E '^(Cap(Inh|Prm|Eff|Bnd|Amb)|NoNewPrivs)' /proc/self/status | awk '{print $2}' | sort -u | tr '\\n' ' '"), "0000000000000000 1")


@test()
def links_lead_nowhere_else(room):
    says(room.shell("ln -s / all; ln -s /proc/1/root init; ls all/work init/ 2>/dev/null; ln /etc/passwd hard 2>/dev/null || echo refused"), "refused")
    assert not (room.workspace / "hard").exists()


@test()
def limits_cannot_be_lifted(room):
    code = ("import resource as r\n"
            "for name in ('RLIMIT_CORE', 'RLIMIT_FSIZE', 'RLIMIT_NOFILE', 'RLIMIT_NPROC', 'RLIMIT_DATA', 'RLIMIT_MEMLOCK', 'RLIMIT_MSGQUEUE'):\n"
            "    kind = getattr(r, name, 12)\n"
            "    if r.getrlimit(kind)[1] == -1 and name != 'RLIMIT_FSIZE': continue\n"
            "    try: r.setrlimit(kind, (-1, -1)); print(name)\n"
            "    except (ValueError, OSError): pass")
    says(python(room, code), "")
    assert room.shell("echo -1000 > /proc/self/oom_score_adj").returncode != 0
    assert room.shell("echo 0 > /proc/sys/kernel/ngroups_max; echo b > /proc/sysrq-trigger").returncode != 0
    assert room.shell("ls /sys/fs/cgroup /proc/1/cgroup").returncode != 0


@test()
@alone
def a_tenant_that_does_everything_at_once_harms_no_neighbour(mode):
    with Room(mode, memory=128 * MIB, processes=64) as hostile, Room(mode, uid=61241) as neighbour:
        attacks = (FORK_BOMB, COMET, "x = []\nwhile True: x.append(bytearray(1 << 20))", "while True: open('f', 'a').write('x' * 65536)", "import os, signal\nwhile True:\n    os.kill(-1, 19)")
        terminals = [hostile.terminal("/usr/bin/python3", "-I", "-S", "-c", code) for code in attacks]
        with shell(neighbour) as terminal:
            worst = 0
            for i in range(50):
                began = time.monotonic()
                terminal.do(f"echo {i}''th", f"{i}th\r\nready> ")
                worst = max(worst, time.monotonic() - began)
            assert worst < 5, worst
        for terminal in terminals:
            terminal.close()
        lives(neighbour)
        lives(hostile)


# ---- running them ----


def run_one(function, mode):
    if getattr(function, "alone", False):
        return function(mode)
    with Room(mode) as room:
        function(room)


def main():
    wanted = sys.argv[1] if len(sys.argv) > 1 else ""
    passed = failed = 0
    for function, mode in TESTS:
        if wanted not in function.__name__ or (len(sys.argv) > 2 and mode != sys.argv[2]):
            continue
        began = time.monotonic()
        name = function.__name__.replace("_", " ")
        try:
            run_one(function, mode)
            passed += 1
            print(f"ok   {mode:2} {name} ({(time.monotonic() - began) * 1000:.0f} ms)", flush=True)
        except Exception:
            failed += 1
            print(f"FAIL {mode:2} {name}\n{traceback.format_exc()}", flush=True)
    print(f"{passed} passed, {failed} failed")
    return failed == 0


if __name__ == "__main__":
    sys.exit(0 if main() else 1)
