#include <string>

std::string words();
