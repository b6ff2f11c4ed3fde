// expect: time-limit-exceeded
#include <time.h>

/* Never enters the kernel. */
int main(void) {
    struct timespec now;
    for (;;) clock_gettime(CLOCK_MONOTONIC, &now);
}
