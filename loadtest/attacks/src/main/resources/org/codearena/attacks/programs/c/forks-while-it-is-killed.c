// expect: accepted, memory-limit-exceeded
#include <stdio.h>
#include <unistd.h>

/* Chains of processes, each of which lives only to start the next one: who kills one by one comes too late. Those that are
   dead and not yet reaped may be too much for the memory on a busy machine. */
int main(void) {
    for (int chain = 0; chain < 24; chain++)
        if (fork() == 0)
            for (;;) {
                pid_t next = fork();
                if (next > 0) _exit(0);
                if (next == 0) setsid();
            }
    usleep(20000);
    puts("42");
}
