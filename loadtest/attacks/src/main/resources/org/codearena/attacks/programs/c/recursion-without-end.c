// expect: memory-limit-exceeded, run-time-error
#include <stdio.h>

static volatile int sink;

static int fall(int depth) {
    volatile char frame[1000];
    frame[depth % 1000] = (char)depth;
    return fall(depth + 1) + frame[(depth + sink) % 1000];
}

int main(void) { printf("%d\n", fall(0)); }
