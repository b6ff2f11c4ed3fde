#!/usr/bin/env python3
"""The tests of the launcher: each function is a sentence about its behaviour, and is run in the modes that it names.

The programs in the boxes are test/attacks.c. Run by `make test`, as root; an argument selects tests by a part of their name.
"""

import os
import random
import re
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
import time
import traceback
from pathlib import Path

from boxclient import BOX, UNPRIVILEGED, Box, Fail, Pair, Run, delegate_a_cgroup, unprivileged

HERE = Path(__file__).resolve().parent
ATTACKS = (HERE.parent / "target" / "attacks").read_bytes()
MIB = 1 << 20
TESTS = []


EVERY, KERNEL_COUNTS, METER_COUNTS, ROOT = ("A", "B+", "B"), ("A", "B+"), ("B",), ("A",)


def test(modes=EVERY):
    def register(function):
        TESTS.extend((function, mode) for mode in modes)
        return function

    return register


def alone(function):
    """A test that starts its own launchers; it gets the mode in place of a box."""
    function.alone = True
    return function


def attack(box, name, argument=None, **keys):
    arguments = ["/box/attacks", name] + ([] if argument is None else [str(argument)])
    return box.run(*arguments, **keys)


def python(box, code, **keys):
    return box.run("/usr/bin/python3", "-I", "-S", "-c", code, **keys)


def says(run, text):
    assert (run.exit, run.out.decode().strip()) == (0, text), f"expected {text!r}: {run.out!r} {run.err!r} {run.end}"


def over(run, limit):
    assert run.over == limit, f"expected over={limit}: {run.end}"
    return run


def between(least, value, most):
    assert least <= value <= most, f"expected {least} <= {value} <= {most}"


def refused(function, *words):
    try:
        function()
    except Fail as fail:
        message = str(fail)
        assert all(word in message for word in words), f"expected {words} in: {message}"
        return
    raise AssertionError("was not refused")


def groups(name="codearena"):
    return [str(p) for p in Path("/sys/fs/cgroup").rglob(f"{name}-[0-9]*-*")]


def children_of(pid):
    return Path(f"/proc/{pid}/task/{pid}/children").read_text().split()


def descendants_of(pid):
    found = children_of(pid)
    return found + [further for child in found for further in descendants_of(child)]


def wait_until(condition, what, seconds=60):
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, f"not within {seconds} s: {what}"
        time.sleep(0.005)


# ---- how a program ended ----


@test()
def exit_status_and_signal_are_told_apart(box):
    for status in (0, 3, 137):
        run = attack(box, "exits", status)
        assert (run.exit, run.signal, run.over) == (status, 0, "none"), run.end
    for number in (signal.SIGSEGV, signal.SIGABRT, signal.SIGKILL, signal.SIGTERM, signal.SIGFPE):
        run = attack(box, "raises", int(number))
        assert (run.exit, run.signal, run.over) == (-1, number, "none"), run.end


@test()
def a_program_that_cannot_be_executed_is_reported_with_its_errno(box):
    box.put("text", "no program", 0o755)
    box.put("closed", "#!/bin/sh\n", 0o644)
    for program, errno in (("/box/missing", 2), ("/box/text", 8), ("/box/closed", 13), ("/box", 13), ("missing", 2)):
        run = box.run(program)
        assert (run.exit, run.exec_errno, run.out) == (127, errno, b""), (program, run.end)
    assert attack(box, "exits", 127).exec_errno == 0


@test()
def a_program_is_looked_for_in_the_path_of_its_own_environment(box):
    assert box.run("true").exit == 0
    assert box.run("attacks", "exits", "5", env=["PATH=/nowhere:/box"]).exit == 5
    assert box.run("true", env=["PATH=/nowhere"]).exec_errno == 2


@test()
def arguments_and_environment_arrive_as_they_were_sent(box):
    odd = ["", " ", "a b", "%41", "x=y", "+", "\n\t", "ä€𝄞", "\x01\x7f", "'\"\\$(x)"]
    run = python(box, "import sys, os; sys.stdout.buffer.write(repr((sys.argv[1:], dict(os.environ))).encode())",
                 env=["A=1 2=3", "B=", "C=ä"])
    assert eval(run.out) == ([], {"A": "1 2=3", "B": "", "C": "ä", "LC_CTYPE": "C.UTF-8"}), run.out
    run = box.run("/usr/bin/python3", "-I", "-S", "-X", "utf8", "-c", "import sys; sys.stdout.buffer.write(repr(sys.argv[1:]).encode())", *odd)
    assert eval(run.out) == odd, run.out


@test()
def a_program_starts_with_default_signals_its_own_session_and_no_privileges(box):
    says(attack(box, "prints_its_state", core=0), "0 0 22 1 1 0")


@test()
def every_limit_arrives_at_the_program(box):
    run = attack(box, "prints_its_limits", open_files=77, file_size=12345, stack=1 << 20, processes=9, cpu_ms=1500)
    *limits, processes, seconds = run.out.decode().split()
    assert limits == ["1", "77", "12345", str(1 << 20), "0", "0"] and seconds == "3", run.out
    assert not box.metered or processes == "11", run.out


@test()
def no_limit_on_the_stack_is_the_default(box):
    assert attack(box, "prints_its_limits").out.decode().split()[3] == "-1"
    assert attack(box, "recurses", 50_000).exit == 0
    assert attack(box, "recurses", 50_000, stack=8 * MIB).signal == signal.SIGSEGV


@test()
def the_program_is_pinned_to_the_core_that_was_asked_for(box):
    for core in range(min(2, os.cpu_count())):
        assert attack(box, "prints_its_state", core=core).out.split()[-1] == str(core).encode()
    refused(lambda: attack(box, "nothing", core=1023), "core 1023")


@test()
def nothing_but_the_three_streams_is_open(box):
    says(attack(box, "counts_inherited_descriptors"), "0")


@test()
def the_environment_of_the_launcher_is_nowhere(box):
    run = python(box, "import os; print(dict(os.environ), [p for p in os.listdir('/proc') if p.isdigit()])")
    assert b"SECRET" not in run.out and run.exit == 0, run.out


# ---- streams ----


