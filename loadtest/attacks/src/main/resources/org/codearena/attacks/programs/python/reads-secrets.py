# expect: accepted
for path in ("/etc/shadow", "/root/.bashrc", "/proc/1/environ", "/proc/1/root/etc/shadow", "/proc/kcore",
             "/proc/1/mem", "/proc/sys/kernel/core_pattern-", "/var/run/docker.sock", "/proc/kmsg", "/dev/kmsg", "/dev/mem"):
    try:
        with open(path, "rb") as file:
            file.read(1)
        raise SystemExit("could read " + path)
    except OSError:
        pass
print(42)
