/* pod.c: the host where the container is all there is around programs. It serves the door of a room (../room/tree.c)
   without one: no namespaces, no filter, no account of its own.

   Each program has a keeper, a process that inherits whatever the program leaves behind, so that all of it stays below
   the keeper and can be found and ended. Programs are of the same user: a program that ends its keeper is then nobody's,
   and ends with the container. It can reach neither the host, which as pid 1 heeds no signal from its own, nor the
   memory of host and keepers, which are not dumpable. */
#include "../room/room.h"

#include "hatch.h"

enum { LOOK_AGAIN_MS = 20, PATIENT_MS = 5000, MOST_LOOKS = 32, MOST_SEEN = 8192, REFUSED = 126 };

static struct tree {
    pid_t keeper; /* 0: unused */
    int waiter;   /* who asked for its end, or -1 */
    char id[ID_ROOM];
} trees[MOST_TREES];

static int runner = -1; /* `hatch serve` */
static bool killing_all;

/* ---- a keeper ---- */

static struct seen {
    int pid, parent;
    bool below, struck;
} seen[MOST_SEEN];

static size_t look(void) {
    size_t count = 0;
    DIR *directory = opendir("/proc");
    for (struct dirent *entry; directory != NULL && (entry = readdir(directory)) != NULL && count < MOST_SEEN;) {
        char path[32], text[512];
        if (!isdigit((unsigned char)*entry->d_name)) continue;
        snprintf(path, sizeof path, "/proc/%.15s/stat", entry->d_name);
        int file = open(path, O_RDONLY | O_CLOEXEC);
        ssize_t length = file < 0 ? -1 : read(file, text, sizeof text - 1);
        if (file >= 0) close(file);
        if (length <= 0) continue;
        text[length] = '\0';
        const char *end = strrchr(text, ')');
        seen[count] = (struct seen){.pid = atoi(entry->d_name)};
        if (end != NULL && sscanf(end, ") %*c %d", &seen[count].parent) == 1) count++;
    }
    if (directory != NULL) closedir(directory);
    return count;
}

static void mark_below(size_t count) {
    int self = getpid();
    for (bool more = true; more;) {
        more = false;
        for (size_t i = 0; i < count; i++) {
            bool below = seen[i].parent == self;
            for (size_t j = 0; !below && j < count; j++) below = seen[j].below && seen[j].pid == seen[i].parent;
            more |= below && !seen[i].below;
            seen[i].below |= below;
        }
    }
}

static unsigned strike(int number) {
    unsigned struck = 0;
    size_t count = look();
    mark_below(count);
    for (size_t i = 0; i < count; i++)
        if (seen[i].below && kill(seen[i].pid, number) == 0) struck++;
    return struck;
}

/* Stopped first, so that none forks while others die. */
static void strike_down(void) {
    unsigned before = 0, now = strike(SIGSTOP);
    for (int looks = 0; looks < MOST_LOOKS && now != before; looks++) {
        before = now;
        now = strike(SIGSTOP);
    }
    strike(SIGKILL);
}

static void answer(int connection, int kind, int status, const char *text) {
    struct answer said = {.kind = (unsigned)kind, .status = status};
    snprintf(said.text, sizeof said.text, "%s", text);
    send(connection, &said, sizeof said, MSG_NOSIGNAL | MSG_DONTWAIT);
}

_Noreturn static void become_program(int connection, const struct demand *demand, char **words, const int *streams) {
    sigset_t none;
    char text[TROUBLE_ROOM], *arguments[MOST_ITEMS], *variables[MOST_ITEMS];
    memcpy(arguments, words + 2, demand->arguments * sizeof *arguments);
    memcpy(variables, words + 2 + demand->arguments, demand->variables * sizeof *variables);
    arguments[demand->arguments] = variables[demand->variables] = NULL;
    setsid();
    for (int i = 0; i < 3; i++) dup2(streams[i], i);
    ioctl(0, TIOCSCTTY, 0);
    signal(SIGPIPE, SIG_DFL);
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    answer(connection, ANSWER_STARTED, 0, "");
    if (chdir(words[1]) == 0) {
        environ = variables;
        execvp(arguments[0], arguments);
        snprintf(text, sizeof text, "cannot start %.80s: %s", arguments[0], strerror(errno));
    } else
        snprintf(text, sizeof text, "cannot enter %.80s: %s", words[1], strerror(errno));
    answer(connection, ANSWER_FAILED, 127, text);
    _exit(127);
}

