/* wire.c: lines in, frames out; at the end, small things that several parts need.
   Both descriptors are non-blocking: a reader that has stopped reading must not keep the launcher from enforcing
   limits. The launcher reads a program's pipes only while no frame waits, so a slow reader slows the program, not the
   watch. */
#include "box.h"

struct wire wire = {.in = -1, .out = -1};
char *trouble_text = (char[TROUBLE_ROOM]){""};

static bool skipping;
static size_t line_bytes, frame_start, frame_end;
static char lines[LINE_ROOM], frames[4 * CHUNK]; /* a chunk of each stream and small ones */

void wire_open(int in, int out) {
    wire = (struct wire){.in = in, .out = out};
    fcntl(in, F_SETFL, fcntl(in, F_GETFL) | O_NONBLOCK);
    fcntl(out, F_SETFL, fcntl(out, F_GETFL) | O_NONBLOCK);
}

void wire_read(void) {
    ssize_t n = read(wire.in, lines + line_bytes, sizeof lines - line_bytes);
    if (n > 0) line_bytes += (size_t)n;
    if (n == 0 || (n < 0 && errno != EAGAIN && errno != EINTR)) wire.ended = true;
}

/* Takes the next whole line out of the buffer, without its newline. A line that does not fit is skipped up to its
   newline and, like one with a NUL byte, answered as what stands in its place here. */
bool wire_next_line(char line[LINE_ROOM]) {
    char *newline = memchr(lines, '\n', line_bytes);
    if (newline == NULL && line_bytes == sizeof lines) {
        skipping = true;
        line_bytes = 0;
    }
    if (newline == NULL) return false;
    *newline = '\0';
    size_t length = (size_t)(newline - lines) + 1;
    bool whole = !skipping && strlen(lines) + 1 == length;
    strcpy(line, whole ? lines : "LINE-TOO-LONG-OR-WITH-A-NUL-BYTE");
    skipping = false;
    line_bytes -= length;
    memmove(lines, newline + 1, line_bytes);
    return true;
}

/* There is room as long as callers keep to wire_pending(); a frame that is cut would lie. */
void wire_frame(const void *bytes, size_t length, const char *format, ...) {
    size_t room = sizeof frames - frame_end;
    va_list arguments;
    va_start(arguments, format);
    size_t header = (size_t)vsnprintf(frames + frame_end, room, format, arguments);
    va_end(arguments);
    if (header >= room || length > room - header) abort();
    if (length > 0) memcpy(frames + frame_end + header, bytes, length);
    frame_end += header + length;
    wire_flush();
}

/* Answers a request with the last trouble. */
void wire_fail(uint64_t id) {
    char encoded[3 * TROUBLE_ROOM];
    percent_encode(encoded, sizeof encoded, trouble_text);
    wire_frame(NULL, 0, "fail id=%lu message=%s\n", id, encoded);
}

bool wire_pending(void) { return frame_start < frame_end; }

void wire_flush(void) {
    while (wire_pending() && !wire.ended) {
        ssize_t n = write(wire.out, frames + frame_start, frame_end - frame_start);
        if (n > 0) frame_start += (size_t)n;
        if (n < 0 && errno == EAGAIN) return;
        if (n < 0 && errno != EINTR) wire.ended = true;
    }
    frame_start = frame_end = 0;
}

/* Waits until every frame is out; only between runs, when nothing needs a watch. */
void wire_drain(void) {
    struct pollfd out = {.fd = wire.out, .events = POLLOUT};
    for (wire_flush(); wire_pending(); wire_flush()) poll(&out, 1, -1);
}

/* Notes what went wrong and says false, so that a caller can return it. */
bool trouble(const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(trouble_text, TROUBLE_ROOM, format, arguments);
    va_end(arguments);
    return false;
}

bool put(int directory, const char *file, const char *format, ...) {
    char text[256];
    va_list arguments;
    va_start(arguments, format);
    int length = vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    int fd = openat(directory, file, O_WRONLY | O_CLOEXEC);
    if (fd < 0) return false;
    bool done = write(fd, text, (size_t)length) == length;
    close(fd); /* which leaves the errno of write alone */
    return done;
}

/* Empty when the file cannot be read. */
char *get(int directory, const char *file, char text[4096]) {
    int fd = openat(directory, file, O_RDONLY | O_CLOEXEC);
    ssize_t length = fd < 0 ? 0 : read(fd, text, 4095);
    if (fd >= 0) close(fd);
    text[length > 0 ? length : 0] = '\0';
    return text;
}

/* What a program got as a descriptor it may also open by name, as /dev/stdin: the launcher's user owns the pipe. */
bool pipe_for_all(int end) { return fchmod(end, 0666) == 0; }

/* 0 for the clock of a process that is gone. */
uint64_t clock_us(clockid_t clock) {
    struct timespec time = {0};
    clock_gettime(clock, &time);
    return (uint64_t)time.tv_sec * 1000000 + (uint64_t)time.tv_nsec / 1000;
}

uint64_t microseconds(struct timeval time) { return (uint64_t)time.tv_sec * 1000000 + (uint64_t)time.tv_usec; }

struct timespec timespec_of(uint64_t us) {
    return (struct timespec){(long)(us / 1000000), (long)(us % 1000000) * 1000};
}
