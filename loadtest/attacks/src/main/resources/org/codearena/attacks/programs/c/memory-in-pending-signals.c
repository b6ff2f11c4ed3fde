// expect: memory-limit-exceeded, accepted, time-limit-exceeded
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

/* Each waits with what came along with it. */
int main(void) {
    sigset_t all;
    unsigned long count = 0;
    sigfillset(&all);
    sigprocmask(SIG_BLOCK, &all, NULL);
    for (union sigval value = {0}; count < 10000000 && sigqueue(getpid(), SIGRTMIN, value) == 0;) count++;
    if (count > 128 << 13) return fprintf(stderr, "%lu pending signals\n", count), 9;
    puts("42");
}
