// expect: memory-limit-exceeded
#include <stdio.h>

static volatile char room[512 << 20];

int main(void) {
    for (size_t i = 0; i < sizeof room; i += 4096) room[i] = 1;
    puts("42");
}
