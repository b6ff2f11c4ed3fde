/* selftest.c: does a mode keep what it promises, on this machine, now? Probes run in a real box, in place of a program.
 */
#include "box.h"

/* ---- in the box ---- */

static bool proc_is_private(void) {
    glob_t processes;
    if (glob("/proc/[0-9]*", 0, NULL, &processes) != 0) return false;
    /* This process, and init if its uid is ours. */
    return getpid() == 2 && processes.gl_pathc <= 2 && open("/proc/1/environ", O_RDONLY) < 0 &&
           open("/proc/self/oom_score_adj", O_WRONLY) < 0;
}

static bool only_tmp_is_writable(void) {
    return mkdir("/new", 0755) < 0 && mkdir("/usr/new", 0755) < 0 && mkdir("/box/new", 0755) < 0 &&
           mkdir("/tmp/new", 0755) == 0;
}

static bool privileges_are_gone(void) {
    return getuid() != 0 && geteuid() != 0 && getgid() != 0 && setuid(0) < 0 && unshare(CLONE_NEWUSER) < 0 &&
           mount("tmpfs", "/tmp", "tmpfs", 0, NULL) < 0 && prctl(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0) == 1 &&
           prctl(PR_CAPBSET_READ, CAP_SYS_ADMIN) == 0 && prctl(PR_GET_SECCOMP) == SECCOMP_MODE_FILTER;
}

static int probe_isolation(void) {
    bool kept = (socket(AF_INET, SOCK_STREAM, 0) < 0 || trouble("a box has a network")) &&
                (proc_is_private() || trouble("a box sees processes of others, or can write to /proc")) &&
                (only_tmp_is_writable() || trouble("a box can write elsewhere than to /tmp, or not there")) &&
                (privileges_are_gone() || trouble("a program in a box has privileges"));
    return kept ? EXIT_SUCCESS : EXIT_FAILURE;
}

/* Processes that each stay within the limit, and together do not. */
static int probe_memory(void) {
    static char bytes[12 * MEBIBYTE];
    for (int i = 0; i < 3 && fork() != 0; i++) continue;
    memset(bytes, 1, sizeof bytes);
    return pause();
}

/* Burns CPU time where no rusage counts it: in a child that nobody waits for. */
static int probe_cpu(void) {
    signal(SIGCHLD, SIG_IGN);
    if (fork() != 0) pause();
    for (volatile bool forever = true; forever;) continue;
    return EXIT_SUCCESS;
}

/* ---- outside ---- */

static bool passes(int (*probe)(void), unsigned cpu_ms, enum over expected, const char *otherwise) {
    static struct request request;
    struct result result;
    char line[] = "run id=1 arg=probe cwd=/tmp wall-ms=20000 memory=25165824 processes=8";
    protocol_parse(line, &request);
    request.probe = probe;
    request.cpu_ms = cpu_ms;
    if (!run_box(&request, &result) || result.exit == EXIT_FAILURE) return false;
    return result.over == expected || trouble("%s (over=%d signal=%d)", otherwise, result.over, result.signal);
}

bool self_test(void) {
    return passes(probe_isolation, 5000, OVER_NONE, "a program in a box does not come to its end") &&
           passes(probe_memory, 5000, OVER_MEMORY, "the memory of a box is not limited") &&
           passes(probe_cpu, 20, OVER_CPU, "the CPU time of a box is not limited");
}
