"""Does what a person does who tries a new installation: makes a problem, solves it, and looks at the verdict."""

import io
import json
import os
import sys
import time
import urllib.error
import urllib.request
import uuid
import zipfile

URL = os.environ["URL"]
ORIGIN = os.environ["ORIGIN"]
LANGUAGE = os.environ["LANGUAGE"]
DEADLINE = time.monotonic() + float(os.environ["TIMEOUT_SECONDS"])
SLUG = "helm-test-" + uuid.uuid4().hex[:8]
PROGRAMS = {
    "c": ("main.c", '#include <stdio.h>\nint main(void) { long a, b; scanf("%ld %ld", &a, &b); printf("%ld\\n", a + b); }\n'),
    "cpp": ("main.cpp", "#include <iostream>\nint main() { long a, b; std::cin >> a >> b; std::cout << a + b << '\\n'; }\n"),
    "java": (
        "Main.java",
        "public class Main {\n    public static void main(String[] arguments) {\n"
        "        var in = new java.util.Scanner(System.in);\n        System.out.println(in.nextLong() + in.nextLong());\n    }\n}\n",
    ),
    "node": ("main.js", 'const [a, b] = require("fs").readFileSync(0, "utf8").split(" ").map(Number);\nconsole.log(a + b);\n'),
    "python": ("main.py", "a, b = map(int, input().split())\nprint(a + b)\n"),
}
PACKAGE = {
    "problem.yaml": f"problem_format_version: 2025-09\nname: The test of an installation\nuuid: {uuid.uuid4()}\n"
    "license: cc0\nlimits: {time_limit: 2}\n",
    "statement/problem.en.md": "Print the sum of two numbers.\n",
    "data/secret/1.in": "40 2\n",
    "data/secret/1.ans": "42\n",
    "submissions/accepted/" + PROGRAMS[LANGUAGE][0]: PROGRAMS[LANGUAGE][1],
}


class Refused(Exception):
    """What the server answered, for people to read."""


def call(method, path, body=None, token=None, cookie=None, kind="application/json"):
    data = json.dumps(body).encode() if isinstance(body, dict) else body
    request = urllib.request.Request(f"{URL}/api/v1{path}", data=data, method=method)
    if data is not None:
        request.add_header("Content-Type", kind)
    if token:
        request.add_header("Authorization", f"Bearer {token}")
    if cookie:
        request.add_header("Cookie", cookie)
        request.add_header("Origin", ORIGIN)
    if method == "POST":
        request.add_header("Idempotency-Key", str(uuid.uuid4()))
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:
            text = answer.read()
            return (json.loads(text) if text else {}), answer.headers
    except urllib.error.HTTPError as failure:
        raise Refused(f"{method} {path}: {failure.code} {failure.read().decode(errors='replace')}") from failure


def eventually(what, look):
    """Asks until there is an answer; a server that does not answer yet is no failure before the time is up."""
    last = ""
    while time.monotonic() < DEADLINE:
        try:
            found = look()
            if found is not None:
                return found
        except (urllib.error.URLError, OSError) as failure:
            last = f", at last: {failure}"
        time.sleep(1)
    raise Refused(f"{what}: not within {os.environ['TIMEOUT_SECONDS']} s{last}")


def log_in():
    with open("/etc/codearena/secrets/first-admin-password", encoding="utf-8") as file:
        password = file.read().rstrip("\n")
    body = {"username": "admin", "password": password}
    _, headers = eventually("logging in", lambda: call("POST", "/auth/login", body))
    cookie = headers["Set-Cookie"].split(";")[0]
    made, _ = call("POST", "/me/tokens", {"name": SLUG}, cookie=cookie)
    return made["token"], made["id"]


def package():
    bytes_ = io.BytesIO()
    with zipfile.ZipFile(bytes_, "w") as archive:
        for path, text in PACKAGE.items():
            archive.writestr(path, text)
    return bytes_.getvalue()


def import_problem(token):
    started, _ = call("POST", f"/problems?slug={SLUG}", package(), token=token, kind="application/zip")

    def done():
        state, _ = call("GET", f"/imports/{started['importId']}", token=token)
        return None if state["state"] == "running" else state

    state = eventually("importing a problem (done by ops)", done)
    if state["state"] != "done":
        raise Refused(f"the problem was not imported: {state['messages']}")


def offered(token):
    """Waits for the first judge, which tries its toolchain before the language is offered."""

    def look():
        languages, _ = call("GET", "/languages", token=token)
        return next((each for each in languages["items"] if each["id"] == LANGUAGE and each.get("available", True)), None)

    eventually(f"a judge of {LANGUAGE}", look)


def judged(token):
    path, content = PROGRAMS[LANGUAGE]
    body = {"problem": SLUG, "language": LANGUAGE, "files": [{"path": path, "content": content}]}
    submission, _ = call("POST", "/submissions", body, token=token)

    def look():
        state, _ = call("GET", f"/submissions/{submission['id']}", token=token)
        return state if state["state"] == "judged" else None

    return eventually(f"the verdict of {submission['id']}", look)


def main():
    began = time.monotonic()
    token, token_id = log_in()
    print(f"logged in after {time.monotonic() - began:.1f} s", flush=True)
    made = [f"/me/tokens/{token_id}"]
    try:
        offered(token)
        import_problem(token)
        made.insert(0, f"/problems/{SLUG}")
        print(f"problem {SLUG} imported", flush=True)
        sent = time.monotonic()
        result = judged(token)
        print(f"{LANGUAGE}: {result['verdict']} after {time.monotonic() - sent:.1f} s", flush=True)
        if result["verdict"] != "accepted":
            raise Refused(f"expected accepted: {json.dumps(result)}")
    finally:
        for path in made:
            try:
                call("DELETE", path, token=token)
            except (Refused, OSError) as failure:
                print(f"left behind: {failure}", flush=True)


try:
    main()
except Refused as refused:
    sys.exit(f"FAILED {refused}")
