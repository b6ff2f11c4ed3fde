// expect: time-limit-exceeded, memory-limit-exceeded
#include <unistd.h>

/* Each waits for the one that it starts, and goes on when no more are to be had. */
int main(void) {
    for (;;) {
        volatile pid_t child = vfork();
        if (child == 0) execl("/proc/self/exe", "again", NULL);
    }
}
