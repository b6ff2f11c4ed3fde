// expect: memory-limit-exceeded, accepted, time-limit-exceeded
#include <signal.h>
#include <stdio.h>
#include <time.h>

int main(void) {
    unsigned long count = 0;
    struct sigevent none = {.sigev_notify = SIGEV_NONE};
    for (timer_t timer; count < 10000000 && timer_create(CLOCK_MONOTONIC, &none, &timer) == 0;) count++;
    if (count > 128 << 12) return fprintf(stderr, "%lu timers\n", count), 9;
    puts("42");
}
