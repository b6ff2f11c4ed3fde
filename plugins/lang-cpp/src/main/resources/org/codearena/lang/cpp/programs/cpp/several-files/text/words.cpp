#include "words.hpp"

std::string words() { return "several files"; }
