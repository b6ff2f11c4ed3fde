// expect: memory-limit-exceeded, accepted
#include <stdio.h>
#include <sys/sem.h>

int main(void) {
    unsigned long bytes = 0;
    while (semget(IPC_PRIVATE, 32000, IPC_CREAT | 0600) >= 0) bytes += 32000ul * 64;
    if (bytes > 128 << 20) return fprintf(stderr, "%lu bytes of semaphores\n", bytes), 9;
    puts("42");
}
