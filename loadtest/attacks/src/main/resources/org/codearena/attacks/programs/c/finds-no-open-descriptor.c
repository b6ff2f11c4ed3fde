// expect: accepted
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

/* Three streams and nothing else: the input is a file that cannot be changed, the others are pipes. */
int main(void) {
    struct stat status;
    for (int fd = 3; fd < 70000; fd++)
        if (fcntl(fd, F_GETFD) >= 0) return fprintf(stderr, "descriptor %d is open\n", fd), 9;
    if (fstat(0, &status) < 0 || !S_ISREG(status.st_mode) || (fcntl(0, F_GETFL) & O_ACCMODE) != O_RDONLY) return 8;
    for (int fd = 1; fd <= 2; fd++)
        if (fstat(fd, &status) < 0 || !S_ISFIFO(status.st_mode) || (fcntl(fd, F_GETFL) & O_ACCMODE) != O_WRONLY) return 7;
    puts("42");
}
