/* tree.c: what was started by one `room enter`, and all that this ever started.

   Each tree has a UTS namespace of its own, which no program can leave or change: its inode is a tag that every
   process of the tree inherits, whatever sessions, groups and parents it goes through. So the tree is what /proc shows
   with that tag, and needs no cgroup. An open descriptor keeps the inode's number from being given away.

   To end a tree its processes are stopped until a look finds no new one, so that none of them can fork while others
   die, and are killed then; looks follow until none is left. A tree that escapes for long takes the whole room's
   programs with it, since kill(-1) reaches all at once.

   Requests come only from outside: a caller that has a pid in the room is refused, and the socket's directory is
   read-only, and closed to the programs of mode A. */
#include "room.h"

#include <sys/sysmacros.h>

enum { CONNECTION = 3, UNUSED = 4, STREAMS = 3, MOST_LOOKS = 32, PATIENCE_US = 3000000, MOST_SEEN = 4096 };

static const uint64_t RESERVED = 1UL << 30; /* memory that a process may map without using it: see box/init.c */

static struct tree {
    bool used, ended, killing;
    int connection, waiter, tag_fd; /* the caller, who asked for its end; -1: nobody is there */
    pid_t program;
    int status; /* when it has ended */
    ino_t tag;
    uint64_t escalate_us;
    unsigned quiet_looks;
    char id[ID_ROOM];
} trees[MOST_TREES];

#define ANY_TAG ((ino_t)UINT64_MAX)

static int door = -1, proc = -1;
static bool all_gone, disk_full;

/* ---- looking ---- */

/* In mode B a program may be one that its user may not read, and then init may not look at it: it is taken for a member
   of whatever tree is to end. */
static ino_t tag_of(const char *pid) {
    char path[32];
    struct stat status;
    snprintf(path, sizeof path, "%.15s/ns/uts", pid);
    if (fstatat(proc, path, &status, 0) == 0) return status.st_ino;
    return errno == EACCES ? ANY_TAG : 0;
}

