/* cgroup.c: the kernel's account of a tree of processes, and its limits.

   v1: moving a process into a cgroup costs 7 to 12 ms when nothing moved lately (a wait for RCU), so it is never done
   in a run. The launcher itself lives in its groups, what it clones is born there, and its own CPU time is subtracted.
   The account of memory is reused: the peak is reset, and counted from what is charged at rest. Page cache that a run
   left behind would falsify that and take room from the limit; when there is much of it, the launcher moves to a fresh
   group between two runs. The pages stay cached, charged to the parent. v2: clone3 puts init into a fresh group per
   run, the launcher stays outside.

   The name of a group ends in the pid of its launcher and a number. Groups that a killed launcher left are removed by
   the next start; a group in which someone lives cannot be removed. */
#include "box.h"

enum { DIRECTORY = O_DIRECTORY | O_RDONLY | O_CLOEXEC };
enum { LEFT_OVER_CACHE = 3 * MEBIBYTE / 2, ROOM_TO_COLLECT = 64 * MEBIBYTE };
enum hierarchy { MEMORY, CPUACCT, PIDS, HIERARCHIES };

static const char *const controllers[HIERARCHIES] = {[MEMORY] = "memory", [CPUACCT] = "cpuacct", [PIDS] = "pids"};

static int version;                                     /* 0: none */
static int parent[HIERARCHIES];                         /* directories in which ours are made; v2 has the first only */
static int group[HIERARCHIES] = {-1, -1, -1};           /* ours */
static unsigned generation;                             /* of the group of memory: the last part of its name */
static uint64_t baseline;                               /* v1: the least that was charged to the group between runs */
static uint64_t memory_limit, process_limit;            /* v1: as set */
static uint64_t cpu_before, own_cpu_before, oom_before; /* v1: when the run began */

/* The number after `field` in a file of lines "field number", or with "" that which is the whole file. 0 if there is
 * none. */
uint64_t cgroup_number(int directory, const char *file, const char *field) {
    char text[4096];
    size_t width = strlen(field);
    for (char *line = get(directory, file, text); line != NULL; line = strchr(line, '\n')) {
        line += *line == '\n';
        if (strncmp(line, field, width) == 0) return strtoull(line + width, NULL, 10);
    }
    return 0;
}

/* Opens where a file system of that type and with that option is mounted: for v1, the option is the controller. */
int cgroup_mount(const char *type, const char *option, char point[PATH_MAX]) {
    FILE *mounts = fopen("/proc/self/mountinfo", "re");
    char line[PATH_MAX + 512], its_type[64], options[512], wanted[64];
    bool found = false;
    snprintf(wanted, sizeof wanted, ",%s,", option);
    while (mounts != NULL && !found && fgets(line, sizeof line, mounts) != NULL) {
        const char *dash = strstr(line, " - ");
        found = dash != NULL && sscanf(line, "%*s %*s %*s %*s %4095s", point) == 1 &&
                sscanf(dash, " - %63s %*s %509s", its_type, options + 1) == 2 && strcmp(its_type, type) == 0;
        options[0] = ',';
        if (found) found = strstr(strcat(options, ","), wanted) != NULL;
    }
    if (mounts != NULL) fclose(mounts);
    return found ? open(point, DIRECTORY) : -1;
}

void cgroup_remove_left_overs(int directory) {
    DIR *entries = fdopendir(openat(directory, ".", DIRECTORY));
    size_t width = strlen(box.cgroup_name);
    for (struct dirent *entry; entries != NULL && (entry = readdir(entries)) != NULL;) {
        int pid;
        if (strncmp(entry->d_name, box.cgroup_name, width) == 0 &&
            sscanf(entry->d_name + width, "-%*u-%d-", &pid) == 1 && kill(pid, 0) < 0 && errno == ESRCH)
            unlinkat(directory, entry->d_name, AT_REMOVEDIR);
    }
    if (entries != NULL) closedir(entries);
}

/* ---- one group ---- */

static const char *group_name(unsigned number) {
    static char name[128];
    snprintf(name, sizeof name, "%s-%lu-%d-%u", box.cgroup_name, box.slot, getpid(), number);
    return name;
}

static int make_group(int directory, unsigned number) {
    if (mkdirat(directory, group_name(number), 0755) < 0 && errno != EEXIST) return -1;
    return openat(directory, group_name(number), DIRECTORY);
}

