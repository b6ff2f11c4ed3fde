/* protocol.c: what a request line means. Nothing here touches the system, so that it can be fuzzed as it is. */
#include "box.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

static const struct number_key {
    const char *name;
    size_t offset;
    uint64_t fallback, least, most;
    bool may_be_zero;
} number_keys[] = {
#define KEY(name, field) name, offsetof(struct request, field)
    {KEY("id", id), 0, 1, INT64_MAX, false},
    {KEY("cpu-ms", cpu_ms), 10000, 1, 3600000, false},
    {KEY("wall-ms", wall_ms), 0, 1, 14400000, false},
    {KEY("memory", memory), 256ULL << 20, 4ULL << 20, 1ULL << 40, false},
    {KEY("processes", processes), 64, 1, 32768, false},
    {KEY("open-files", open_files), 256, 8, 65536, false},
    {KEY("output", output), 64ULL << 20, 0, 1ULL << 30, true},
    {KEY("errors", errors), 64ULL << 10, 0, ERRORS_READ_AT_MOST, true},
    {KEY("tmp", tmp), 64ULL << 20, 4096, 16ULL << 30, true},
    {KEY("inodes", inodes), 16384, 16, 1048576, false},
    {KEY("stack", stack), 0, 64ULL << 10, 1ULL << 40, true},
    {KEY("file-size", file_size), 64ULL << 20, 0, 16ULL << 30, true},
    {KEY("out-bytes", out_bytes), 64ULL << 20, 4096, 16ULL << 30, false},
    {KEY("out-inodes", out_inodes), 4096, 16, 1048576, false},
    {KEY("collect", collect), 0, 0, 16ULL << 30, true},
    {KEY("collect-files", collect_files), 1024, 1, 65536, false},
    {KEY("collect-depth", collect_depth), 16, 1, 32, false},
    {KEY("exec", exec), 0, 0, 1, true},
    {KEY("locks", locks), 0, 0, 1, true},
    {KEY("core", core), ANY_CORE, 0, 1023, true},
#undef KEY
};
enum { NUMBER_KEYS = sizeof number_keys / sizeof *number_keys };

static uint64_t *number_field(struct request *request, const struct number_key *key) {
    return (uint64_t *)(void *)((char *)request + key->offset);
}

void request_defaults(struct request *request) {
    for (size_t i = 0; i < NUMBER_KEYS; i++)
        *number_field(request, &number_keys[i]) = number_keys[i].fallback;
    request->input = request->cwd = request->out = NULL;
    request->argument_count = request->variable_count = 0;
    request->arguments[0] = request->variables[0] = NULL;
    request->probe = NULL;
}

