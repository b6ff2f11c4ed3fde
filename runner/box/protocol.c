/* protocol.c: what a request line means. Nothing here touches the system, so that it can be fuzzed as it is. */
#include "box.h"

static const struct number_key {
    const char *name;
    size_t offset;
    uint64_t fallback, least, most;
    bool or_zero;
} number_keys[] = {
    {"id", offsetof(struct request, id), 0, 1, INT64_MAX, false},
    {"cpu-ms", offsetof(struct request, cpu_ms), 10000, 1, 3600000, false},
    {"wall-ms", offsetof(struct request, wall_ms), 0, 1, 14400000, false},
    {"memory", offsetof(struct request, memory), 256ULL << 20, 4ULL << 20, 1ULL << 40, false},
    {"processes", offsetof(struct request, processes), 64, 1, MOST_PROCESSES, false},
    {"open-files", offsetof(struct request, open_files), 256, 8, 65536, false},
    {"output", offsetof(struct request, output), 64ULL << 20, 0, 1ULL << 30, true},
    {"errors", offsetof(struct request, errors), 64ULL << 10, 0, ERRORS_READ_AT_MOST, true},
    {"tmp", offsetof(struct request, tmp), 64ULL << 20, 4096, 16ULL << 30, true},
    {"inodes", offsetof(struct request, inodes), 16384, 16, 1048576, false},
    {"stack", offsetof(struct request, stack), 0, 64ULL << 10, 1ULL << 40, true},
    {"file-size", offsetof(struct request, file_size), 64ULL << 20, 0, 16ULL << 30, true},
    {"out-bytes", offsetof(struct request, out_bytes), 64ULL << 20, 4096, 16ULL << 30, false},
    {"out-inodes", offsetof(struct request, out_inodes), 4096, 16, 1048576, false},
    {"collect", offsetof(struct request, collect), 0, 0, 16ULL << 30, true},
    {"collect-files", offsetof(struct request, collect_files), 1024, 1, 65536, false},
    {"collect-depth", offsetof(struct request, collect_depth), 16, 1, MOST_LEVELS, false},
    {"exec", offsetof(struct request, exec), 0, 0, 1, true},
    {"locks", offsetof(struct request, locks), 0, 0, 1, true},
    {"core", offsetof(struct request, core), ANY_CORE, 0, 1023, true},
    {"pair", offsetof(struct request, pair), 0, 1, INT64_MAX, false},
};

static uint64_t *number_field(struct request *request, const struct number_key *key) {
    return (uint64_t *)(void *)((char *)request + key->offset);
}

/* Decodes in place. False for a byte that should have been encoded, a broken escape, or an encoded NUL. */
static bool percent_decode(char *text) {
    char *to = text;
    for (const char *from = text; *from != '\0'; from++, to++) {
        if (*from <= ' ' || *from >= 0x7f) return false;
        *to = *from;
        if (*from != '%') continue;
        if (!isxdigit((unsigned char)from[1]) || !isxdigit((unsigned char)from[2])) return false;
        *to = (char)strtol((char[]){from[1], from[2], '\0'}, NULL, 16);
        if (*to == '\0') return false;
        from += 2;
    }
    *to = '\0';
    return true;
}

/* Leaves letters, digits and ._-/ as they are. */
void percent_encode(char *encoded, size_t room, const char *text) {
    size_t used = 0;
    for (; *text != '\0' && used + 4 <= room; text++) {
        bool plain = (*text & 0x80) == 0 && (isalnum(*text) || strchr("._-/", *text) != NULL);
        used += (size_t)snprintf(encoded + used, room - used, plain ? "%c" : "%%%02X", (unsigned char)*text);
    }
    encoded[used] = '\0';
}

bool take_number(const char *name, const char *text, uint64_t least, uint64_t most, bool or_zero, uint64_t *value) {
    uint64_t number = 0;
    size_t digits = 0;
    for (; text[digits] >= '0' && text[digits] <= '9' && digits < 19; digits++)
        number = number * 10 + (uint64_t)(text[digits] - '0');
    if (digits == 0 || text[digits] != '\0' || number > most || (number < least && !(or_zero && number == 0)))
        return trouble("%s is '%.40s', allowed are %s%lu to %lu", name, text, or_zero && least > 0 ? "0 and " : "",
                       least, most);
    *value = number;
    return true;
}

static bool take_listed(struct list *list, const char *key, char *value) {
    if (list->count == MOST_ITEMS) return trouble("more than %d times %s", MOST_ITEMS, key);
    list->items[list->count++] = value;
    list->items[list->count] = NULL;
    return true;
}

bool take_text(const char *name, const char *text, const char **value) {
    if (*value != NULL) return trouble("%s is given twice", name);
    *value = text;
    return true;
}

