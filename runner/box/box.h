/* box.h: the types and doors that the parts of the launcher share. The theory of operation is in box.c. */
#pragma once

#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <glob.h>
#include <grp.h>
#include <linux/capability.h>
#include <linux/filter.h>
#include <linux/openat2.h>
#include <linux/sched.h>
#include <linux/seccomp.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/param.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/utsname.h>
#include <sys/vfs.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum {
    LINE_ROOM = 256 * 1024, /* longest request line, with its newline */
    CHUNK = 64 * 1024,      /* most bytes of a stream that are moved at once */
    MOST_ITEMS = 4096,      /* arguments, or variables, of a program */
    MOST_PROCESSES = 32768,
    MOST_LEVELS = 32, /* of directories whose files leave a box */
    MOST_TOOLCHAINS = 64,
    MEBIBYTE = 1024 * 1024,
};

_Static_assert(sizeof(long) == 8, "uint64_t is printed as unsigned long");

#define COUNT(array) (sizeof(array) / sizeof *(array))
#define ERRORS_READ_AT_MOST (64ULL * MEBIBYTE)
#define ANY_CORE UINT64_MAX

enum mode { MODE_A, MODE_B_PLUS, MODE_B, MODES };
enum over { OVER_NONE, OVER_CPU, OVER_WALL, OVER_MEMORY, OVER_OUTPUT, OVER_KILLED };

struct list {
    size_t count;
    char *items[MOST_ITEMS + 1]; /* ends with NULL, as exec wants it */
};

/* One run, as asked for. Strings point into the request line. */
struct request {
    uint64_t id, cpu_ms, wall_ms, memory, processes, open_files, output, errors, tmp, inodes, stack, file_size;
    uint64_t out_bytes, out_inodes, collect, collect_files, collect_depth, exec, locks, core, pair;
    const char *input, *cwd, *out;
    struct list arguments, variables;
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
    uint64_t user_us, system_us, wall_us, ended_us, out, err, files, skipped;
};

/* The resident launcher: what does not change from run to run. */
extern struct box {
    uint64_t slot, uid;
    const char *box_dir, *input_path, *prepared, *test_dir, *gives_to, *takes_at, *cgroup_name, *wanted_mode, *toolchains[MOST_TOOLCHAINS];
    size_t toolchain_count;
    bool self_test;
    enum mode mode;
    bool metered; /* no cgroup: init watches the tree */
    int host_proc, input_dir, null, nice; /* the last: of the program */
    unsigned cores;
    struct sock_fprog filter, filter_with_locks;
} box;

/* ---- wire.c: lines in, frames out, neither of which ever blocks ---- */

extern struct wire {
    int in, out;
    bool ended; /* nobody is there any more: end of input, or nobody reads the answers */
} wire;

void wire_open(int in, int out);
void wire_read(void);
bool wire_next_line(char line[LINE_ROOM]);
void wire_frame(const void *bytes, size_t length, const char *format, ...) __attribute__((format(printf, 3, 4)));
void wire_fail(uint64_t id);
bool wire_pending(void);
void wire_flush(void);
void wire_drain(void);

/* What went wrong on our side, in words for an operator; like errno, the last trouble stays until the next. It is in
   memory that is shared with what we fork. */
