/* hatch.h: what the parts of `hatch` share. The theory of operation is in hatch.c. */
#pragma once

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

/* The directory of both containers; a test may have another. It is where `room enter` looks for a door. */
#define RUN "/run/room"
#define HATCH RUN "/hatch"
#define PORTS RUN "/ports.sock"

#ifndef COUNT
#define COUNT(array) (sizeof(array) / sizeof *(array))
#endif

enum { HATCH_PACKET = 128 * 1024, MOST_WORDS = 1024 };

/* From host to `hatch serve`. First comes ROOM or POD: who does what. Of a room, ENDED says how it ended; of a pod,
   USAGE and KILLED answer what was asked. */
struct reply {
    enum { REPLY_ROOM, REPLY_POD, REPLY_ENDED, REPLY_USAGE, REPLY_KILLED } kind;
    int status;
    uint64_t memory, processes, cpu_us;
};

/* From `hatch serve` to the host, about a pod. */
enum { ASK_USAGE = 'U', ASK_KILL_ALL = 'K' };

_Noreturn void die(const char *format, ...) __attribute__((format(printf, 1, 2)));
int listen_at(const char *path);
const char *room_program(void);
size_t receive(int connection, char *packet, size_t room, int descriptors[3], size_t *count);

int watch_signals(void);
bool await_signals(int signals); /* whether one of them was to end */

int hatch_host(char **arguments);
int hatch_serve(char **arguments);

/* ---- pod.c: the container as the only isolation, seen from inside ---- */

int pod_host(void);

/* ---- outside.c: the same, seen from the runner's container ---- */

_Noreturn void pod_serve(int host, const char *network, const char *ports);
