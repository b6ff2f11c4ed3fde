/* box.h: the types and doors that the parts of the launcher share. The theory of operation is in box.c. */
#pragma once

#include <linux/filter.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

enum {
    LINE_ROOM = 256 * 1024,    /* longest request line, with its newline */
    CHUNK = 64 * 1024,         /* most bytes of a stream that are moved at once */
    FRAME_ROOM = 4 * CHUNK,    /* frames waiting for the reader: a chunk of each stream and small ones */
    MOST_ARGUMENTS = 4096,
    MOST_VARIABLES = 1024,
    MOST_TOOLCHAINS = 64,
    MEBIBYTE = 1024 * 1024,
};

#define ERRORS_READ_AT_MOST (64ULL * MEBIBYTE)
#define ANY_CORE UINT64_MAX

enum mode { MODE_A, MODE_B_PLUS, MODE_B };
enum over { OVER_NONE, OVER_CPU, OVER_WALL, OVER_MEMORY, OVER_OUTPUT, OVER_KILLED };

/* What went wrong on our side, in words for an operator. */
struct trouble {
    char text[512];
};

struct options {
    unsigned slot;
    uid_t uid;
    const char *box_dir, *input_dir, *prepared, *cgroup_name, *mode;
    struct toolchain {
        const char *path;
        bool required;
    } toolchains[MOST_TOOLCHAINS];
    size_t toolchain_count;
    bool self_test;
};

/* One run, as asked for. Strings point into the request line. */
struct request {
    uint64_t id, cpu_ms, wall_ms, memory, processes, open_files, output, errors, tmp, inodes, stack, file_size;
    uint64_t out_bytes, out_inodes, collect, collect_files, collect_depth, exec, locks, core;
    const char *input, *cwd, *out;
    char *arguments[MOST_ARGUMENTS + 1], *variables[MOST_VARIABLES + 1];
    size_t argument_count, variable_count;
    int (*probe)(void); /* of the self-test: called in the box in place of a program */
};

/* What the kernel's account of the tree, or in mode B the meter, says. */
struct usage {
    uint64_t cpu_us, peak, oom;
};

struct result {
    int exit, signal, exec_errno;
    enum over over;
    struct usage usage;
    uint64_t user_us, system_us, wall_us, out, err, files, skipped;
};

/* ---- wire.c: lines in, frames out, neither of which ever blocks ---- */

struct wire {
    int in, out;
    bool ended; /* nobody is there any more: end of input, or nobody reads the answers */
    bool skipping;
    size_t line_bytes, frame_start, frame_end;
    char lines[LINE_ROOM], frames[FRAME_ROOM];
};

enum line { LINE_NONE, LINE_READY, LINE_MALFORMED };

void wire_open(struct wire *wire, int in, int out);
void wire_read(struct wire *wire);
enum line wire_next_line(struct wire *wire, char line[LINE_ROOM]);
void wire_frame(struct wire *wire, const void *bytes, size_t length, const char *format, ...)
    __attribute__((format(printf, 4, 5)));
void wire_fail(struct wire *wire, uint64_t id, const char *message);
void wire_flush(struct wire *wire);
bool wire_pending(const struct wire *wire);
void wire_drain(struct wire *wire);

/* ---- protocol.c: what a line means; pure, and fuzzed ---- */

enum command { COMMAND_RUN, COMMAND_KILL, COMMAND_BAD };

void request_defaults(struct request *request);
enum command protocol_parse(char *line, struct request *request, struct trouble *why);
void percent_encode(char *encoded, size_t room, const char *text, const char *safe);

/* ---- cgroup.c: the kernel's account of a tree and its limits, v1 and v2 ---- */

enum hierarchy { MEMORY, CPUACCT, PIDS, HIERARCHIES };

struct cgroup {
    int version; /* 0: none */
    char name[96];
    unsigned generation;
    int parent[HIERARCHIES]; /* directories in which ours are made; v2 uses the first only */
    int home[HIERARCHIES];   /* v1: cgroup.procs of where the launcher came from */
    int group[HIERARCHIES];  /* directories of the current group */
    uint64_t baseline, memory_limit, process_limit;
    uint64_t memory_before, cpu_before, oom_before, own_cpu_before;
};

bool cgroup_open(struct cgroup *cgroup, const struct options *options, bool only_v2, struct trouble *why);
bool cgroup_begin(struct cgroup *cgroup, const struct request *request, struct trouble *why);
int cgroup_clone_target(const struct cgroup *cgroup);
uint64_t cgroup_cpu_us(const struct cgroup *cgroup);
uint64_t cgroup_oom_kills(const struct cgroup *cgroup);
void cgroup_measure(const struct cgroup *cgroup, struct usage *usage);
void cgroup_loosen(struct cgroup *cgroup);
void cgroup_end(struct cgroup *cgroup);
void cgroup_rest(struct cgroup *cgroup);
void cgroup_close(struct cgroup *cgroup);

/* ---- filter.c: the system calls that a program may not make ---- */

struct filter {
    struct sock_fprog program;
};

bool filter_build(struct filter *filter, bool with_locks, bool countable_memory_only, struct trouble *why);

/* ---- the resident launcher ---- */

struct box {
    struct options options;
    enum mode mode;
    struct cgroup cgroup;
    struct filter filter, filter_with_locks;
    int host_proc, input_dir, null;
    unsigned cores;
    struct wire *wire;
};

/* ---- root.c: what every box sees ---- */

bool root_enter(struct box *box, struct trouble *why);

/* ---- run.c: one run, from the outside ---- */

bool run_box(struct box *box, const struct request *request, struct result *result, struct trouble *why);

/* ---- init.c: one run, from the inside ---- */

enum report_kind { REPORT_EXEC_FAILED, REPORT_ENDED, REPORT_FILE, REPORT_DATA, REPORT_COLLECTED, REPORT_BROKEN };
enum order { ORDER_STOP = 'S', ORDER_COLLECT = 'C' };

/* A packet from init to the launcher; of REPORT_FILE, _DATA and _BROKEN, bytes follow in the same packet. */
struct report {
    enum report_kind kind;
    int status; /* of wait(2), or the errno of exec, or the permission bits of a file */
    enum over over;
    struct usage usage; /* of the meter */
    uint64_t user_us, system_us, wall_us, own_cpu_us, size, files, skipped;
    int64_t mtime;
};

struct plumbing {
    int in, out, err, control;
};

_Noreturn void init_main(const struct box *box, const struct request *request, struct plumbing plumbing);
void init_report(int control, const struct report *report, const void *bytes, size_t length);

/* ---- collect.c: regular files leave the box ---- */

bool collect_files(int control, const struct request *request, struct report *last);

/* ---- meter.c: mode B's account of the tree, polled by init ---- */

struct meter {
    int proc, tmp, out;
    uint64_t cpu_limit_us, memory_limit, gone_us;
    struct usage usage;
    struct seen {
        pid_t pid;
        uint64_t cpu_us;
    } *seen;
    size_t seen_count, room;
};

bool meter_open(struct meter *meter, const struct request *request);
enum over meter_read(struct meter *meter, uint64_t *next_us);
void meter_close(struct meter *meter);

/* ---- selftest.c ---- */

bool self_test(struct box *box, struct trouble *why);

/* ---- small things (wire.c) ---- */

bool trouble(struct trouble *why, const char *format, ...) __attribute__((format(printf, 2, 3)));
uint64_t now_us(void);
uint64_t own_cpu_us(void);
