// expect: time-limit-exceeded
#include <stdio.h>
#include <signal.h>
#include <unistd.h>

/* None of them is waited for, and none alone uses much. */
int main(void) {
    signal(SIGCHLD, SIG_IGN);
    for (;;)
        if (fork() == 0) {
            for (volatile int i = 0; i < 1000000; i++) continue;
            _exit(0);
        }
}
