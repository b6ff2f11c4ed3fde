// expect: accepted
#define _GNU_SOURCE
#include <signal.h>
#include <stdio.h>
#include <sys/syscall.h>
#include <unistd.h>

/* Whoever is to be reached: the parent, pid 1, the runner, the other boxes, every number there is. */
int main(void) {
    static const int signals[] = {SIGSTOP, SIGKILL, SIGTERM, SIGHUP, SIGQUIT, SIGCONT, 0};
    pid_t me = getpid();
    int found = 0;
    for (size_t i = 0; i < sizeof signals / sizeof *signals; i++) {
        for (pid_t other = -70000; other < 70000; other++)
            if (other != me && other != -me && other != 0 && other != -1) found += kill(other, signals[i]) == 0;
        for (pid_t other = 1; other < 1000; other++)
            found += other != me && syscall(SYS_tgkill, other, other, signals[i]) == 0;
    }
    if (found > 0) return 9;
    puts("42");
}