static bool take_pair(struct request *request, const char *key, char *value, uint32_t *seen) {
    for (size_t i = 0; i < COUNT(number_keys); i++) {
        const struct number_key *known = &number_keys[i];
        if (strcmp(key, known->name) != 0) continue;
        if (*seen & 1U << i) return trouble("%s is given twice", key);
        *seen |= 1U << i;
        return take_number(key, value, known->least, known->most, known->or_zero, number_field(request, known));
    }
    if (strcmp(key, "arg") == 0) return take_listed(&request->arguments, key, value);
    if (strcmp(key, "in") == 0) return take_text(key, value, &request->input);
    if (strcmp(key, "cwd") == 0) return take_text(key, value, &request->cwd);
    if (strcmp(key, "out") == 0) return take_text(key, value, &request->out);
    if (strcmp(key, "env") != 0) return trouble("unknown key '%.40s'", key);
    if (*value == '=' || strchr(value, '=') == NULL) return trouble("env is '%.40s', allowed is NAME=VALUE", value);
    return take_listed(&request->variables, key, value);
}

/* All pairs of a line. After the first mistake it only looks for the id, so that the answer can name the run. */
static bool take_pairs(char *rest, struct request *request) {
    char first_mistake[TROUBLE_ROOM] = "";
    uint32_t seen = 0;
    for (char *pair = rest, *value; pair != NULL; pair = rest) {
        rest = strchr(pair, ' ');
        if (rest != NULL) *rest++ = '\0';
        value = strchr(pair, '=');
        if (value != NULL) *value++ = '\0';
        bool good = true;
        if (value == NULL || !percent_decode(value))
            good = trouble("'%.40s' is not key=value with a percent-encoded value", pair);
        else if (*first_mistake == '\0' || strcmp(pair, "id") == 0)
            good = take_pair(request, pair, value, &seen);
        if (!good && *first_mistake == '\0') memcpy(first_mistake, trouble_text, TROUBLE_ROOM);
    }
    return *first_mistake == '\0' || trouble("%s", first_mistake);
}

/* A name in a directory: one component that leads nowhere else. */
static bool plain_name(const char *name) {
    return *name != '\0' && strlen(name) <= NAME_MAX && strchr(name, '/') == NULL && strcmp(name, ".") != 0 &&
           strcmp(name, "..") != 0;
}

static bool out_path(const char *path) {
    static const char prepared[] = "/prepared/";
    size_t width = strlen(prepared);
    return strcmp(path, "/out") == 0 || (strncmp(path, prepared, width) == 0 && plain_name(path + width));
}

/* What concerns several keys, or holds for strings. */
static bool complete(struct request *r) {
    if (r->arguments.count == 0 || *r->arguments.items[0] == '\0')
        return trouble("arg is missing: there is no program");
    if (r->input != NULL && !plain_name(r->input))
        return trouble("in is '%.80s', allowed is the name of a file in the input directory", r->input);
    if (r->out != NULL && !out_path(r->out))
        return trouble("out is '%.80s', allowed are /out and /prepared/NAME", r->out);
    if (r->pair > 0 && r->input != NULL) return trouble("in and pair exclude each other");
    if (r->collect > 0 && r->out == NULL) return trouble("collect is given without out");
    if (r->cwd == NULL) r->cwd = "/box";
    if (strcmp(r->cwd, "/box") != 0 && strcmp(r->cwd, "/tmp") != 0 && (r->out == NULL || strcmp(r->cwd, r->out) != 0))
        return trouble("cwd is '%.80s', allowed are /box, /tmp and the out directory", r->cwd);
    if (r->wall_ms == 0) r->wall_ms = r->cpu_ms < 500 ? r->cpu_ms + 1000 : 3 * r->cpu_ms;
    return true;
}

/* Takes a line apart; the request's strings point into it. A bad line leaves its id, if it has one, in the request. */
enum command protocol_parse(char *line, struct request *request) {
    memset(request, 0, sizeof *request);
    for (size_t i = 0; i < COUNT(number_keys); i++) *number_field(request, &number_keys[i]) = number_keys[i].fallback;
    char *rest = strchr(line, ' ');
    if (rest != NULL) *rest++ = '\0';
    bool run = strcmp(line, "run") == 0;
    bool good = run || strcmp(line, "kill") == 0 || trouble("unknown command '%.40s', allowed are run and kill", line);
    good = good && take_pairs(rest, request) && (request->id > 0 || trouble("id is missing"));
    if (!good || (run && !complete(request))) return COMMAND_BAD;
    return run ? COMMAND_RUN : COMMAND_KILL;
}
