/* bare.c: what the launcher is measured against: as small and as resident, but it only forks and executes. A line on
   stdin is a command of words separated by spaces, or two with a | between them that talk to each other; when all has
   ended, a line comes out. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static void start(char **words, int in, int out, const int *others) {
    if (fork() != 0) return;
    dup2(in, 0);
    dup2(out, 1);
    for (int i = 0; i < 4; i++)
        if (others[i] > 2) close(others[i]);
    execv(words[0], words);
    _exit(127);
}

int main(void) {
    char line[4096], *words[64];
    while (fgets(line, sizeof line, stdin) != NULL) {
        int count = 0, second = 0, one[2], other[2] = {-1, -1}, status, sum = 0;
        for (char *word = strtok(line, " \n"); word != NULL && count < 63; word = strtok(NULL, " \n")) {
            if (strcmp(word, "|") == 0) second = count + 1;
            words[count++] = word;
        }
        words[count] = NULL;
        if (pipe(one) < 0 || (second > 0 && pipe(other) < 0)) return 1;
        const int ends[] = {one[0], one[1], other[0], other[1]};
        if (second > 0) words[second - 1] = NULL;
        start(words, second > 0 ? other[0] : 0, one[1], ends);
        if (second > 0) start(words + second, one[0], other[1], ends);
        for (int i = 1; i < 4; i++)
            if (ends[i] >= 0) close(ends[i]);
        char bytes[4096];
        while (second == 0 && read(one[0], bytes, sizeof bytes) > 0) continue;
        close(one[0]);
        while (wait(&status) > 0) sum |= status;
        printf("%d\n", sum);
        fflush(stdout);
    }
    return 0;
}
