/* collect.c: regular files leave the box. init reads them from inside, when nothing runs in the box any more, one
   directory level at a time, never through a link and never out of the tmpfs that the request named. */
#include "box.h"

static int control;
static const struct request *request;
static struct result *counts;
static uint64_t bytes_left;
static char path[MOST_LEVELS * (NAME_MAX + 1)]; /* of the current entry, from the out directory */

static int open_below(int directory, const char *name, uint64_t flags) {
    struct open_how how = {.flags = flags | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK,
                           .resolve = RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS | RESOLVE_NO_MAGICLINKS | RESOLVE_NO_XDEV};
    return (int)syscall(SYS_openat2, directory, name, &how, sizeof how);
}

static bool send_bytes(int fd, uint64_t size) {
    static char chunk[CHUNK - sizeof(struct report)];
    while (size > 0) {
        ssize_t n = read(fd, chunk, size < sizeof chunk ? size : sizeof chunk);
        if (n <= 0) return false;
        init_report(control, &(struct report){.kind = REPORT_DATA}, chunk, (size_t)n);
        size -= (uint64_t)n;
    }
    return true;
}

/* Only what fstatat says is a file is opened: to open a FIFO or a device has effects. */
static bool send_file(int directory, const char *name, const struct stat *status) {
    uint64_t size = (uint64_t)status->st_size;
    bool wanted = S_ISREG(status->st_mode) && status->st_nlink == 1 && size <= bytes_left &&
                  counts->files < request->collect_files;
    int fd = wanted ? open_below(directory, name, O_RDONLY) : -1;
    counts->files += fd >= 0;
    counts->skipped += fd < 0;
    if (fd < 0) return true;
    bytes_left -= size;
    struct report header = {.kind = REPORT_FILE, .size = size, .mtime = status->st_mtim.tv_sec};
    header.permissions = status->st_mode & 0777;
    init_report(control, &header, path, strlen(path));
    bool sent = send_bytes(fd, size);
    close(fd);
    return sent;
}

static bool send_directory(int fd, unsigned depth);

static bool send_entry(int directory, const char *name, unsigned depth) {
    struct stat status;
    if (fstatat(directory, name, &status, AT_SYMLINK_NOFOLLOW) < 0) return false;
    if (!S_ISDIR(status.st_mode)) return send_file(directory, name, &status);
    int fd = depth < request->collect_depth ? open_below(directory, name, O_RDONLY | O_DIRECTORY) : -1;
    if (fd >= 0) return send_directory(fd, depth + 1);
    counts->skipped++;
    return true;
}

/* Recurses no deeper than collect-depth allows. */
static bool send_directory(int fd, unsigned depth) {
    DIR *directory = fdopendir(fd);
    size_t length = strlen(path);
    bool sent = directory != NULL;
    for (struct dirent *entry; sent && (entry = readdir(directory)) != NULL;) {
        if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0) continue;
        snprintf(path + length, sizeof path - length, "%s%s", length > 0 ? "/" : "", entry->d_name);
        sent = send_entry(dirfd(directory), entry->d_name, depth);
        path[length] = '\0';
    }
    if (directory != NULL) closedir(directory);
    return sent;
}

bool collect_files(int to, const struct request *asked, struct result *counted) {
    control = to;
    request = asked;
    counts = counted;
    bytes_left = request->collect;
    int top = open(request->out, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    return top >= 0 && send_directory(top, 1);
}
