/* watch.c: how much there is on a disk that has no bound of its own: a process that walks through it every second,
   never through a link, and reports to the keeper. Without root it enters the room's user namespace, where no mode of a
   directory keeps it out. */
#include "room.h"

enum { REPORTS = 3, MOST_DEEP = 256, PAUSE_US = 1000000, PAUSE_PER_COST = 10 };

static struct seen_disk seen;

static void walk(int parent, const char *name, unsigned depth) {
    struct stat status;
    int fd = openat(parent, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    DIR *directory = fd < 0 ? NULL : fdopendir(fd);
    /* What is gone is no concern; what cannot be looked into might be large. */
    if (directory == NULL && errno != ENOENT && errno != ENOTDIR) seen.deep = true;
    for (struct dirent *entry; directory != NULL && (entry = readdir(directory)) != NULL;) {
        if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0) continue;
        if (fstatat(fd, entry->d_name, &status, AT_SYMLINK_NOFOLLOW) < 0) continue;
        seen.files++;
        seen.bytes += (uint64_t)status.st_blocks * 512 / MAX(status.st_nlink, 1);
        if (S_ISDIR(status.st_mode) && depth < MOST_DEEP)
            walk(fd, entry->d_name, depth + 1);
        else if (S_ISDIR(status.st_mode))
            seen.deep = true;
    }
    if (directory != NULL) closedir(directory);
}

_Noreturn static void watch(void) {
    for (;;) {
        uint64_t began_us = clock_us(CLOCK_MONOTONIC);
        seen = (struct seen_disk){0};
        walk(AT_FDCWD, ".", 0);
        if (write(REPORTS, &seen, sizeof seen) != sizeof seen) _exit(EXIT_FAILURE);
        struct timespec pause = timespec_of(MAX(PAUSE_US, PAUSE_PER_COST * (clock_us(CLOCK_MONOTONIC) - began_us)));
        nanosleep(&pause, NULL);
    }
}

_Noreturn static void become_watch(pid_t keeper, pid_t init, int reports) {
    bool ready = chdir(disk_directory()) == 0 && join_user(init) &&
                 (reports == REPORTS || dup2(reports, REPORTS) == REPORTS) &&
                 syscall(SYS_close_range, REPORTS + 1, ~0U, 0) == 0 && prctl(PR_SET_PDEATHSIG, SIGKILL) == 0;
    for (int stream = 0; stream < 3; stream++) close(stream);
    prctl(PR_SET_NAME, "room-watch");
    if (!ready || getppid() != keeper) _exit(EXIT_FAILURE);
    watch();
}

pid_t watch_start(pid_t init, int *reports) {
    int ends[2];
    pid_t keeper = getpid();
    if (pipe2(ends, O_CLOEXEC) < 0) return -1;
    pid_t child = fork();
    if (child == 0) become_watch(keeper, init, ends[1]);
    close(ends[1]);
    *reports = ends[0];
    return child;
}