@test()
def standard_input_is_the_named_file(box):
    for content in (b"", b"hello\n", bytes(range(256)) * 4096):
        assert attack(box, "echoes", **{"in": box.input("data", content)}).out == content
    assert attack(box, "echoes").out == b""


@test()
def an_input_that_is_no_plain_file_of_the_directory_is_refused(box):
    os.symlink("/etc/passwd", box.home / "in" / "link")
    os.mkfifo(box.home / "in" / "fifo")
    (box.home / "in" / "directory").mkdir()
    refused(lambda: attack(box, "echoes", **{"in": "link"}), "link")
    refused(lambda: attack(box, "echoes", **{"in": "fifo"}), "not a regular file")
    refused(lambda: attack(box, "echoes", **{"in": "directory"}), "not a regular file")
    refused(lambda: attack(box, "echoes", **{"in": "missing"}), "missing", "No such file")
    for name in ("../box/attacks", "/etc/passwd", "..", ".", ""):
        refused(lambda: attack(box, "echoes", **{"in": name}), "allowed is the name of a file")


@test()
def the_input_cannot_be_rewritten_by_the_program(box):
    path = box.home / "in" / box.input("data", b"as it was")
    path.chmod(0o666)
    os.chown(path, box.program_uid, box.program_uid)
    says(attack(box, "rewrites_its_input", **{"in": "data"}), "0")
    assert path.read_bytes() == b"as it was" and stat.S_IMODE(path.stat().st_mode) == 0o666


@test()
def all_bytes_pass_unchanged(box):
    assert attack(box, "writes_all_bytes").out == bytes(range(256))


@test()
def standard_output_is_streamed_while_the_program_runs(box):
    run_id, run = box.start("/box/attacks", "answers_and_sleeps", wall_ms=60_000), Run()
    assert box.take_frame(run, run_id) == "out" and run.out == b"42\n"
    box.send(f"kill id={run_id}\n")
    assert box.take_frame(run, run_id) == "end" and run.over == "killed" and run.signal == signal.SIGKILL, run.end


@test()
def output_up_to_the_limit_passes_and_one_byte_more_ends_the_run(box):
    for limit in (1, 1000, 65536, 200_000):
        run = attack(box, "writes_to_stdout", limit, output=limit)
        assert (run.over, len(run.out), run.exit) == ("none", limit, 0), run.end
        run = attack(box, "writes_to_stdout", limit + 1, output=limit)
        assert (run.over, len(run.out)) == ("output", limit) and int(run.end["out"]) > limit, run.end
    assert over(attack(box, "writes_to_stdout", 1, output=0), "output").out == b""


@test()
def a_flood_on_stdout_is_stopped_at_once(box):
    run = over(attack(box, "floods_stdout", output=MIB, wall_ms=20_000), "output")
    assert len(run.out) == MIB and run.cpu_us < 500_000, run.end


@test()
def standard_error_beyond_its_limit_is_read_and_thrown_away(box):
    run = attack(box, "writes_to_stderr", 5 * MIB, errors=1000)
    assert (run.over, run.exit, len(run.err), run.end["err"]) == ("none", 0, 1000, str(5 * MIB)), run.end


@test()
def a_flood_on_stderr_is_stopped_at_64_mebibytes(box):
    run = over(attack(box, "floods_stderr", errors=10), "output")
    assert len(run.err) == 10
    between(64 * MIB, int(run.end["err"]), 65 * MIB)


@test()
def large_output_arrives_whole(box):
    data = random.Random(1).randbytes(3_000_000)
    assert attack(box, "echoes", **{"in": box.input("large", data)}).out == data


# ---- time ----


@test()
def a_run_that_was_stopped_is_accounted_for_also_when_init_ends_before_the_launcher_looks(box):
    os.sched_setaffinity(box.process.pid, {min(os.sched_getaffinity(0))})
    for _ in range(300):
        run = over(attack(box, "burns_forever", wall_ms=4), "wall")
        # Without the report of init, what each process used is unknown, and in mode B everything is.
        assert run.memory > 0 and (run.cpu_us < 1500 or run.user_us + run.system_us > 0), run.end
    os.sched_setaffinity(box.process.pid, os.sched_getaffinity(0))


@test()
def a_busy_loop_is_ended_at_its_cpu_limit(box):
    run = over(attack(box, "burns_forever", cpu_ms=300, wall_ms=20_000), "cpu")
    assert run.signal == signal.SIGKILL
    assert run.cpu_us >= 300_000, run.end


@test()
def cpu_time_is_that_of_the_program(box):
    between(200_000, over(attack(box, "burns", 200), "none").cpu_us, 300_000)
    between(1, attack(box, "nothing").cpu_us, 20_000)


@test()
def cpu_time_of_children_is_counted(box):
    between(400_000, over(attack(box, "burns_in_children", 100), "none").cpu_us, 600_000)


@test()
def cpu_time_of_children_that_nobody_waits_for_is_counted(box):
    run = over(attack(box, "burns_in_unwaited_children", 40, cpu_ms=400, wall_ms=20_000), "cpu")
    assert run.cpu_us >= 400_000, run.end
    run = over(attack(box, "burns_in_unwaited_children", 10_000, cpu_ms=300, wall_ms=20_000), "cpu")
    assert run.cpu_us >= 300_000, run.end


@test()
def cpu_time_of_threads_is_summed(box):
    run = over(attack(box, "burns_in_threads", cpu_ms=400, wall_ms=20_000), "cpu")
    assert run.cpu_us >= 400_000, run.end


@test()
def spinning_on_the_clock_is_cpu_time(box):
    over(attack(box, "spins_on_the_clock", cpu_ms=100, wall_ms=20_000), "cpu")


@test()
def a_program_that_ignores_all_signals_is_ended(box):
    over(attack(box, "ignores_all_signals", cpu_ms=100, wall_ms=20_000), "cpu")


@test()
def a_program_that_closed_its_streams_is_ended_at_its_limit(box):
    over(attack(box, "closes_streams_and_burns", cpu_ms=100, wall_ms=20_000), "cpu")


@test()
def a_sleeper_is_ended_at_its_wall_limit_and_used_no_cpu_time(box):
    run = over(attack(box, "sleeps_forever", wall_ms=150), "wall")
    assert run.cpu_us < 20_000, run.end


