#include <stdio.h>
#include <stdlib.h>

int main(int count, char **arguments) {
    FILE *input = count == 2 ? fopen(arguments[1], "r") : NULL;
    int n, one, missing;
    if (input == NULL || fscanf(input, "%d", &n) != 1) return 1;
    char *seen = calloc((size_t)n + 1, 1);
    missing = n;
    while (scanf("%d", &one) == 1) {
        if (one < 1 || one > n || seen[one]++) return 43;
        missing--;
    }
    return missing == 0 && feof(stdin) ? 42 : 43;
}
