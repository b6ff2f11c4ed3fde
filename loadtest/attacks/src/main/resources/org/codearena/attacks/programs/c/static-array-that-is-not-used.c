// expect: accepted, memory-limit-exceeded, run-time-error
#include <stdio.h>

/* More than the limit, and than any process of a box may reserve: where that counts, it cannot even be started. */
static volatile char room[1900 << 20];

int main(void) {
    room[0] = 42;
    printf("%d\n", room[0]);
}
