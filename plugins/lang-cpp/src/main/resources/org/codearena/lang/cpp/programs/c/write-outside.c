#include <stdio.h>

int main(void) {
    const char *files[] = {"/x", "/usr/x", "/etc/x", "/box/x", "/dev/x", "/prepared/x"};
    int made = 0;
    for (int i = 0; i < 6; i++)
        if (fopen(files[i], "w") != NULL) made += puts(files[i]) >= 0;
    if (made == 0) puts("refused");
}