static int hex_digit(char c) {
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/* Decodes in place. False for a byte that should have been encoded, a broken escape, or an encoded NUL. */
static bool percent_decode(char *text) {
    char *to = text;
    for (const char *from = text; *from != '\0'; from++) {
        if (*from == '%') {
            int high = hex_digit(from[1]);
            int low = high < 0 ? -1 : hex_digit(from[2]);
            if (low < 0 || (high == 0 && low == 0))
                return false;
            *to++ = (char)(high * 16 + low);
            from += 2;
        } else if (*from > ' ' && *from < 0x7f) {
            *to++ = *from;
        } else {
            return false;
        }
    }
    *to = '\0';
    return true;
}

void percent_encode(char *encoded, size_t room, const char *text, const char *safe) {
    size_t used = 0;
    for (; *text != '\0' && used + 4 <= room; text++) {
        char c = *text;
        bool plain = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        if (plain || strchr(safe, c) != NULL)
            encoded[used++] = c;
        else
            used += (size_t)snprintf(encoded + used, room - used, "%%%02X", (unsigned char)c);
    }
    encoded[used] = '\0';
}

static bool parse_number(const char *text, uint64_t *value) {
    uint64_t sum = 0;
    size_t digits = 0;
    for (; text[digits] >= '0' && text[digits] <= '9' && digits < 19; digits++)
        sum = sum * 10 + (uint64_t)(text[digits] - '0');
    *value = sum;
    return digits > 0 && text[digits] == '\0';
}

static bool take_number(struct request *request, size_t index, const char *value, struct trouble *why) {
    const struct number_key *key = &number_keys[index];
    uint64_t number;
    bool allowed =
        parse_number(value, &number) && number <= key->most && (number >= key->least || (number == 0 && key->may_be_zero));
    if (!allowed)
        return trouble(why, "%s is '%.40s', allowed are %s%" PRIu64 " to %" PRIu64, key->name, value,
                       key->may_be_zero && key->least > 0 ? "0 and " : "", key->least, key->most);
    *number_field(request, key) = number;
    return true;
}

static bool take_once(const char **field, const char *key, const char *value, struct trouble *why) {
    if (*field != NULL)
        return trouble(why, "%s is given twice", key);
    *field = value;
    return true;
}

static bool take_listed(char **list, size_t *count, size_t most, const char *key, char *value, struct trouble *why) {
    if (*count == most)
        return trouble(why, "more than %zu of %s", most, key);
    list[(*count)++] = value;
    list[*count] = NULL;
    return true;
}

static bool take_pair(struct request *r, const char *key, char *value, uint32_t *seen, struct trouble *why) {
    for (size_t i = 0; i < NUMBER_KEYS; i++)
        if (strcmp(key, number_keys[i].name) == 0) {
            if (*seen & (1U << i))
                return trouble(why, "%s is given twice", key);
            *seen |= 1U << i;
            return take_number(r, i, value, why);
        }
    if (strcmp(key, "arg") == 0)
        return take_listed(r->arguments, &r->argument_count, MOST_ARGUMENTS, key, value, why);
    if (strcmp(key, "env") == 0 && (*value == '=' || strchr(value, '=') == NULL))
        return trouble(why, "env is '%.40s', allowed is NAME=VALUE", value);
    if (strcmp(key, "env") == 0)
        return take_listed(r->variables, &r->variable_count, MOST_VARIABLES, key, value, why);
    if (strcmp(key, "in") == 0)
        return take_once(&r->input, key, value, why);
    if (strcmp(key, "cwd") == 0)
        return take_once(&r->cwd, key, value, why);
    if (strcmp(key, "out") == 0)
        return take_once(&r->out, key, value, why);
    return trouble(why, "unknown key '%.40s'", key);
}

/* A name in a directory: one component that leads nowhere else. */
static bool plain_name(const char *name) {
    return *name != '\0' && strlen(name) <= 255 && strchr(name, '/') == NULL && strcmp(name, ".") != 0 &&
           strcmp(name, "..") != 0;
}

static bool out_path(const char *path) {
    static const char prepared[] = "/prepared/";
    return strcmp(path, "/out") == 0 ||
           (strncmp(path, prepared, sizeof prepared - 1) == 0 && plain_name(path + sizeof prepared - 1));
}

/* What concerns several keys, or holds for strings. */
static bool complete(struct request *r, struct trouble *why) {
    if (r->argument_count == 0 || *r->arguments[0] == '\0')
        return trouble(why, "arg is missing: there is no program");
    if (r->input != NULL && !plain_name(r->input))
        return trouble(why, "in is '%.80s', allowed is the name of a file in the input directory", r->input);
    if (r->out != NULL && !out_path(r->out))
        return trouble(why, "out is '%.80s', allowed are /out and /prepared/NAME", r->out);
    if (r->collect > 0 && r->out == NULL)
        return trouble(why, "collect is given without out");
    if (r->cwd == NULL)
        r->cwd = "/box";
    if (strcmp(r->cwd, "/box") != 0 && strcmp(r->cwd, "/tmp") != 0 && (r->out == NULL || strcmp(r->cwd, r->out) != 0))
        return trouble(why, "cwd is '%.80s', allowed are /box, /tmp and the out directory", r->cwd);
    if (r->wall_ms == 0)
        r->wall_ms = r->cpu_ms < 500 ? r->cpu_ms + 1000 : 3 * r->cpu_ms;
    return true;
}

static bool take_pairs(char *rest, struct request *request, struct trouble *why) {
    uint32_t seen = 0;
    bool good = true;
    for (char *pair = rest, *next; pair != NULL; pair = next) {
        next = strchr(pair, ' ');
        if (next != NULL)
            *next++ = '\0';
        char *value = strchr(pair, '=');
        if (value != NULL)
            *value++ = '\0';
        /* After the first mistake it only looks for the id, so that the answer can name the run. */
        struct trouble later;
        if (value == NULL || !percent_decode(value))
            good = trouble(good ? why : &later, "'%.40s' is not key=value with a percent-encoded value", pair);
        else if (good || strcmp(pair, "id") == 0)
            good = take_pair(request, pair, value, &seen, good ? why : &later) && good;
    }
    return good;
}

/* Takes a line apart; the request's strings point into it. A bad line leaves its id, if it has one, in the request. */
enum command protocol_parse(char *line, struct request *request, struct trouble *why) {
    request_defaults(request);
    char *rest = strchr(line, ' ');
    if (rest != NULL)
        *rest++ = '\0';
    bool run = strcmp(line, "run") == 0;
    if (!run && strcmp(line, "kill") != 0) {
        trouble(why, "unknown command '%.40s', allowed are run and kill", line);
        return COMMAND_BAD;
    }
    if (!take_pairs(rest, request, why))
        return COMMAND_BAD;
    if (request->id == 0) {
        trouble(why, "id is missing");
        return COMMAND_BAD;
    }
    if (run && !complete(request, why))
        return COMMAND_BAD;
    return run ? COMMAND_RUN : COMMAND_KILL;
}
