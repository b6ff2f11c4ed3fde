#pragma once
#include <iostream>

inline void say(const char *words) { std::cout << words << '\n'; }
