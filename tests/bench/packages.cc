#include "tests/bench/packages.h"

#include <cstdio>
#include <filesystem>
#include <set>
#include <sstream>
#include <string_view>

namespace hall {

namespace {

namespace fs = std::filesystem;

std::vector<std::string> lines_of(const std::string& command) {
    std::vector<std::string> lines;
    FILE* pipe = popen((command + " 2>/dev/null").c_str(), "r");
    if (pipe == nullptr) return lines;
    std::string text;
    char buffer[4096];
    while (const std::size_t got = fread(buffer, 1, sizeof buffer, pipe)) text.append(buffer, got);
    pclose(pipe);
    std::istringstream in(text);
    for (std::string line; std::getline(in, line);) lines.push_back(line);
    return lines;
}

std::string joined(const std::vector<std::string>& words) {
    std::string text;
    for (const std::string& word : words) text.append(word).push_back(' ');
    return text;
}

// All that would be installed on an empty disk.
std::set<std::string> installed_with(const std::vector<std::string>& wanted) {
    std::set<std::string> names;
    for (const std::string& line :
         lines_of("apt-get -s -o Dir::State::status=/dev/null -o Debug::NoLocking=1 "
                  "--no-install-recommends install " +
                  joined(wanted))) {
        if (!line.starts_with("Inst ")) continue;
        const std::size_t end = line.find(' ', 5);
        names.insert(line.substr(5, end - 5));
    }
    return names;
}

}  // namespace

std::vector<std::string> base_x_system() {
    std::vector<std::string> base{
        "systemd-sysv", "udev",          "xserver-xorg-core", "xserver-xorg-input-libinput",
        "xinit",        "fonts-noto-cjk"};
    for (const std::string& name :
         lines_of(R"(dpkg-query -W -f='${Essential} ${Package}\n' | sed -n 's/^yes //p')")) {
        base.push_back(name);
    }
    return base;
}

std::vector<std::string> packages_missing(const std::vector<std::string>& wanted) {
    std::vector<std::string> missing = wanted;
    for (const std::string& line :
         lines_of(R"(dpkg-query -W -f='${db:Status-Status} ${Package}\n' )" + joined(wanted))) {
        const std::string_view installed = "installed ";
        if (line.starts_with(installed)) std::erase(missing, line.substr(installed.size()));
    }
    return missing;
}

std::optional<Packages> packages_beyond_base(const std::vector<std::string>& wanted) {
    std::vector<std::string> all = base_x_system();
    const std::set<std::string> base = installed_with(all);
    all.insert(all.end(), wanted.begin(), wanted.end());
    const std::set<std::string> whole = installed_with(all);
    if (base.empty() || whole.empty()) return std::nullopt;
    std::vector<std::string> added;
    for (const std::string& name : whole) {
        if (!base.contains(name)) added.push_back(name);
    }
    Packages packages;
    if (added.empty()) return packages;
    std::string name;
    for (const std::string& line : lines_of("apt-cache show --no-all-versions " + joined(added))) {
        if (line.starts_with("Package: ")) name = line.substr(9);
        if (line.starts_with("Installed-Size: "))
            packages[name] = std::stod(line.substr(16)) / 1024;
    }
    return packages;
}

std::vector<std::string> packages_of_libraries(const std::string& program) {
    std::set<std::string> names;
    for (const std::string& line : lines_of("ldd " + program)) {
        const std::size_t arrow = line.find("=> /");
        if (arrow == std::string::npos) continue;
        const std::string file = line.substr(arrow + 3, line.rfind(" (") - arrow - 3);
        // Debian 12 has /lib as a link to /usr/lib, and some packages still name the former.
        std::string other = fs::canonical(file).string();
        if (other.starts_with("/usr/lib")) other = other.substr(4);
        for (const std::string& owner :
             lines_of("dpkg -S " + file + " " + other + " /usr" + other)) {
            names.insert(owner.substr(0, owner.find(':')));
        }
    }
    return {names.begin(), names.end()};
}

double mib_of(const Packages& packages) {
    double sum = 0;
    for (const auto& [name, mib] : packages) sum += mib;
    return sum;
}

double mib_on_disk(const std::string& path) {
    constexpr double bytes_a_mib = 1 << 20;
    std::error_code missing;
    if (!fs::is_directory(path, missing)) {
        return static_cast<double>(fs::file_size(path, missing)) / bytes_a_mib;
    }
    double sum = 0;
    for (const auto& entry : fs::recursive_directory_iterator(path)) {
        if (entry.is_regular_file()) sum += static_cast<double>(entry.file_size()) / bytes_a_mib;
    }
    return sum;
}

}  // namespace hall
