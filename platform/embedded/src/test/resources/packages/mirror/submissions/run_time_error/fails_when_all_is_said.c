#include <stdio.h>
#include <string.h>

int main(void) {
    char word[100];
    while (scanf("%99s", word) == 1 && strcmp(word, ".") != 0) {
        for (int i = (int)strlen(word) - 1; i >= 0; i--) putchar(word[i]);
        putchar('\n');
        fflush(stdout);
    }
    return 5;
}
