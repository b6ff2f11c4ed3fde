# expect: accepted
for path in ("/proc/sys/kernel/core_pattern", "/proc/sysrq-trigger", "/proc/self/oom_score_adj-",
             "/sys/fs/cgroup/memory/memory.limit_in_bytes", "/sys/kernel/uevent_helper"):
    try:
        with open(path, "w") as file:
            file.write("x")
        raise SystemExit("could write " + path)
    except OSError:
        pass
print(42)
