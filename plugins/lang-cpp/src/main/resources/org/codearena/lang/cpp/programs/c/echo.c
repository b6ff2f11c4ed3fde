#include <stdio.h>

int main(void) {
    char buffer[65536];
    size_t length;
    while ((length = fread(buffer, 1, sizeof buffer, stdin)) > 0) fwrite(buffer, 1, length, stdout);
}
