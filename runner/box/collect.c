/* collect.c: regular files leave the box. init reads them from inside, when nothing runs in the box any more, one directory
   level at a time, never through a link and never out of the tmpfs that the request named. */
#define _GNU_SOURCE
#include "box.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <linux/openat2.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

struct walk {
    int control;
    const struct request *request;
    struct report *last;
    uint64_t bytes_left;
    char path[PATH_MAX];
};

static int open_below(int directory, const char *name, unsigned long long flags) {
    struct open_how how = {.flags = flags | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK,
                           .resolve = RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS | RESOLVE_NO_MAGICLINKS | RESOLVE_NO_XDEV};
    return (int)syscall(SYS_openat2, directory, name, &how, sizeof how);
}

static bool send_bytes(struct walk *walk, int fd, uint64_t size) {
    static char chunk[CHUNK - sizeof(struct report)];
    while (size > 0) {
        ssize_t n = read(fd, chunk, size < sizeof chunk ? (size_t)size : sizeof chunk);
        if (n <= 0)
            return false;
        init_report(walk->control, &(struct report){.kind = REPORT_DATA}, chunk, (size_t)n);
        size -= (uint64_t)n;
    }
    return true;
}

/* A file is opened only after fstatat said that it is one: opening a FIFO or a device has effects. */
static bool send_file(struct walk *walk, int directory, const char *name, const struct stat *status) {
    uint64_t size = (uint64_t)status->st_size;
    int fd = -1;
    if (S_ISREG(status->st_mode) && status->st_nlink == 1 && size <= walk->bytes_left &&
        walk->last->files < walk->request->collect_files)
        fd = open_below(directory, name, O_RDONLY);
    if (fd < 0) {
        walk->last->skipped++;
        return true;
    }
    walk->last->files++;
    walk->bytes_left -= size;
    struct report header = {
        .kind = REPORT_FILE, .status = (int)(status->st_mode & 0777), .size = size, .mtime = status->st_mtim.tv_sec};
    init_report(walk->control, &header, walk->path, strlen(walk->path));
    bool sent = send_bytes(walk, fd, size);
    close(fd);
    return sent;
}

static bool send_directory(struct walk *walk, int fd, unsigned depth);

static bool send_entry(struct walk *walk, int directory, const char *name, unsigned depth) {
    struct stat status;
    if (fstatat(directory, name, &status, AT_SYMLINK_NOFOLLOW) < 0 || !S_ISDIR(status.st_mode))
        return send_file(walk, directory, name, &status);
    int fd = depth < walk->request->collect_depth ? open_below(directory, name, O_RDONLY | O_DIRECTORY) : -1;
    if (fd >= 0)
        return send_directory(walk, fd, depth + 1);
    walk->last->skipped++;
    return true;
}

/* Recurses, but no deeper than collect-depth allows: 32 levels of a name of 255 bytes at most fit into a path. */
static bool send_directory(struct walk *walk, int fd, unsigned depth) {
    DIR *directory = fdopendir(fd);
    size_t length = strlen(walk->path);
    const char *separator = length > 0 ? "/" : "";
    bool sent = directory != NULL;
    for (struct dirent *entry; sent && (entry = readdir(directory)) != NULL;) {
        if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
            continue;
        size_t added = (size_t)snprintf(walk->path + length, sizeof walk->path - length, "%s%s", separator, entry->d_name);
        if (added < sizeof walk->path - length)
            sent = send_entry(walk, dirfd(directory), entry->d_name, depth);
        else
            walk->last->skipped++;
        walk->path[length] = '\0';
    }
    if (directory != NULL)
        closedir(directory);
    return sent;
}

bool collect_files(int control, const struct request *request, struct report *last) {
    static struct walk walk;
    walk = (struct walk){.control = control, .request = request, .last = last, .bytes_left = request->collect};
    int top = open(request->out, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    return top >= 0 && send_directory(&walk, top, 1);
}
