#!/usr/bin/env python3
"""Runs every submission of the packages bare (no sandbox) and compares the verdicts with what its directory promises.

    check.py [--strict] [--tests GLOB] [PACKAGE[/PART-OF-SUBMISSION-PATH]...]

A tool for writing problems: quick, and independent of the judge. The real judging is `codearena verify`. Prints a table
of package, submission, expected and found verdict, the CPU time of the slowest test against the limit, and the largest
peak memory. A package's own output validator is run if it has one, which must be a single Python file; scores are
compared with those in submissions.yaml. A margin is thin when an accepted submission needs more than a third of the limit, or a slow one less than
twice of it; --strict makes that a failure. Needs node, g++ and a JDK 25 (JAVA_HOME or PATH). Exits 1 on any disagreement.
"""

import argparse
import fnmatch
import math
import os
import re
import resource
import select as waiting
import shutil
import subprocess
import sys
import tempfile
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent
LANGUAGES = {".py": "python", ".js": "node", ".java": "java", ".cpp": "cpp"}

# directory: (verdicts every test may have, verdicts at least one test must have)
EXPECTED = {
    "accepted": ({"AC"}, {"AC"}),
    "wrong_answer": ({"AC", "WA"}, {"WA"}),
    "time_limit_exceeded": ({"AC", "TLE"}, {"TLE"}),
    "run_time_error": ({"AC", "RTE"}, {"RTE"}),
    "brute_force": ({"AC", "RTE", "TLE"}, {"RTE", "TLE"}),
    "rejected": ({"AC", "WA", "RTE", "TLE"}, {"WA", "RTE", "TLE"}),
    "compiler_error": ({"CE"}, {"CE"}),
    "partially_accepted": ({"AC", "WA", "RTE", "TLE"}, {"AC"}),
}
SLOW_FACTOR = 2.0
FAST_FACTOR = 3.0


@dataclass(frozen=True)
class Problem:
    name: str
    time_limit: float
    memory: int
    flags: tuple
    kind: str

    @property
    def path(self):
        return ROOT / self.name

    @property
    def validator(self):
        return next((self.path / "output_validator").glob("*.py"), None)


@dataclass(frozen=True)
class Result:
    problem: Problem
    submission: Path
    verdicts: frozenset
    cpu: float
    memory: int
    first_failure: str
    score: str = ""

    @property
    def kind(self):
        return self.submission.parent.name

    @property
    def agrees(self):
        permitted, required = EXPECTED[self.kind]
        return self.verdicts <= permitted and bool(self.verdicts & required) and self.score_agrees

    @property
    def score_agrees(self):
        return self.score == "" or self.score == expected_score(self.problem, self.submission)

    @property
    def thin(self):
        if self.kind == "accepted":
            return self.cpu * FAST_FACTOR > self.problem.time_limit
        return self.kind == "time_limit_exceeded" and self.cpu < SLOW_FACTOR * self.problem.time_limit


# ---- reading a package: only the YAML these packages use


def read_problem(name):
    path = ROOT / name
    text = (path / "problem.yaml").read_text()
    number = lambda key: float(re.search(rf"^\s+{key}: *([0-9.]+)$", text, re.M).group(1))
    legacy = "problem_format_version: 2025-09" not in text
    if legacy:
        limit = float((path / ".timelimit").read_text())
        flags = re.search(r"^validator_flags: *(.*)$", text, re.M)
        flags = tuple(flags.group(1).split()) if flags else ()
    else:
        limit = number("time_limit")
        flags = read_group_flags(path)
    kind = re.search(r"^type: *(\S+)$", text, re.M)
    return Problem(name, limit, int(number("memory")), flags, kind.group(1) if kind else "pass-fail")


def read_group_flags(path):
    found = set()
    for group in ("sample", "secret"):
        file = path / "data" / group / "test_group.yaml"
        text = file.read_text() if file.exists() else ""
        words = re.search(r"^output_validator_args:\n((?:  - .*\n)+)", text, re.M)
        found.add(tuple(line[4:].strip('"') for line in words.group(1).splitlines()) if words else ())
    if len(found) != 1:
        sys.exit(f"{path.name}: sample and secret have different output_validator_args")
    return found.pop()


