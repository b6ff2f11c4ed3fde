#pragma once
#include <iostream>

inline void say(long weight) { std::cout << {{factor}} * weight << " {{unit}}" << std::endl; }
