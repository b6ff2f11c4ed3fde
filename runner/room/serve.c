/* serve.c: the keeper of a room. It makes the room, answers its caller's lines, and ends it; it stays outside, as what
   it was started as. */
#include "room.h"

enum { READY_WAIT_MS = 60000, TICK_MS = 1000, LOOK_US = 2000, LONGEST_END_US = 10000000, RELAY_END_US = 1000000, DISK_END_US = 3000000 };
enum { GRACE_BYTES = 64 * MEBIBYTE, GRACE_FILES = 1000 };

static pid_t init, relay, mourner, watcher, slirp;
static int mourned = -1; /* closes with us */
static int init_fd = -1, listener = -1, control = -1, workspace = -1, signals = -1, reports = -1, way_out = -1;
static enum disk_kind disk;
static bool ending;
static uint64_t oom_kills;
static unsigned usage_asked, kills_asked; /* of init, which has not answered yet */
static struct count counted;              /* by init */
static struct seen_disk on_disk;          /* by the watcher */

static void close_fd(int *fd) {
    if (*fd >= 0) close(*fd);
    *fd = -1;
}

/* Looks for a condition until it holds; what it waits for is the kernel's. */
static void await(bool (*condition)(void), uint64_t longest_us) {
    struct timespec pause = timespec_of(LOOK_US);
    for (uint64_t until = clock_us(CLOCK_MONOTONIC) + longest_us; !condition(); nanosleep(&pause, NULL))
        if (clock_us(CLOCK_MONOTONIC) >= until) return;
}

/* ---- what is left when all processes are gone ---- */

/* Waits for the keeper's end, whatever it is, and cleans up. It holds nothing of the caller's. */
_Noreturn static void mourn(int keeper) {
    char nothing;
    setsid();
    prctl(PR_SET_NAME, "room-mourner");
    for (int stream = 0; stream < 3; stream++) dup2(box.null, stream);
    while (read(keeper, &nothing, 1) < 0 && errno == EINTR) continue;
    if (!box.metered) await(groups_remove, LONGEST_END_US);
    await(relay_remove, RELAY_END_US);
    _exit(0);
}

static bool start_mourner(void) {
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) < 0) return trouble("cannot make a pipe: %m");
    mourner = fork();
    if (mourner == 0) {
        close(ends[1]);
        mourn(ends[0]);
    }
    close(ends[0]);
    mourned = ends[1];
    return mourner > 0 || trouble("cannot fork: %m");
}

/* ---- making it ---- */

static bool clone_init(void) {
    int ends[2];
    unsigned long flags =
        CLONE_NEWPID | CLONE_NEWNS | CLONE_NEWNET | CLONE_NEWIPC | CLONE_NEWUTS | CLONE_PIDFD | SIGCHLD;
    if (box.mode == MODE_B) flags |= CLONE_NEWUSER;
    if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) < 0) return trouble("cannot make a socket: %m");
    room.outer_uid = geteuid();
    room.outer_gid = getegid();
    init = (pid_t)syscall(SYS_clone, flags, NULL, &init_fd, NULL, 0);
    if (init == 0) inside_main(ends[1]);
    close(ends[1]);
    control = ends[0];
    return init > 0 || trouble("cannot clone init: %m");
}

/* If init is gone, the next reading says so. */
static bool tell(int kind) {
    struct note note = {.kind = kind};
    send(control, &note, sizeof note, MSG_NOSIGNAL);
    return true;
}

static bool hear(struct note *note) {
    union {
        struct cmsghdr header;
        char room[CMSG_SPACE(sizeof(int))];
    } ancillary;
    struct iovec part = {.iov_base = note, .iov_len = sizeof *note};
    struct msghdr packet = {
        .msg_iov = &part, .msg_iovlen = 1, .msg_control = &ancillary, .msg_controllen = sizeof ancillary};
    ssize_t n = recvmsg(control, &packet, MSG_CMSG_CLOEXEC);
    /* Told once when init has ended and left a note unread; what it has sent before is still there. */
    if (n < 0 && errno == ECONNRESET) n = recvmsg(control, &packet, MSG_CMSG_CLOEXEC);
    if (n != sizeof *note) return false;
    const struct cmsghdr *header = CMSG_FIRSTHDR(&packet);
    if (header != NULL && header->cmsg_type == SCM_RIGHTS) memcpy(&workspace, CMSG_DATA(header), sizeof workspace);
    return true;
}

