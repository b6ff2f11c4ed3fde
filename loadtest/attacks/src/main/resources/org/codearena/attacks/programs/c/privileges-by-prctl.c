// expect: accepted
#define _GNU_SOURCE
#include <grp.h>
#include <linux/capability.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

static int found;

static void fails(const char *what, long result) {
    if (result < 0) return;
    fprintf(stderr, "%s was possible\n", what);
    found++;
}

static void must_say(const char *line) {
    char status[8192];
    FILE *file = fopen("/proc/self/status", "r");
    status[file == NULL ? 0 : fread(status, 1, sizeof status - 1, file)] = '\0';
    if (strstr(status, line) == NULL) {
        fprintf(stderr, "not so any more: %s\n", line);
        found++;
    }
}

int main(void) {
    struct __user_cap_header_struct header = {.version = _LINUX_CAPABILITY_VERSION_3};
    struct __user_cap_data_struct all[2] = {{~0u, ~0u, ~0u}, {~0u, ~0u, ~0u}};
    gid_t root = 0;
    /* These change how we end, and nothing else. */
    prctl(PR_SET_DUMPABLE, 1);
    prctl(PR_SET_PDEATHSIG, 0);
    prctl(PR_SET_CHILD_SUBREAPER, 1);
    prctl(PR_SET_PTRACER, PR_SET_PTRACER_ANY);
    prctl(PR_SET_KEEPCAPS, 1);
    prctl(PR_SET_NAME, "box) R 1 1 1\n");
    fails("no_new_privs off", prctl(PR_SET_NO_NEW_PRIVS, 0, 0, 0, 0));
    fails("secure bits", prctl(PR_SET_SECUREBITS, 0));
    fails("an ambient capability", prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE, CAP_SYS_ADMIN, 0, 0));
    fails("capset", syscall(SYS_capset, &header, all));
    fails("setuid", setuid(0));
    fails("setgid", setgid(0));
    fails("setresuid", setresuid(-1, 0, -1));
    fails("setgroups", setgroups(1, &root));
    fails("setfsuid", syscall(SYS_setfsuid, 0) == 0 ? 0 : -1);
    must_say("\nNoNewPrivs:\t1\n");
    must_say("\nSeccomp:\t2\n");
    must_say("\nCapEff:\t0000000000000000\n");
    must_say("\nCapPrm:\t0000000000000000\n");
    must_say("\nCapBnd:\t0000000000000000\n");
    if (found > 0) return 9;
    puts("42");
}
