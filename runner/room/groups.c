/* groups.c: the kernel's account of a room and its limits, in cgroups v1 or v2.
   Only init is moved into the room's groups, before anything else is started in it; all that runs in the room is born
   there. The name of a group has the form that box/cgroup.c removes when its owner is dead. */
#include "room.h"

enum hierarchy { MEMORY, PIDS, CPUACCT, CPU, HIERARCHIES };
enum { PERIOD_US = 100000 };

static const char *const controllers[HIERARCHIES] = {
    [MEMORY] = "memory", [PIDS] = "pids", [CPUACCT] = "cpuacct", [CPU] = "cpu"};

static int version; /* 0: none */
static bool has_cpu;
static char name[128];
static int parent[HIERARCHIES] = {-1, -1, -1, -1}, group[HIERARCHIES] = {-1, -1, -1, -1}; /* v2 has the first only */

/* Without the controller that bounds CPU time there is still a room. */
static bool find_v1(void) {
    char point[PATH_MAX];
    for (enum hierarchy h = 0; h < HIERARCHIES; h++) {
        parent[h] = cgroup_mount("cgroup", controllers[h], point);
        if (parent[h] < 0 && h != CPU) return trouble("no cgroup v1 hierarchy for %s is mounted", controllers[h]);
    }
    has_cpu = parent[CPU] >= 0;
    return geteuid() == 0 || trouble("the memory controller belongs to cgroup v1, which cannot be delegated");
}

static bool find_v2(void) {
    parent[0] = cgroup_v2_parent();
    has_cpu = parent[0] >= 0 && put(parent[0], "cgroup.subtree_control", "+cpu");
    return parent[0] >= 0;
}

bool groups_find(void) {
    char point[PATH_MAX];
    int v1 = cgroup_mount("cgroup", "memory", point);
    if (v1 >= 0) close(v1);
    version = v1 >= 0 ? 1 : 2;
    snprintf(name, sizeof name, "%s-0-%d-room", box.cgroup_name, getpid());
    return version == 1 ? find_v1() : find_v2();
}

bool groups_make(void) {
    for (enum hierarchy h = 0; h < HIERARCHIES; h++) {
        if (parent[h] < 0) continue;
        cgroup_remove_left_overs(parent[h]);
        if (mkdirat(parent[h], name, 0755) == 0 || errno == EEXIST)
            group[h] = openat(parent[h], name, O_DIRECTORY | O_RDONLY | O_CLOEXEC);
        if (group[h] < 0) return trouble("cannot make the cgroup %s of %s: %m", name, controllers[h]);
    }
    return true;
}

bool groups_have_cpu(void) { return has_cpu; }

static bool limit_cpu(void) {
    unsigned long quota = room.cpu_thousandths * PERIOD_US / 1000;
    if (!has_cpu || quota == 0) return true;
    return version == 2 ? put(group[0], "cpu.max", "%lu %d", quota, PERIOD_US)
                        : put(group[CPU], "cpu.cfs_period_us", "%d", PERIOD_US) &&
                              put(group[CPU], "cpu.cfs_quota_us", "%lu", quota);
}

/* Swap is no memory of the room's; where it is not counted there is nothing to forbid. Init is one process more. */
bool groups_limit(void) {
    bool memory = version == 2 ? put(group[0], "memory.max", "%lu", room.memory)
                               : put(group[MEMORY], "memory.limit_in_bytes", "%lu", room.memory);
    bool swap = version == 2 ? put(group[0], "memory.swap.max", "0")
                             : put(group[MEMORY], "memory.memsw.limit_in_bytes", "%lu", room.memory);
    return (memory && (swap || errno == ENOENT) &&
            put(group[version == 2 ? 0 : PIDS], "pids.max", "%lu", room.processes + 1) && limit_cpu()) ||
           trouble("cannot limit a room to %lu bytes, %lu processes and %lu thousandths of a CPU: %m", room.memory,
                   room.processes, room.cpu_thousandths);
}

bool groups_add(pid_t pid) {
    for (enum hierarchy h = 0; h < HIERARCHIES; h++)
        if (group[h] >= 0 && !put(group[h], "cgroup.procs", "%d", pid))
            return trouble("cannot move a process into the cgroup %s: %m", name);
    return true;
}

/* Memory without the file cache that the kernel can drop at once. */
void groups_measure(struct count *usage) {
    bool v2 = version == 2;
    int pids = group[v2 ? 0 : PIDS];
    uint64_t charged = cgroup_number(group[MEMORY], v2 ? "memory.current" : "memory.usage_in_bytes", "");
    uint64_t cache = cgroup_number(group[MEMORY], "memory.stat", v2 ? "inactive_file " : "total_inactive_file ");
    uint64_t processes = cgroup_number(pids, "pids.current", "");
    usage->memory = charged - MIN(charged, cache);
    usage->processes = processes - MIN(processes, 1);
    usage->cpu_us = v2 ? cgroup_number(group[0], "cpu.stat", "usage_usec ")
                       : cgroup_number(group[CPUACCT], "cpuacct.usage", "") / 1000;
    usage->oom_kills = cgroup_number(group[MEMORY], v2 ? "memory.events" : "memory.oom_control", "oom_kill ");
}

/* False while somebody is in one of them. */
bool groups_remove(void) {
    bool removed = true;
    for (enum hierarchy h = 0; h < HIERARCHIES; h++)
        if (parent[h] >= 0) removed &= unlinkat(parent[h], name, AT_REMOVEDIR) == 0 || errno == ENOENT;
    return removed;
}
