/* wire.c: lines in, frames out.
   Both descriptors are non-blocking: a reader that has stopped reading must not keep the launcher from enforcing limits.
   The launcher reads a program's pipes only while no frame waits, so a slow reader slows the program, not the watch. */
#define _GNU_SOURCE
#include "box.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static void set_non_blocking(int fd) {
    fcntl(fd, F_SETFL, fcntl(fd, F_GETFL) | O_NONBLOCK);
}

void wire_open(struct wire *wire, int in, int out) {
    wire->in = in;
    wire->out = out;
    wire->ended = wire->skipping = false;
    wire->line_bytes = wire->frame_start = wire->frame_end = 0;
    set_non_blocking(in);
    set_non_blocking(out);
}

void wire_read(struct wire *wire) {
    ssize_t n = read(wire->in, wire->lines + wire->line_bytes, sizeof wire->lines - wire->line_bytes);
    if (n > 0)
        wire->line_bytes += (size_t)n;
    else if (n == 0 || (errno != EAGAIN && errno != EINTR))
        wire->ended = true;
}

static void consume(struct wire *wire, size_t bytes) {
    wire->line_bytes -= bytes;
    memmove(wire->lines, wire->lines + bytes, wire->line_bytes);
}

/* Takes the next whole line out of the buffer, without its newline. A line that does not fit is skipped up to its
   newline and reported once, as is one with a NUL byte. */
enum line wire_next_line(struct wire *wire, char line[LINE_ROOM]) {
    char *newline = memchr(wire->lines, '\n', wire->line_bytes);
    if (newline == NULL) {
        if (wire->line_bytes == sizeof wire->lines) {
            wire->skipping = true;
            wire->line_bytes = 0;
        }
        return LINE_NONE;
    }
    size_t length = (size_t)(newline - wire->lines);
    bool whole = !wire->skipping && memchr(wire->lines, '\0', length) == NULL;
    wire->skipping = false;
    memcpy(line, wire->lines, length);
    line[length] = '\0';
    consume(wire, length + 1);
    return whole ? LINE_READY : LINE_MALFORMED;
}

static void append(struct wire *wire, const void *bytes, size_t length) {
    if (length <= sizeof wire->frames - wire->frame_end) {
        memcpy(wire->frames + wire->frame_end, bytes, length);
        wire->frame_end += length;
    } else {
        wire->ended = true; /* cannot happen while callers keep to wire_pending(); a cut frame would lie */
    }
}

void wire_frame(struct wire *wire, const void *bytes, size_t length, const char *format, ...) {
    char header[8192];
    va_list arguments;
    va_start(arguments, format);
    int n = vsnprintf(header, sizeof header, format, arguments);
    va_end(arguments);
    append(wire, header, (size_t)n);
    if (length > 0)
        append(wire, bytes, length);
    wire_flush(wire);
}

void wire_fail(struct wire *wire, uint64_t id, const char *message) {
    char encoded[3 * sizeof(struct trouble) + 1];
    percent_encode(encoded, sizeof encoded, message, "._-/,:;=()'");
    wire_frame(wire, NULL, 0, "fail id=%lu message=%s\n", id, encoded);
}

void wire_flush(struct wire *wire) {
    while (wire_pending(wire) && !wire->ended) {
        ssize_t n = write(wire->out, wire->frames + wire->frame_start, wire->frame_end - wire->frame_start);
        if (n >= 0)
            wire->frame_start += (size_t)n;
        else if (errno == EAGAIN)
            return;
        else if (errno != EINTR)
            wire->ended = true;
    }
    wire->frame_start = wire->frame_end = 0;
}

bool wire_pending(const struct wire *wire) {
    return wire->frame_start < wire->frame_end;
}

/* Waits until every frame is out; only between runs, when nothing needs a watch. */
void wire_drain(struct wire *wire) {
    struct pollfd out = {.fd = wire->out, .events = POLLOUT};
    for (wire_flush(wire); wire_pending(wire) && !wire->ended; wire_flush(wire))
        poll(&out, 1, -1);
}

/* Notes what went wrong and says false, so that a caller can return it. */
bool trouble(struct trouble *why, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(why->text, sizeof why->text, format, arguments);
    va_end(arguments);
    return false;
}

static uint64_t clock_us(clockid_t clock) {
    struct timespec time;
    clock_gettime(clock, &time);
    return (uint64_t)time.tv_sec * 1000000 + (uint64_t)time.tv_nsec / 1000;
}

uint64_t now_us(void) {
    return clock_us(CLOCK_MONOTONIC);
}

uint64_t own_cpu_us(void) {
    return clock_us(CLOCK_PROCESS_CPUTIME_ID);
}