@test()
def an_answer_before_a_sleep_is_delivered_and_the_run_is_over_its_wall_limit(box):
    assert over(attack(box, "answers_and_sleeps", wall_ms=150), "wall").out == b"42\n"


@test()
def a_program_that_stops_itself_is_ended_at_its_wall_limit(box):
    over(attack(box, "stops_itself", wall_ms=150), "wall")


@test()
def wall_time_is_that_of_the_program(box):
    run = over(attack(box, "sleeps", 100), "none")
    assert run.wall_us >= 100_000 and run.exit == 0, run.end


@test()
def the_wall_limit_is_three_times_the_cpu_limit_and_at_least_a_second_more(box):
    between(500_000, over(attack(box, "sleeps_forever", cpu_ms=50), "wall").wall_us, 29_000_000)
    between(1_300_000, over(attack(box, "sleeps_forever", cpu_ms=600), "wall").wall_us, 29_000_000)


# ---- processes ----


@test()
def as_many_processes_as_allowed_are_alive_at_once(box):
    for allowed in (1, 2, 17):
        says(attack(box, "counts_processes", processes=allowed), str(allowed))
        says(attack(box, "counts_threads", processes=allowed), str(allowed))


@test()
def a_fork_bomb_is_ended_at_its_cpu_limit(box):
    for name in ("bombs", "bombs_in_new_sessions"):
        run = over(attack(box, name, processes=32, cpu_ms=300, wall_ms=20_000), "cpu")
        assert run.cpu_us >= 300_000, run.end
        assert not children_of(box.process.pid)


@test()
def children_left_behind_are_killed_at_once(box):
    run = attack(box, "leaves_children", wall_ms=20_000)
    says(run, "42")
    assert run.wall_us < 15_000_000, run.end


@test()
def a_daemon_that_keeps_the_pipe_open_delays_nothing(box):
    started = time.monotonic()
    says(attack(box, "leaves_a_daemon", wall_ms=20_000), "42")
    assert time.monotonic() - started < 15


@test()
def killing_everything_kills_only_itself(box):
    run = attack(box, "kills_all_it_can")
    says(run, "alive")


@test()
def pid_1_is_out_of_reach(box):
    says(attack(box, "tampers_with_pid_1"), "0")


# ---- memory ----


@test()
def peak_memory_is_that_of_the_program(box):
    between(50 * MIB, attack(box, "touches", 50).memory, 53 * MIB)
    between(100_000, attack(box, "nothing").memory, 3 * MIB)
    between(20 * MIB, attack(box, "touches", 20).memory, 23 * MIB)


@test(KERNEL_COUNTS)
def a_memory_bomb_is_killed_by_the_kernel_exactly_at_its_limit(box):
    run = over(attack(box, "touches_forever", memory=64 * MIB), "memory")
    assert run.oom >= 1 and run.signal == signal.SIGKILL, run.end
    between(63 * MIB, run.memory, 66 * MIB)


@test(METER_COUNTS)
def a_memory_bomb_is_stopped_by_the_meter_or_by_what_one_process_may_reserve(box):
    run = attack(box, "touches_forever", memory=64 * MIB)
    assert run.exit == 42 or run.over == "memory", run.end
    assert run.memory < (64 + 1024 + 16) * MIB, run.end


@test()
def the_memory_of_all_processes_together_is_limited(box):
    run = over(attack(box, "touches_in_children", 20, memory=128 * MIB, wall_ms=20_000), "memory")
    between(127 * MIB, run.memory, 330 * MIB if box.metered else 130 * MIB)


@test()
def memory_shared_with_children_counts_once(box):
    run = over(attack(box, "shares_with_children", 40, memory=64 * MIB), "none")
    between(40 * MIB, run.memory, 64 * MIB)


@test()
def memory_that_is_mapped_but_not_touched_does_not_count(box):
    says(attack(box, "maps_without_touching", memory=64 * MIB), "42")


@test()
def files_in_tmp_count_as_memory(box):
    over(attack(box, "fills_tmp", memory=32 * MIB, tmp=256 * MIB, file_size=1 << 30, wall_ms=20_000), "memory")


@test()
def memory_hoarded_outside_of_processes_is_counted_or_refused(box):
    for name in ("hoards_in_memfds", "hoards_in_shared_memory"):
        run = attack(box, name, memory=32 * MIB, wall_ms=20_000)
        if box.metered:
            assert run.exit == 42, run.end
        else:
            over(run, "memory")


@test(KERNEL_COUNTS)
def the_launcher_survives_when_many_small_processes_fill_the_memory(box):
    for _ in range(3):
        over(attack(box, "touches_in_children", 1, memory=8 * MIB, wall_ms=20_000), "memory")
    assert attack(box, "nothing").exit == 0


@test()
def a_program_cannot_lower_its_chance_to_be_killed_for_memory(box):
    assert attack(box, "lowers_its_oom_score").exit == 42
    says(python(box, "print(open('/proc/self/oom_score_adj').read())"), "1000")


@test(KERNEL_COUNTS)
def a_large_peak_does_not_show_in_the_next_run(box):
    attack(box, "touches", 100)
    attack(box, "fills_tmp")
    between(100_000, attack(box, "nothing").memory, 2 * MIB)


@test(KERNEL_COUNTS)
def page_cache_of_earlier_runs_neither_counts_nor_takes_room(box):
    cold = box.put("cold", os.urandom(24 * MIB))
    subprocess.run(["sync", "-f", box.home / "box" / "cold"], check=True)
    with open(box.home / "box" / "cold", "rb") as file:
        os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
    box.run("cat", cold)
    between(100_000, attack(box, "nothing").memory, 3 * MIB)
    between(60 * MIB, over(attack(box, "touches", 60, memory=64 * MIB), "none").memory, 64 * MIB)


# ---- files ----


@test()
def only_tmp_can_be_written_to(box):
    says(attack(box, "writes_everywhere"), "0")
    assert python(box, "open('/tmp/x', 'w').write('x')").exit == 0


@test()
def tmp_is_limited_in_bytes(box):
    says(attack(box, "fills_tmp", tmp=8 * MIB), f"{8 * MIB} 28")


@test()
def tmp_is_limited_in_files(box):
    run = attack(box, "makes_files_until_refused", inodes=1000)
    count, errno = run.out.split()
    between(990, int(count), 1000)
    assert errno == b"28"


