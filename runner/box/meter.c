/* meter.c: the account of the tree in mode B. Where no cgroup keeps it, init reads it from /proc every few
   milliseconds.

   CPU time: the clock of each process (exact, all its threads), and what its waited-for children used as its stat says.
   A process that is gone counts with what was last seen of it, even if nobody waited for it. Two sums are made, since
   neither sees all: of what each process was seen to use, and of what living processes and their waited-for children
   used; the larger counts.
   Memory: the sum of what is resident, plus the tmpfs files. Shared pages are in it several times; so when it is above
   the limit, and only then, the proportional shares are read, which costs a walk through the page tables. The tree does
   not stand still meanwhile: a page may be counted as one process's own and, after a fork, in part once more. What is
   above the limit must be so in two readings. */
#include "box.h"

enum { SHORTEST_PAUSE_US = 2000, LONGEST_PAUSE_US = 50000, PAUSE_PER_COST = 50 };
enum { ROOM = 2 * MOST_PROCESSES }; /* those that died since the last reading included */

static int proc, tmp, out;
static uint64_t cpu_limit_us, memory_limit;
static uint64_t gone_us; /* last seen of processes that are gone */
static struct metered seen[ROOM], now[ROOM]; /* in the order of pids, as /proc lists them */
static size_t seen_count, now_count;

bool meter_open(const struct request *request) {
    cpu_limit_us = request->cpu_ms * 1000;
    memory_limit = request->memory;
    proc = open("/proc", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    tmp = open("/tmp", O_PATH | O_DIRECTORY | O_CLOEXEC);
    out = request->out == NULL ? -1 : open(request->out, O_PATH | O_DIRECTORY | O_CLOEXEC);
    return proc >= 0 && tmp >= 0;
}

static const char *read_of_process(int directory, pid_t pid, const char *name) {
    static char path[64], text[4096];
    snprintf(path, sizeof path, "%d/%s", pid, name);
    return get(directory, path, text);
}

/* Fills in what is resident (field 24 of stat, in pages), and returns the CPU time of waited-for children (16 and 17, in
   ticks). */
static uint64_t read_stat(int directory, struct metered *process) {
    uint64_t user = 0, system = 0, pages = 0;
    const char *after_name = strrchr(read_of_process(directory, process->pid, "stat"), ')');
    if (after_name != NULL)
        sscanf(after_name + 1,
               "%*s %*s %*s %*s %*s %*s %*s %*s %*s %*s %*s %*s %*s %lu %lu %*s %*s %*s %*s %*s %*s %lu", &user,
               &system, &pages);
    process->resident = pages * (uint64_t)sysconf(_SC_PAGESIZE);
    return (user + system) * 1000000 / (uint64_t)sysconf(_SC_CLK_TCK);
}

/* The CPU time of waited-for children is returned. The clock is how the kernel encodes the pid of another process in a
   clock id. */
uint64_t meter_process(int directory, struct metered *process) {
    process->cpu_us = clock_us((clockid_t)(~(unsigned)process->pid << 3 | 2));
    return read_stat(directory, process);
}

/* Of a process that may not be looked into, all that is resident: now, as one that has ended since has nothing left. */
uint64_t meter_share(int directory, struct metered *process) {
    const char *line = strstr(read_of_process(directory, process->pid, "smaps_rollup"), "\nPss:");
    if (line != NULL) return strtoull(line + 5, NULL, 10) * 1024;
    read_stat(directory, process);
    return process->resident;
}

/* A file costs the kernel about a kilobyte beside its contents. */
static uint64_t tmpfs_bytes(int directory) {
    struct statfs fs;
    if (directory < 0 || fstatfs(directory, &fs) < 0) return 0;
    return (fs.f_blocks - fs.f_bfree) * (uint64_t)fs.f_bsize + (fs.f_files - fs.f_ffree) * 1024;
}

static void list_processes(void) {
    DIR *directory = fdopendir(openat(proc, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    now_count = 0;
    for (struct dirent *entry; directory != NULL && now_count < ROOM && (entry = readdir(directory)) != NULL;)
        if (isdigit(*entry->d_name) && strcmp(entry->d_name, "1") != 0) now[now_count++].pid = atoi(entry->d_name);
    if (directory != NULL) closedir(directory);
}

/* What a process was seen to use moves to `gone_us` when it is not seen again, or its pid has a new owner. */
static void note_seen(void) {
    for (size_t before = 0, at = 0; before < seen_count; before++) {
        while (at < now_count && now[at].pid < seen[before].pid) at++;
        if (at == now_count || now[at].pid != seen[before].pid || now[at].cpu_us < seen[before].cpu_us)
            gone_us += seen[before].cpu_us;
    }
    memcpy(seen, now, now_count * sizeof *now);
    seen_count = now_count;
}

static void read_tree(struct usage *usage) {
    struct rusage waited_for;
    getrusage(RUSAGE_CHILDREN, &waited_for);
    uint64_t seen_us = 0, lived_us = microseconds(waited_for.ru_utime) + microseconds(waited_for.ru_stime);
    uint64_t files = tmpfs_bytes(tmp) + tmpfs_bytes(out), memory = files;
    list_processes();
    for (struct metered *process = now; process < now + now_count; process++) {
        lived_us += meter_process(proc, process) + process->cpu_us;
        seen_us += process->cpu_us;
        memory += process->resident;
    }
    note_seen();
    seen_us += gone_us;
    for (int reading = 0; reading < 2 && memory > memory_limit; reading++) {
        memory = files;
        for (size_t i = 0; i < now_count; i++) memory += meter_share(proc, &now[i]);
    }
    usage->cpu_us = MAX(usage->cpu_us, MAX(seen_us, lived_us));
    usage->peak = MAX(usage->peak, memory);
}

/* Reads once; says what is over its limit, and after how long to read again: soon, but not so often that it costs. */
enum over meter_read(struct usage *usage, uint64_t *pause_us) {
    uint64_t begun_us = clock_us(CLOCK_PROCESS_CPUTIME_ID);
    read_tree(usage);
    uint64_t pause = PAUSE_PER_COST * (clock_us(CLOCK_PROCESS_CPUTIME_ID) - begun_us);
    *pause_us = MIN(MAX(pause, SHORTEST_PAUSE_US), LONGEST_PAUSE_US);
    if (usage->peak > memory_limit) return OVER_MEMORY;
    return usage->cpu_us >= cpu_limit_us ? OVER_CPU : OVER_NONE;
}
