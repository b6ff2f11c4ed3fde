// expect: accepted, output-limit-exceeded
#define _GNU_SOURCE
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

int main(void) {
    signal(SIGXFSZ, SIG_IGN);
    int fd = open("/tmp/large", O_RDWR | O_CREAT, 0600);
    if (ftruncate(fd, 1l << 40) == 0 || posix_fallocate(fd, 0, 1l << 31) == 0 || pwrite(fd, "x", 1, 1l << 40) == 1) return 9;
    if (fallocate(fd, FALLOC_FL_KEEP_SIZE, 0, 1l << 30) == 0) return 8;
    puts("42");
}
