/* outside.c: `hatch serve` in a pod without a room: speaks as `room serve` does, and carries connections to ports, since
   both containers have one network. */
#include "hatch.h"

#include <arpa/inet.h>
#include <netinet/in.h>

enum { MOST_CARRIED = 256, LINE_ROOM = 256, PIECE = 65536 };

static int carried;

/* ---- ports ---- */

static int reach(int port) {
    struct sockaddr_in four = {.sin_family = AF_INET, .sin_port = htons((uint16_t)port)};
    struct sockaddr_in6 six = {.sin6_family = AF_INET6, .sin6_port = htons((uint16_t)port), .sin6_addr = IN6ADDR_LOOPBACK_INIT};
    int there = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    four.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (connect(there, (struct sockaddr *)&four, sizeof four) == 0) return there;
    close(there);
    there = socket(AF_INET6, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (connect(there, (struct sockaddr *)&six, sizeof six) == 0) return there;
    close(there);
    return -1;
}

static bool write_all(int to, const char *bytes, size_t length) {
    while (length > 0) {
        ssize_t written = write(to, bytes, length);
        if (written < 0) return false;
        bytes += written;
        length -= (size_t)written;
    }
    return true;
}

/* One direction, to its end. */
static void pour(int from, int to) {
    static char piece[PIECE];
    for (ssize_t length; (length = read(from, piece, sizeof piece)) > 0;)
        if (!write_all(to, piece, (size_t)length)) break;
    shutdown(to, SHUT_WR);
    shutdown(from, SHUT_RD);
}

static int read_port(int caller) {
    char line[8] = "";
    for (size_t length = 0; length < sizeof line - 1; length++) {
        if (read(caller, line + length, 1) != 1) return 0;
        if (line[length] != '\n') continue;
        line[length] = '\0';
        return atoi(line);
    }
    return 0;
}

_Noreturn static void carry(int caller) {
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    int port = read_port(caller), there = port > 0 && port <= 65535 ? reach(port) : -1;
    if (there < 0) {
        dprintf(caller, "no nothing listens at the port %d\n", port);
        _exit(0);
    }
    if (!write_all(caller, "ok\n", 3)) _exit(0);
    pid_t back = fork();
    if (back == 0)
        pour(there, caller);
    else
        pour(caller, there);
    if (back > 0) waitpid(back, NULL, 0);
    _exit(0);
}

static void greet(int listener) {
    int caller = accept4(listener, NULL, NULL, SOCK_CLOEXEC);
    if (caller < 0) return;
    pid_t child = carried < MOST_CARRIED ? fork() : -1;
    if (child == 0) carry(caller);
    if (child > 0) carried++;
    close(caller);
}

static int listen_for_ports(const char *directory) {
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    int listener = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    snprintf(address.sun_path, sizeof address.sun_path, "%s/ports.sock", directory);
    if (bind(listener, (struct sockaddr *)&address, sizeof address) < 0 || listen(listener, 64) < 0)
        die("cannot listen at %s: %m", address.sun_path);
    return listener;
}

/* ---- lines ---- */

static void ask(int host, char what) {
    if (send(host, &what, 1, MSG_NOSIGNAL) != 1) die("the host is gone: %m");
}

/* Answers come in the order of questions, so each is passed on as it comes. */
static void take_reply(int host) {
    struct reply reply;
    if (recv(host, &reply, sizeof reply, 0) != sizeof reply) die("the host is gone");
    if (reply.kind == REPLY_KILLED) printf("killed\n");
    if (reply.kind == REPLY_USAGE)
        printf("usage memory=%lu disk-bytes=0 disk-files=0 processes=%lu cpu-us=%lu\n", reply.memory, reply.processes,
               reply.cpu_us);
    fflush(stdout);
}

static void take_line(int host, const char *line) {
    if (strcmp(line, "usage") == 0) return ask(host, ASK_USAGE);
    if (strcmp(line, "kill-all") == 0) return ask(host, ASK_KILL_ALL);
    printf("fail message=unknown%%20line%%2C%%20allowed%%20are%%20usage%%20and%%20kill-all\n");
    fflush(stdout);
}

/* False at the end of the input. */
static bool take_input(int host) {
    static char line[LINE_ROOM];
    static size_t length;
    char piece[LINE_ROOM];
    ssize_t count = read(0, piece, sizeof piece);
    for (ssize_t i = 0; i < count; i++) {
        bool whole = piece[i] == '\n';
        if (length < sizeof line) line[length++] = whole ? '\0' : piece[i];
        if (!whole) continue;
        line[sizeof line - 1] = '\0';
        take_line(host, line);
        length = 0;
    }
    return count > 0;
}

_Noreturn void pod_serve(int host, const char *network, const char *ports) {
    int signals = watch_signals(), listener = ports == NULL ? -1 : listen_for_ports(ports);
    printf("ready version=1 mode=P disk=pod network=%s pid=%d lacks=filter,processes,disk,own-network\n", network, getpid());
    fflush(stdout);
    for (;;) {
        struct pollfd polled[] = {{.fd = 0, .events = POLLIN},
                                  {.fd = host, .events = POLLIN},
                                  {.fd = signals, .events = POLLIN},
                                  {.fd = listener, .events = POLLIN}};
        poll(polled, COUNT(polled), -1);
        if (await_signals(signals)) exit(0);
        while (waitpid(-1, NULL, WNOHANG) > 0) carried--;
        if (polled[1].revents != 0) take_reply(host);
        if (polled[3].revents != 0) greet(listener);
        if (polled[0].revents != 0 && !take_input(host)) exit(0);
    }
}
