/* relay.c: connections to what listens inside of a room, for the preview. A process of its own, in the room's network
   but in nothing else of it, with the room's user's rights: what it reads comes from programs, and it only carries
   bytes.

   Per connection there is a buffer each way. A side is read when its buffer is empty, and the end of it is passed on
   when the buffer is; so a slow reader slows the writer, and half-closes go through. */
#include "room.h"

#include <netinet/in.h>
#include <netinet/tcp.h>

enum {
    MOST_CONNECTIONS = 256,
    SLOTS = MOST_CONNECTIONS + 64 /* for who is yet to be refused */,
    BUFFER = 64 * 1024,
    PORT_ROOM = 8
};

/* One direction. */
struct flow {
    char *bytes;
    size_t from, to;
    bool ended, done; /* no more will come; nothing is left to do */
};

#define NAME "/ports.sock"

enum state { UNUSED, ASKED, CONNECTING, CARRYING };

static struct connection {
    enum state state;
    int caller, program;
    int family; /* that is being tried */
    unsigned port;
    size_t length;
    char asked[PORT_ROOM];
    struct flow in, out; /* to and from the program */
} connections[SLOTS];

static char memory[SLOTS][2][BUFFER]; /* what was never used costs nothing */

static void close_fd(int *fd) {
    if (*fd >= 0) close(*fd);
    *fd = -1;
}

static void end(struct connection *c) {
    close_fd(&c->caller);
    close_fd(&c->program);
    c->state = UNUSED;
}

static void refuse(struct connection *c, const char *why) {
    char answer[64];
    int length = snprintf(answer, sizeof answer, "no %s\n", why);
    send(c->caller, answer, (size_t)length, MSG_NOSIGNAL | MSG_DONTWAIT);
    end(c);
}

/* ---- connecting ---- */

static void accept_caller(int listener) {
    int caller = accept4(listener, NULL, NULL, SOCK_CLOEXEC | SOCK_NONBLOCK);
    if (caller < 0) return;
    for (size_t i = 0; i < SLOTS; i++) {
        if (connections[i].state != UNUSED) continue;
        connections[i] = (struct connection){.state = ASKED, .caller = caller, .program = -1};
        connections[i].in.bytes = memory[i][0];
        connections[i].out.bytes = memory[i][1];
        return;
    }
    close(caller);
}

/* Who is refused has been heard first, or could not be told. */
static bool are_too_many(void) {
    size_t count = 0;
    for (size_t i = 0; i < SLOTS; i++) count += connections[i].state > ASKED;
    return count >= MOST_CONNECTIONS;
}

