// expect: memory-limit-exceeded, time-limit-exceeded
#include <stdio.h>
#include <sys/stat.h>

/* The kernel remembers names that do not exist. */
int main(void) {
    struct stat status;
    char name[300];
    for (unsigned long i = 0;; i++) {
        snprintf(name, sizeof name, "/usr/lib/%0200lu", i);
        stat(name, &status);
    }
}
