#include <stdio.h>

/* With a pointer into the caller's frame, no frame can be reused. */
static int depth(int n, const int *above) {
    int here = *above + 1;
    return n == 0 ? *above : depth(n - 1, &here);
}

int main(void) {
    int n, zero = 0;
    scanf("%d", &n);
    printf("%d\n", depth(n, &zero));
}