@test()
def tmp_of_no_bytes_is_empty_and_read_only(box):
    run = python(box, "import os; print(os.listdir('/tmp')); open('/tmp/x', 'w')", tmp=0)
    assert run.out == b"[]\n" and run.exit == 1 and b"Error" in run.err, run.err


@test()
def a_file_is_limited_in_size(box):
    says(attack(box, "writes_a_large_file", file_size=MIB), f"{MIB} 27")
    assert attack(box, "writes_a_large_file_unaware", file_size=MIB).signal == signal.SIGXFSZ


@test()
def open_files_are_limited(box):
    says(attack(box, "opens_until_refused", open_files=50), "50")


@test()
def many_files_and_ten_thousand_levels_hold_nothing_up(box):
    assert attack(box, "makes_files_until_refused").exit == 0
    assert attack(box, "digs_directories", 10_000, cwd="/tmp").exit == 0
    assert attack(box, "nothing").exit == 0


@test()
def many_empty_files_count_as_memory(box):
    over(attack(box, "makes_files_until_refused", inodes=60_000, memory=16 * MIB), "memory")


@test()
def nothing_of_a_run_is_seen_by_the_next(box):
    for _ in range(2):
        says(attack(box, "leaves_traces", memory=64 * MIB), "0")


@test()
def what_a_program_wrote_cannot_be_executed_unless_allowed(box):
    assert attack(box, "executes_its_own_output").exit == 13
    assert attack(box, "executes_its_own_output", exec=1).exit == 7


@test()
def the_working_directory_is_box_tmp_or_out(box):
    for keys in ({}, {"cwd": "/tmp"}, {"cwd": "/out", "out": "/out"}, {"cwd": "/prepared/x", "out": "/prepared/x"}):
        (box.home / "prepared" / "x").mkdir(exist_ok=True)
        says(python(box, "import os; print(os.getcwd())", **keys), keys.get("cwd", "/box"))
    for cwd in ("/", "/usr", "/out", "/tmp/..", "tmp"):
        refused(lambda: python(box, "", cwd=cwd), "cwd")


@test()
def files_put_into_the_box_directory_are_seen_at_once_and_links_are_not_followed(box):
    box.put("data", "first")
    says(box.run("cat", "/box/data"), "first")
    box.put("data", "second")
    says(box.run("cat", "/box/data"), "second")
    os.symlink("/etc/passwd", box.home / "box" / "link")
    assert box.run("cat", "/box/link").exit == 1
    (box.home / "box" / "link").unlink()


@test()
def prepared_files_are_seen_and_what_is_added_later_too(box):
    (box.home / "prepared" / "java").mkdir(exist_ok=True)
    (box.home / "prepared" / "java" / "cache").write_text("warm")
    says(box.run("cat", "/prepared/java/cache"), "warm")


@test(ROOT)
@alone
def a_toolchain_appears_at_its_own_path_and_a_missing_one_is_refused(mode):
    home = Path(tempfile.mkdtemp(prefix="box-test-", dir="/opt")) / "deep"
    home.parent.chmod(0o755)
    home.mkdir()
    (home / "tool").write_text("tool")
    try:
        with Box(mode, options=["--toolchain", str(home), "--read-only", "/opt/missing", "--toolchain", "/usr/lib"]) as box:
            says(box.run("cat", f"{home}/tool"), "tool")
            says(python(box, f"import os; print(os.path.exists('/opt/missing'), os.access('{home}', os.W_OK))"), "False False")
        refused(lambda: Box(mode, options=["--toolchain", "/opt/missing"]), "/opt/missing", "No such file")
        for path in ("relative", "/usr/../etc", "/", "//etc", "/./etc"):
            refused(lambda: Box(mode, options=["--toolchain", path]), "allowed is an absolute path")
    finally:
        shutil.rmtree(home.parent)


# ---- files that leave ----


@test()
def regular_files_leave_and_nothing_else_does(box):
    run = attack(box, "makes_an_unpleasant_tree", out="/out", cwd="/out", collect=MIB)
    assert run.exit == 0, run.end
    assert {name: data for name, (_, data) in run.files.items()} == {"good": b"good", "directory/a\nb %ä": b"", "empty": b""}, run.files
    pairs = run.files["good"][0]
    assert pairs["mode"] == "755" and abs(int(pairs["mtime"]) - time.time()) < 100, pairs
    assert run.files["empty"][0]["mode"] == "644"  # a set-uid bit stays behind
    assert (run.end["files"], run.skipped) == ("3", 7), run.end  # link, root, fifo, random, one, two, socket


@test()
def nothing_leaves_unless_asked_for(box):
    run = attack(box, "makes_many_files", 3, out="/out", cwd="/out")
    assert run.exit == 0 and run.files == {} and run.end["files"] == "0"


@test()
def files_leave_up_to_the_count_the_bytes_and_the_depth_allowed(box):
    keys = {"out": "/out", "cwd": "/out", "collect": MIB}
    run = attack(box, "makes_many_files", 30, collect_files=10, **keys)
    assert (len(run.files), run.skipped) == (10, 20), run.end
    run = attack(box, "makes_many_files", 30, **{**keys, "collect": 15})
    assert sum(len(data) for _, data in run.files.values()) <= 15 and len(run.files) + run.skipped == 30, run.end
    run = attack(box, "digs_directories", 3, collect_depth=2, **keys)
    assert (len(run.files), run.skipped) == (0, 1), run.end
    deep = "import os\nfor i in range(3): open('f', 'w'); os.mkdir('d'); os.chdir('d')"
    run = python(box, deep, collect_depth=2, **keys)
    assert sorted(run.files) == ["d/f", "f"] and run.skipped == 1, run.end


@test()
def ten_thousand_levels_below_out_are_skipped(box):
    run = attack(box, "digs_directories", 10_000, out="/out", cwd="/out", out_inodes=20_000, collect=MIB)
    assert run.exit == 0 and (len(run.files), run.skipped) == (0, 1), run.end


@test()
def many_files_and_large_ones_leave_whole(box):
    run = attack(box, "makes_many_files", 2000, out="/out", cwd="/out", collect=MIB, collect_files=5000)
    assert {name: data.decode() for name, (_, data) in run.files.items()} == {str(i): str(i) for i in range(2000)}
    data = random.Random(2).randbytes(5_000_001)
    run = python(box, "import sys; open('large', 'wb').write(sys.stdin.buffer.read())", out="/out", cwd="/out", collect=8 * MIB,
                 **{"in": box.input("random", data)})
    assert run.files["large"][1] == data, run.end


