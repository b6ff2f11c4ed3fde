#include <stdio.h>
#include <string.h>

/* From the end, one code point at a time: bytes that begin with the bits 10 follow the first one of theirs. */
int main(void) {
    static char line[1000000];
    fgets(line, sizeof line, stdin);
    size_t end = strcspn(line, "\r\n");
    while (end > 0) {
        size_t start = end - 1;
        while (start > 0 && (line[start] & 0xC0) == 0x80) start--;
        fwrite(line + start, 1, end - start, stdout);
        end = start;
    }
    putchar('\n');
}
