/* count.c: what init counts where the kernel does not: in mode B without a cgroup the memory, processes and CPU time of
   the room, and on a watched disk the files that only a descriptor still leads to. */
#include "room.h"

enum { LOOK_US = 100000, MOST_NAMELESS = 1024 };

/* ---- memory and time ---- */

struct sum {
    struct count *count;
    bool by_share; /* pages that several processes have count once; to find out costs a walk through the page tables */
    pid_t largest;
    uint64_t largest_bytes;
};

static bool add(int pid, void *context) {
    struct sum *sum = context;
    struct metered process = {.pid = pid};
    uint64_t waited_for_us = meter_process(tree_proc(), &process);
    uint64_t bytes = sum->by_share ? meter_share(tree_proc(), &process) : process.resident;
    sum->count->cpu_us += process.cpu_us + waited_for_us;
    sum->count->memory += bytes;
    if (bytes > sum->largest_bytes) *sum = (struct sum){sum->count, sum->by_share, process.pid, bytes};
    return true;
}

static struct sum add_all(struct count *count, bool by_share) {
    struct rusage gone;
    struct sum sum = {.count = count, .by_share = by_share};
    getrusage(RUSAGE_CHILDREN, &gone);
    *count = (struct count){.cpu_us = microseconds(gone.ru_utime) + microseconds(gone.ru_stime)};
    count->processes = tree_each_process(add, &sum);
    return sum;
}

/* Looks from time to time, and kills the largest process when all together have too much; says whether it did. */
bool count_kills(void) {
    static uint64_t next_us;
    struct count count;
    uint64_t now = clock_us(CLOCK_MONOTONIC);
    if (now < next_us) return false;
    next_us = now + LOOK_US;
    struct sum sum = add_all(&count, false);
    if (count.memory > room.memory) sum = add_all(&count, true);
    return count.memory > room.memory && sum.largest > 1 && kill(sum.largest, SIGKILL) == 0;
}

/* ---- files without a name ---- */

static struct nameless {
    size_t known;
    uint64_t bytes;
    struct {
        dev_t device;
        ino_t inode;
    } files[MOST_NAMELESS];
} nameless;

static void add_nameless(const struct stat *file) {
    for (size_t i = 0; i < nameless.known; i++)
        if (nameless.files[i].inode == file->st_ino && nameless.files[i].device == file->st_dev) return;
    nameless.bytes += (uint64_t)file->st_blocks * 512;
    if (nameless.known == MOST_NAMELESS) return;
    nameless.files[nameless.known].inode = file->st_ino;
    nameless.files[nameless.known++].device = file->st_dev;
}

static bool look_at_files(int pid, void *disk) {
    char path[32];
    struct stat file;
    snprintf(path, sizeof path, "%d/fd", pid);
    DIR *descriptors = fdopendir(openat(tree_proc(), path, O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    for (struct dirent *entry; descriptors != NULL && (entry = readdir(descriptors)) != NULL;)
        if (isdigit((unsigned char)*entry->d_name) && fstatat(dirfd(descriptors), entry->d_name, &file, 0) == 0 &&
            S_ISREG(file.st_mode) && file.st_nlink == 0 && file.st_dev == *(dev_t *)disk)
            add_nameless(&file);
    if (descriptors != NULL) closedir(descriptors);
    return true;
}

void count_all(struct count *count) {
    struct stat workspace;
    add_all(count, false);
    nameless.known = 0;
    nameless.bytes = 0;
    if (stat("/workspace", &workspace) == 0) tree_each_process(look_at_files, &workspace.st_dev);
    count->nameless = nameless.bytes;
}
