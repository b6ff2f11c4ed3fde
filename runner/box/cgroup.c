/* cgroup.c: the kernel's account of a tree of processes, and its limits.

   v1: moving a process into a cgroup costs 7 to 12 ms when nothing moved lately (a wait for RCU), so it is never done in a
   run. The launcher itself lives in its groups, what it clones is born there, and its own CPU time is subtracted. The
   account of memory is reused: the peak is reset, and counted from what was charged before. Page cache that a run left behind
   would falsify that and take room from the limit; when there is much of it, the launcher moves to a fresh group
   between two runs. The pages stay cached, charged to the parent.
   v2: clone3 puts init into a fresh group per run, the launcher stays outside.

   A group is never removed while someone lives in it, so those that a killed launcher left are found by trying: each start
   removes every empty group that bears our name. Hence a group may vanish between making and entering it, and is made again. */
#define _GNU_SOURCE
#include "box.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { DIRECTORY = O_DIRECTORY | O_RDONLY | O_CLOEXEC, LEFT_OVER_CACHE = 2 * MEBIBYTE, ROOM_TO_COLLECT = 64 * MEBIBYTE };

static const char *const controllers[HIERARCHIES] = {[MEMORY] = "memory", [CPUACCT] = "cpuacct", [PIDS] = "pids"};

static bool put(int directory, const char *file, const char *format, ...) {
    char text[64];
    va_list arguments;
    va_start(arguments, format);
    int length = vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    int fd = openat(directory, file, O_WRONLY | O_CLOEXEC);
    if (fd < 0)
        return false;
    bool done = write(fd, text, (size_t)length) == length;
    int reason = errno;
    close(fd);
    errno = reason;
    return done;
}

/* The number after `field` in a file of lines "field number", or the number that is the whole file. 0 if there is none. */
static uint64_t get(int directory, const char *file, const char *field) {
    char text[4096];
    int fd = openat(directory, file, O_RDONLY | O_CLOEXEC);
    ssize_t length = fd < 0 ? 0 : read(fd, text, sizeof text - 1);
    if (fd >= 0)
        close(fd);
    text[length > 0 ? length : 0] = '\0';
    if (*field == '\0')
        return strtoull(text, NULL, 10);
    size_t width = strlen(field);
    for (const char *line = text; line != NULL && *line != '\0'; line = strchr(line, '\n'), line += line != NULL)
        if (strncmp(line, field, width) == 0 && line[width] == ' ')
            return strtoull(line + width, NULL, 10);
    return 0;
}

/* ---- finding the hierarchies ---- */

static bool lists(const char *commas, const char *word) {
    size_t width = strlen(word);
    for (const char *at = commas; (at = strstr(at, word)) != NULL; at += width)
        if ((at == commas || at[-1] == ',') && (at[width] == ',' || at[width] == '\n' || at[width] == '\0'))
            return true;
    return false;
}

/* Where the hierarchy of a v1 controller, or with NULL that of v2, is mounted. */
static bool find_mount(const char *controller, char point[PATH_MAX]) {
    FILE *mounts = fopen("/proc/self/mountinfo", "re");
    char line[PATH_MAX + 512], type[64], options[512];
    bool found = false;
    while (mounts != NULL && !found && fgets(line, sizeof line, mounts) != NULL) {
        const char *dash = strstr(line, " - ");
        if (dash == NULL || sscanf(line, "%*s %*s %*s %*s %4095s", point) != 1 ||
            sscanf(dash, " - %63s %*s %511s", type, options) != 2)
            continue;
        found = controller == NULL ? strcmp(type, "cgroup2") == 0 : strcmp(type, "cgroup") == 0 && lists(options, controller);
    }
    if (mounts != NULL)
        fclose(mounts);
    return found;
}

/* The path of our own group in that hierarchy, "/" if not known. */
static void find_own(const char *controller, char path[PATH_MAX]) {
    FILE *groups = fopen("/proc/self/cgroup", "re");
    char line[PATH_MAX + 512];
    strcpy(path, "/");
    while (groups != NULL && fgets(line, sizeof line, groups) != NULL) {
        char *names = strchr(line, ':');
        char *own = names == NULL ? NULL : strchr(names + 1, ':');
        if (own == NULL)
            continue;
        *own++ = '\0';
        if (controller == NULL ? names[1] == '\0' : lists(names + 1, controller))
            snprintf(path, PATH_MAX, "%.*s", (int)strcspn(own, "\n"), own);
    }
    if (groups != NULL)
        fclose(groups);
}

