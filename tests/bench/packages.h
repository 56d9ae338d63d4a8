// What a program needs on the disk, asked of Debian's own resolver: the installed size of
// the packages it adds to a base X system.

#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace hall {

// Installed size in MiB by package.
using Packages = std::map<std::string, double>;

// A system that shows an X screen and nothing on it: the essential packages, systemd, udev
// and the X server; and the Chinese font, which whatever is shown needs alike.
std::vector<std::string> base_x_system();

// What these packages bring along that the base does not have. Nothing if the package lists
// are not there.
std::optional<Packages> packages_beyond_base(const std::vector<std::string>& wanted);

// Those of them that are not installed.
std::vector<std::string> packages_missing(const std::vector<std::string>& wanted);

// The packages that a program's shared libraries come from.
std::vector<std::string> packages_of_libraries(const std::string& program);

double mib_of(const Packages& packages);

// A file or a folder.
double mib_on_disk(const std::string& path);

}  // namespace hall
