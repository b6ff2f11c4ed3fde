// expect: accepted
#include "all.h"

int main() { std::cout << 42 << std::endl; }