static int open_below(const char *point, const char *path, int flags) {
    char whole[2 * PATH_MAX];
    snprintf(whole, sizeof whole, "%s%s", point, path);
    return open(whole, flags | O_CLOEXEC);
}

static void remove_left_overs(int parent, const char *name) {
    int fd = openat(parent, ".", DIRECTORY);
    DIR *directory = fd < 0 ? NULL : fdopendir(fd);
    size_t width = strlen(name);
    for (struct dirent *entry; directory != NULL && (entry = readdir(directory)) != NULL;)
        if (strncmp(entry->d_name, name, width) == 0 && entry->d_name[width] == '-' && entry->d_name[width + 1] >= '0' &&
            entry->d_name[width + 1] <= '9')
            unlinkat(parent, entry->d_name, AT_REMOVEDIR);
    if (directory != NULL)
        closedir(directory);
}

/* ---- one group ---- */

static const char *group_name(const struct cgroup *cgroup, unsigned generation, char name[128]) {
    snprintf(name, 128, "%s-%u", cgroup->name, generation);
    return name;
}

static int make_group(const struct cgroup *cgroup, enum hierarchy hierarchy, unsigned generation) {
    char name[128];
    group_name(cgroup, generation, name);
    if (mkdirat(cgroup->parent[hierarchy], name, 0755) < 0 && errno != EEXIST)
        return -1;
    return openat(cgroup->parent[hierarchy], name, DIRECTORY);
}

static void remove_group(const struct cgroup *cgroup, enum hierarchy hierarchy, unsigned generation) {
    char name[128];
    unlinkat(cgroup->parent[hierarchy], group_name(cgroup, generation, name), AT_REMOVEDIR);
}

/* v1: makes a group and moves the launcher into it. */
static bool enter_group(struct cgroup *cgroup, enum hierarchy hierarchy, unsigned generation) {
    for (int attempts = 0; attempts < 3; attempts++) {
        int group = make_group(cgroup, hierarchy, generation);
        if (group >= 0 && put(group, "cgroup.procs", "0")) {
            cgroup->group[hierarchy] = group;
            return true;
        }
        if (group >= 0)
            close(group);
    }
    return false;
}

static uint64_t memory_charged(const struct cgroup *cgroup) {
    return get(cgroup->group[MEMORY], "memory.usage_in_bytes", "");
}

/* ---- v1 ---- */

static bool open_v1(struct cgroup *cgroup, const char *name, struct trouble *why) {
    for (enum hierarchy h = 0; h < HIERARCHIES; h++) {
        char point[PATH_MAX], own[PATH_MAX];
        if (!find_mount(controllers[h], point))
            return trouble(why, "no cgroup v1 hierarchy for %s is mounted", controllers[h]);
        find_own(controllers[h], own);
        strcat(own, own[1] == '\0' ? "cgroup.procs" : "/cgroup.procs");
        cgroup->parent[h] = open_below(point, "", DIRECTORY);
        cgroup->home[h] = open_below(point, own, O_WRONLY);
        if (cgroup->home[h] < 0)
            cgroup->home[h] = open_below(point, "/cgroup.procs", O_WRONLY);
        remove_left_overs(cgroup->parent[h], name);
        if (!enter_group(cgroup, h, 0)) {
            trouble(why, "cannot make or enter a cgroup below %s: %m", point);
            cgroup->version = 1;
            cgroup_close(cgroup);
            return false;
        }
    }
    cgroup->version = 1;
    cgroup->baseline = memory_charged(cgroup);
    return true;
}

/* memory+swap may never be below memory, so which is written first depends on the direction; the first of the three
   writes fails when the limit is raised, which the third makes good. */
static bool limit_memory_v1(const struct cgroup *cgroup, uint64_t bytes) {
    int group = cgroup->group[MEMORY];
    put(group, "memory.limit_in_bytes", "%" PRIu64, bytes);
    bool counts_swap = put(group, "memory.memsw.limit_in_bytes", "%" PRIu64, bytes) || errno == ENOENT;
    return put(group, "memory.limit_in_bytes", "%" PRIu64, bytes) && counts_swap;
}

