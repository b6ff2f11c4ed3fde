/* serve.c: `hatch serve`, in the runner's container: asks the host for a room, and lives as long as it does. */
#include "hatch.h"

enum { PATIENCE_MS = 25000, PAUSE_MS = 50 };

/* The host may be started after us. */
static int reach_host(void) {
    struct sockaddr_un address = {.sun_family = AF_UNIX, .sun_path = HATCH};
    for (int waited = 0;; waited += PAUSE_MS) {
        int connection = socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0);
        if (connect(connection, (struct sockaddr *)&address, sizeof address) == 0) return connection;
        close(connection);
        if (waited >= PATIENCE_MS) {
            printf("fail message=nobody%%20is%%20at%%20%s\n", HATCH);
            exit(1);
        }
        poll(NULL, 0, PAUSE_MS);
    }
}

static const char *network = "off", *ports;

/* A room's socket for ports is made where both containers see it, and shown where the runner looks for it. */
static void take_options(char **arguments) {
    for (char **next = arguments; *next != NULL && next[1] != NULL; next += 2) {
        if (strcmp(*next, "--network") == 0) network = next[1];
        if (strcmp(*next, "--ports") != 0) continue;
        ports = next[1];
        next[1] = (char *)(uintptr_t)RUN;
    }
}

static void show_ports(void) {
    char path[PATH_MAX];
    if (ports == NULL) return;
    snprintf(path, sizeof path, "%s/ports.sock", ports);
    if (symlink(PORTS, path) < 0) die("cannot show the ports at %s: %m", path);
}

static void ask(int connection, char **arguments) {
    static char packet[HATCH_PACKET];
    size_t length = 0;
    int streams[] = {0, 1, 2};
    union {
        struct cmsghdr header;
        char room[CMSG_SPACE(sizeof streams)];
    } ancillary = {.header = {.cmsg_len = CMSG_LEN(sizeof streams), .cmsg_level = SOL_SOCKET, .cmsg_type = SCM_RIGHTS}};
    for (; *arguments != NULL; arguments++) {
        size_t width = strlen(*arguments) + 1;
        if (width > sizeof packet - length) die("arguments are longer than %zu bytes", sizeof packet);
        memcpy(packet + length, *arguments, width);
        length += width;
    }
    memcpy(CMSG_DATA(&ancillary.header), streams, sizeof streams);
    struct iovec part = {.iov_base = packet, .iov_len = length};
    struct msghdr message = {
        .msg_iov = &part, .msg_iovlen = 1, .msg_control = &ancillary, .msg_controllen = sizeof ancillary};
    if (sendmsg(connection, &message, MSG_NOSIGNAL) < 0) die("the host is gone: %m");
}

/* The room has our streams; ours are closed, so that it hears of their end, and nobody else does. */
static void leave_streams(void) {
    int null = open("/dev/null", O_RDWR | O_CLOEXEC);
    dup2(null, 0);
    dup2(null, 1);
}

int hatch_serve(char **arguments) {
    struct reply reply;
    int connection = reach_host();
    take_options(arguments);
    ask(connection, arguments);
    if (recv(connection, &reply, sizeof reply, 0) != sizeof reply) die("the host is gone");
    if (reply.kind == REPLY_POD) pod_serve(connection, network, ports);
    if (reply.kind == REPLY_ROOM) show_ports();
    leave_streams();
    while (reply.kind != REPLY_ENDED)
        if (recv(connection, &reply, sizeof reply, 0) != sizeof reply) die("the host is gone");
    return reply.status;
}
