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

enum {
    CONNECTION = 3,
    UNUSED = 4,
    STREAMS = 3,
    MOST_LOOKS = 32,
    PATIENCE_US = 3000000,
    LOOK_AHEAD = 32,
    ENOUGH_LOOKS = 32
};

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
static ino_t tag_of(int pid) {
    char path[32];
    struct stat status;
    snprintf(path, sizeof path, "%d/ns/uts", pid);
    if (fstatat(proc, path, &status, 0) == 0) return status.st_ino;
    return errno == EACCES ? ANY_TAG : 0;
}

/* Numbers of processes or groups. */
struct known {
    size_t count;
    int numbers[MOST_PROCESSES];
};

static void list_processes(struct known *found) {
    DIR *directory = fdopendir(openat(proc, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    found->count = 0;
    for (struct dirent *entry; directory != NULL && (entry = readdir(directory)) != NULL;)
        if (isdigit(*entry->d_name) && strcmp(entry->d_name, "1") != 0 && found->count < MOST_PROCESSES)
            found->numbers[found->count++] = atoi(entry->d_name);
    if (directory != NULL) closedir(directory);
}

/* Calls for every process of the room but init, the youngest first; the number of those for which the answer was true.
 */
unsigned tree_each_process(bool (*call)(int pid, void *context), void *context) {
    static struct known found;
    unsigned count = 0;
    list_processes(&found);
    for (size_t i = found.count; i > 0; i--) count += call(found.numbers[i - 1], context);
    return count;
}

static bool mark_alive(int pid, void *alive) {
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

/* Trees whose program has ended stay for as long as something of them lives. A chain of forks might not be seen to
   live, so they are forgotten only when their place or their name is wanted. */
static void forget_the_dead(void) {
    bool alive[MOST_TREES] = {false};
    tree_each_process(mark_alive, alive);
    for (struct tree *tree = trees; tree < trees + MOST_TREES; tree++)
        if (tree->used && tree->ended && !tree->killing && tree->connection < 0 && !alive[tree - trees]) forget(tree);
}

static void tell(int connection, struct answer answer) {
    send(connection, &answer, sizeof answer, MSG_NOSIGNAL | MSG_DONTWAIT);
}

/* ---- ending a tree ---- */

struct look {
    ino_t tag;
    int signal;
    unsigned fresh; /* of the processes */
    bool unsure;    /* somebody was gone before we knew who it was */
    struct known processes, groups;
};

static struct known dying; /* who has been killed, and not reaped */

/* Whether it is new. */
static bool note(struct known *known, int number) {
    for (size_t i = 0; i < known->count; i++)
        if (known->numbers[i] == number) return false;
    if (known->count < MOST_PROCESSES) known->numbers[known->count++] = number;
    return true;
}

/* A process group is within one tree, since only what a program starts can get into it. It is struck at once, so that
   most bombs end with the first blow, and a chain of forks wherever it is by then. */
static void strike_group(struct look *look, int pid) {
    int group = getpgid(pid);
    if (group > 1 && note(&look->groups, group)) kill(-group, look->signal);
}

/* The tag is read after the process is held, so that no other gets the signal. Who is gone before it is known whose he
   was may have left a child. */
static bool strike(int pid, void *context) {
    struct look *look = context;
    int held = (int)syscall(SYS_pidfd_open, pid, 0);
    ino_t tag = held < 0 ? 0 : tag_of(pid);
    bool ours = tag == look->tag || tag == ANY_TAG;
    if (tag == look->tag) strike_group(look, pid);
    if (ours) syscall(SYS_pidfd_send_signal, held, look->signal, NULL, 0);
    close_fd(&held);
    look->unsure |= tag == 0;
    if (!ours) return false;
    look->fresh += note(&look->processes, pid);
    note(&dying, pid);
    return true;
}

/* The last field of loadavg, in our own pid namespace. */
static int last_pid(void) {
    char text[4096];
    int pid = 0;
    sscanf(get(AT_FDCWD, "/proc/loadavg", text), "%*s %*s %*s %*s %d", &pid);
    return MAX(pid, 1);
}

/* A chain of forks, whose processes live too short to be found where they were listed, is at the numbers that are given
   away just now. */
static unsigned strike_all(struct look *look) {
    look->groups.count = 0;
    unsigned count = tree_each_process(strike, look);
    bool unsure = look->unsure;
    for (int pid = last_pid() + 1, last = pid + LOOK_AHEAD; pid < last; pid++)
        if (strike(pid, look)) count++, last = pid + LOOK_AHEAD;
    look->unsure = unsure;
    return count;
}

/* Stops all, then kills all; says how many there were. */
static unsigned kill_once(ino_t tag, bool *unsure) {
    static struct look look;
    unsigned members = 0;
    look.tag = tag;
    look.signal = SIGSTOP;
    look.unsure = false;
    look.processes.count = 0;
    tree_reap(); /* who stays dead has a parent who does not care */
    for (unsigned i = 0; i < MOST_LOOKS; i++) {
        look.fresh = 0;
        members += strike_all(&look);
        if (look.fresh == 0) break;
    }
    look.signal = SIGKILL;
    members += strike_all(&look);
    *unsure = look.unsure;
    return members;
}

/* Of those who were killed. */
static bool all_are_reaped(void) {
    size_t left = 0;
    for (size_t i = 0; i < dying.count; i++) {
        char name[16];
        snprintf(name, sizeof name, "%d", dying.numbers[i]);
        if (faccessat(proc, name, F_OK, 0) == 0) dying.numbers[left++] = dying.numbers[i];
    }
    dying.count = left;
    return left == 0;
}

static void begin_to_kill(struct tree *tree) {
    if (!tree->killing) tree->escalate_us = clock_us(CLOCK_MONOTONIC) + PATIENCE_US;
    tree->killing = true;
    tree->quiet_looks = 0;
}

static size_t used_count(void) {
    size_t count = 0;
    for (const struct tree *tree = trees; tree < trees + MOST_TREES; tree++) count += tree->used;
    return count;
}

bool tree_is_any(void) { return used_count() > 0; }

bool tree_is_killing(void) {
    for (const struct tree *tree = trees; tree < trees + MOST_TREES; tree++)
        if (tree->used && tree->killing) return true;
    return false;
}

/* A process that is being born while we look is seen by the second look; where others come and go in the room, so that
   not everybody could be told, by one of many. */
static void kill_on(struct tree *tree) {
    bool unsure;
    unsigned members = kill_once(tree->tag, &unsure);
    tree->quiet_looks = members > 0 ? 0 : tree->quiet_looks + (unsure ? 1 : ENOUGH_LOOKS / 2);
    if (members > 0 && clock_us(CLOCK_MONOTONIC) >= tree->escalate_us) kill(-1, SIGKILL);
    tree_reap();
    if (tree->quiet_looks < ENOUGH_LOOKS || !tree->ended || !all_are_reaped()) return;
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
    if (used_count() > MOST_TREES / 2) forget_the_dead();
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
    if (find(strings[0]) != NULL) forget_the_dead();
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

/* Who has come and not asked yet. While there are many, others wait outside. */
static int guests[MOST_GUESTS];
static size_t guest_count;

static void greet(void) {
    struct ucred caller;
    socklen_t length = sizeof caller;
    int connection = accept4(door, NULL, NULL, SOCK_CLOEXEC);
    if (connection < 0) return;
    if (getsockopt(connection, SOL_SOCKET, SO_PEERCRED, &caller, &length) == 0 && caller.pid == 0)
        guests[guest_count++] = connection;
    else
        close(connection);
}

static void take_guest(int connection) {
    for (size_t i = 0; i < guest_count; i++) {
        if (guests[i] != connection) continue;
        guests[i] = guests[--guest_count];
        return take_first(connection);
    }
}

/* A caller that is gone leaves no tree behind, unless its program has ended. */
static void hear(struct tree *tree) {
    struct demand demand;
    ssize_t n = recv(tree->connection, &demand, sizeof demand, MSG_DONTWAIT);
    if (n < 0 && (errno == EAGAIN || errno == EINTR)) return;
    if (n <= 0) close_fd(&tree->connection);
    if (n > 0 || !tree->ended) begin_to_kill(tree);
}

size_t tree_poll(struct pollfd polled[MOST_POLLED]) {
    for (size_t i = 0; i < MOST_TREES; i++)
        polled[i] = (struct pollfd){.fd = trees[i].used ? trees[i].connection : -1, .events = POLLIN};
    for (size_t i = 0; i < guest_count; i++)
        polled[MOST_TREES + i] = (struct pollfd){.fd = guests[i], .events = POLLIN};
    polled[MOST_TREES + guest_count] = (struct pollfd){.fd = guest_count < MOST_GUESTS ? door : -1, .events = POLLIN};
    return MOST_TREES + guest_count + 1;
}

/* What is done for one may end the connection of another, whose number a new one may have then: hence in this order. */
void tree_take(const struct pollfd *polled, size_t count) {
    for (size_t i = 0; i < MOST_TREES; i++)
        if (trees[i].used && polled[i].fd >= 0 && polled[i].fd == trees[i].connection && polled[i].revents != 0)
            hear(&trees[i]);
    for (size_t i = MOST_TREES; i < count - 1; i++)
        if (polled[i].revents != 0) take_guest(polled[i].fd);
    if (polled[count - 1].revents != 0) greet();
}

/* ---- a full disk, where only its watcher bounds it ---- */

/* The filter keeps programs from raising it again. */
static bool bound_files(int pid, void *soft) {
    struct rlimit limit;
    if (prlimit(pid, RLIMIT_FSIZE, NULL, &limit) < 0) return false;
    limit.rlim_cur = MIN(*(rlim_t *)soft, limit.rlim_max);
    return prlimit(pid, RLIMIT_FSIZE, &limit, NULL) == 0;
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