static void begin_to_carry(struct connection *c) {
    int one = 1;
    setsockopt(c->program, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    if (send(c->caller, "ok\n", 3, MSG_NOSIGNAL) != 3)
        end(c);
    else
        c->state = CARRYING;
}

static void try_family(struct connection *c, int family) {
    struct sockaddr_in v4 = {.sin_family = AF_INET, .sin_port = htons((uint16_t)c->port)};
    struct sockaddr_in6 v6 = {
        .sin6_family = AF_INET6, .sin6_port = htons((uint16_t)c->port), .sin6_addr = in6addr_loopback};
    v4.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const struct sockaddr *address = family == AF_INET ? (struct sockaddr *)&v4 : (struct sockaddr *)&v6;
    close_fd(&c->program);
    c->state = CONNECTING;
    c->family = family;
    c->program = socket(family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    int failed = c->program < 0 ? -1 : connect(c->program, address, family == AF_INET ? sizeof v4 : sizeof v6);
    if (failed == 0)
        begin_to_carry(c);
    else if (c->program >= 0 && errno == EINPROGRESS)
        return;
    else if (family == AF_INET)
        try_family(c, AF_INET6);
    else
        refuse(c, "nothing listens there");
}

static void take_connected(struct connection *c) {
    int error = 0;
    socklen_t length = sizeof error;
    getsockopt(c->program, SOL_SOCKET, SO_ERROR, &error, &length);
    if (error == 0)
        begin_to_carry(c);
    else if (c->family == AF_INET)
        try_family(c, AF_INET6);
    else
        refuse(c, "nothing listens there");
}

/* The line is read byte by byte, since what follows it is for the program. */
static void take_asked(struct connection *c) {
    char byte;
    ssize_t n = 0;
    while (c->length < PORT_ROOM && (n = recv(c->caller, &byte, 1, 0)) == 1 && byte != '\n')
        c->asked[c->length++] = byte;
    if (n < 0 && (errno == EAGAIN || errno == EINTR)) return;
    if (n == 0) return end(c);
    for (size_t i = 0; i < c->length; i++)
        c->port = isdigit((unsigned char)c->asked[i]) && c->port <= UINT16_MAX
                      ? c->port * 10 + (unsigned)(c->asked[i] - '0')
                      : UINT32_MAX;
    if (c->port == 0 || c->port > UINT16_MAX)
        refuse(c, "allowed are the ports 1 to 65535");
    else if (are_too_many())
        refuse(c, "there are 256 connections already");
    else
        try_family(c, AF_INET);
}

/* ---- carrying ---- */

static bool may_wait(ssize_t n) { return n < 0 && (errno == EAGAIN || errno == EINTR); }

/* Until the reader or the writer has to be waited for. */
static void carry(struct flow *flow, int source, int sink) {
    while (!flow->done) {
        ssize_t n = 0;
        if (flow->from < flow->to) n = send(sink, flow->bytes + flow->from, flow->to - flow->from, MSG_NOSIGNAL);
        if (may_wait(n)) return;
        if (n < 0) { /* nobody reads any more */
            shutdown(source, SHUT_RD);
            flow->done = true;
            return;
        }
        flow->from += (size_t)n;
        if (flow->from < flow->to) continue;
        n = flow->ended ? 0 : recv(source, flow->bytes, BUFFER, 0);
        if (may_wait(n)) return;
        flow->from = 0;
        flow->to = n > 0 ? (size_t)n : 0;
        if (n > 0) continue;
        shutdown(sink, SHUT_WR);
        flow->ended = flow->done = true;
    }
}

/* A caller that is gone altogether, and not just done with writing, wants no answer. */
static void take_carrying(struct connection *c, short caller) {
    carry(&c->in, c->caller, c->program);
    carry(&c->out, c->program, c->caller);
    bool gone = (caller & (POLLHUP | POLLERR)) != 0;
    if (c->in.done && (c->out.done || gone)) end(c);
}

static short wanted(const struct flow *reading, const struct flow *writing) {
    bool reads = !reading->done && reading->from == reading->to, writes = !writing->done && writing->from < writing->to;
    return (short)((reads ? POLLIN : 0) | (writes ? POLLOUT : 0));
}

/* A side of which nothing is wanted is left out, since its hanging up would wake us for ever; only of a caller who has
   said all is it the last news. */
static void prepare(const struct connection *c, struct pollfd polled[2]) {
    polled[0] = (struct pollfd){.fd = c->state == UNUSED ? -1 : c->caller, .events = c->state == ASKED ? POLLIN : 0};
    polled[1] = (struct pollfd){.fd = c->state < CONNECTING ? -1 : c->program, .events = POLLOUT};
    if (c->state != CARRYING) return;
    polled[0].events = wanted(&c->in, &c->out);
    polled[1].events = wanted(&c->out, &c->in);
    if (polled[0].events == 0 && !c->in.done) polled[0].fd = -1;
    if (polled[1].events == 0) polled[1].fd = -1;
}

static void take(struct connection *c, const struct pollfd polled[2]) {
    if ((polled[0].revents | polled[1].revents) == 0) return;
    switch (c->state) {
    case UNUSED: break;
    case ASKED: take_asked(c); break;
    case CONNECTING:
        if (polled[1].revents != 0)
            take_connected(c);
        else
            end(c);
        break;
    case CARRYING: take_carrying(c, polled[0].revents); break;
    }
}

_Noreturn static void relay(int listener) {
    static struct pollfd polled[1 + 2 * SLOTS];
    for (;;) {
        polled[0] = (struct pollfd){.fd = listener, .events = POLLIN};
        for (size_t i = 0; i < SLOTS; i++) prepare(&connections[i], &polled[1 + 2 * i]);
        poll(polled, COUNT(polled), -1);
        for (size_t i = 0; i < SLOTS; i++) take(&connections[i], &polled[1 + 2 * i]);
        if (polled[0].revents != 0) accept_caller(listener);
    }
}

/* ---- starting it ---- */

static bool name_socket(struct sockaddr_un *address) {
    size_t most = sizeof address->sun_path;
    address->sun_family = AF_UNIX;
    return (size_t)snprintf(address->sun_path, most, "%s" NAME, room.ports) < most ||
           trouble("--ports is longer than %zu bytes", most - sizeof NAME);
}

/* So that the room after us does not lose its socket to who cleans up after us. */
static int lock_directory(void) {
    int directory = open(room.ports, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (directory < 0 || flock(directory, LOCK_EX) < 0) trouble("cannot lock the directory %.200s: %m", room.ports);
    return directory;
}

/* One directory belongs to one room; a name that is there is what a killed room left. */
bool relay_listen(int *listener) {
    struct sockaddr_un address;
    if (!name_socket(&address)) return false;
    int directory = lock_directory();
    if (directory < 0) return false;
    unlink(address.sun_path);
    *listener = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    umask(0177);
    bool listens = *listener >= 0 && bind(*listener, (struct sockaddr *)&address, sizeof address) == 0 &&
                   listen(*listener, MOST_CONNECTIONS) == 0;
    umask(022);
    if (!listens) trouble("cannot listen at %.200s: %m", address.sun_path);
    close(directory);
    return listens;
}

/* Unless somebody listens there: false while it may be us, who are about to end. */
bool relay_remove(void) {
    struct sockaddr_un address;
    if (!name_socket(&address)) return true;
    int directory = lock_directory(), probe = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    bool listens = connect(probe, (struct sockaddr *)&address, sizeof address) == 0;
    if (!listens) unlink(address.sun_path);
    close(probe);
    if (directory >= 0) close(directory);
    return !listens;
}

static bool join(pid_t init, const char *kind) {
    char name[64];
    snprintf(name, sizeof name, "/proc/%d/ns/%s", init, kind);
    int namespace = open(name, O_RDONLY | O_CLOEXEC);
    return namespace >= 0 && setns(namespace, 0) == 0;
}

/* Of the calling process. In mode B the network belongs to the room's user namespace, which gives rights in it. */
bool join_user(pid_t init) { return box.mode == MODE_A || join(init, "user"); }

bool join_network(pid_t init) { return join_user(init) && join(init, "net"); }

_Noreturn static void become_relay(pid_t keeper, pid_t init, int listener) {
    enum { LISTENER = 3 };
    bool ready = join_network(init) && dup2(box.null, 0) == 0 && dup2(box.null, 1) == 1 && dup2(box.null, 2) == 2 &&
                 (listener == LISTENER || dup2(listener, LISTENER) == LISTENER) &&
                 syscall(SYS_close_range, LISTENER + 1, ~0U, 0) == 0 && limit(RLIMIT_NOFILE, 1024, 1024) &&
                 limit(RLIMIT_CORE, 1, 1) && drop_privileges() && prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 &&
                 prctl(PR_SET_DUMPABLE, 0) == 0 && prctl(PR_SET_PDEATHSIG, SIGKILL) == 0;
    prctl(PR_SET_NAME, "room-relay");
    if (!ready || getppid() != keeper) _exit(EXIT_FAILURE);
    relay(LISTENER);
}

/* Only once the room has its network. */
pid_t relay_start(pid_t init, int listener) {
    pid_t keeper = getpid(), child = fork();
    if (child == 0) become_relay(keeper, init, listener);
    if (child < 0) trouble("cannot fork: %m");
    return child;
}