@test(KERNEL_COUNTS)
def a_full_out_directory_leaves_though_it_fills_the_memory_limit(box):
    run = attack(box, "fills_out", out="/out", cwd="/out", out_bytes=12 * MIB, memory=14 * MIB, collect=MIB * 16)
    assert over(run, "none").exit == 0 and len(run.files["full"][1]) == 12 * MIB, run.end


@test()
def a_directory_of_prepared_is_writable_where_out_says_so_and_unchanged_afterwards(box):
    (box.home / "prepared" / "lang").mkdir(exist_ok=True)
    (box.home / "prepared" / "lang" / "old").write_text("old")
    run = python(box, "import os; print(os.listdir('.')); open('/prepared/lang/new', 'w').write('new')", out="/prepared/lang",
                 cwd="/prepared/lang", collect=MIB)
    assert run.out == b"[]\n" and run.files["new"][1] == b"new", run.end
    assert os.listdir(box.home / "prepared" / "lang") == ["old"]
    assert python(box, "open('/prepared/lang/new', 'w')").exit == 1
    refused(lambda: attack(box, "nothing", out="/prepared/missing"), "/prepared/missing")
    for out in ("/prepared", "/prepared/..", "/prepared/a/b", "/tmp", "/usr", "out"):
        refused(lambda: attack(box, "nothing", out=out), "allowed are /out and /prepared/NAME")


@test()
def files_of_a_run_that_was_ended_for_a_limit_do_not_leave(box):
    run = python(box, "open('f', 'w').write('x')\nwhile True: pass", out="/out", cwd="/out", collect=MIB, cpu_ms=200,
                 wall_ms=20_000)
    assert over(run, "cpu").files == {}, run.end


# ---- the machine ----


@test()
def no_network_of_any_family_is_there(box):
    says(attack(box, "uses_the_network"), "0 0")


@test()
def forbidden_system_calls_are_refused(box):
    says(attack(box, "calls_what_is_forbidden"), "0")


@test()
def system_calls_of_other_architectures_are_fatal(box):
    for name in ("calls_as_a_32_bit_program", "calls_as_an_x32_program"):
        assert attack(box, name).signal == signal.SIGSYS


@test()
def no_core_is_dumped_whatever_the_host_does_with_cores(box):
    run = attack(box, "raises", int(signal.SIGSEGV), cwd="/tmp", out="/out", collect=MIB)
    assert run.signal == signal.SIGSEGV and run.files == {}, run.end
    says(attack(box, "lowers_its_core_limit"), "0")


@test()
def huge_pages_of_the_host_cannot_be_taken(box):
    says(attack(box, "takes_huge_pages"), "0")


@test()
def locks_are_refused_unless_allowed(box):
    says(attack(box, "locks"), "3")
    says(attack(box, "locks", locks=1), "0")


@test()
def set_uid_programs_gain_nothing(box):
    run = box.run("/bin/su", "-c", "id", "root")
    assert run.exit != 0 and b"uid=0" not in run.out, run.end


@test()
def files_of_root_and_of_other_users_cannot_be_read(box):
    run = python(box, """
import os
for path in ('/etc/shadow', '/root', '/home', '/var', '/sys', '/run', '/proc/kcore', '/proc/1/environ', '/proc/1/root', '/proc/1/cwd'):
    try: print(path, os.listdir(path) if os.path.isdir(path) else open(path).read(10))
    except OSError: pass
print(sorted(os.listdir('/')), os.listdir('/proc/1') if os.path.exists('/proc/1') else '')
""")
    says(run, "['bin', 'box', 'dev', 'etc', 'lib', *'lib32', 'lib64', 'out', 'prepared', 'proc', 'sbin', 'tmp', 'usr'] ".replace(
        "*'lib32', ", "'lib32', " if os.path.exists("/lib32") else "").strip())


@test()
def usual_run_times_work(box):
    says(python(box, "import threading, subprocess, tempfile, multiprocessing as m\n"
                     "t = threading.Thread(target=print, args=('thread',)); t.start(); t.join()\n"
                     "print(subprocess.run(['/bin/echo', 'child'], capture_output=True).stdout.decode().strip())\n"
                     "tempfile.TemporaryFile().write(b'x')\n"
                     "import os; print(os.path.expanduser('~'), os.uname().nodename)", env=["PATH=/usr/bin:/bin"]),
         "thread\nchild\n/tmp box")
    for program, arguments, answer in (("node", ["-e", "console.log(6 * 7)"], "42"), ("java", ["-XX:-UsePerfData", "-version"], "")):
        if os.path.exists(f"/usr/bin/{program}"):
            says(box.run(program, *arguments, memory=1 << 30), answer)


# ---- the protocol ----


@test()
def malformed_lines_are_answered_and_change_nothing(box):
    def answer(line):
        box.send(line)
        word, pairs = box.header()
        assert word == "fail", (line, word, pairs)
        return pairs["id"]

    good = "run id=9 arg=/box/attacks arg=nothing"
    for line in ("\n", "run\n", "run \n", "stop id=1\n", "run id=0 arg=x\n", "run arg=x\n", "kill\n", "kill id=x\n"):
        assert answer(line) == "0", line
    for extra in ("memory=1", "memory=x", "memory=", "memory=99999999999999999999", "memory=-1", "cpu-ms=0", "cpu-ms=1 cpu-ms=1",
                  "nonsense=1", "arg", "=", "arg=%", "arg=%4", "arg=%zz", "arg=%00", "arg=\x01", "arg=\xe4", " ", "env=x", "env==x",
                  "in=a in=b", "exec=2", "collect=1", "core=1024", "cwd=%2F", "id=10", "x" * 4000, "tmp=1", "inodes=1",
                  "arg=" + "x" * 300_000):
        assert answer(f"{good} {extra}\n".encode("latin-1")) in ("9", "0"), extra
    assert answer("run" + " arg=x" * 5000 + " id=9\n") == "9"
    assert answer(b"run id=9 arg=\0x\n") == "0"
    box.send("kill id=77\n")
    assert attack(box, "nothing", id=9).exit == 0