static bool await_ready(void) {
    struct pollfd news = {.fd = control, .events = POLLIN};
    struct note note;
    if (poll(&news, 1, READY_WAIT_MS) != 1) return trouble("init of the room does not answer");
    if (!hear(&note)) return trouble("init of the room died");
    disk = note.disk;
    return note.kind == NOTE_READY && workspace >= 0; /* else init has said what is wrong */
}

static bool start_relay(void) {
    if (!relay_listen(&listener)) return false;
    relay = relay_start(init, listener);
    close_fd(&listener);
    return relay > 0;
}

static bool open_network(void) {
    slirp = room.internet ? network_open(init, &way_out) : 0;
    return slirp >= 0;
}

static bool hear_report(void) { return read(reports, &on_disk, sizeof on_disk) == sizeof on_disk; }

/* Waits for the first report, as usage would be told as nothing before it. */
static bool start_watcher(void) {
    if (disk != DISK_WATCHED) return true;
    watcher = watch_start(init, &reports);
    if (watcher < 0) return trouble("cannot fork: %m");
    return hear_report() || trouble("the disk cannot be looked through");
}

/* Root can take mode B too; then it is the room's user from here on. */
static bool take_mode(enum mode mode) {
    box.mode = mode;
    if (mode == MODE_A && geteuid() != 0) return trouble("not root");
    if (mode == MODE_B && geteuid() == 0 && (!take_uid() || prctl(PR_SET_DUMPABLE, 1) < 0))
        return trouble("cannot become uid %lu: %m", box.uid);
    box.metered = !groups_find();
    return mode == MODE_B || !box.metered;
}

static bool make(enum mode mode) {
    return take_mode(mode) && start_mourner() && (box.metered || groups_make()) && clone_init() &&
           (box.metered || (groups_limit() && groups_add(init))) && tell(NOTE_GO) && await_ready() && open_network() &&
           start_relay() && start_watcher();
}

/* ---- ending it ---- */

static void end_child(pid_t *child) {
    if (*child <= 0) return;
    kill(*child, SIGKILL);
    waitpid(*child, NULL, 0);
    *child = 0;
}

/* The workspace's descriptor would keep the disk mounted; those of others do, so we do not wait for them for long. */
static void unmake(void) {
    bool had_image = workspace >= 0 && disk == DISK_IMAGE;
    close_fd(&workspace);
    close_fd(&control);
    close_fd(&listener);
    close_fd(&reports);
    close_fd(&way_out);
    end_child(&slirp);
    end_child(&watcher);
    end_child(&relay);
    end_child(&init);
    close_fd(&init_fd);
    close_fd(&mourned);
    if (mourner > 0) waitpid(mourner, NULL, 0);
    mourner = 0;
    if (had_image) await(disk_is_free, DISK_END_US);
}

/* ---- serving ---- */

static void answer_usage(void) {
    struct statfs fs = {0};
    struct count usage = counted;
    uint64_t bytes = on_disk.bytes + counted.nameless, files = on_disk.files;
    if (!box.metered) groups_measure(&usage);
    if (disk == DISK_IMAGE && fstatfs(workspace, &fs) == 0) {
        bytes = (fs.f_blocks - fs.f_bfree) * (uint64_t)fs.f_bsize;
        files = fs.f_files - fs.f_ffree;
    }
    wire_frame(NULL, 0, "usage memory=%lu disk-bytes=%lu disk-files=%lu processes=%lu cpu-us=%lu\n", usage.memory,
               bytes, files, usage.processes, usage.cpu_us);
}

static void take_usage(void) {
    if (!box.metered) return answer_usage();
    usage_asked++;
    tell(NOTE_COUNT);
}

static void take_kill_all(void) {
    kills_asked++;
    tell(NOTE_KILL_ALL);
}

static void take_lines(void) {
    static char line[LINE_ROOM];
    while (!wire.ended && wire_next_line(line)) {
        if (strcmp(line, "usage") == 0)
            take_usage();
        else if (strcmp(line, "kill-all") == 0)
            take_kill_all();
        else
            wire_frame(NULL, 0, "fail message=%s\n", "unknown%20line%2C%20allowed%20are%20usage%20and%20kill-all");
    }
}

static void take_note(void) {
    struct note note;
    if (!hear(&note)) {
        ending = true;
        return;
    }
    for (; note.kind == NOTE_KILLED && kills_asked > 0; kills_asked--) wire_frame(NULL, 0, "killed\n");
    if (note.kind == NOTE_OOM) wire_frame(NULL, 0, "oom\n");
    if (note.kind != NOTE_COUNTED) return;
    counted = note.count;
    for (; usage_asked > 0; usage_asked--) answer_usage();
}

