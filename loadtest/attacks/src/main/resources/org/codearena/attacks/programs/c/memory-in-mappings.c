// expect: memory-limit-exceeded, accepted, time-limit-exceeded
#include <stdio.h>
#include <sys/mman.h>
#include <unistd.h>

/* Every other page with another protection, so that each is a mapping of its own, in 60 processes. */
int main(void) {
    for (int i = 0; i < 60 && fork() != 0; i++) continue;
    for (int count = 0; count < 70000; count++)
        if (mmap(NULL, 4096, count % 2 ? PROT_READ : PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) == MAP_FAILED) break;
    puts("42");
    usleep(500000);
}
