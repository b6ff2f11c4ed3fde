#include <iostream>

// Called through a pointer that may change at any time; or else the compiler would make a loop of it.
static int deeper(int n);
static int (*volatile again)(int) = deeper;

static int deeper(int n) { return again(n + 1) + n; }

int main() { std::cout << deeper(0) << '\n'; }
