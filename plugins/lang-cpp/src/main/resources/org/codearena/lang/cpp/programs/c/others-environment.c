#include <stdio.h>

int main(void) {
    char text[4096];
    FILE *environment = fopen("/proc/1/environ", "r");
    size_t length = environment == NULL ? 0 : fread(text, 1, sizeof text, environment);
    if (length == 0) puts("refused");
    else fwrite(text, 1, length, stdout);
}
