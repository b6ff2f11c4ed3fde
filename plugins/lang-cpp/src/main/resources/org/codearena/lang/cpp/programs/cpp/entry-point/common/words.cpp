#include "words.hpp"

std::string words() { return "from the entry point"; }
