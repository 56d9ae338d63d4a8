#include "tests/check/speak_check.h"
int main(int n, char** v) {
    std::vector<std::string> a(v + 2, v + n);
    return std::string(v[1]) == "speak" ? hall::check::speak(a) : hall::check::spell(a);
}
