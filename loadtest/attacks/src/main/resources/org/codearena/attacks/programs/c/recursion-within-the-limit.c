// expect: accepted
#include <stdio.h>

static volatile int sink;

/* About 100 MB of stack: only memory limits it. */
static int fall(int depth) {
    volatile char frame[1000];
    frame[depth % 1000] = 0;
    return depth == 0 ? 42 : fall(depth - 1) + frame[depth % 1000] + sink;
}

int main(void) { printf("%d\n", fall(90000)); }
