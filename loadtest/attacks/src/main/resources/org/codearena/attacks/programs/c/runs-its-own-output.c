// expect: accepted
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static void copy_of_us(const char *path) {
    char room[65536];
    int from = open("/proc/self/exe", O_RDONLY), to = open(path, O_WRONLY | O_CREAT, 0755);
    for (ssize_t n; (n = read(from, room, sizeof room)) > 0;)
        if (write(to, room, (size_t)n) < 0) break;
    close(to);
    chmod(path, 06755);
}

int main(int count, char **arguments) {
    static const char *const places[] = {"/tmp/own", "/dev/shm/own", "/box/own", "/out/own", "./own"};
    if (count > 1) {
        fprintf(stderr, "%s runs\n", arguments[0]);
        return 9;
    }
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        copy_of_us(places[i]);
        if (fork() == 0) {
            execl(places[i], places[i], "again", NULL);
            _exit(errno == EACCES || errno == ENOENT ? 0 : 8);
        }
        int status;
        wait(&status);
        if (status != 0) return 9;
    }
    puts("42");
}