/* Writing stops while there is too much, again and again, for who was being born at the last time. What still grows
 * ends. */
static void take_report(void) {
    if (!hear_report()) {
        ending = true; /* without its watcher a disk has no bound */
        return;
    }
    static bool full;
    uint64_t bytes = on_disk.bytes + counted.nameless, most = room.disk_bytes, most_files = room.disk_files;
    bool is_full = bytes > most || on_disk.files > most_files || on_disk.deep;
    if (is_full || full) tell(is_full ? NOTE_FULL : NOTE_FREE);
    full = is_full;
    tell(NOTE_COUNT);
    if (bytes <= most + most / 8 + GRACE_BYTES && on_disk.files <= most_files + most_files / 8 + GRACE_FILES) return;
    tell(NOTE_KILL_ALL);
    wire_frame(NULL, 0, "full\n");
}

static void look_after_relay(void) {
    if (waitpid(relay, NULL, WNOHANG) == relay) start_relay();
}

static void look_at_limits(void) {
    struct count usage;
    if (box.metered) return;
    groups_measure(&usage);
    if (usage.oom_kills > oom_kills) wire_frame(NULL, 0, "oom\n");
    oom_kills = usage.oom_kills;
}

static void serve(void) {
    struct pollfd news[] = {{.fd = wire.in, .events = POLLIN},
                            {.fd = control, .events = POLLIN},
                            {.fd = signals, .events = POLLIN},
                            {.fd = reports, .events = POLLIN},
                            {.fd = -1, .events = POLLOUT}};
    while (!ending && !wire.ended) {
        news[4].fd = wire_pending() ? wire.out : -1;
        poll(news, COUNT(news), TICK_MS);
        if (news[0].revents != 0) wire_read();
        if (news[0].revents != 0) take_lines();
        if (news[1].revents != 0) take_note();
        if (news[2].revents != 0) ending = true;
        if (news[3].revents != 0) take_report();
        if (news[4].revents != 0) wire_flush();
        look_at_limits();
        look_after_relay();
    }
}

static const char *lacks(void) {
    if (box.mode == MODE_A) return groups_have_cpu() ? "none" : "cpu-limit";
    return box.metered ? "tree-limits,own-uid" : groups_have_cpu() ? "own-uid" : "cpu-limit,own-uid";
}

static void watch_signals(void) {
    sigset_t ends;
    sigemptyset(&ends);
    sigaddset(&ends, SIGTERM);
    sigaddset(&ends, SIGINT);
    sigaddset(&ends, SIGHUP);
    sigprocmask(SIG_BLOCK, &ends, NULL);
    signals = signalfd(-1, &ends, SFD_CLOEXEC);
}

/* Finds the best mode that works; `why_not` says, in the manner of the ready line, why not the better one. */
static bool make_best(char *why_not, size_t length) {
    bool any = strcmp(box.wanted_mode, "auto") == 0;
    char reason[3 * TROUBLE_ROOM];
    if (strcmp(box.wanted_mode, "B") != 0 && make(MODE_A)) return true;
    if (strcmp(box.wanted_mode, "A") == 0) return false;
    percent_encode(reason, sizeof reason, trouble_text);
    if (any) snprintf(why_not, length, " not-A=%s", reason);
    unmake();
    return make(MODE_B);
}

int serve_main(void) {
    char why_not[4 * TROUBLE_ROOM] = "", reason[3 * TROUBLE_ROOM];
    box.null = open("/dev/null", O_RDWR | O_CLOEXEC);
    watch_signals();
    bool made = make_best(why_not, sizeof why_not);
    percent_encode(reason, sizeof reason, trouble_text);
    wire_open(STDIN_FILENO, STDOUT_FILENO);
    if (made)
        wire_frame(NULL, 0, "ready version=1 mode=%s disk=%s network=%s pid=%d lacks=%s%s\n",
                   box.mode == MODE_A ? "A" : "B", disk == DISK_IMAGE ? "image" : "watched", room.network, init,
                   lacks(), why_not);
    else
        wire_frame(NULL, 0, "fail message=%s%s\n", reason, why_not);
    if (made) serve();
    unmake();
    return made ? EXIT_SUCCESS : EXIT_FAILURE;
}
