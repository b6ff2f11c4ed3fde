#include <stdio.h>

int main(void) {
    /* Read the input, for example: int n; scanf("%d", &n); */
    /* Print the answer, for example: printf("%d\n", n); */
    return 0;
}
