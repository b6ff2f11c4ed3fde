#include <stdlib.h>
#include <string.h>

int main(void) {
    for (;;) {
        char *kept = malloc(1 << 20);
        memset(kept, 1, 1 << 20);
    }
}