static void remove_group(int directory, unsigned number) { unlinkat(directory, group_name(number), AT_REMOVEDIR); }

/* ---- v1 ---- */

/* Makes a group and moves the launcher into it. */
static bool enter_group(enum hierarchy hierarchy, unsigned number) {
    int made = make_group(parent[hierarchy], number);
    if (made < 0 || !put(made, "cgroup.procs", "0")) return false;
    if (group[hierarchy] >= 0) close(group[hierarchy]);
    group[hierarchy] = made;
    return true;
}

static uint64_t memory_charged(void) { return cgroup_number(group[MEMORY], "memory.usage_in_bytes", ""); }

static bool open_v1(void) {
    version = 1;
    for (enum hierarchy h = 0; h < HIERARCHIES; h++) {
        char point[PATH_MAX] = "";
        parent[h] = cgroup_mount("cgroup", controllers[h], point);
        if (parent[h] < 0) return trouble("no cgroup v1 hierarchy for %s is mounted", controllers[h]);
        cgroup_remove_left_overs(parent[h]);
        if (!enter_group(h, 0)) return trouble("cannot make or enter a cgroup below %s: %m", point);
    }
    baseline = memory_charged();
    return true;
}

/* memory+swap may never be below memory, so which is written first depends on the direction; the first of the three
   writes fails when the limit is raised, which the third makes good. */
static bool limit_memory_v1(uint64_t bytes) {
    put(group[MEMORY], "memory.limit_in_bytes", "%lu", bytes);
    bool counts_swap = put(group[MEMORY], "memory.memsw.limit_in_bytes", "%lu", bytes) || errno == ENOENT;
    memory_limit = bytes;
    return put(group[MEMORY], "memory.limit_in_bytes", "%lu", bytes) && counts_swap;
}

static bool begin_v1(const struct request *request) {
    /* What is charged sways by what each core has in stock, and what a run leaves is freed with a delay. */
    baseline = MIN(baseline, memory_charged());
    uint64_t limit = request->memory + (baseline / MEBIBYTE + 1) * MEBIBYTE;
    if (limit != memory_limit && !limit_memory_v1(limit)) return trouble("cannot limit memory to %lu: %m", limit);
    uint64_t processes = request->processes + 2; /* the launcher and init */
    if (processes != process_limit && !put(group[PIDS], "pids.max", "%lu", processes))
        return trouble("cannot limit processes to %lu: %m", processes);
    process_limit = processes;
    put(group[MEMORY], "memory.max_usage_in_bytes", "0");
    cpu_before = cgroup_number(group[CPUACCT], "cpuacct.usage", "") / 1000;
    own_cpu_before = clock_us(CLOCK_PROCESS_CPUTIME_ID);
    oom_before = cgroup_number(group[MEMORY], "memory.oom_control", "oom_kill ");
    return true;
}

/* ---- v2 ---- */

/* Lets the children of a group have the controllers. Only the root may have processes beside such children; elsewhere
   they have to go down one level first, into a leaf that we make. */
static bool delegate(int directory, const char *leaf, bool may_move) {
    char text[4096];
    if (put(directory, "cgroup.subtree_control", "+memory +pids")) return true;
    if (errno != EBUSY || !may_move || (mkdirat(directory, leaf, 0755) < 0 && errno != EEXIST)) return false;
    int below = openat(directory, leaf, DIRECTORY);
    for (char *pid = strtok(get(directory, "cgroup.procs", text), "\n"); pid != NULL; pid = strtok(NULL, "\n"))
        put(below, "cgroup.procs", "%s", pid);
    close(below);
    return put(directory, "cgroup.subtree_control", "+memory +pids");
}

/* Takes our own group if it is ours to divide (or its parent, when an earlier launcher moved us down), else the root.
   -1 when there is none. */