@test()
def every_number_has_the_bounds_that_the_protocol_states(box):
    table = re.findall(r"^\| `([a-z-]+)` \| ([^|]+) \| (?:(0) or )?(\S+(?: [MGTK]iB)?) to (\S+(?: [MGTK]iB)?) \|",
                       (HERE.parent / "PROTOCOL.md").read_text(), re.M)
    assert len(table) >= 18, [row[0] for row in table]
    for key, _, zero, least, most in table:
        if key == "id":
            continue
        least, most = _number(least), _number(most)
        for value, good in ((least - 1, zero != "" and least == 1), (most + 1, False), (0, zero != "" or least == 0)):
            if value >= 0 and not good:
                refused(lambda: box.run("x", **{"out": "/out", key: value}), f"{key} is", "allowed are")
        line = box.line("/nowhere", **{"id": 5, "out": "/out", key: most})
        box.send(line + "kill id=5\n")
        word, pairs = box.header()
        assert "allowed" not in pairs.get("message", ""), (key, most, pairs)


def _number(text):
    value, _, unit = text.partition(" ")
    factor = {"": 1, "KiB": 1 << 10, "MiB": 1 << 20, "GiB": 1 << 30, "TiB": 1 << 40}[unit]
    return eval(value.replace("^", "**")) * factor


@test()
def a_second_run_while_one_is_on_is_refused(box):
    run_id, run = box.start("/box/attacks", "announces_itself", wall_ms=60_000), Run()
    assert box.take_frame(run, run_id) == "out"
    box.send(box.line("/bin/true", id=777) + "nonsense\n" + box.line("/bin/true", id=run_id) + f"kill id=778\nkill id={run_id}\n")
    answers = [box.header() for _ in range(4)]
    assert [(word, pairs["id"]) for word, pairs in answers] == [("fail", "777"), ("fail", "0"), ("fail", "0"), ("end", str(run_id))]
    assert "busy" in answers[0][1]["message"] and answers[3][1]["over"] == "killed", answers
    assert attack(box, "nothing").exit == 0


@test()
def random_lines_never_stop_the_launcher(box):
    chance = random.Random(3)
    words = ["run", "kill", "id=4", "arg=/box/attacks", "arg=nothing", "memory=", "%", "%41", "env=A=B", "in=..", "cwd=/tmp", "tmp=0", "=", "\x00",
             "\xff", "cpu-ms=9", "out=/out", "collect=5", "processes=1", "open-files=8", "wall-ms=50", "id=99999999999999999999", "\r", "\t"]
    lines = b"".join(" ".join(chance.choices(words, k=chance.randrange(1, 9))).encode("latin-1") + b"\n" for _ in range(1500))
    box.send(lines + box.line("/box/attacks", "exits", "5", id=123456).encode())
    while True:
        word, pairs = box.header()
        if "len" in pairs:
            box.bytes(int(pairs["len"]))
        if pairs["id"] == "123456" and word == "end":
            break
    # Or the line came while a run of before was on.
    assert pairs["exit"] == "5"


# ---- the launcher's life ----


@test()
@alone
def a_reader_that_stops_reading_suspends_no_limit(mode):
    with Box(mode) as box:
        box.put("attacks", ATTACKS)
        run_id = box.start("/box/attacks", "floods_stdout", output=1 << 30, cpu_ms=60_000, wall_ms=400)
        wait_until(lambda: children_of(box.process.pid), "the run starts")
        wait_until(lambda: not children_of(box.process.pid), "the run ends though nobody reads")
        over(box.finish(run_id), "wall")


@test()
@alone
def the_end_of_input_ends_the_launcher_and_the_run_that_is_on(mode):
    box = Box(mode, slot=7)
    box.put("attacks", ATTACKS)
    run_id, run = box.start("/box/attacks", "announces_itself", wall_ms=60_000), Run()
    box.take_frame(run, run_id)
    pid, tree = box.process.pid, descendants_of(box.process.pid)
    assert len(tree) == 3 and box.close() == 0, tree
    _nothing_is_left(pid, tree)


@test()
@alone
def a_killed_launcher_leaves_no_process_and_the_next_start_removes_its_cgroups(mode):
    box = Box(mode, slot=8)
    box.put("attacks", ATTACKS)
    run_id, run = box.start("/box/attacks", "announces_itself", wall_ms=60_000), Run()
    box.take_frame(run, run_id)
    pid, tree = box.process.pid, descendants_of(box.process.pid)
    box.process.kill()
    wait_until(lambda: not os.path.exists(f"/proc/{tree[0]}"), "init dies with the launcher")
    box.process.wait()
    assert mode == "B" or groups(), "the test expects a left-over cgroup"
    Box(mode, slot=9).close()
    _nothing_is_left(pid, tree)
    box.close()


def _nothing_is_left(pid, tree):
    assert not [process for process in tree if os.path.exists(f"/proc/{process}")], tree
    assert not [g for g in groups() if f"-{pid}-" in g], groups()
    with open("/proc/self/mountinfo") as mounts:
        assert "box-test-" not in mounts.read()


@test()
@alone
def a_launcher_does_not_grow_over_its_runs(mode):
    with Box(mode) as box:
        box.put("attacks", ATTACKS)

        def state():
            rollup = Path(f"/proc/{box.process.pid}/smaps_rollup").read_text()
            return len(os.listdir(f"/proc/{box.process.pid}/fd")), int(re.search(r"Private_Dirty:\s+(\d+)", rollup)[1])

        for _ in range(10):
            attack(box, "makes_many_files", 5, out="/out", cwd="/out", collect=MIB)
        before = state()
        for _ in range(200):
            attack(box, "makes_many_files", 5, out="/out", cwd="/out", collect=MIB)
        after = state()
        assert after[0] <= before[0] and after[1] <= before[1] + 64, (before, after)
        assert len([g for g in groups() if f"-{box.process.pid}-" in g]) <= 3, groups()


@test(ROOT)
@alone
def root_without_a_cgroup_of_its_own_runs_under_another_uid(mode):
    with Box("B", prefix=[]) as box:
        box.put("attacks", ATTACKS)
        assert box.ready["mode"] == "B"
        status = Path(f"/proc/{box.process.pid}/status").read_text()
        assert "\nUid:\t60000\t60000" in status, "uid 0 of the host would be in the box"
        says(attack(box, "writes_everywhere"), "0")