def expected_score(problem, submission):
    """What submissions.yaml says of a submission: by its path, or by its directory."""
    text = (problem.path / "submissions" / "submissions.yaml").read_text()
    for name in (f"{submission.parent.name}/{submission.name}", submission.parent.name):
        entry = re.search(rf"^{re.escape(name)}:\n((?:  .*\n)+)", text, re.M)
        score = entry and re.search(r"^  score: *(\d+)$", entry.group(1), re.M)
        if score:
            return score.group(1)
    return "?"


def read_groups(problem):
    """Name of each group of a scoring problem: (points, groups that must be solved before); all are scored pass-fail."""
    groups = {}
    for file in sorted((problem.path / "data" / "secret").glob("*/test_group.yaml")):
        text = file.read_text()
        required = re.search(r"^require_pass:\n((?:  - .*\n)+)", text, re.M)
        names = [line[len("  - secret/") :] for line in required.group(1).splitlines()] if required else []
        groups[file.parent.name] = (int(re.search(r"^max_score: *(\d+)$", text, re.M).group(1)), names)
    return groups


# ---- the default validator

FLOAT = re.compile(rb"[+-]?(\d*\.\d+|\d+\.|\d+)([Ee][+-]?\d+)?")
SPACE = re.compile(rb"[ \f\n\r\t\v]+")


def same_token(answer, output, flags, absolute, relative):
    if (absolute or relative) and FLOAT.fullmatch(answer):
        if not FLOAT.fullmatch(output):
            return False
        wanted, got = float(answer), float(output)
        error = abs(wanted - got)
        return error <= absolute or error <= relative * abs(wanted)
    if "case_sensitive" in flags:
        return answer == output
    return answer.lower() == output.lower()


def accepts(answer, output, flags):
    def tolerance(name):
        return float(flags[flags.index(name) + 1]) if name in flags else 0.0

    both = tolerance("float_tolerance")
    absolute = both or tolerance("float_absolute_tolerance")
    relative = both or tolerance("float_relative_tolerance")
    if "space_change_sensitive" in flags and SPACE.findall(answer) != SPACE.findall(output):
        return False
    wanted, got = answer.split(), output.split()
    if len(wanted) != len(got):
        return False
    return all(a == b or same_token(a, b, flags, absolute, relative) for a, b in zip(wanted, got))


# ---- the package's own validator


def with_constants(problem, work):
    """The validator with the package's constants in their places."""
    text = problem.validator.read_text()
    for name, value in re.findall(r"^  (\w+): *(\S+)$", (problem.path / "problem.yaml").read_text(), re.M):
        text = text.replace("{{" + name + "}}", value)
    path = work / "validator.py"
    path.write_text(text)
    return path


def run_own(command, work, test, problem):
    """One test, judged by the package's own validator: it may talk to the submission, or ask for another pass."""
    with tempfile.TemporaryDirectory() as directory:
        scratch = Path(directory)
        (scratch / "feedback").mkdir()
        feedback = scratch / "feedback"
        script = with_constants(problem, scratch)
        judge_command = [sys.executable, script, test, test.with_suffix(".ans"), f"{feedback}/"]
        if problem.kind == "interactive":
            return talk(command, judge_command, work, problem)
        slowest, largest, given = 0.0, 0, test
        while True:
            output = scratch / "output"
            room = scratch / "room"
            shutil.rmtree(room, ignore_errors=True)
            shutil.copytree(work, room)
            verdict, cpu, memory = run_once(command, room, given, output, problem)
            slowest, largest = max(slowest, cpu), max(largest, memory)
            if verdict:
                return verdict, slowest, largest
            judge_command[2] = given
            (feedback / "nextpass.in").unlink(missing_ok=True)
            with open(output, "rb") as stdin:
                code = subprocess.run(judge_command, stdin=stdin, cwd=directory).returncode
            if code != 42 or not (feedback / "nextpass.in").exists():
                return {42: "AC", 43: "WA"}.get(code, "JE"), slowest, largest
            given = scratch / "next.in"
            shutil.copy(feedback / "nextpass.in", given)


