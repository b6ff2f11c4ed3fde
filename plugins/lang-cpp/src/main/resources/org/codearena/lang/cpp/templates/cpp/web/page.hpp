#pragma once

#include <string>

// The page at this path.
std::string page(const std::string &path);
