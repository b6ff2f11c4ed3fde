/* selftest.c: does a mode keep what it promises, on this machine, now? Probes run in a real box, in place of a program. */
#define _GNU_SOURCE
#include "box.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

/* ---- in the box: each returns whether it is as it should be ---- */

static bool forks(void) {
    int status;
    pid_t child = fork();
    if (child == 0)
        _exit(7);
    return child > 0 && waitpid(child, &status, 0) == child && WIFEXITED(status) && WEXITSTATUS(status) == 7;
}

static bool network_is_refused(void) {
    return socket(AF_INET, SOCK_STREAM, 0) < 0 && socket(AF_INET6, SOCK_DGRAM, 0) < 0 && socket(AF_NETLINK, SOCK_RAW, 0) < 0;
}

static bool proc_is_private(void) {
    DIR *proc = opendir("/proc");
    unsigned processes = 0;
    for (struct dirent *entry; proc != NULL && (entry = readdir(proc)) != NULL;)
        processes += *entry->d_name >= '0' && *entry->d_name <= '9';
    if (proc != NULL)
        closedir(proc);
    /* This process, and none or init, depending on whether its uid is ours. */
    return getpid() == 2 && processes >= 1 && processes <= 2 && open("/proc/1/environ", O_RDONLY) < 0 &&
           open("/proc/self/oom_score_adj", O_WRONLY) < 0;
}

static bool writing_is_refused(void) {
    return mkdir("/new", 0755) < 0 && mkdir("/usr/new", 0755) < 0 && mkdir("/box/new", 0755) < 0 &&
           mkdir("/tmp/new", 0755) == 0;
}

static bool is_unprivileged(void) {
    return getuid() != 0 && geteuid() != 0 && getgid() != 0 && prctl(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0) == 1 &&
           prctl(PR_CAPBSET_READ, 21 /* CAP_SYS_ADMIN */) == 0 && prctl(PR_GET_SECCOMP) == 2 && setuid(0) < 0;
}

static bool mounting_is_refused(void) {
    return mount("tmpfs", "/tmp", "tmpfs", 0, NULL) < 0 && unshare(CLONE_NEWUSER) < 0;
}

static const struct probe {
    const char *name;
    bool (*holds)(void);
} probes[] = {{"fork", forks},
              {"network", network_is_refused},
              {"proc", proc_is_private},
              {"write", writing_is_refused},
              {"privileges", is_unprivileged},
              {"mount", mounting_is_refused}};
enum { PROBES = sizeof probes / sizeof *probes };

static int probe_isolation(void) {
    for (int i = 0; i < PROBES; i++)
        if (!probes[i].holds())
            return i + 1;
    return 0;
}

/* Processes that each stay within the limit, and together do not. */
static int probe_memory(void) {
    for (int i = 0; i < 3; i++)
        if (fork() == 0) {
            size_t bytes = 12 * MEBIBYTE;
            char *memory = mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
            if (memory != MAP_FAILED)
                memset(memory, 1, bytes);
            pause();
        }
    return pause();
}

/* Burns CPU time where no rusage counts it: in children that nobody waits for. */
static int probe_cpu(void) {
    signal(SIGCHLD, SIG_IGN);
    if (fork() == 0)
        for (;;)
            ;
    return pause();
}

/* ---- outside ---- */

static bool probe(struct box *box, int (*function)(void), enum over expected, struct trouble *why) {
    static struct request request;
    struct result result;
    request_defaults(&request);
    request.probe = function;
    request.cwd = "/tmp";
    request.cpu_ms = 30;
    request.wall_ms = 5000;
    request.memory = 24 * MEBIBYTE;
    request.processes = 8;
    if (!run_box(box, &request, &result, why))
        return false;
    if (result.over != expected)
        return trouble(why, "a probe of the self-test ended with over=%d, expected %d (exit %d, signal %d)", result.over, expected,
                       result.exit, result.signal);
    if (expected == OVER_NONE && result.exit != 0)
        return trouble(why, "the check '%s' of the self-test failed",
                       result.exit > 0 && result.exit <= PROBES ? probes[result.exit - 1].name : "start");
    return true;
}

bool self_test(struct box *box, struct trouble *why) {
    return probe(box, probe_isolation, OVER_NONE, why) && probe(box, probe_memory, OVER_MEMORY, why) &&
           probe(box, probe_cpu, OVER_CPU, why);
}