static bool begin_v1(struct cgroup *cgroup, const struct request *request, struct trouble *why) {
    /* In steps, since what is charged sways by some pages and a changed limit costs time. */
    cgroup->memory_before = memory_charged(cgroup);
    uint64_t limit = request->memory + (cgroup->memory_before / MEBIBYTE + 1) * MEBIBYTE;
    if (limit != cgroup->memory_limit && !limit_memory_v1(cgroup, limit))
        return trouble(why, "cannot limit memory to %" PRIu64 " bytes: %m", limit);
    cgroup->memory_limit = limit;
    uint64_t processes = request->processes + 2; /* the launcher and init */
    if (processes != cgroup->process_limit && !put(cgroup->group[PIDS], "pids.max", "%" PRIu64, processes))
        return trouble(why, "cannot limit processes to %" PRIu64 ": %m", processes);
    cgroup->process_limit = processes;
    put(cgroup->group[MEMORY], "memory.max_usage_in_bytes", "0");
    cgroup->cpu_before = get(cgroup->group[CPUACCT], "cpuacct.usage", "") / 1000;
    cgroup->own_cpu_before = own_cpu_us();
    cgroup->oom_before = get(cgroup->group[MEMORY], "memory.oom_control", "oom_kill");
    return true;
}

static void rotate_v1(struct cgroup *cgroup) {
    int old = cgroup->group[MEMORY];
    if (!enter_group(cgroup, MEMORY, cgroup->generation + 1))
        return;
    close(old);
    remove_group(cgroup, MEMORY, cgroup->generation++);
    cgroup->memory_limit = 0;
    cgroup->baseline = memory_charged(cgroup);
}

/* ---- v2 ---- */

/* Lets the children of a group have the controllers. Only the root may have processes beside such children; elsewhere
   they have to go down one level first, into a leaf that we make. */
static bool delegate(int group, const char *name, bool may_move) {
    if (put(group, "cgroup.subtree_control", "+memory +pids"))
        return true;
    char leaf[96], processes[4096];
    snprintf(leaf, sizeof leaf, "%.80s-host", name);
    if (errno != EBUSY || !may_move || (mkdirat(group, leaf, 0755) < 0 && errno != EEXIST))
        return false;
    strcat(leaf, "/cgroup.procs");
    int list = openat(group, "cgroup.procs", O_RDONLY | O_CLOEXEC);
    ssize_t length = list < 0 ? 0 : read(list, processes, sizeof processes - 1);
    if (list >= 0)
        close(list);
    processes[length > 0 ? length : 0] = '\0';
    for (char *pid = strtok(processes, "\n"); pid != NULL; pid = strtok(NULL, "\n"))
        put(group, leaf, "%s", pid);
    return put(group, "cgroup.subtree_control", "+memory +pids");
}

static bool usable_v2(struct cgroup *cgroup, const char *name, int parent, bool may_move) {
    cgroup->parent[0] = parent;
    if (parent < 0 || !delegate(parent, name, may_move))
        return false;
    int group = make_group(cgroup, MEMORY, 0);
    bool usable = group >= 0 && faccessat(group, "memory.max", W_OK, AT_EACCESS) == 0;
    if (group >= 0)
        close(group);
    remove_group(cgroup, MEMORY, 0);
    return usable;
}

/* Takes our own group if it is ours to divide (or its parent, when an earlier launcher moved us down), else the root. */
static bool open_v2(struct cgroup *cgroup, const char *name, struct trouble *why) {
    char point[PATH_MAX], own[PATH_MAX], leaf[96];
    if (!find_mount(NULL, point))
        return trouble(why, "cgroup v2 is not mounted");
    find_own(NULL, own);
    snprintf(leaf, sizeof leaf, "/%.80s-host", name);
    size_t length = strlen(own), width = strlen(leaf);
    if (length >= width && strcmp(own + length - width, leaf) == 0)
        own[length - width] = '\0';
    cgroup->version = 2;
    int own_group = open_below(point, own, DIRECTORY), top = open_below(point, "", DIRECTORY);
    if (usable_v2(cgroup, name, own_group, false) || usable_v2(cgroup, name, top, false) ||
        usable_v2(cgroup, name, own_group, true)) {
        remove_left_overs(cgroup->parent[0], name);
        return true;
    }
    cgroup->version = 0;
    return trouble(why, "no cgroup v2 with the controllers memory and pids is ours to divide: neither %s%s nor %s", point, own,
                   point);
}