_Noreturn static void keep(int connection, const struct demand *demand, char **words, const int *streams) {
    int signals = watch_signals(), status = 0, code = 0;
    bool ended = false, killing = false;
    prctl(PR_SET_CHILD_SUBREAPER, 1);
    prctl(PR_SET_NAME, "keeper");
    pid_t program = fork();
    if (program == 0) become_program(connection, demand, words, streams);
    if (program < 0) {
        answer(connection, ANSWER_REFUSED, REFUSED, "cannot fork");
        _exit(1);
    }
    for (int i = 0; i < 3; i++) close(streams[i]);
    for (;;) {
        struct pollfd polled[] = {{.fd = connection, .events = POLLIN}, {.fd = signals, .events = POLLIN}};
        struct demand order;
        pid_t dead;
        poll(polled, COUNT(polled), killing ? LOOK_AGAIN_MS : -1);
        killing |= await_signals(signals);
        if (polled[0].revents != 0) {
            ssize_t length = recv(connection, &order, sizeof order, MSG_DONTWAIT);
            killing |= length > 0 || (length == 0 && !ended);
            if (length == 0) close(connection);
            if (length == 0) connection = -1;
        }
        while ((dead = waitpid(-1, &status, WNOHANG)) > 0) {
            if (dead != program) continue;
            code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
            ended = true;
            if (!killing) answer(connection, ANSWER_ENDED, code, "");
        }
        if (dead < 0 && errno == ECHILD) break;
        if (killing) strike_down();
    }
    if (killing) answer(connection, ANSWER_DEAD, code, "");
    _exit(0);
}

/* ---- the door ---- */

static struct tree *find(const char *id) {
    for (struct tree *tree = trees; tree < trees + MOST_TREES; tree++)
        if (tree->keeper != 0 && *id != '\0' && strcmp(tree->id, id) == 0) return tree;
    return NULL;
}

static struct tree *unused(void) {
    for (struct tree *tree = trees; tree < trees + MOST_TREES; tree++)
        if (tree->keeper == 0) return tree;
    return NULL;
}

static void enter(int connection, const struct demand *demand, char **words, const int *streams) {
    struct tree *tree = unused();
    const char *why = find(words[0]) != NULL ? "there is a tree of that name already"
                      : tree == NULL         ? "there are too many programs"
                                             : NULL;
    if (why != NULL) return answer(connection, ANSWER_REFUSED, REFUSED, why);
    pid_t keeper = fork();
    if (keeper == 0) keep(connection, demand, words, streams);
    if (keeper < 0) return answer(connection, ANSWER_REFUSED, REFUSED, "cannot fork");
    *tree = (struct tree){.keeper = keeper, .waiter = -1};
    snprintf(tree->id, sizeof tree->id, "%s", words[0]);
}

/* Whether the connection is to be kept. */
static bool reap(int connection, const char *id) {
    struct tree *tree = find(id);
    if (tree == NULL) {
        answer(connection, ANSWER_DEAD, 0, "");
        return false;
    }
    if (tree->waiter >= 0) close(tree->waiter);
    tree->waiter = connection;
    kill(tree->keeper, SIGTERM);
    return true;
}

static bool take_demand(int connection, char *packet, size_t length, const int *streams, size_t count) {
    static char *words[2 + 2 * MOST_ITEMS];
    struct demand demand;
    size_t found = 0;
    if (length <= sizeof demand || packet[length - 1] != '\0') return false;
    memcpy(&demand, packet, sizeof demand);
    for (char *word = packet + sizeof demand; word < packet + length && found < COUNT(words); word += strlen(word) + 1)
        words[found++] = word;
    bool whole = demand.arguments <= MOST_ITEMS / 2 && demand.variables <= MOST_ITEMS / 2 &&
                 found == 2 + demand.arguments + demand.variables && strlen(words[0]) < ID_ROOM;
    if (whole && demand.kind == DEMAND_REAP) return reap(connection, words[0]);
    if (whole && demand.kind == DEMAND_ENTER && demand.arguments > 0 && count == 3)
        enter(connection, &demand, words, streams);
    else
        answer(connection, ANSWER_REFUSED, REFUSED, "the request is broken");
    return false;
}

