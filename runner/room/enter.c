/* enter.c: `room enter`, the stand-in of a program outside of its room. It gives its terminal away, asks the room's
   init for the program (tree.c), and lives as long as that: whatever happens to it happens to the program and all it
   ever started, and how the program ends, it ends. */
#include "room.h"

enum { GONE = 126, PATIENCE_MS = 15000 };

static struct {
    uint64_t pid, columns, rows;
    const char *cwd, *id, *reap;
    struct list variables;
    char **arguments;
    unsigned argument_count;
} entry;

static int connection = -1;
static bool killing;

_Noreturn static void fail(int status) {
    fprintf(stderr, "room enter: %s\n", trouble_text);
    _exit(status);
}

/* ---- options ---- */

static bool take_option(const char *name, char *value) {
    static uint64_t ignored;
    if (strcmp(name, "--room") == 0) return take_number(name, value, 2, INT32_MAX, false, &entry.pid);
    if (strcmp(name, "--columns") == 0) return take_number(name, value, 1, 10000, false, &entry.columns);
    if (strcmp(name, "--rows") == 0) return take_number(name, value, 1, 10000, false, &entry.rows);
    if (strcmp(name, "--uid") == 0) return take_number(name, value, 1, INT32_MAX, false, &ignored);
    if (strcmp(name, "--cwd") == 0) return take_text(name, value, &entry.cwd);
    if (strcmp(name, "--id") == 0) return take_text(name, value, &entry.id);
    if (strcmp(name, "--reap") == 0) return take_text(name, value, &entry.reap);
    if (strcmp(name, "--env") != 0) return trouble("unknown option '%.80s'; PROTOCOL.md lists them", name);
    if (*value == '=' || strchr(value, '=') == NULL) return trouble("--env is '%.40s', allowed is NAME=VALUE", value);
    if (entry.variables.count == MOST_ITEMS / 2) return trouble("more than %d times --env", MOST_ITEMS / 2);
    entry.variables.items[entry.variables.count++] = value;
    return true;
}

static bool take_options(char **next) {
    for (; *next != NULL && strcmp(*next, "--") != 0; next += 2) {
        if (next[1] == NULL) return trouble("option '%.80s' is unknown or lacks its value", *next);
        if (!take_option(next[0], next[1])) return false;
    }
    if (*next != NULL) next++;
    entry.arguments = next;
    while (next[entry.argument_count] != NULL) entry.argument_count++;
    if (entry.pid == 0) return trouble("--room PID is missing");
    if (entry.reap != NULL) return entry.argument_count == 0 || trouble("--reap takes no program");
    if (entry.argument_count == 0 || *entry.arguments[0] == '\0') return trouble("after -- there is no program");
    if (entry.argument_count > MOST_ITEMS / 2) return trouble("more than %d arguments", MOST_ITEMS / 2);
    if (entry.cwd == NULL) entry.cwd = "/workspace";
    if (entry.id == NULL) entry.id = "";
    return strlen(entry.id) < ID_ROOM || trouble("--id is longer than %d bytes", ID_ROOM - 1);
}

/* ---- the room's init ---- */

static bool reach_room(void) {
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    int one = 1;
    snprintf(address.sun_path, sizeof address.sun_path, "/proc/%lu/root" DOOR, entry.pid);
    connection = socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0);
    if (connection < 0 || setsockopt(connection, SOL_SOCKET, SO_PASSCRED, &one, sizeof one) < 0 ||
        connect(connection, (struct sockaddr *)&address, sizeof address) < 0)
        return trouble("there is no room with the pid %lu: %m", entry.pid);
    return true;
}

static bool add_text(char *packet, size_t *length, const char *text) {
    size_t width = strlen(text) + 1;
    if (width > PACKET_ROOM - *length)
        return trouble("arguments and variables are longer than %d bytes together", PACKET_ROOM);
    memcpy(packet + *length, text, width);
    *length += width;
    return true;
}

/* The terminal's mount can be copied only out here; that it has a name in the room is worth no failure. */
static int copy_terminal_mount(void) {
    if (geteuid() != 0 || !isatty(0)) return -1;
    return (int)syscall(SYS_open_tree, 0, "", AT_EMPTY_PATH | OPEN_TREE_CLONE | OPEN_TREE_CLOEXEC);
}

static bool send_demand(bool with_streams, const char *packet, size_t length) {
    int passed[] = {0, 1, 2, with_streams ? copy_terminal_mount() : -1};
    size_t bytes = sizeof passed - (passed[3] < 0 ? sizeof(int) : 0);
    union {
        struct cmsghdr header;
        char room[CMSG_SPACE(sizeof passed)];
    } ancillary = {.header = {.cmsg_len = CMSG_LEN(bytes), .cmsg_level = SOL_SOCKET, .cmsg_type = SCM_RIGHTS}};
    memcpy(CMSG_DATA(&ancillary.header), passed, bytes);
    struct iovec part = {.iov_base = (void *)(uintptr_t)packet, .iov_len = length};
    struct msghdr message = {.msg_iov = &part, .msg_iovlen = 1};
    if (with_streams) {
        message.msg_control = &ancillary;
        message.msg_controllen = CMSG_SPACE(bytes);
    }
    return sendmsg(connection, &message, MSG_NOSIGNAL) == (ssize_t)length || trouble("the room is gone: %m");
}

