/* meter.c: mode B's account of the tree. Where no cgroup keeps it, init reads it from /proc every few milliseconds.

   CPU time: the clock of each process (exact, all its threads), and what its waited-for children used as its stat says. A
   process that is gone counts with what was last seen of it, even if nobody waited for it. Two sums are made, since
   neither sees all: of what each process was seen to use, and of what living processes and their waited-for children
   used; the larger counts.
   Memory: the sum of what is resident, plus the tmpfs files. Shared pages are in it several times; so when it is above the
   limit, and only then, the proportional shares are read, which costs a walk through the page tables. */
#define _GNU_SOURCE
#include "box.h"

#include <ctype.h>
#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/vfs.h>
#include <time.h>
#include <unistd.h>

enum { SHORTEST_PAUSE_US = 2000, LONGEST_PAUSE_US = 50000, PAUSE_PER_COST = 50 };

bool meter_open(struct meter *meter, const struct request *request) {
    /* An entry per process, those that died since the last reading included. */
    size_t room = 2 * (size_t)request->processes + 16;
    *meter = (struct meter){.cpu_limit_us = request->cpu_ms * 1000, .memory_limit = request->memory, .room = room};
    meter->proc = open("/proc", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    meter->tmp = open("/tmp", O_PATH | O_DIRECTORY | O_CLOEXEC);
    meter->out = request->out == NULL ? -1 : open(request->out, O_PATH | O_DIRECTORY | O_CLOEXEC);
    meter->seen = calloc(room, sizeof *meter->seen);
    return meter->proc >= 0 && meter->tmp >= 0 && meter->seen != NULL;
}

void meter_close(struct meter *meter) {
    free(meter->seen);
    meter->seen = NULL;
}

static size_t read_file(const struct meter *meter, pid_t pid, const char *name, char *text, size_t room) {
    char path[64];
    snprintf(path, sizeof path, "%d/%s", pid, name);
    int fd = openat(meter->proc, path, O_RDONLY | O_CLOEXEC);
    ssize_t length = fd < 0 ? 0 : read(fd, text, room - 1);
    if (fd >= 0)
        close(fd);
    text[length > 0 ? length : 0] = '\0';
    return length > 0 ? (size_t)length : 0;
}

/* The clock of another process: how the kernel encodes its pid in a clock id. */
static uint64_t process_cpu_us(pid_t pid) {
    struct timespec time;
    clockid_t clock = (clockid_t)(~(unsigned)pid << 3 | 2);
    if (clock_gettime(clock, &time) < 0)
        return 0;
    return (uint64_t)time.tv_sec * 1000000 + (uint64_t)time.tv_nsec / 1000;
}

/* From stat: what waited-for children used (fields 16 and 17, in ticks), and what is resident (24, in pages). */
static void read_stat(const struct meter *meter, pid_t pid, uint64_t *children_us, uint64_t *resident) {
    char text[1024];
    long long user = 0, system = 0, pages = 0;
    read_file(meter, pid, "stat", text, sizeof text);
    const char *after_name = strrchr(text, ')');
    if (after_name != NULL)
        sscanf(after_name + 1, "%*s %*s %*s %*s %*s %*s %*s %*s %*s %*s %*s %*s %*s %lld %lld %*s %*s %*s %*s %*s %*s %lld", &user,
               &system, &pages);
    *children_us = (uint64_t)(user + system) * 1000000 / (uint64_t)sysconf(_SC_CLK_TCK);
    *resident = (uint64_t)pages * (uint64_t)sysconf(_SC_PAGESIZE);
}

/* Of a process that may not be looked into, all that is resident. */
static uint64_t proportional_share(const struct meter *meter, pid_t pid) {
    char text[2048];
    uint64_t children_us, resident;
    read_file(meter, pid, "smaps_rollup", text, sizeof text);
    const char *line = strstr(text, "\nPss:");
    if (line != NULL)
        return strtoull(line + 5, NULL, 10) * 1024;
    read_stat(meter, pid, &children_us, &resident);
    return resident;
}

static uint64_t tmpfs_bytes(int directory) {
    struct statfs fs;
    if (directory < 0 || fstatfs(directory, &fs) < 0)
        return 0;
    return (fs.f_blocks - fs.f_bfree) * (uint64_t)fs.f_bsize;
}

/* What a process was seen to use moves to `gone_us` when it is not seen again, or its pid has a new owner. */
static void note_seen(struct meter *meter, const struct seen *now, size_t count) {
    for (size_t old = 0, new = 0; old < meter->seen_count; old++) {
        const struct seen *before = &meter->seen[old];
        while (new < count && now[new].pid < before->pid)
            new ++;
        if (new == count || now[new].pid != before->pid || now[new].cpu_us < before->cpu_us)
            meter->gone_us += before->cpu_us;
    }
    memcpy(meter->seen, now, count * sizeof *now);
    meter->seen_count = count;
}

static size_t list_processes(const struct meter *meter, struct seen *list, size_t room) {
    size_t count = 0;
    DIR *directory = fdopendir(openat(meter->proc, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    for (struct dirent *entry; directory != NULL && count < room && (entry = readdir(directory)) != NULL;)
        if (isdigit((unsigned char)*entry->d_name) && strcmp(entry->d_name, "1") != 0)
            list[count++].pid = atoi(entry->d_name);
    if (directory != NULL)
        closedir(directory);
    return count;
}

static void read_tree(struct meter *meter, struct seen *list, size_t count) {
    struct rusage waited_for;
    getrusage(RUSAGE_CHILDREN, &waited_for);
    uint64_t seen_us = 0, resident = tmpfs_bytes(meter->tmp) + tmpfs_bytes(meter->out), shares = resident;
    uint64_t lived_us = (uint64_t)(waited_for.ru_utime.tv_sec + waited_for.ru_stime.tv_sec) * 1000000 +
                        (uint64_t)(waited_for.ru_utime.tv_usec + waited_for.ru_stime.tv_usec);
    for (size_t i = 0; i < count; i++) {
        uint64_t children_us, bytes;
        read_stat(meter, list[i].pid, &children_us, &bytes);
        list[i].cpu_us = process_cpu_us(list[i].pid);
        seen_us += list[i].cpu_us;
        lived_us += list[i].cpu_us + children_us;
        resident += bytes;
    }
    note_seen(meter, list, count);
    seen_us += meter->gone_us;
    if (resident > meter->memory_limit) {
        for (size_t i = 0; i < count; i++)
            shares += proportional_share(meter, list[i].pid);
        resident = shares;
    }
    uint64_t cpu_us = seen_us > lived_us ? seen_us : lived_us;
    meter->usage.cpu_us = cpu_us > meter->usage.cpu_us ? cpu_us : meter->usage.cpu_us;
    meter->usage.peak = resident > meter->usage.peak ? resident : meter->usage.peak;
}

/* Reads once; says what is over its limit, and after how long to read again: soon, but not so often that it costs. */
enum over meter_read(struct meter *meter, uint64_t *next_us) {
    uint64_t begun_us = own_cpu_us();
    struct seen *list = calloc(meter->room, sizeof *list);
    if (list == NULL)
        return OVER_MEMORY;
    read_tree(meter, list, list_processes(meter, list, meter->room));
    free(list);
    uint64_t pause = PAUSE_PER_COST * (own_cpu_us() - begun_us);
    pause = pause < SHORTEST_PAUSE_US ? SHORTEST_PAUSE_US : pause;
    *next_us = pause > LONGEST_PAUSE_US ? LONGEST_PAUSE_US : pause;
    if (meter->usage.peak > meter->memory_limit)
        return OVER_MEMORY;
    return meter->usage.cpu_us >= meter->cpu_limit_us ? OVER_CPU : OVER_NONE;
}
