/* fuzz_protocol.c: whatever bytes come in as lines, the parser stays within its bounds and keeps its promises.
   With clang it is a libFuzzer target (make fuzz); with -DSTANDALONE it is its own fuzzer, that mutates good lines in
   a fixed random order (make test, and make fuzz where there is no clang). */
#include "../box.h"

#define PROMISE(condition) ((condition) ? (void)0 : (fprintf(stderr, "broken: %s\n", #condition), abort()))

struct box box;

static struct request request;

static bool within(const char *text, const char *line, size_t length) { return text >= line && text < line + length; }

static void check_list(const struct list *list, const char *line, size_t length) {
    PROMISE(list->count <= MOST_ITEMS && list->items[list->count] == NULL);
    for (size_t i = 0; i < list->count; i++) PROMISE(within(list->items[i], line, length));
}

static void check_request(const char *line, size_t length) {
    const struct request *r = &request;
    PROMISE(r->id >= 1 && r->id <= INT64_MAX && r->cpu_ms >= 1 && r->wall_ms >= 1);
    PROMISE(r->memory >= 4ULL << 20 && r->memory <= 1ULL << 40 && r->processes >= 1 && r->processes <= MOST_PROCESSES);
    PROMISE(r->output <= 1ULL << 30 && r->errors <= ERRORS_READ_AT_MOST && (r->tmp == 0 || r->tmp >= 4096));
    PROMISE(r->inodes >= 16 && r->exec <= 1 && r->locks <= 1 && (r->core <= 1023 || r->core == ANY_CORE));
    PROMISE(r->pair <= INT64_MAX && (r->pair == 0 || r->input == NULL));
    PROMISE(r->collect_depth >= 1 && r->collect_depth <= MOST_LEVELS && (r->collect == 0 || r->out != NULL));
    PROMISE(r->arguments.count > 0 && *r->arguments.items[0] != '\0');
    check_list(&r->arguments, line, length);
    check_list(&r->variables, line, length);
    for (size_t i = 0; i < r->variables.count; i++) PROMISE(strchr(r->variables.items[i], '=') > r->variables.items[i]);
    PROMISE(r->input == NULL || (strchr(r->input, '/') == NULL && strcmp(r->input, "..") != 0 && *r->input != '\0'));
    PROMISE(r->out == NULL || strcmp(r->out, "/out") == 0 || strncmp(r->out, "/prepared/", 10) == 0);
    PROMISE(r->out == NULL || strstr(r->out, "..") == NULL || strcmp(strrchr(r->out, '/'), "/..") != 0);
    PROMISE(strcmp(r->cwd, "/box") == 0 || strcmp(r->cwd, "/tmp") == 0 || strcmp(r->cwd, r->out) == 0);
}

static void check_line(char *line) {
    size_t length = strlen(line) + 1;
    enum command command = protocol_parse(line, &request);
    PROMISE(command == COMMAND_BAD || request.id >= 1);
    if (command == COMMAND_RUN) check_request(line, length);
    if (command == COMMAND_BAD) PROMISE(*trouble_text != '\0');
}

/* What is encoded and sent arrives as it was. */
static void check_round_trip(const uint8_t *data, size_t size) {
    static char text[4096], encoded[3 * sizeof text + 1], line[sizeof encoded + 64];
    size_t length = 0;
    for (size_t i = 0; i < size && length < sizeof text - 1; i++)
        if (data[i] != '\0') text[length++] = (char)data[i];
    text[length] = '\0';
    percent_encode(encoded, sizeof encoded, text);
    snprintf(line, sizeof line, "run id=1 arg=x arg=%s", encoded);
    PROMISE(protocol_parse(line, &request) == COMMAND_RUN && strcmp(request.arguments.items[1], text) == 0);
}

/* The bytes as the launcher reads them: in pieces, from a pipe. */
static void check_lines(const uint8_t *data, size_t size) {
    static char line[LINE_ROOM];
    int ends[2];
    PROMISE(pipe(ends) == 0);
    wire_open(ends[0], ends[1]);
    for (size_t sent = 0; sent < size;) {
        ssize_t n = write(ends[1], data + sent, MIN(size - sent, 60000));
        if (n > 0) sent += (size_t)n;
        wire_read();
        while (wire_next_line(line)) check_line(line);
    }
    wire_frame("\n", 1, "%s", ""); /* the last line of this input must not run into the next */
    wire_read();
    while (wire_next_line(line)) check_line(line);
    close(ends[0]);
    close(ends[1]);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    check_lines(data, size);
    check_round_trip(data, size);
    return 0;
}

#ifdef STANDALONE

static const char *const pieces[] = {
    "run",      "kill",     "id=",         "id=7",       "arg=",      "arg=/bin/true", "env=A=B",     "in=",     "in=data",
    "cwd=/tmp", "out=/out", "out=/prepared/x", "collect=9", "memory=",  "cpu-ms=1",      "wall-ms=",    "tmp=0",   "processes=1",
    "output=",  "errors=",  "inodes=16",   "stack=0",    "exec=1",    "locks=0",       "core=1",      "pair=3",  "%41",     "%",
    "%00",      "=",        " ",           "  ",         "\n",        "\t",            "\xff",        "..",      "/",
    "9223372036854775807", "9223372036854775808", "18446744073709551616", "-1", "0", "00000000000000000000", "collect-depth=32"};

static uint64_t state;

static uint64_t next_random(void) {
    state ^= state << 13;
    state ^= state >> 7;
    return state ^= state << 17;
}

static size_t compose(uint8_t *data, size_t room) {
    size_t size = 0, wanted = next_random() % 24, separators = next_random() % 4;
    for (size_t i = 0; i < wanted; i++) {
        const char *piece = pieces[next_random() % COUNT(pieces)];
        size_t length = strlen(piece);
        if (size + length + 1 >= room) break;
        memcpy(data + size, piece, length);
        size += length;
        if (separators > 0) data[size++] = ' ';
    }
    for (size_t flips = next_random() % 4; size > 0 && flips > 0; flips--) data[next_random() % size] = (uint8_t)next_random();
    data[size++] = '\n';
    return size;
}

/* A line of so many bytes, to walk over the edges of the buffers. */
static size_t long_line(uint8_t *data, size_t length) {
    static const char start[] = "run id=3 arg=";
    memset(data, 'x', length);
    memcpy(data, start, strlen(start));
    for (size_t i = 100; next_random() % 2 == 0 && i + 5 < length; i += 6) memcpy(data + i, " arg=", 5);
    data[length - 1] = '\n';
    return length;
}

int main(int count, char **arguments) {
    static uint8_t data[2 * LINE_ROOM];
    long runs = count > 1 ? atol(arguments[1]) : 100000;
    state = count > 2 ? strtoull(arguments[2], NULL, 10) : 88172645463325252ULL;
    for (long run = 0; run < runs; run++) LLVMFuzzerTestOneInput(data, compose(data, 4096));
    for (size_t length = LINE_ROOM - 3; length < LINE_ROOM + 4; length++) LLVMFuzzerTestOneInput(data, long_line(data, length));
    for (int i = 0; i < 20; i++) LLVMFuzzerTestOneInput(data, long_line(data, 1000 + next_random() % (sizeof data - 1000)));
    printf("%ld random lines parsed\n", runs);
    return 0;
}

#endif