int cgroup_v2_parent(void) {
    char point[PATH_MAX], own[2 * PATH_MAX], text[4096], leaf[96];
    int top = cgroup_mount("cgroup2", "rw", point);
    trouble("cgroup v2 is not mounted");
    if (top < 0) return -1;
    const char *line = strstr(get(AT_FDCWD, "/proc/self/cgroup", text), "0::");
    snprintf(own, sizeof own, "%s%.*s", point, line == NULL ? 1 : (int)strcspn(line + 3, "\n"),
             line == NULL ? "/" : line + 3);
    snprintf(leaf, sizeof leaf, "%s-host", box.cgroup_name);
    char *slash = strrchr(own, '/');
    if (strcmp(slash + 1, leaf) == 0) *slash = '\0';
    int ours = open(own, DIRECTORY);
    int found = delegate(ours, leaf, false)  ? ours
                : delegate(top, leaf, false) ? top
                : delegate(ours, leaf, true) ? ours
                                             : -1;
    if (found < 0)
        trouble("no cgroup v2 with the controllers memory and pids is ours to divide: neither %.99s nor %.99s", own, point);
    return found;
}

static bool open_v2(void) {
    version = 2;
    parent[0] = cgroup_v2_parent();
    if (parent[0] >= 0) cgroup_remove_left_overs(parent[0]);
    return parent[0] >= 0;
}

static bool begin_v2(const struct request *request) {
    group[0] = make_group(parent[0], ++generation);
    /* memory.oom.group stays off: it would kill init too, and with it the account of how the program ended. */
    if (group[0] < 0 || !put(group[0], "memory.max", "%lu", request->memory) ||
        !put(group[0], "pids.max", "%lu", request->processes + 1))
        return trouble("cannot make a cgroup of %lu bytes, %lu processes: %m", request->memory, request->processes);
    memory_limit = request->memory;
    return put(group[0], "memory.swap.max", "0") || errno == ENOENT || trouble("cannot forbid swap: %m");
}

/* ---- what the others call ---- */

bool cgroup_open(bool only_v2) {
    char point[PATH_MAX];
    int v1 = cgroup_mount("cgroup", "memory", point);
    if (v1 >= 0) close(v1);
    if (v1 >= 0 && only_v2) return trouble("the memory controller belongs to cgroup v1, which cannot be delegated");
    return v1 >= 0 ? open_v1() : open_v2();
}

const char *cgroup_version(void) { return version == 2 ? "v2" : version == 1 ? "v1" : "none"; }

bool cgroup_begin(const struct request *request) { return version == 1 ? begin_v1(request) : begin_v2(request); }

/* The group that clone3 is to put init into, or -1. */
int cgroup_clone_target(void) { return version == 2 ? group[0] : -1; }

uint64_t cgroup_cpu_us(void) {
    if (version == 2) return cgroup_number(group[0], "cpu.stat", "usage_usec ");
    uint64_t all = cgroup_number(group[CPUACCT], "cpuacct.usage", "") / 1000 - cpu_before,
             own = clock_us(CLOCK_PROCESS_CPUTIME_ID) - own_cpu_before;
    return all > own ? all - own : 0;
}

uint64_t cgroup_oom_kills(void) {
    return cgroup_number(group[MEMORY], version == 2 ? "memory.events" : "memory.oom_control", "oom_kill ") - oom_before;
}

void cgroup_measure(struct usage *usage) {
    uint64_t peak = cgroup_number(group[MEMORY], version == 2 ? "memory.peak" : "memory.max_usage_in_bytes", "");
    usage->peak = peak - MIN(peak, baseline);
    usage->cpu_us = cgroup_cpu_us();
    usage->oom = cgroup_oom_kills();
}

/* Once the tree is dead and measured: files in a full tmpfs must not keep init from reading them. */
void cgroup_loosen(void) {
    if (version == 1) limit_memory_v1(memory_limit + ROOM_TO_COLLECT);
    if (version == 2) put(group[0], "memory.max", "%lu", memory_limit + ROOM_TO_COLLECT);
}

void cgroup_end(void) {
    if (version != 2 || group[0] < 0) return;
    close(group[0]);
    group[0] = -1;
    remove_group(parent[0], generation);
}

/* Between runs, when the answer is out: leaves page cache behind, as told above. */
void cgroup_rest(void) {
    if (version != 1 || memory_charged() <= baseline + LEFT_OVER_CACHE || !enter_group(MEMORY, generation + 1)) return;
    remove_group(parent[MEMORY], generation++);
    memory_limit = 0;
    baseline = memory_charged();
}

void cgroup_close(void) {
    for (enum hierarchy h = 0; version == 1 && h < HIERARCHIES; h++)
        if (group[h] >= 0 && put(parent[h], "cgroup.procs", "0")) remove_group(parent[h], h == MEMORY ? generation : 0);
}
