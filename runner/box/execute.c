/* execute.c: what a process of a box or a room does before it becomes a program. */
#include "box.h"

bool limit(int resource, uint64_t soft, uint64_t hard) {
    struct rlimit limit;
    getrlimit(resource, &limit);
    limit.rlim_max = MIN(hard, limit.rlim_max); /* the launcher's own hard limits cannot be raised */
    limit.rlim_cur = MIN(soft, limit.rlim_max);
    return setrlimit(resource, &limit) == 0 || trouble("cannot set the limit %d of a process: %m", resource);
}

bool drop_privileges(void) {
    struct __user_cap_header_struct header = {.version = _LINUX_CAPABILITY_VERSION_3};
    struct __user_cap_data_struct none[_LINUX_CAPABILITY_U32S_3] = {0};
    return ((box.mode != MODE_A || take_uid()) && syscall(SYS_capset, &header, none) == 0) ||
           trouble("cannot become uid %lu: %m", box.uid);
}

static const char *search_path(char *const variables[]) {
    for (char *const *variable = variables; *variable != NULL; variable++)
        if (strncmp(*variable, "PATH=", 5) == 0) return *variable + 5;
    return "/usr/bin:/bin";
}

/* execvpe() would look in our own PATH, and give a file that is no program to a shell. Returns the most telling errno.
 */
int execute(char *const arguments[], char *const variables[]) {
    const char *path = strchr(arguments[0], '/') != NULL ? "" : search_path(variables);
    int telling = ENOENT;
    do {
        char file[PATH_MAX];
        size_t width = strcspn(path, ":");
        snprintf(file, sizeof file, "%.*s%s%s", (int)width, path, width > 0 ? "/" : "", arguments[0]);
        execve(file, arguments, variables);
        if (errno != ENOENT && errno != ENOTDIR) telling = errno;
        path += width;
    } while (*path++ == ':');
    return telling;
}
