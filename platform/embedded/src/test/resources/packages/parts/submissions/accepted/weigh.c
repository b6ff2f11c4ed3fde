#include "scale.h"

#include <stdio.h>
#include <stdlib.h>

int main(int count, char **arguments) {
    long weight;
    return count == 2 && fscanf(fopen("weights.txt", "r"), "%ld", &weight) == 1 ? say(FACTOR * (weight + atol(arguments[1]))), 0 : 1;
}
