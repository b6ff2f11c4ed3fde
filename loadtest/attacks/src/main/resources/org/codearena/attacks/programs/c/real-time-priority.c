// expect: accepted
#define _GNU_SOURCE
#include <sched.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

static int found;

static void fails(const char *what, long result) {
    if (result < 0) return;
    fprintf(stderr, "%s was possible\n", what);
    found++;
}

int main(void) {
    struct sched_param high = {.sched_priority = 1};
    struct {
        uint32_t size, policy;
        uint64_t flags;
        int32_t nice;
        uint32_t priority;
        uint64_t runtime, deadline, period;
    } deadline = {.size = 48, .policy = 6, .runtime = 900000, .deadline = 1000000, .period = 1000000};
    fails("first in, first out", sched_setscheduler(0, SCHED_FIFO, &high));
    fails("round robin", sched_setscheduler(0, SCHED_RR, &high));
    fails("a deadline", syscall(SYS_sched_setattr, 0, &deadline, 0));
    fails("a higher priority", setpriority(PRIO_PROCESS, 0, getpriority(PRIO_PROCESS, 0) - 1));
    fails("the highest priority", setpriority(PRIO_PGRP, 0, -20));
    fails("another's priority", setpriority(PRIO_USER, 0, 19));
    fails("reading ahead of all", syscall(SYS_ioprio_set, 1, 0, 1 << 13));
    for (int limit = 0; limit < RLIM_NLIMITS; limit++) {
        struct rlimit now;
        getrlimit((__rlimit_resource_t)limit, &now);
        if (now.rlim_max == RLIM_INFINITY) continue;
        now.rlim_max++;
        fails("a raised limit", setrlimit((__rlimit_resource_t)limit, &now));
    }
    if (found > 0) return 9;
    puts("42");
}
