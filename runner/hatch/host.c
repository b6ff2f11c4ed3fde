/* host.c: `hatch host`, the first process of the container in which programs are. It starts rooms for `hatch serve`, and
   ends them when it is told to end or when who asked for one is gone. */
#include "hatch.h"

enum { MOST_ROOMS = 16, END_MS = 5000 };

static struct room {
    pid_t pid; /* 0: unused */
    int connection;
} rooms[MOST_ROOMS];

static bool ending;

/* ---- starting ---- */

_Noreturn static void become_room(char *packet, size_t length, const int *streams) {
    static char *words[MOST_WORDS + 3];
    sigset_t none;
    size_t count = 0;
    words[count++] = (char *)(uintptr_t)room_program();
    words[count++] = (char *)(uintptr_t) "serve";
    for (char *end = packet + length; packet < end && count < MOST_WORDS + 2; packet += strlen(packet) + 1)
        words[count++] = packet;
    for (int i = 0; i < 3; i++)
        if (dup2(streams[i], i) < 0) _exit(127);
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    execv(words[0], words);
    dprintf(2, "hatch: cannot start %s: %m\n", words[0]);
    _exit(127);
}

static void refuse(int connection, int status) {
    struct reply reply = {.kind = REPLY_ENDED, .status = status};
    send(connection, &reply, sizeof reply, MSG_NOSIGNAL | MSG_DONTWAIT);
    close(connection);
}

static void start_room(int connection) {
    static char packet[HATCH_PACKET + 1];
    int streams[3] = {-1, -1, -1};
    size_t count, length = receive(connection, packet, HATCH_PACKET, streams, &count);
    struct room *free = rooms;
    while (free < rooms + MOST_ROOMS && free->pid != 0) free++;
    if (length == 0 || packet[length - 1] != '\0' || count != COUNT(streams) || free == rooms + MOST_ROOMS)
        refuse(connection, 2);
    else if ((free->pid = fork()) == 0)
        become_room(packet, length, streams);
    else if (free->pid > 0) {
        struct reply reply = {.kind = REPLY_ROOM};
        free->connection = connection;
        send(connection, &reply, sizeof reply, MSG_NOSIGNAL | MSG_DONTWAIT);
    }
    else {
        free->pid = 0;
        refuse(connection, 1);
    }
    for (size_t i = 0; i < count; i++) close(streams[i]);
}

static void greet(int listener) {
    struct ucred caller;
    socklen_t size = sizeof caller;
    struct timeval patience = {.tv_sec = 1};
    int connection = accept4(listener, NULL, NULL, SOCK_CLOEXEC);
    if (connection < 0) return;
    setsockopt(connection, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    bool ours = getsockopt(connection, SOL_SOCKET, SO_PEERCRED, &caller, &size) == 0 && caller.uid == geteuid();
    if (ours && !ending)
        start_room(connection);
    else
        close(connection);
}

/* ---- ending ---- */

static void take_dead(void) {
    int status;
    for (pid_t dead; (dead = waitpid(-1, &status, WNOHANG)) > 0;)
        for (struct room *room = rooms; room < rooms + MOST_ROOMS; room++) {
            if (room->pid != dead) continue;
            refuse(room->connection, WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status));
            *room = (struct room){0};
        }
}

static void end_rooms(void) {
    for (struct room *room = rooms; room < rooms + MOST_ROOMS; room++)
        if (room->pid != 0) kill(room->pid, SIGTERM);
}

static bool is_any(void) {
    for (struct room *room = rooms; room < rooms + MOST_ROOMS; room++)
        if (room->pid != 0) return true;
    return false;
}

/* ---- */

int watch_signals(void) {
    sigset_t watched;
    sigemptyset(&watched);
    sigaddset(&watched, SIGTERM);
    sigaddset(&watched, SIGINT);
    sigaddset(&watched, SIGCHLD);
    sigprocmask(SIG_BLOCK, &watched, NULL);
    return signalfd(-1, &watched, SFD_CLOEXEC | SFD_NONBLOCK);
}

bool await_signals(int signals) {
    struct signalfd_siginfo news;
    bool end = false;
    while (read(signals, &news, sizeof news) == sizeof news) end |= news.ssi_signo != SIGCHLD;
    return end;
}

/* Who asked for a room says nothing more, so that something is to be read there means that it is gone. */
static void take_gone(const struct pollfd *polled) {
    for (size_t i = 0; i < MOST_ROOMS; i++)
        if (rooms[i].pid != 0 && polled[i].revents != 0) kill(rooms[i].pid, SIGTERM);
}

int hatch_host(char **arguments) {
    bool named = arguments[0] != NULL && strcmp(arguments[0], "--isolation") == 0 && arguments[1] != NULL;
    if (named && strcmp(arguments[1], "pod") == 0) return pod_host();
    if (!named || strcmp(arguments[1], "room") != 0) die("allowed is --isolation room or pod");
    int signals = watch_signals(), listener = listen_at(HATCH);
    prctl(PR_SET_CHILD_SUBREAPER, 1);
    for (bool told = false;;) {
        struct pollfd polled[MOST_ROOMS + 2] = {0};
        for (size_t i = 0; i < MOST_ROOMS; i++)
            polled[i] = (struct pollfd){.fd = rooms[i].pid != 0 ? rooms[i].connection : -1, .events = POLLIN};
        polled[MOST_ROOMS] = (struct pollfd){.fd = signals, .events = POLLIN};
        polled[MOST_ROOMS + 1] = (struct pollfd){.fd = listener, .events = POLLIN};
        bool late = poll(polled, COUNT(polled), ending ? END_MS : -1) == 0;
        ending |= await_signals(signals);
        take_dead();
        take_gone(polled);
        if (polled[MOST_ROOMS + 1].revents != 0) greet(listener);
        if (ending && !told) end_rooms();
        told = ending;
        /* A room that does not end is killed with the container. */
        if (ending && (late || !is_any())) return 0;
    }
}
