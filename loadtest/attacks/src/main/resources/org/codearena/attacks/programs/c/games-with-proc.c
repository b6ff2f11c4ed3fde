// expect: accepted
#define _GNU_SOURCE
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static int found;

static void note(const char *what, const char *path) {
    fprintf(stderr, "%s: %s\n", what, path);
    found++;
}

/* The streams are ours to reopen, as far as they were given: to be read the one, to be written the others. */
static int is_stream(const char *path) {
    struct stat a, b;
    for (int fd = 0; fd < 3; fd++)
        if (stat(path, &a) == 0 && fstat(fd, &b) == 0 && a.st_ino == b.st_ino && a.st_dev == b.st_dev) return fd;
    return -1;
}

static int visit(const char *path, const struct stat *status, int type, struct FTW *walk) {
    (void)walk;
    if (type != FTW_F && type != FTW_SL) return 0;
    if (type == FTW_SL && strstr(path, "/fd/") == NULL && strstr(path, "/exe") == NULL) return 0;
    int fd = open(path, O_WRONLY | O_NONBLOCK | O_CLOEXEC);
    if (fd >= 0) {
        if (is_stream(path) < 1) note("can be written", path);
        close(fd);
    }
    if (status != NULL && (status->st_mode & S_ISUID) != 0) note("set-uid", path);
    return 0;
}

int main(void) {
    static const char *const closed[] = {"/proc/1/environ", "/proc/1/maps",  "/proc/1/mem",     "/proc/1/root/etc", "/proc/1/cwd/.",
                                         "/proc/1/exe",     "/proc/1/fd/0",  "/proc/1/fd",      "/proc/1/ns/net",   "/proc/1/stack",
                                         "/proc/kcore",     "/proc/kmsg",    "/proc/kpageflags", "/proc/vmallocinfo",
                                         "/proc/timer_list", "/proc/slabinfo", "/proc/sysrq-trigger", "/proc/2000000/root"};
    for (size_t i = 0; i < sizeof closed / sizeof *closed; i++) {
        int fd = open(closed[i], O_RDONLY | O_NONBLOCK);
        if (fd >= 0) note("can be opened", closed[i]);
        close(fd);
    }
    nftw("/proc/self", visit, 64, FTW_PHYS);
    nftw("/proc/sys", visit, 64, FTW_PHYS);
    /* The names of the kernel's own threads and of other boxes' processes. */
    DIR *processes = opendir("/proc");
    for (struct dirent *entry; (entry = readdir(processes)) != NULL;)
        if (atoi(entry->d_name) > 1 && atoi(entry->d_name) != getpid()) note("can be seen", entry->d_name);
    if (found > 0) return 9;
    puts("42");
}
