// expect: memory-limit-exceeded, accepted, time-limit-exceeded
#include <fcntl.h>
#include <stdio.h>
#include <sys/xattr.h>
#include <unistd.h>

/* Of files that are empty. */
int main(void) {
    static char value[32768];
    unsigned long bytes = 0;
    for (int file = 0; file < 20000; file++) {
        char name[64];
        snprintf(name, sizeof name, "/tmp/%d", file);
        int fd = open(name, O_WRONLY | O_CREAT, 0600);
        if (fd < 0) break;
        for (int i = 0; i < 64; i++) {
            snprintf(name, sizeof name, "user.%d", i);
            if (fsetxattr(fd, name, value, sizeof value, 0) < 0) break;
            bytes += sizeof value;
        }
        close(fd);
    }
    if (bytes > 128 << 20) return fprintf(stderr, "%lu bytes of attributes\n", bytes), 9;
    puts("42");
}
