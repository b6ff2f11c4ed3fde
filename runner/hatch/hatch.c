/* hatch: how a runner and the programs of its session live in two containers of one pod.

   Theory of operation
   ===================
   A runner starts `room serve` and, for each terminal, `room enter` (../room/PROTOCOL.md). In a pod the programs are to
   be in another container, which has its own limits and does not hold the runner's key. So the runner is given `hatch`
   in place of `room`, and the other container runs `hatch host`. The two share a directory, RUN.

     container runner                       container room
     runner ── hatch serve ── RUN/hatch ──▶ hatch host ── fork ── room serve            isolation room
       └────── room enter ─── the room's own door ───────────────▶ its programs
     runner ── hatch serve ── RUN/hatch ──▶ hatch host                                  isolation pod
       └────── room enter ─── RUN/door ──▶    └─ fork ── keeper ── program (pod.c)

   Isolation room: the host starts `room serve` with the streams of `hatch serve`, which come through the socket; from
   then on the runner and the room speak to each other. `room enter` finds the room by its pid, so the pod shares one
   process namespace; the room has one of its own inside.

   Isolation pod: no namespaces can be made, so the container is all there is around the programs. The host serves the
   door itself, where `room enter` looks for it: beneath the root of `hatch serve`, which gives its own pid as the
   room's. It takes only callers that have no pid in its container, which programs do. */
#include "hatch.h"

#include <sys/stat.h>

int listen_at(const char *path) {
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    int listener = socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    snprintf(address.sun_path, sizeof address.sun_path, "%s", path);
    unlink(path);
    if (listener < 0 || bind(listener, (struct sockaddr *)&address, sizeof address) < 0 || chmod(path, 0600) < 0 ||
        listen(listener, 64) < 0)
        die("cannot listen at %s: %m", path);
    return listener;
}

_Noreturn void die(const char *format, ...) {
    va_list values;
    va_start(values, format);
    fputs("hatch: ", stderr);
    vfprintf(stderr, format, values);
    fputc('\n', stderr);
    exit(1);
}

/* The program `room` lies beside us. */
const char *room_program(void) {
    static char path[PATH_MAX];
    ssize_t length = readlink("/proc/self/exe", path, sizeof path - 8);
    char *slash = length < 0 ? NULL : memrchr(path, '/', (size_t)length);
    if (slash == NULL) die("cannot find ourselves: %m");
    memcpy(slash + 1, "room", sizeof "room");
    return path;
}

/* A message with up to three descriptors; the length, or 0 when the other side is gone. */
size_t receive(int connection, char *packet, size_t room, int descriptors[3], size_t *count) {
    union {
        struct cmsghdr header;
        char room[CMSG_SPACE(3 * sizeof(int))];
    } ancillary;
    struct iovec part = {.iov_base = packet, .iov_len = room};
    struct msghdr message = {
        .msg_iov = &part, .msg_iovlen = 1, .msg_control = &ancillary, .msg_controllen = sizeof ancillary};
    ssize_t length = recvmsg(connection, &message, MSG_CMSG_CLOEXEC);
    const struct cmsghdr *header = length < 0 ? NULL : CMSG_FIRSTHDR(&message);
    *count = 0;
    if (header != NULL && header->cmsg_level == SOL_SOCKET && header->cmsg_type == SCM_RIGHTS) {
        *count = (header->cmsg_len - CMSG_LEN(0)) / sizeof(int);
        memcpy(descriptors, CMSG_DATA(header), *count * sizeof(int));
    }
    return length < 0 || (message.msg_flags & (MSG_TRUNC | MSG_CTRUNC)) != 0 ? 0 : (size_t)length;
}

int main(int count, char **arguments) {
    const char *use = count > 1 ? arguments[1] : "";
    signal(SIGPIPE, SIG_IGN);
    if (strcmp(use, "serve") == 0) return hatch_serve(arguments + 2);
    if (strcmp(use, "host") == 0) return hatch_host(arguments + 2);
    if (strcmp(use, "enter") == 0) {
        arguments[0] = (char *)(uintptr_t)room_program();
        execv(arguments[0], arguments);
        die("cannot start %s: %m", arguments[0]);
    }
    fprintf(stderr, "usage: hatch host --isolation room|pod | hatch serve OPTION... | hatch enter OPTION...\n"
                    "PROTOCOL.md says more\n");
    return 2;
}