enum { TROUBLE_ROOM = 512 };
extern char *trouble_text;
bool trouble(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* Small files of /proc and /sys, by a directory and a path from it. */
bool put(int directory, const char *file, const char *format, ...) __attribute__((format(printf, 3, 4)));
char *get(int directory, const char *file, char text[4096]);

bool pipe_for_all(int end);
uint64_t clock_us(clockid_t clock);
uint64_t microseconds(struct timeval time);
struct timespec timespec_of(uint64_t us);

/* ---- protocol.c: what a line means; pure, and fuzzed ---- */

enum command { COMMAND_RUN, COMMAND_KILL, COMMAND_BAD };

enum command protocol_parse(char *line, struct request *request);
bool take_text(const char *name, const char *text, const char **value);
bool take_number(const char *name, const char *text, uint64_t least, uint64_t most, bool or_zero, uint64_t *value);
void percent_encode(char *encoded, size_t room, const char *text);

/* ---- cgroup.c: the kernel's account of a tree and its limits, v1 and v2 ---- */

bool cgroup_open(bool only_v2);
const char *cgroup_version(void);
bool cgroup_begin(const struct request *request);
int cgroup_clone_target(void);
uint64_t cgroup_cpu_us(void);
uint64_t cgroup_oom_kills(void);
void cgroup_measure(struct usage *usage);
void cgroup_loosen(void);
void cgroup_end(void);
void cgroup_rest(void);
void cgroup_close(void);

/* What a room's groups (../room/groups.c) share with a box's: directories are descriptors. */
int cgroup_mount(const char *type, const char *option, char point[PATH_MAX]);
int cgroup_v2_parent(void);
void cgroup_remove_left_overs(int directory);
uint64_t cgroup_number(int directory, const char *file, const char *field);

/* ---- filter.c: the system calls that a program may not make; root.c: what every box sees; selftest.c ---- */

enum filter_kind { FILTER_BOX, FILTER_WITH_LOCKS, FILTER_ROOM };

bool filter_build(struct sock_fprog *program, enum filter_kind kind);
bool root_enter(void);
bool take_uid(void);
bool self_test(void);

/* Of mount_setattr(2), here because libc's and the kernel's header cannot both be included everywhere. */
enum { READ_ONLY = 0x1, NO_SUID = 0x2, NO_DEVICES = 0x4, NO_EXEC = 0x8, NO_LINKS = 0x200000 };
enum { LIBRARY = READ_ONLY | NO_SUID | NO_DEVICES, DEVICE = READ_ONLY | NO_SUID | NO_EXEC };

/* The steps of root_enter(), which a room takes with others between. The root that is made is the current directory. */
bool root_begin(const char *host, uid_t uid, gid_t gid);
bool root_stage(void);
bool root_touch(const char *path);
bool root_show(const char *from, const char *to, unsigned attributes);
bool root_show_all(const char *pattern);
bool root_show_system(void);
bool root_change(void);
bool root_give_up_privileges(void);

/* ---- pair.c: pipes between the programs of two launchers ---- */

bool pair_open(void);
bool pair_join(uint64_t token, int ends[2]); /* standard input and output */
bool pair_reads_away(const struct request *request);

/* ---- run.c: one run, from the outside ---- */

bool run_box(const struct request *request, struct result *result);

/* ---- execute.c: what a process does before it becomes a program ---- */

bool limit(int resource, uint64_t soft, uint64_t hard);
bool drop_privileges(void);
int execute(char *const arguments[], char *const variables[]);

/* ---- init.c: one run, from the inside; collect.c: regular files leave the box ---- */

enum report_kind { REPORT_EXEC_FAILED, REPORT_ENDED, REPORT_FILE, REPORT_DATA, REPORT_COLLECTED, REPORT_BROKEN };
enum order { ORDER_STOP = 'S', ORDER_COLLECT = 'C' };

/* A packet from init to the launcher; of REPORT_FILE and _DATA, bytes follow in the same packet. */
struct report {
    enum report_kind kind;
    struct result result;      /* exec_errno; how the program ended; the counts of files */
    uint64_t own_cpu_us, size; /* CPU time of init; the rest: of a file */
    int64_t mtime;
    unsigned permissions;
};

struct plumbing {
    int in, out, err, control;
};

_Noreturn void init_main(const struct request *request, struct plumbing plumbing);
void init_report(int control, const struct report *report, const void *bytes, size_t length);
bool collect_files(int control, const struct request *request, struct result *counts);

/* ---- meter.c: the account of the tree where no cgroup keeps it, polled by init ---- */

bool meter_open(const struct request *request);
enum over meter_read(struct usage *usage, uint64_t *pause_us);

/* One process, by a directory that is a /proc. */
struct metered {
    pid_t pid;
    uint64_t cpu_us, resident;
};

uint64_t meter_process(int directory, struct metered *process);
uint64_t meter_share(int directory, struct metered *process);