/* Calls for every process of the room but init; the number of those for which the answer was true. */
unsigned tree_each_process(bool (*call)(const char *pid, void *context), void *context) {
    unsigned count = 0;
    DIR *directory = fdopendir(openat(proc, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    for (struct dirent *entry; directory != NULL && (entry = readdir(directory)) != NULL;)
        if (isdigit(*entry->d_name) && strcmp(entry->d_name, "1") != 0) count += call(entry->d_name, context);
    if (directory != NULL) closedir(directory);
    return count;
}

static bool mark_alive(const char *pid, void *alive) {
    ino_t tag = tag_of(pid);
    for (size_t i = 0; i < MOST_TREES; i++)
        if (trees[i].used && trees[i].tag == tag) ((bool *)alive)[i] = true;
    return true;
}

static void close_fd(int *fd) {
    if (*fd >= 0) close(*fd);
    *fd = -1;
}

static void forget(struct tree *tree) {
    close_fd(&tree->connection);
    close_fd(&tree->waiter);
    close_fd(&tree->tag_fd);
    tree->used = false;
}

/* Trees whose program has ended stay for as long as something of them lives. */
static void forget_the_dead(void) {
    bool alive[MOST_TREES] = {false}, any = false;
    for (size_t i = 0; i < MOST_TREES; i++) any |= trees[i].used && trees[i].ended;
    if (!any) return;
    tree_each_process(mark_alive, alive);
    for (struct tree *tree = trees; tree < trees + MOST_TREES; tree++)
        if (tree->used && tree->ended && !tree->killing && tree->connection < 0 && !alive[tree - trees]) forget(tree);
}

static void tell(int connection, struct answer answer) {
    send(connection, &answer, sizeof answer, MSG_NOSIGNAL | MSG_DONTWAIT);
}

/* ---- ending a tree ---- */

/* Numbers of processes or groups. */
struct known {
    size_t count;
    int numbers[MOST_SEEN];
};

struct look {
    ino_t tag;
    int signal;
    unsigned fresh;
    struct known processes, groups;
};

/* Whether it is new. */
static bool note(struct known *known, int number) {
    for (size_t i = 0; i < known->count; i++)
        if (known->numbers[i] == number) return false;
    if (known->count < MOST_SEEN) known->numbers[known->count++] = number;
    return true;
}

/* A process group is within one tree, since only what a program starts can get into it. It is struck at once, so that
   most bombs end with the first blow; an older kernel strikes the process alone. */
static void strike_held(struct look *look, int number, int held) {
    enum { PROCESS_GROUP = 4 };
    int group = getpgid(number);
    if (group > 1 && !note(&look->groups, group)) return;
    if (group <= 1 || syscall(SYS_pidfd_send_signal, held, look->signal, NULL, PROCESS_GROUP) < 0) {
        look->groups.count = 0;
        syscall(SYS_pidfd_send_signal, held, look->signal, NULL, 0);
    }
}

/* The tag is read after the process is held, so that no other gets the signal. */
static bool strike(const char *pid, void *context) {
    struct look *look = context;
    int number = atoi(pid), held = (int)syscall(SYS_pidfd_open, number, 0);
    ino_t tag = held < 0 ? 0 : tag_of(pid);
    if (held >= 0 && tag == look->tag) strike_held(look, number, held);
    if (held >= 0 && tag == ANY_TAG) syscall(SYS_pidfd_send_signal, held, look->signal, NULL, 0);
    close_fd(&held);
    if (tag != look->tag && tag != ANY_TAG) return false;
    look->fresh += note(&look->processes, number);
    return true;
}

/* Stops all, then kills all; says how many there were. */
static unsigned kill_once(ino_t tag) {
    static struct look look;
    unsigned members = 0;
    look = (struct look){.tag = tag, .signal = SIGSTOP};
    for (unsigned i = 0; i < MOST_LOOKS; i++) {
        look.fresh = 0;
        look.groups.count = 0;
        members += tree_each_process(strike, &look);
        if (look.fresh == 0) break;
    }
    look.signal = SIGKILL;
    look.groups.count = 0;
    return members + tree_each_process(strike, &look);
}

static void begin_to_kill(struct tree *tree) {
    if (!tree->killing) tree->escalate_us = clock_us(CLOCK_MONOTONIC) + PATIENCE_US;
    tree->killing = true;
    tree->quiet_looks = 0;
}

bool tree_is_any(void) {
    for (const struct tree *tree = trees; tree < trees + MOST_TREES; tree++)
        if (tree->used) return true;
    return false;
}

bool tree_is_killing(void) {
    for (const struct tree *tree = trees; tree < trees + MOST_TREES; tree++)
        if (tree->used && tree->killing) return true;
    return false;
}

/* A process that is being born while we look is seen by the second look. */
static void kill_on(struct tree *tree) {
    tree->quiet_looks = kill_once(tree->tag) == 0 ? tree->quiet_looks + 1 : 0;
    if (clock_us(CLOCK_MONOTONIC) >= tree->escalate_us) kill(-1, SIGKILL);
    tree_reap();
    if (tree->quiet_looks < 2 || !tree->ended) return;
    tree->killing = false;
    tell(tree->connection, (struct answer){.kind = ANSWER_DEAD, .status = tree->status});
    tell(tree->waiter, (struct answer){.kind = ANSWER_DEAD});
    forget(tree);
}

void tree_kill_on(void) {
    for (struct tree *tree = trees; tree < trees + MOST_TREES; tree++)
        if (tree->used && tree->killing) kill_on(tree);
}

/* ---- a program ends ---- */

void tree_reap(void) {
    int status;
    pid_t pid;
    while ((pid = waitpid(-1, &status, WNOHANG)) > 0)
        for (struct tree *tree = trees; tree < trees + MOST_TREES; tree++) {
            if (!tree->used || tree->ended || tree->program != pid) continue;
            tree->ended = true;
            tree->status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
            tell(tree->connection, (struct answer){.kind = ANSWER_ENDED, .status = tree->status});
        }
    all_gone = pid < 0;
}

/* Everybody's parent dies before init does not: who has no parent is init's child. */
bool tree_all_gone(void) { return all_gone; }

/* ---- what is to become the program ---- */

static const char *words[MOST_ITEMS + 2];

/* Says why not, and ends. */
static void require(bool so_far, int status) {
    struct answer answer = {.kind = ANSWER_FAILED, .status = status};
    if (so_far) return;
    snprintf(answer.text, sizeof answer.text, "%s", trouble_text);
    send(CONNECTION, &answer, sizeof answer, MSG_NOSIGNAL);
    _exit(status);
}

static bool is_terminal(int fd) {
    struct stat status;
    return isatty(fd) && fstat(fd, &status) == 0 && major(status.st_rdev) >= 136 && major(status.st_rdev) <= 143;
}

/* The terminal as /dev/console, so that it has a name, in a mount namespace of its own. */
static bool mount_terminal(int terminal_mount) {
    return terminal_mount < 0 ||
           (unshare(CLONE_NEWNS) == 0 &&
            syscall(SYS_move_mount, terminal_mount, "", AT_FDCWD, "/dev/console", MOVE_MOUNT_F_EMPTY_PATH) == 0) ||
           trouble("cannot mount the terminal: %m");
}

/* The terminal becomes the user's, who may then open it by name too. */
static void take_terminal(bool by_name) {
    uid_t uid = (uid_t)box.uid;
    setsid();
    if (!is_terminal(0)) return;
    if (box.mode == MODE_A && fchown(0, uid, uid) == 0) fchmod(0, 0620);
    int named = by_name ? open("/dev/console", O_RDWR | O_NOCTTY | O_CLOEXEC) : -1;
    for (int stream = 0; named >= 0 && stream < STREAMS; stream++)
        if (is_terminal(stream)) dup2(named, stream);
    ioctl(0, TIOCSCTTY, 0);
}

static bool take_descriptors(const int *passed, int connection) {
    for (int stream = 0; stream < STREAMS; stream++)
        if (dup2(passed[stream], stream) != stream) return false;
    return dup3(connection, CONNECTION, O_CLOEXEC) == CONNECTION;
}

static bool set_limits(void) {
    return limit(RLIMIT_CORE, 1, 1) && limit(RLIMIT_NOFILE, 4096, 65536) && limit(RLIMIT_MSGQUEUE, 0, 0) &&
           limit(RLIMIT_MEMLOCK, MEBIBYTE, MEBIBYTE) &&
           limit(RLIMIT_FSIZE, disk_full ? 0 : RLIM_INFINITY, RLIM_INFINITY) &&
           (!box.metered || (limit(RLIMIT_NPROC, room.processes + 1, room.processes + 1) &&
                             limit(RLIMIT_DATA, room.memory + RESERVED, room.memory + RESERVED)));
}

_Noreturn static void become_program(const struct demand *demand, const char **strings, const int *passed,
                                     int connection) {
    static struct list arguments, variables;
    const char *directory = strings[1];
    sigset_t none;
    sigemptyset(&none);
    signal(SIGPIPE, SIG_DFL);
    sigprocmask(SIG_SETMASK, &none, NULL);
    umask(022);
    setpriority(PRIO_PROCESS, 0, box.nice);
    for (unsigned i = 0; i < demand->arguments; i++) arguments.items[i] = (char *)(uintptr_t)strings[2 + i];
    for (unsigned i = 0; i < demand->variables; i++)
        variables.items[i] = (char *)(uintptr_t)strings[2 + demand->arguments + i];
    put(box.host_proc, "self/oom_score_adj", "1000"); /* first to be killed when memory runs out */
    prctl(PR_SET_DUMPABLE, 0);                        /* or a program could look into what has the filter not yet */
    if (!take_descriptors(passed, connection)) _exit(126);
    require(mount_terminal(passed[STREAMS]), 126);
    take_terminal(passed[STREAMS] >= 0);
    syscall(SYS_close_range, UNUSED, ~0U, 0);
    require(set_limits() && drop_privileges(), 126);
    require(chdir(directory) == 0 || trouble("cannot go to %.200s: %m", directory), 126);
    require(prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &box.filter) == 0 || trouble("cannot set the filter: %m"), 126);
    send(CONNECTION, &(struct answer){.kind = ANSWER_STARTED}, sizeof(struct answer), MSG_NOSIGNAL);
    errno = execute(arguments.items, variables.items);
    require(trouble("cannot run %.200s: %m", arguments.items[0]), 127);
    _exit(127);
}

/* ---- requests ---- */

static struct tree *find(const char *id) {
    for (struct tree *tree = trees; *id != '\0' && tree < trees + MOST_TREES; tree++)
        if (tree->used && strcmp(tree->id, id) == 0) return tree;
    return NULL;
}

/* Ends a connection: with the last trouble, unless there is none. */
static void part(int connection, bool so_far) {
    struct answer answer = {.kind = so_far ? ANSWER_DEAD : ANSWER_REFUSED, .status = 126};
    snprintf(answer.text, sizeof answer.text, "%s", trouble_text);
    send(connection, &answer, sizeof answer, MSG_NOSIGNAL | MSG_DONTWAIT);
    close(connection);
}

static struct tree *make_tree(int connection, const char *id) {
    struct stat status;
    forget_the_dead();
    for (struct tree *tree = trees; tree < trees + MOST_TREES; tree++) {
        if (tree->used) continue;
        *tree = (struct tree){.connection = connection, .waiter = -1, .tag_fd = -1};
        snprintf(tree->id, sizeof tree->id, "%s", id);
        if (unshare(CLONE_NEWUTS) < 0) return NULL;
        tree->tag_fd = open("/proc/self/ns/uts", O_RDONLY | O_CLOEXEC);
        if (tree->tag_fd < 0 || fstat(tree->tag_fd, &status) < 0) return NULL;
        tree->tag = status.st_ino;
        return tree;
    }
    errno = EUSERS;
    return NULL;
}

static void enter(int connection, const struct demand *demand, const char **strings, const int *passed) {
    if (find(strings[0]) != NULL) return part(connection, trouble("there is a tree '%.60s' already", strings[0]));
    struct tree *tree = make_tree(connection, strings[0]);
    if (tree == NULL) return part(connection, trouble("cannot make a tree: %.200s", strerror(errno)));
    tree->program = fork();
    if (tree->program == 0) become_program(demand, strings, passed, connection);
    if (tree->program > 0)
        tree->used = true;
    else {
        close_fd(&tree->tag_fd);
        part(connection, trouble("cannot fork: %.200s", strerror(errno)));
    }
}

/* Of a tree that is not known any more, nothing is left. */
static void reap_tree(int connection, const char *id) {
    struct tree *tree = find(id);
    if (tree == NULL) return part(connection, true);
    close_fd(&tree->waiter);
    tree->waiter = connection;
    begin_to_kill(tree);
}

/* Takes the strings apart; false unless there are as many as were announced. */
static bool take_words(char *text, size_t length, size_t expected) {
    size_t count = 0;
    for (char *end = text + length; text < end && count < COUNT(words); text += strlen(text) + 1) words[count++] = text;
    return count == expected;
}

static void take_demand(int connection, char *packet, size_t length, const int *passed, size_t streams) {
    struct demand demand;
    memcpy(&demand, packet, sizeof demand);
    bool whole = length > sizeof demand && packet[length - 1] == '\0' && demand.arguments <= MOST_ITEMS / 2 &&
                 demand.variables <= MOST_ITEMS / 2 &&
                 take_words(packet + sizeof demand, length - sizeof demand, 2 + demand.arguments + demand.variables) &&
                 strlen(words[0]) < ID_ROOM;
    if (whole && demand.kind == DEMAND_REAP)
        reap_tree(connection, words[0]);
    else if (whole && demand.kind == DEMAND_ENTER && demand.arguments > 0 && streams >= STREAMS)
        enter(connection, &demand, words, passed);
    else
        part(connection, trouble("the request is broken"));
}

/* The request follows the connection at once: both sides are ours. */
static void take_first(int connection) {
    static char packet[PACKET_ROOM + 1];
    int passed[STREAMS + 1] = {-1, -1, -1, -1};
    union {
        struct cmsghdr header;
        char room[CMSG_SPACE(sizeof passed)];
    } ancillary;
    struct iovec bytes = {.iov_base = packet, .iov_len = sizeof packet};
    struct msghdr message = {
        .msg_iov = &bytes, .msg_iovlen = 1, .msg_control = &ancillary, .msg_controllen = sizeof ancillary};
    ssize_t n = recvmsg(connection, &message, MSG_CMSG_CLOEXEC);
    size_t descriptors = 0;
    const struct cmsghdr *header = n < 0 ? NULL : CMSG_FIRSTHDR(&message);
    if (header != NULL && header->cmsg_type == SCM_RIGHTS) {
        descriptors = (header->cmsg_len - CMSG_LEN(0)) / sizeof(int);
        memcpy(passed, CMSG_DATA(header), descriptors * sizeof(int));
    }
    if (n >= (ssize_t)sizeof(struct demand) && n <= PACKET_ROOM)
        take_demand(connection, packet, (size_t)n, passed, descriptors);
    else
        part(connection, trouble("the request is broken"));
    for (size_t i = 0; i < COUNT(passed); i++) close_fd(&passed[i]);
}

void tree_greet(void) {
    struct ucred caller;
    socklen_t length = sizeof caller;
    struct timeval patience = {.tv_sec = 1};
    int connection = accept4(door, NULL, NULL, SOCK_CLOEXEC);
    if (connection < 0) return;
    setsockopt(connection, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    if (getsockopt(connection, SOL_SOCKET, SO_PEERCRED, &caller, &length) == 0 && caller.pid == 0)
        take_first(connection);
    else
        close(connection);
}

/* A caller that is gone leaves no tree behind, unless its program has ended. */
static void hear(struct tree *tree) {
    struct demand demand;
    ssize_t n = recv(tree->connection, &demand, sizeof demand, MSG_DONTWAIT);
    if (n < 0 && (errno == EAGAIN || errno == EINTR)) return;
    if (n <= 0) close_fd(&tree->connection);
    if (n > 0 || !tree->ended) begin_to_kill(tree);
}

size_t tree_poll(struct pollfd *polled) {
    for (size_t i = 0; i < MOST_TREES; i++)
        polled[i] = (struct pollfd){.fd = trees[i].used ? trees[i].connection : -1, .events = POLLIN};
    return MOST_TREES;
}

void tree_take(const struct pollfd *polled, size_t count) {
    for (size_t i = 0; i < count; i++)
        if (trees[i].used && polled[i].fd >= 0 && polled[i].fd == trees[i].connection && polled[i].revents != 0)
            hear(&trees[i]);
}

/* ---- a full disk, where only its watcher bounds it ---- */

/* The filter keeps programs from raising it again. */
static bool bound_files(const char *pid, void *soft) {
    struct rlimit limit;
    pid_t number = atoi(pid);
    if (prlimit(number, RLIMIT_FSIZE, NULL, &limit) < 0) return false;
    limit.rlim_cur = MIN(*(rlim_t *)soft, limit.rlim_max);
    return prlimit(number, RLIMIT_FSIZE, &limit, NULL) == 0;
}

/* Done by a child that is the programs' user, who needs no capability for that. */
void tree_disk_full(bool full) {
    rlim_t soft = full ? 0 : RLIM_INFINITY;
    disk_full = full;
    pid_t child = fork();
    if (child != 0) return;
    prctl(PR_SET_DUMPABLE, 0);
    if (box.mode != MODE_A || take_uid()) tree_each_process(bound_files, &soft);
    _exit(0);
}

/* ---- */

int tree_door(void) { return door; }

int tree_proc(void) { return proc; }

bool tree_open(void) {
    struct sockaddr_un address = {.sun_family = AF_UNIX, .sun_path = DOOR};
    proc = open(DOOR_PROC, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    door = socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    return (proc >= 0 && door >= 0 && bind(door, (struct sockaddr *)&address, sizeof address) == 0 &&
            chmod(DOOR, 0600) == 0 && listen(door, 64) == 0 && umount2(DOOR_PROC, MNT_DETACH) == 0 &&
            mount(NULL, DOOR_DIR, NULL, MS_REMOUNT | MS_BIND | MS_RDONLY | MS_NOSUID | MS_NODEV | MS_NOEXEC, NULL) ==
                0) ||
           trouble("cannot listen at " DOOR ": %m");
}
