/* bare.c: what the launcher is measured against: as small and as resident, but it only forks and executes. A line on
   stdin is a command of words separated by spaces; when it has ended, a line comes out. */
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
    char line[4096], *words[64];
    while (fgets(line, sizeof line, stdin) != NULL) {
        int count = 0;
        for (char *word = strtok(line, " \n"); word != NULL && count < 63; word = strtok(NULL, " \n")) words[count++] = word;
        words[count] = NULL;
        int output[2], status;
        if (pipe(output) < 0) return 1;
        if (fork() == 0) {
            dup2(output[1], 1);
            close(output[0]);
            close(output[1]);
            execv(words[0], words);
            _exit(127);
        }
        close(output[1]);
        char bytes[4096];
        while (read(output[0], bytes, sizeof bytes) > 0) continue;
        close(output[0]);
        wait(&status);
        printf("%d\n", status);
        fflush(stdout);
    }
    return 0;
}
