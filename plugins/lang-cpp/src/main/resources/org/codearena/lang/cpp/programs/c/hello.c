#include <stdio.h>

int main(void) { puts("Hello, wörld! 你好"); }