static bool demand(void) {
    static char packet[PACKET_ROOM];
    bool reaping = entry.reap != NULL;
    struct demand head = {.kind = reaping ? DEMAND_REAP : DEMAND_ENTER,
                          .arguments = entry.argument_count,
                          .variables = reaping ? 0 : (unsigned)entry.variables.count};
    size_t length = sizeof head;
    memcpy(packet, &head, sizeof head);
    bool fits = add_text(packet, &length, reaping ? entry.reap : entry.id) &&
                add_text(packet, &length, reaping ? "" : entry.cwd);
    for (unsigned i = 0; fits && i < head.arguments; i++) fits = add_text(packet, &length, entry.arguments[i]);
    for (unsigned i = 0; fits && i < head.variables; i++) fits = add_text(packet, &length, entry.variables.items[i]);
    return fits && send_demand(!reaping, packet, length);
}

/* ---- living as long ---- */

/* Whoever started us made us the leader of a session that has the terminal; the program is to have it. Giving it up
   sends SIGHUP, to us. */
static void give_up_terminal(void) {
    struct winsize size = {.ws_col = (unsigned short)entry.columns, .ws_row = (unsigned short)entry.rows};
    if (!isatty(0)) return;
    if (entry.columns > 0 && entry.rows > 0) ioctl(0, TIOCSWINSZ, &size);
    signal(SIGHUP, SIG_IGN);
    ioctl(0, TIOCNOTTY);
    signal(SIGHUP, SIG_DFL);
}

static int watch_signals(void) {
    sigset_t ending;
    sigemptyset(&ending);
    sigaddset(&ending, SIGTERM);
    sigaddset(&ending, SIGHUP);
    sigaddset(&ending, SIGINT);
    sigprocmask(SIG_BLOCK, &ending, NULL);
    return signalfd(-1, &ending, SFD_CLOEXEC | SFD_NONBLOCK);
}

/* From outside, programs in rooms have no other handle: our own name says the pid. */
static void note_program(const struct msghdr *message) {
    struct ucred sender;
    char name[16];
    for (const struct cmsghdr *header = CMSG_FIRSTHDR(message); header != NULL; header = NULL) {
        if (header->cmsg_type != SCM_CREDENTIALS) continue;
        memcpy(&sender, CMSG_DATA(header), sizeof sender);
        snprintf(name, sizeof name, "room-%d", sender.pid);
        prctl(PR_SET_NAME, name);
    }
}

static void take_answer(void) {
    struct answer answer;
    union {
        struct cmsghdr header;
        char room[CMSG_SPACE(sizeof(struct ucred))];
    } ancillary;
    struct iovec part = {.iov_base = &answer, .iov_len = sizeof answer};
    struct msghdr message = {
        .msg_iov = &part, .msg_iovlen = 1, .msg_control = &ancillary, .msg_controllen = sizeof ancillary};
    ssize_t n = recvmsg(connection, &message, MSG_CMSG_CLOEXEC);
    if (n < 0 && errno == EINTR) return;
    if (n != sizeof answer && killing) _exit(128 + SIGKILL); /* with all the room */
    if (n != sizeof answer) {
        trouble("the room is gone");
        fail(GONE);
    }
    answer.text[sizeof answer.text - 1] = '\0';
    switch (answer.kind) {
    case ANSWER_STARTED: note_program(&message); break;
    case ANSWER_FAILED: fprintf(stderr, "room enter: %s\n", answer.text); break;
    case ANSWER_ENDED:
        if (!killing) _exit(answer.status);
        break;
    case ANSWER_DEAD: _exit(entry.reap != NULL ? EXIT_SUCCESS : answer.status);
    case ANSWER_REFUSED: trouble("%s", answer.text); fail(answer.status);
    }
}

static void order_death(void) {
    struct demand order = {.kind = DEMAND_KILL};
    if (!killing) send(connection, &order, sizeof order, MSG_NOSIGNAL | MSG_DONTWAIT);
    killing = true;
}

int enter_main(char **arguments) {
    if (!take_options(arguments)) fail(GONE);
    int parent = (int)syscall(SYS_pidfd_open, getppid(), 0);
    give_up_terminal();
    int signals = watch_signals();
    if (!reach_room() || !demand()) fail(GONE);
    struct pollfd polled[] = {
        {.fd = connection, .events = POLLIN}, {.fd = signals, .events = POLLIN}, {.fd = parent, .events = POLLIN}};
    for (;;) {
        int news = poll(polled, COUNT(polled), killing ? PATIENCE_MS : -1);
        if (news == 0) _exit(128 + SIGKILL);
        if (polled[1].revents != 0 || polled[2].revents != 0) order_death();
        if (killing) polled[1].fd = polled[2].fd = -1;
        if (polled[0].revents != 0) take_answer();
    }
}