def talk(command, judge_command, work, problem):
    """Both at once. We hold the pipes' ends until one of the two has ended, so that neither sees the other go before that."""
    cap = math.ceil(SLOW_FACTOR * problem.time_limit)
    bare = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
    to_program, to_judge = os.pipe(), os.pipe()
    judge = subprocess.Popen(judge_command, stdin=to_judge[0], stdout=to_program[1], cwd=work)
    program = subprocess.Popen(
        command, stdin=to_program[0], stdout=to_judge[1], stderr=subprocess.DEVNULL, cwd=work, env=bare
    )
    resource.prlimit(program.pid, resource.RLIMIT_CPU, (cap, cap))
    killed = []
    timer = threading.Timer(3 * problem.time_limit + 1, lambda: (killed.append(True), program.kill()))
    timer.start()
    judge_first = first_to_end(judge, program) is judge
    for end in to_program + to_judge:
        os.close(end)
    _, status, usage = os.wait4(program.pid, 0)
    timer.cancel()
    program.returncode = status
    code = judge.wait()
    cpu, memory = usage.ru_utime + usage.ru_stime, usage.ru_maxrss // 1024
    if killed or cpu > problem.time_limit:
        return "TLE", max(cpu, cap if killed else 0), memory
    # Who is refused early may crash because nobody talks to it any more.
    crashed = status != 0 and not (judge_first and code == 43)
    return ("RTE" if crashed else {42: "AC", 43: "WA"}.get(code, "JE")), cpu, memory


def first_to_end(*processes):
    descriptors = {os.pidfd_open(process.pid): process for process in processes}
    ended, _, _ = waiting.select(list(descriptors), [], [])
    for descriptor in descriptors:
        os.close(descriptor)
    return descriptors[ended[0]]


# ---- compiling and running


def java_tool(name):
    home = os.environ.get("JAVA_HOME")
    return str(Path(home) / "bin" / name) if home else name


def main_class(sources):
    """The class with a main method; a compact source file (no class around main) is named after its file."""
    for source in sources:
        text = source.read_text()
        if not re.search(r"void main\(", text):
            continue
        package = re.search(r"^package ([\w.]+);", text, re.M)
        declared = re.findall(r"^(?:public |final )*(?:class|record|enum|interface) (\w+)", text, re.M)
        name = next((c for c in declared if c == source.stem), declared[0] if declared else source.stem)
        if re.search(r"^void main\(", text, re.M):
            name = source.stem
        return f"{package.group(1)}.{name}" if package else name
    return None