@test(ROOT)
@alone
def the_best_mode_that_works_is_taken_and_says_why_not_a_better_one(mode):
    with Box("auto") as box:
        assert (box.ready["mode"], box.ready["lacks"]) == ("A", "none"), box.ready
    with Box("auto", prefix=unprivileged("B")) as box:
        assert box.ready["mode"] in ("B", "B+") and "not%20root" in box.ready["not-A"], box.ready
    refused(lambda: Box("A", prefix=unprivileged("B")), "not root")
    refused(lambda: Box("B+", prefix=[]), "root takes mode A or B")


@test(ROOT)
@alone
def wrong_options_are_refused_with_what_is_allowed(mode):
    refused(lambda: Box("C"), "--mode is 'C'", "allowed are auto, A")
    for options, words in ((["--slot", "x"], "--slot is 'x'"), (["--uid", "0"], "--uid is '0'"), (["--box-dir", "/missing"], "--box-dir is given twice"),
                           (["--toolchain", "/missing"], "/missing"), (["--nonsense", "x"], "unknown option '--nonsense'"), (["extra"], "'extra' is unknown or lacks"),
                           (["--cgroup", "a/b"], "--cgroup")):
        refused(lambda: Box(mode, options=options), words)
    answer = subprocess.run([BOX], capture_output=True, text=True, stdin=subprocess.DEVNULL)
    assert answer.returncode == 1 and answer.stdout.startswith("fail id=0 message="), answer


@test(ROOT)
@alone
def the_self_test_names_the_mode_and_leaves_nothing(mode):
    answer = subprocess.run([BOX, "--self-test"], capture_output=True, text=True)
    lines = dict(pair.split("=", 1) for pair in answer.stdout.split()[1:])
    assert answer.returncode == 0 and lines["mode"] == "A", answer
    assert not [g for g in groups() if f"-{lines['pid']}-" in g]


# ---- two programs that talk ----


def script(code):
    """A Python program."""
    return ["/usr/bin/python3", "-I", "-S", "-c", "import os, sys, time, signal\n" + code]


ECHO = script("for line in sys.stdin: print(line.strip(), flush=True)")


def pair_of(mode):
    pair = Pair(mode)
    for box in (pair.program, pair.validator):
        box.put("attacks", ATTACKS)
    return pair


@test()
@alone
def a_pair_talks_and_neither_stream_is_counted_or_forwarded(mode):
    asks = script("for i in range(1000):\n print(i, flush=True)\n assert input() == str(i)\nsys.exit(42)")
    with pair_of(mode) as pair:
        for _ in range(3):
            program, validator = pair.run(ECHO, asks, {"output": 1}, {"output": 1})
            assert (program.exit, validator.exit) == (0, 42), (program.end, program.err, validator.end, validator.err)
            assert (program.end["out"], program.out, validator.out) == ("0", b"", b""), program.end
            assert program.ended_us > validator.ended_us, (program.end, validator.end)


@test()
@alone
def each_side_sees_the_other_close_and_end_at_once(mode):
    waits = script("sys.exit(7 if sys.stdin.read() == '' else 8)")
    closes_and_stays = script("os.close(1); time.sleep(30)")
    closes_and_ends = script("os.close(1); os.close(0); time.sleep(0.2); sys.exit(9)")
    with pair_of(mode) as pair:
        program, validator = pair.start(closes_and_stays, waits)
        assert pair.validator.finish(validator, 10).exit == 7
        pair.program.send(f"kill id={program}\n")
        over(pair.program.finish(program), "killed")
        for one, other in ((waits, ["/bin/true"]), (["/bin/true"], waits), (waits, closes_and_ends), (closes_and_ends, waits)):
            ends = [run.exit for run in pair.run(one, other, None, None, timeout=10)]
            assert sorted(ends) in ([0, 7], [7, 9]), ends
        program, validator = pair.run(["/bin/true"], waits)
        assert program.ended_us < validator.ended_us, (program.end, validator.end)


@test()
@alone
def which_of_two_ended_first_is_never_mistaken(mode):
    first, second, on_one_core = ["/box/attacks", "exits", "43"], ["/box/attacks", "reads_to_the_end", "1"], {"core": 0}
    with pair_of(mode) as pair:
        for keys in (None, on_one_core) * 20:
            program, validator = pair.start(second, first, keys, keys)
            assert pair.program.finish(program).ended_us > pair.validator.finish(validator).ended_us
            program, validator = pair.start(first, second, keys, keys)
            assert pair.program.finish(program).ended_us < pair.validator.finish(validator).ended_us


@test()
@alone
def who_writes_to_nobody_gets_sigpipe(mode):
    with pair_of(mode) as pair:
        program, validator = pair.run(["/box/attacks", "floods_stdout"], ["/bin/true"])
        assert (program.signal, program.over, validator.exit) == (signal.SIGPIPE, "none", 0), program.end


@test()
@alone
def what_is_written_to_a_program_that_is_gone_is_read_by_nobody(mode):
    much = script("time.sleep(0.2)\nfor _ in range(64): sys.stdout.write('x' * (1 << 20))\nsys.stdout.flush()\n"
                  "sys.exit(43 if sys.stdin.read() == '' else 44)")
    deaf = script("os.set_blocking(0, False); os.close(0); time.sleep(0.5)")
    with pair_of(mode) as pair:
        for gone, how in ((["/bin/true"], 0), (["/bin/false"], 1), (deaf, 0), (script("os.kill(os.getpid(), 11)"), None)):
            program, validator = pair.run(gone, much)
            assert (validator.exit, program.exit if how is not None else program.signal) == (43, how if how is not None else 11), validator.end
            assert program.ended_us < validator.ended_us, (program.end, validator.end)
        program, validator = pair.run(["/bin/sleep", "60"], much, {"wall_ms": 300}, None)
        assert (program.over, validator.exit) == ("wall", 43), (program.end, validator.end)


