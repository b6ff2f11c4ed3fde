"""Rooms through the hatch: the host and its callers see the same processes and the same /run/room, as two containers of a pod do."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent.parent / "room" / "test"))
import roomclient  # noqa: E402
from roomclient import UNPRIVILEGED, Room, wait_until  # noqa: E402

BUILT = Path(os.environ.get("ROOM", HERE.parent.parent / "room" / "target" / "room"))
RUN = Path("/run/room")
AS_USER = ["setpriv", f"--reuid={UNPRIVILEGED}", f"--regid={UNPRIVILEGED}", "--clear-groups"]


def alive(pid):
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False


class Base(unittest.TestCase):
    isolation = "room"
    around = AS_USER

    def setUp(self):
        self.programs = Path(tempfile.mkdtemp(prefix="hatch-test-"))
        os.chmod(self.programs, 0o755)
        for program in (HERE.parent / "target" / "hatch", BUILT):
            shutil.copy(program, self.programs)
        roomclient.ROOM = self.programs / "hatch"
        self.host = self.start_host()

    def start_host(self):
        host = subprocess.Popen([*self.around, str(self.programs / "hatch"), "host", "--isolation", self.isolation])
        wait_until((RUN / "hatch").exists, "the host listens")
        return host

    def tell_host_to_end(self):
        """What unshare started, where it is between us and the host, since it takes no signals itself."""
        children = Path(f"/proc/{self.host.pid}/task/{self.host.pid}/children").read_text().split()
        os.kill(int(children[0]) if self.isolation == "pod" else self.host.pid, signal.SIGTERM)

    def tearDown(self):
        if self.host.poll() is None:
            self.tell_host_to_end()
            self.host.wait(20)
        for left in RUN.iterdir():
            left.unlink()
        shutil.rmtree(self.programs)

    def room(self, **options):
        return Room("B", network="off", **options)


class IsolationRoom(Base):
    def test_room_is_made_by_the_host_and_entered_past_it(self):
        with self.room() as room:
            parent = int(Path(f"/proc/{room.pid}/stat").read_text().rsplit(")", 1)[1].split()[1])
            above = int(Path(f"/proc/{parent}/stat").read_text().rsplit(")", 1)[1].split()[1])
            self.assertEqual(self.host.pid, above)
            self.assertEqual(b"hello\n", room.shell("echo hello").stdout)
            self.assertEqual(7, room.shell("exit 7").returncode)
            room.shell("echo kept > /workspace/file")
            self.assertEqual("kept\n", (room.workspace / "file").read_text())
            self.assertIn("memory", room.usage())

    def test_terminal_is_the_programs_own(self):
        with self.room() as room, room.terminal("/bin/bash", "--norc", columns=91, rows=17) as terminal:
            terminal.do("stty size", "17 91")
            terminal.do("sleep 1000 & jobs", "Running")

    def test_ports_are_reached_where_the_runner_looks(self):
        with self.room() as room:
            serving = subprocess.Popen(
                room.command("/usr/bin/python3", "-c", "import socket; s = socket.create_server(('127.0.0.1', 4711)); s.accept()[0].sendall(b'from inside')"))
            self.assertTrue((room.ports / "ports.sock").is_symlink())

            def answer():
                import socket

                with socket.socket(socket.AF_UNIX) as caller:
                    caller.connect(str(room.ports / "ports.sock"))
                    caller.sendall(b"4711\n")
                    said = b""
                    while part := caller.recv(100):
                        said += part
                    return said.startswith(b"ok") and said

            self.assertEqual(b"ok\nfrom inside", wait_until(answer, "the port answers"))
            serving.wait(20)

    def test_room_ends_with_whoever_asked_for_it(self):
        for end in (signal.SIGKILL, signal.SIGTERM):
            room = self.room()
            room.process.send_signal(end)
            wait_until(lambda: not alive(room.pid), "the room ends")
            room.close()
        room = self.room()
        room.process.stdin.close()
        self.assertEqual(0, room.process.wait(20))
        self.assertFalse(alive(room.pid))

    def test_host_that_is_told_to_end_ends_its_rooms_first(self):
        room = self.room()
        self.host.terminate()
        self.assertEqual(0, self.host.wait(20))
        self.assertFalse(alive(room.pid))
        self.assertNotEqual(None, room.process.wait(20))
        room.close()

    def test_room_that_cannot_be_made_says_why(self):
        with self.assertRaises(roomclient.Fail):
            self.room(network_mode="nonsense")

    def test_caller_may_come_first(self):
        self.host.terminate()
        self.host.wait(20)
        (RUN / "hatch").unlink()
        starting = subprocess.Popen(
            [*AS_USER, str(self.programs / "hatch"), "serve", "--mode", "B"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.host = self.start_host()
        self.assertTrue(starting.stdout.readline().startswith(b"fail message="))
        starting.communicate()

    def test_stranger_gets_nothing(self):
        os.chmod(RUN / "hatch", 0o777)
        stranger = subprocess.run(
            ["setpriv", "--reuid=60902", "--regid=60902", "--clear-groups", str(self.programs / "hatch"), "serve", "--mode", "B"],
            stdin=subprocess.DEVNULL, capture_output=True, timeout=60)
        self.assertNotEqual(0, stranger.returncode)
        self.assertEqual(b"", stranger.stdout)


class IsolationPod(Base):
    """The host in a process namespace of its own, as the container of programs has one; what it starts is of its user."""

    isolation = "pod"
    around = ["unshare", "--pid", "--fork", "--mount-proc", "--kill-child=TERM", *AS_USER]

    def room(self, **options):
        return Room("B", network="off", **options)

    def shell(self, room, script, **options):
        return room.run("/bin/bash", "-c", script, cwd="/tmp", **options)

    def await_sleepers(self, room, count):
        """A program that was started in the background becomes `sleep` a little later."""
        wait_until(lambda: self.shell(room, "pgrep -c -x sleep").stdout == b"%d\n" % count, f"{count} sleep")

    def test_programs_run_beside_the_host_and_end_as_they_end(self):
        with self.room() as room:
            self.assertEqual(("P", "pod"), (room.ready["mode"], room.ready["disk"]))
            self.assertEqual(b"1 hatch\n", self.shell(room, "echo 1 $(cat /proc/1/comm)").stdout)
            self.assertEqual(7, self.shell(room, "exit 7").returncode)
            self.assertEqual(128 + 9, self.shell(room, "kill -9 $$").returncode)
            self.assertEqual(127, room.run("/no/such/program", cwd="/tmp").returncode)
            self.assertEqual(127, room.run("/bin/true", cwd="/no/such/directory").returncode)
            self.assertEqual(b"", self.shell(room, "env | grep -v -e ^PATH -e ^HOME -e ^TERM -e ^LANG -e ^PS1 -e ^PWD -e ^SHLVL -e ^_=").stdout)
            self.assertGreater(room.usage()["processes"], 0)

    def test_terminal_is_the_programs_own(self):
        with self.room() as room, room.terminal("/bin/bash", "--norc", columns=91, rows=17, cwd="/tmp") as terminal:
            terminal.do("stty size", "17 91")
            terminal.do("sleep 1000 & jobs", "Running")
            terminal.do("bash -c 'echo runs; sleep 1000'", "\r\nruns")
            terminal.type(chr(3))
            terminal.expect(r"\^C\s+\$ ")
            terminal.do("echo back $((1 + 1))", "back 2")

    def test_closing_a_terminal_ends_all_that_was_started_in_it(self):
        with self.room() as room:
            terminal = room.terminal("/bin/bash", "--norc", id="t1", cwd="/tmp")
            terminal.do("(setsid sleep 4711 &) ; nohup sleep 4711 & (trap '' TERM HUP; sleep 4711) & echo started", "started")
            self.await_sleepers(room, 3)
            os.kill(terminal.pid, signal.SIGTERM)
            terminal.wait()
            self.assertEqual(b"0\n", self.shell(room, "pgrep -c -x sleep").stdout)

    def test_what_a_program_left_goes_on_until_it_is_reaped(self):
        with self.room() as room:
            room.run("/bin/bash", "-c", "setsid sleep 4711 </dev/null >/dev/null 2>&1 &", id="t2", cwd="/tmp")
            self.await_sleepers(room, 1)
            self.assertEqual(0, room.run(reap="t2").returncode)
            self.assertEqual(b"0\n", self.shell(room, "pgrep -c -x sleep").stdout)
            self.assertEqual(0, room.run(reap="t2").returncode)

    def test_forking_bomb_is_ended_with_its_terminal(self):
        with self.room() as room:
            bomb = "import os\nwhile True:\n  try:\n    os.fork()\n    os.setsid()\n  except OSError: pass"
            bound = f"ulimit -u 200; exec python3 -c '{bomb}'"
            terminal = room.terminal("/bin/bash", "-c", bound, id="t3", cwd="/tmp")
            wait_until(lambda: room.usage()["processes"] > 50, "it forks")
            os.kill(terminal.pid, signal.SIGTERM)
            terminal.wait()
            wait_until(lambda: room.usage()["processes"] < 5, "it is gone")

    def test_kill_all_leaves_the_host(self):
        with self.room() as room:
            terminal = room.terminal("/bin/sleep", "4711", cwd="/tmp")
            wait_until(lambda: room.usage()["processes"] >= 3, "it runs")
            room.ask("kill-all", "killed")
            self.assertNotEqual(0, terminal.wait())
            self.assertEqual(b"still there\n", self.shell(room, "echo still there").stdout)

    def test_programs_end_with_the_runner_and_the_next_one_finds_none(self):
        room = self.room()
        terminal = room.terminal("/bin/sleep", "4711", cwd="/tmp")
        wait_until(lambda: room.usage()["processes"] >= 3, "it runs")
        room.process.kill()
        terminal.wait()
        room.close()
        with self.room() as room:
            self.assertEqual(b"0\n", self.shell(room, "pgrep -c -x sleep").stdout)

    def test_programs_reach_neither_host_nor_doors(self):
        with self.room() as room:
            self.assertNotEqual(0, self.shell(room, "cat /proc/1/environ").returncode)
            self.assertNotEqual(0, self.shell(room, "ls /proc/1/fd/").returncode)
            self.shell(room, "kill -9 1; kill -TERM 1; kill -INT 1")
            script = "import socket; s = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET); s.connect('/run/room/door'); s.send(b'x' * 100); print(s.recv(10))"
            refused = self.shell(room, f'python3 -c "{script}"')
            self.assertNotIn(b"refused the request", refused.stdout)
            self.assertIn(refused.stdout, (b"", b"b''\n"))
            self.assertEqual(b"still there\n", self.shell(room, "echo still there").stdout)

    def test_ports_are_reached(self):
        import socket

        with self.room() as room, socket.create_server(("127.0.0.1", 0)) as server:
            with socket.socket(socket.AF_UNIX) as caller:
                caller.connect(str(room.ports / "ports.sock"))
                caller.sendall(b"%d\n" % server.getsockname()[1])
                there, _ = server.accept()
                self.assertEqual(b"ok\n", caller.recv(3))
                caller.sendall(b"to")
                caller.shutdown(socket.SHUT_WR)
                self.assertEqual(b"to", there.recv(10))
                self.assertEqual(b"", there.recv(10))
                there.sendall(b"fro")
                there.close()
                self.assertEqual(b"fro", caller.recv(10))
            with socket.socket(socket.AF_UNIX) as caller:
                caller.connect(str(room.ports / "ports.sock"))
                caller.sendall(b"1\n")
                self.assertTrue(caller.recv(100).startswith(b"no "))


if __name__ == "__main__":
    if "--inside" not in sys.argv:
        # A /run/room of our own, whatever else the machine has there.
        script = f"mkdir -p {RUN} && mount -t tmpfs -o mode=777 tmpfs {RUN} && exec {sys.executable} {__file__} --inside"
        os.execvp("unshare", ["unshare", "--mount", "--propagation", "private", "sh", "-c", script])
    sys.argv.remove("--inside")
    unittest.main(verbosity=2)
