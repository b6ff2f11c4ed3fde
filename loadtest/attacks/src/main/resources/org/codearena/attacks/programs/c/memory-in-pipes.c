// expect: memory-limit-exceeded, accepted
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

static unsigned long *bytes;

static void fill(void) {
    static char page[4096];
    for (int ends[2]; pipe2(ends, O_NONBLOCK) == 0;) {
        fcntl(ends[1], F_SETPIPE_SZ, 1 << 20);
        for (ssize_t n; (n = write(ends[1], page, sizeof page)) > 0;) __atomic_add_fetch(bytes, n, __ATOMIC_RELAXED);
    }
}

int main(void) {
    bytes = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    for (int i = 0; i < 40; i++)
        if (fork() == 0) {
            fill();
            pause();
        }
    fill();
    usleep(300000);
    if (*bytes > 128 << 20) return fprintf(stderr, "%lu bytes in pipes\n", *bytes), 9;
    puts("42");
}