@test()
@alone
def a_program_that_waits_for_its_partner_to_leave_can_be_called_off(mode):
    with pair_of(mode) as pair:
        program, validator = pair.start(["/bin/true"], ["/bin/sleep", "60"])
        time.sleep(0.5)
        pair.program.send(f"kill id={program}\n")
        assert pair.program.finish(program, 10).exit == 0
        pair.validator.send(f"kill id={validator}\n")
        over(pair.validator.finish(validator, 10), "killed")


@test()
@alone
def two_that_wait_for_each_other_end_by_their_own_wall_limits(mode):
    with pair_of(mode) as pair:
        program, validator = pair.run(["/bin/cat"], script("sys.stdin.read(); sys.exit(43)"), {"wall_ms": 300}, {"wall_ms": 20000})
        assert (program.over, validator.over, validator.exit) == ("wall", "none", 43), (program.end, validator.end)
        assert program.ended_us < validator.ended_us, "the end that we made is noted before anybody can see it"
        program, validator = pair.run(["/bin/cat"], script("sys.stdin.read()"), {"wall_ms": 20000}, {"wall_ms": 300})
        assert (validator.over, program.over, program.exit) == ("wall", "none", 0), (program.end, validator.end)


@test()
@alone
def much_passes_through_a_pair_whole(mode):
    sends = script("import hashlib, random\nh = hashlib.sha256(); r = random.Random(1)\n"
                   "for _ in range(100):\n b = r.randbytes(1 << 20); h.update(b); sys.stdout.buffer.write(b)\n"
                   "sys.stdout.flush(); os.close(1); sys.exit(42 if sys.stdin.read() == h.hexdigest() else 43)")
    digests = script("import hashlib\nh = hashlib.sha256(); n = 0\nwhile b := os.read(0, 1 << 16): h.update(b); n += len(b)\n"
                     "print(h.hexdigest(), end='', flush=True); sys.exit(n >> 20)")
    with pair_of(mode) as pair:
        program, validator = pair.run(digests, sends, {"cpu_ms": 60000}, {"cpu_ms": 60000})
        assert (program.exit, validator.exit) == (100, 42), (program.end, validator.end, validator.err)


@test()
@alone
def the_streams_of_a_pair_can_be_opened_by_name(mode):
    echo = ["/bin/sh", "-c", "cat /dev/stdin > /dev/stdout; echo done > /dev/stderr"]
    asks = script("out = open('/dev/stdout', 'w'); out.write('hello'); out.close(); os.close(1)\n"
                  "sys.exit(42 if open('/dev/stdin').read() == 'hello' else 43)")
    with pair_of(mode) as pair:
        program, validator = pair.run(echo, asks)
        assert (program.exit, program.err, validator.exit) == (0, b"done\n", 42), (program.end, program.err, validator.end)


@test()
def the_streams_of_a_run_can_be_opened_by_name(box):
    box.input("named", "hello")
    run = box.run("/bin/sh", "-c", "cat /dev/stdin > /dev/stdout; echo done > /dev/stderr", **{"in": "named"})
    assert (run.exit, run.out, run.err) == (0, b"hello", b"done\n"), run.end


@test()
@alone
def a_test_directory_is_read_only_and_only_in_the_box_that_has_one(mode):
    look = ["/bin/sh", "-c", "cat /test/data; cat /test/link; echo x > /test/new; ls -d /test"]
    with pair_of(mode) as pair:
        (pair.test / "data").write_text("seen")
        (pair.test / "link").symlink_to("data")
        run = pair.validator.run(*look)
        assert run.out == b"seen/test\n" and b"symbolic" in run.err and b"Read-only" in run.err, (run.out, run.err)
        run = pair.program.run(*look)
        assert run.out == b"" and run.exit != 0, run.out


@test()
@alone
def a_side_whose_other_side_was_given_up_says_so_and_goes_on(mode):
    with pair_of(mode) as pair:
        first = pair.program.start("/bin/cat", pair=900)
        pair.program.send(f"kill id={first}\n")
        over(pair.program.finish(first), "killed")
        program, validator = pair.run(ECHO, script("print('x', flush=True); sys.exit(42 if input() == 'x' else 43)"))
        assert (program.exit, validator.exit) == (0, 42), "a letter for an earlier pair was taken for this one's"
        refused(lambda: pair.validator.run("/bin/cat", pair=901, timeout=30), "901", "did not come")
        pair.validator.process.kill()
        pair.validator.process.wait()
        refused(lambda: pair.program.run("/bin/cat", pair=902), "cannot give the pipes away")
        files = len(os.listdir(f"/proc/{pair.program.process.pid}/fd"))
        refused(lambda: pair.program.run("/bin/cat", pair=903), "cannot give the pipes away")
        assert len(os.listdir(f"/proc/{pair.program.process.pid}/fd")) == files
        pair.validator.close()
        pair.validator = Box(mode, slot=21, options=["--takes-at", pair.home, "--test-dir", pair.test])
        assert pair.run(["/bin/true"], ["/bin/true"])[1].exit == 0
    with Box(mode) as box:
        refused(lambda: box.run("/bin/cat", pair=1), "neither --gives-to nor --takes-at")
        refused(lambda: box.run("/bin/cat", pair=1, **{"in": "x"}), "in and pair exclude")


# ---- running them ----


def run_one(function, mode, boxes):
    if getattr(function, "alone", False):
        function(mode)
        return
    if mode not in boxes or boxes[mode].process.poll() is not None:
        boxes[mode] = Box(mode)
        boxes[mode].put("attacks", ATTACKS)
    try:
        function(boxes[mode])
    except BaseException:
        boxes.pop(mode).process.kill()  # its stream may be anywhere
        raise


def main(part=""):
    boxes, failed, passed = {}, 0, 0
    has_delegation = delegate_a_cgroup()
    for function, mode in TESTS:
        if mode == "B+" and not has_delegation:
            continue
        name = function.__name__.replace("_", " ")
        if part not in function.__name__ and part not in name:
            continue
        started = time.monotonic()
        try:
            run_one(function, mode, boxes)
            passed += 1
            verdict = "ok  "
        except Exception:
            traceback.print_exc(file=sys.stdout)
            failed += 1
            verdict = "FAIL"
        print(f"{verdict} {mode:2} {name} ({(time.monotonic() - started) * 1000:.0f} ms)", flush=True)
    for box in boxes.values():
        box.close()
    print(f"{passed} passed, {failed} failed")
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
