// Files of the source tree that are built into the program: the database schema, the
// console's pages, and a few tables. CMake writes the other half (platform/CMakeLists.txt).

#pragma once

#include <span>
#include <string_view>

namespace hall::platform {

struct EmbeddedFile {
    std::string_view name;  // without its folder
    std::string_view bytes;
};

// Each sorted by name.
std::span<const EmbeddedFile> embedded_schema();
std::span<const EmbeddedFile> embedded_console();
std::span<const EmbeddedFile> embedded_data();

// Empty bytes if there is none of that name.
inline std::string_view embedded_file(std::span<const EmbeddedFile> files, std::string_view name) {
    for (const EmbeddedFile& file : files) {
        if (file.name == name) return file.bytes;
    }
    return {};
}

}  // namespace hall::platform