/* Programs have a pid here; callers from the runner's container have none. */
static int greet(int listener) {
    struct ucred caller;
    socklen_t size = sizeof caller;
    struct timeval patience = {.tv_sec = 1};
    int connection = accept4(listener, NULL, NULL, SOCK_CLOEXEC);
    if (connection < 0) return -1;
    setsockopt(connection, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    if (getsockopt(connection, SOL_SOCKET, SO_PEERCRED, &caller, &size) == 0 && caller.uid == geteuid() &&
        caller.pid == 0)
        return connection;
    close(connection);
    return -1;
}

static void take_caller(int connection) {
    static char packet[HATCH_PACKET + 1];
    int streams[3];
    size_t count, length = receive(connection, packet, HATCH_PACKET, streams, &count);
    if (!take_demand(connection, packet, length, streams, count)) close(connection);
    for (size_t i = 0; i < count; i++) close(streams[i]);
}

/* ---- the runner ---- */

static bool is_any(void) {
    for (struct tree *tree = trees; tree < trees + MOST_TREES; tree++)
        if (tree->keeper != 0) return true;
    return false;
}

static void kill_all(void) {
    for (struct tree *tree = trees; tree < trees + MOST_TREES; tree++)
        if (tree->keeper != 0) kill(tree->keeper, SIGTERM);
}

static void tell(struct reply reply) {
    if (runner >= 0) send(runner, &reply, sizeof reply, MSG_NOSIGNAL | MSG_DONTWAIT);
}

/* The newest is the runner's; what an earlier one had ends. */
static void take_runner(int connection) {
    static char packet[HATCH_PACKET];
    int streams[3];
    size_t count;
    receive(connection, packet, sizeof packet, streams, &count);
    for (size_t i = 0; i < count; i++) close(streams[i]);
    if (runner >= 0) close(runner);
    kill_all();
    runner = connection;
    tell((struct reply){.kind = REPLY_POD});
}

static uint64_t number_in(const char *path, const char *key) {
    char text[4096], *at = text;
    int file = open(path, O_RDONLY | O_CLOEXEC);
    ssize_t length = file < 0 ? -1 : read(file, text, sizeof text - 1);
    if (file >= 0) close(file);
    if (length <= 0) return 0;
    text[length] = '\0';
    if (*key != '\0' && (at = strstr(text, key)) == NULL) return 0;
    return strtoull(at + strlen(key), NULL, 10);
}

static void hear_runner(void) {
    char asked;
    ssize_t length = recv(runner, &asked, sizeof asked, MSG_DONTWAIT);
    if (length == 0) {
        close(runner);
        runner = -1;
        kill_all();
    }
    if (length > 0 && asked == ASK_USAGE)
        tell((struct reply){.kind = REPLY_USAGE,
                            .memory = number_in("/sys/fs/cgroup/memory.current", ""),
                            .processes = look(),
                            .cpu_us = number_in("/sys/fs/cgroup/cpu.stat", "usage_usec ")});
    if (length > 0 && asked == ASK_KILL_ALL) {
        killing_all = true;
        kill_all();
    }
}

static void take_dead(void) {
    for (pid_t dead; (dead = waitpid(-1, NULL, WNOHANG)) > 0;)
        for (struct tree *tree = trees; tree < trees + MOST_TREES; tree++) {
            if (tree->keeper != dead) continue;
            if (tree->waiter >= 0) answer(tree->waiter, ANSWER_DEAD, 0, "");
            if (tree->waiter >= 0) close(tree->waiter);
            *tree = (struct tree){0};
        }
    if (!killing_all || is_any()) return;
    killing_all = false;
    tell((struct reply){.kind = REPLY_KILLED});
}

/* A program can send signals to pid 1 that it waits for; whoever may is outside, and has no pid here. */
static bool is_told_to_end(int signals) {
    struct signalfd_siginfo news;
    bool told = false;
    while (read(signals, &news, sizeof news) == sizeof news)
        told |= news.ssi_signo != SIGCHLD && news.ssi_code == SI_USER && news.ssi_pid == 0;
    return told;
}

int pod_host(void) {
    int signals = watch_signals(), hatch = listen_at(HATCH), door = listen_at(DOOR);
    prctl(PR_SET_DUMPABLE, 0);
    for (bool ending = false;;) {
        struct pollfd polled[] = {{.fd = signals, .events = POLLIN},
                                  {.fd = hatch, .events = POLLIN},
                                  {.fd = door, .events = POLLIN},
                                  {.fd = runner, .events = POLLIN}};
        bool late = poll(polled, COUNT(polled), ending ? PATIENT_MS : -1) == 0;
        if (is_told_to_end(signals) && !ending) {
            ending = true;
            kill_all();
        }
        take_dead();
        if (ending && (late || !is_any())) return 0;
        if (polled[3].revents != 0) hear_runner();
        for (int i = 1; i <= 2; i++) {
            int connection = polled[i].revents != 0 && !ending ? greet(polled[i].fd) : -1;
            if (connection >= 0 && i == 1) take_runner(connection);
            if (connection >= 0 && i == 2) take_caller(connection);
        }
    }
}