static bool begin_v2(struct cgroup *cgroup, const struct request *request, struct trouble *why) {
    int group = cgroup->group[0] = make_group(cgroup, MEMORY, ++cgroup->generation);
    /* memory.oom.group stays off: it would kill init too, and with it the account of how the program ended. */
    if (group < 0 || !put(group, "memory.max", "%" PRIu64, request->memory) ||
        !put(group, "pids.max", "%" PRIu64, request->processes + 1))
        return trouble(why, "cannot make a cgroup of %" PRIu64 " bytes and %" PRIu64 " processes: %m", request->memory,
                       request->processes);
    if (!put(group, "memory.swap.max", "0") && errno != ENOENT)
        return trouble(why, "cannot forbid swap: %m");
    return true;
}

/* ---- what the others call ---- */

bool cgroup_open(struct cgroup *cgroup, const struct options *options, bool only_v2, struct trouble *why) {
    for (enum hierarchy h = 0; h < HIERARCHIES; h++)
        cgroup->parent[h] = cgroup->home[h] = cgroup->group[h] = -1;
    snprintf(cgroup->name, sizeof cgroup->name, "%.64s-%u-%d", options->cgroup_name, options->slot, (int)getpid());
    char point[PATH_MAX];
    bool v1 = find_mount(controllers[MEMORY], point);
    if (v1 && only_v2)
        return trouble(why, "the memory controller belongs to cgroup v1 here, which cannot be delegated");
    return v1 ? open_v1(cgroup, options->cgroup_name, why) : open_v2(cgroup, options->cgroup_name, why);
}

bool cgroup_begin(struct cgroup *cgroup, const struct request *request, struct trouble *why) {
    if (cgroup->version == 0)
        return true;
    return cgroup->version == 1 ? begin_v1(cgroup, request, why) : begin_v2(cgroup, request, why);
}

/* The group that clone3 is to put init into, or -1. */
int cgroup_clone_target(const struct cgroup *cgroup) {
    return cgroup->version == 2 ? cgroup->group[0] : -1;
}

uint64_t cgroup_cpu_us(const struct cgroup *cgroup) {
    if (cgroup->version == 2)
        return get(cgroup->group[0], "cpu.stat", "usage_usec");
    uint64_t all = get(cgroup->group[CPUACCT], "cpuacct.usage", "") / 1000 - cgroup->cpu_before;
    uint64_t own = own_cpu_us() - cgroup->own_cpu_before;
    return all > own ? all - own : 0;
}

uint64_t cgroup_oom_kills(const struct cgroup *cgroup) {
    if (cgroup->version == 2)
        return get(cgroup->group[0], "memory.events", "oom_kill");
    return get(cgroup->group[MEMORY], "memory.oom_control", "oom_kill") - cgroup->oom_before;
}

void cgroup_measure(const struct cgroup *cgroup, struct usage *usage) {
    bool v2 = cgroup->version == 2;
    uint64_t peak = get(cgroup->group[MEMORY], v2 ? "memory.peak" : "memory.max_usage_in_bytes", "");
    usage->peak = peak > cgroup->memory_before ? peak - cgroup->memory_before : 0;
    usage->cpu_us = cgroup_cpu_us(cgroup);
    usage->oom = cgroup_oom_kills(cgroup);
}

/* Once the tree is dead and measured: files in a full tmpfs must not keep init from reading them. */
void cgroup_loosen(struct cgroup *cgroup) {
    if (cgroup->version == 1 && limit_memory_v1(cgroup, cgroup->memory_limit + ROOM_TO_COLLECT))
        cgroup->memory_limit += ROOM_TO_COLLECT;
    else if (cgroup->version == 2)
        put(cgroup->group[0], "memory.max", "%" PRIu64, get(cgroup->group[0], "memory.max", "") + ROOM_TO_COLLECT);
}

void cgroup_end(struct cgroup *cgroup) {
    if (cgroup->version == 2 && cgroup->group[0] >= 0) {
        close(cgroup->group[0]);
        cgroup->group[0] = -1;
        remove_group(cgroup, MEMORY, cgroup->generation);
    }
}

/* Between runs, when the answer is out. */
void cgroup_rest(struct cgroup *cgroup) {
    if (cgroup->version == 1 && memory_charged(cgroup) > cgroup->baseline + LEFT_OVER_CACHE)
        rotate_v1(cgroup);
}

void cgroup_close(struct cgroup *cgroup) {
    for (enum hierarchy h = 0; cgroup->version == 1 && h < HIERARCHIES; h++)
        if (cgroup->group[h] >= 0 && write(cgroup->home[h], "0", 1) == 1)
            remove_group(cgroup, h, h == MEMORY ? cgroup->generation : 0);
}
