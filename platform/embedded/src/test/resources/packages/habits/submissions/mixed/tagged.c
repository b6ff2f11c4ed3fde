/*
 * @EXPECTED_RESULTS@: CORRECT
 */
#include <stdio.h>
#include <stdlib.h>

int main(void) {
    int n;
    scanf("%d", &n);
    printf("%d\n", n - 1);
}