def build(submission, problem, work):
    """The command that runs the submission, or None if it does not compile."""
    sources = sorted(submission.rglob("*.*")) if submission.is_dir() else [submission]
    sources = [source for source in sources if source.suffix in LANGUAGES]
    language = LANGUAGES[sources[0].suffix]
    for source in sources:
        relative = source.relative_to(submission) if submission.is_dir() else Path(source.name)
        (work / relative).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(source, work / relative)
    names = sorted(str(path.relative_to(work)) for path in work.rglob("*") if path.is_file())
    entry = next((name for name in names if Path(name).stem == "main"), names[0])
    if language == "cpp":
        compile_step, run = ["g++", "-std=c++20", "-O2", "-o", "program", *names], [work / "program"]
    elif language == "python":
        compile_step, run = [sys.executable, "-m", "py_compile", *names], [sys.executable, entry]
    elif language == "node":
        compile_step, run = ["node", "--check", entry], ["node", f"--max-old-space-size={problem.memory}", entry]
    else:
        compile_step = [java_tool("javac"), "-encoding", "UTF-8", "-d", ".", *names]
        options = ["-XX:+UseSerialGC", "-Xss64m", f"-Xmx{problem.memory}m", "-cp", "."]
        run = [java_tool("java"), *options, main_class([work / name for name in names])]
    done = subprocess.run(compile_step, cwd=work, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return run if done.returncode == 0 else None


def run_test(command, work, test, problem):
    """Verdict, CPU seconds and peak MiB of one test; killed once it is SLOW_FACTOR times over the limit."""
    if problem.validator:
        return run_own(command, work, test, problem)
    with tempfile.TemporaryDirectory() as directory:
        output = Path(directory) / "output"
        verdict, cpu, memory = run_once(command, work, test, output, problem)
        right = not verdict and accepts(test.with_suffix(".ans").read_bytes(), output.read_bytes(), problem.flags)
        return verdict or ("AC" if right else "WA"), cpu, memory


def run_once(command, work, given, output, problem):
    """Verdict unless it ended well, CPU seconds and peak MiB of one run."""
    cap = SLOW_FACTOR * problem.time_limit + 0.3

    with open(given, "rb") as stdin, open(output, "wb") as stdout:
        process = subprocess.Popen(command, cwd=work, stdin=stdin, stdout=stdout, stderr=subprocess.DEVNULL)
        resource.prlimit(process.pid, resource.RLIMIT_CPU, (math.ceil(cap), math.ceil(cap)))
        killer = threading.Timer(60 * cap, process.kill)
        killer.start()
        _, status, usage = os.wait4(process.pid, 0)
        killer.cancel()
        process.returncode = status
        cpu = usage.ru_utime + usage.ru_stime
        memory = usage.ru_maxrss // 1024
        if cpu > problem.time_limit:
            return "TLE", cpu, memory
        return ("RTE" if status != 0 else ""), cpu, memory


def judge(problem, submission, pattern):
    tests = sorted((problem.path / "data").glob("s*/**/*.in"))
    tests = [test for test in tests if fnmatch.fnmatch(test.stem, pattern)]
    verdicts, slowest, largest, failure = set(), 0.0, 0, ""
    with tempfile.TemporaryDirectory() as directory:
        work = Path(directory)
        command = build(submission, problem, work)
        if command is None:
            return Result(problem, submission, frozenset({"CE"}), 0.0, 0, "compiling")
        groups, lost = (read_groups(problem), set()) if problem.kind == "scoring" else ({}, set())
        for test in tests:
            points, required = groups.get(test.parent.name, (0, []))
            if test.parent.name in lost or lost & set(required):
                lost.add(test.parent.name)
                continue
            verdict, cpu, memory = run_test(command, work, test, problem)
            verdicts.add(verdict)
            if groups and verdict != "AC":
                lost.add(test.parent.name)
            slowest = max(slowest, cpu)
            largest = max(largest, memory)
            if verdict != "AC" and not failure:
                failure = test.stem
            if cpu >= SLOW_FACTOR * problem.time_limit and not groups:
                break
    score = str(sum(points for name, (points, _) in groups.items() if name not in lost)) if groups else ""
    return Result(problem, submission, frozenset(verdicts), slowest, largest, failure, score)


# ---- the table


def select(arguments):
    """The (problem, submission) pairs asked for."""
    names = sorted(path.parent.name for path in ROOT.glob("*/problem.yaml"))
    wanted = [argument.rstrip("/").split("/", 1) for argument in arguments] or [[name] for name in names]
    chosen = []
    for name, *part in wanted:
        if name not in names:
            sys.exit(f"unknown package {name!r}; there are: {', '.join(names)}")
        problem = read_problem(name)
        for submission in sorted((problem.path / "submissions").glob("*/*")):
            if not part or part[0] in str(submission.relative_to(problem.path)):
                chosen.append((problem, submission))
    return chosen


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--strict", action="store_true", help="a thin margin is a failure")
    parser.add_argument("--tests", default="*", metavar="GLOB", help="run only tests with such a name")
    parser.add_argument("package", nargs="*")
    arguments = parser.parse_args()

    failed = 0
    print(f"{'package':18} {'submission':46} {'expected':9} {'found':9} {'CPU s':>6} {'limit':>6} {'MiB':>4}")
    with ThreadPoolExecutor(max_workers=2) as pool:
        for result in pool.map(lambda pair: judge(*pair, arguments.tests), select(arguments.package)):
            required = "/".join(sorted(EXPECTED[result.kind][1]))
            found = "/".join(sorted(result.verdicts - {"AC"})) or "AC"
            note = "" if result.agrees else "DISAGREES at " + (result.first_failure or "no test")
            note = note or ("thin" if result.thin else "")
            failed += not result.agrees or (arguments.strict and result.thin)
            path = result.submission.relative_to(result.problem.path / "submissions")
            print(
                f"{result.problem.name:18} {str(path):46} {required:9} {found:9}"
                f" {result.cpu:6.2f} {result.problem.time_limit:6.1f} {result.memory:4d} {note}",
                flush=True,
            )
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
