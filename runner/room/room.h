/* room.h: the types and doors that the parts of `room` share. The theory of operation is in room.c. */
#pragma once

#include "../box/box.h"

#include <linux/loop.h>
#include <linux/mount.h>
#include <net/if.h>
#include <sys/file.h>
#include <sys/un.h>
#include <termios.h>

enum { MOST_TREES = 256, MOST_GUESTS = 64, MOST_POLLED = MOST_TREES + MOST_GUESTS + 1 };
enum { PACKET_ROOM = 128 * 1024, ID_ROOM = 64 };

/* Where init listens for `room enter`, which comes through /proc/PID/root. */
#define DOOR_DIR "/run/room"
#define DOOR DOOR_DIR "/door"
#define DOOR_PROC DOOR_DIR "/proc" /* all processes, also those that hidepid hides from an init without root */

enum disk_kind { DISK_IMAGE, DISK_WATCHED };

/* What was asked for. */
extern struct room {
    const char *disk, *ports, *network;
    uint64_t disk_bytes, disk_files, memory, processes, cpu_thousandths; /* the last: 0 for no bound */
    uid_t outer_uid;                                                     /* ours, outside of a user namespace */
    gid_t outer_gid;
    bool internet;
} room;

/* ---- serve.c: the keeper, who makes a room and stays outside of it ---- */

int serve_main(void);

/* ---- groups.c: the account and the limits of a room, cgroup v1 and v2 ---- */

struct count {
    uint64_t memory, processes, cpu_us, oom_kills;
    uint64_t nameless; /* bytes of files that are open and have no name any more; from init only */
};

bool groups_find(void);
bool groups_make(void);
bool groups_have_cpu(void);
bool groups_limit(void);
bool groups_add(pid_t pid);
void groups_measure(struct count *usage);
bool groups_remove(void);

/* ---- relay.c: connections from outside to what listens inside ---- */

bool relay_listen(int *listener);
pid_t relay_start(pid_t init, int listener); /* -1: trouble */
bool relay_remove(void);
bool join_user(pid_t init);
bool join_network(pid_t init);

/* ---- network.c: the way out, where there is one ---- */

pid_t network_open(pid_t init, int *held); /* -1: trouble */

/* ---- disk.c: an image, or a directory that is watched ---- */

bool disk_prepare(void);
bool disk_mount(const char *where, enum disk_kind *kind);
bool disk_is_free(void);
const char *disk_directory(void);

/* ---- inside.c: pid 1 of a room ---- */

/* Between the keeper and init, in packets of this size; with READY comes a descriptor of the workspace. */
struct note {
    enum {
        NOTE_GO,
        NOTE_READY,
        NOTE_BROKEN,
        NOTE_KILL_ALL,
        NOTE_KILLED,
        NOTE_COUNT,
        NOTE_COUNTED,
        NOTE_OOM,
        NOTE_FULL,
        NOTE_FREE
    } kind;
    enum disk_kind disk;
    struct count count; /* with COUNTED */
};

_Noreturn void inside_main(int control);

/* ---- tree.c: what was started by one `room enter`, and all that this ever started ---- */

/* From `room enter`: followed by the id, the directory, the arguments and the variables, each with its NUL. With
   ENTER come the standard streams, and perhaps a detached mount of the terminal. */
struct demand {
    enum { DEMAND_ENTER, DEMAND_KILL, DEMAND_REAP } kind;
    unsigned arguments, variables;
};

/* STARTED and FAILED come from what is to become the program, so that its pid can be learned from the credentials. */
struct answer {
    enum { ANSWER_STARTED, ANSWER_FAILED, ANSWER_ENDED, ANSWER_DEAD, ANSWER_REFUSED } kind;
    int status; /* what to exit with */
    char text[TROUBLE_ROOM];
};

bool tree_open(void);
int tree_proc(void);
unsigned tree_each_process(bool (*call)(int pid, void *context), void *context);
size_t tree_poll(struct pollfd polled[MOST_POLLED]);
void tree_take(const struct pollfd *polled, size_t count);
void tree_reap(void);
bool tree_is_killing(void);
bool tree_is_any(void);
void tree_kill_on(void);
bool tree_all_gone(void);
void tree_disk_full(bool full);

/* ---- count.c: what init counts where the kernel does not ---- */

void count_all(struct count *count);
bool count_kills(void);

/* ---- watch.c: how much there is on a disk without a bound of its own ---- */

struct seen_disk {
    uint64_t bytes, files;
    bool deep; /* than we look */
};

pid_t watch_start(pid_t init, int *reports);

/* ---- enter.c: `room enter`, the program's stand-in outside ---- */

int enter_main(char **arguments);
