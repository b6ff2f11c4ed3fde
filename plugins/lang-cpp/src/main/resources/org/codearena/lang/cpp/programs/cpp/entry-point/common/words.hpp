#pragma once
#include <string>

std::string words();
