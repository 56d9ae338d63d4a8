#include "sync/edge/device/file_format.h"

#include "sync/core/database_version.h"

namespace hall {

namespace {

constexpr std::int64_t place = 1000;

}  // namespace

FileFormat file_format_of(std::int64_t user_version) {
    if (user_version < place) return {user_version, user_version};
    const FileFormat format{user_version / place, user_version % place};
    const bool can_be = format.oldest_reader >= 1 && format.oldest_reader < format.version;
    return can_be ? format : FileFormat{user_version, user_version};
}

std::int64_t user_version_of(const FileFormat& format) {
    if (format.oldest_reader == format.version) return format.version;
    return format.version * place + format.oldest_reader;
}

Result<void> refuse_newer(const Path& file, std::int64_t program_version, const std::string& vfs) {
    const Result<std::int64_t> version = user_version_of_file(file, vfs);
    if (!version.ok()) {
        // `refused` is a file that only a writer can read: the power went while it was being
        // made, and what was begun must be rolled back first.
        const Errc code = version.error().code();
        const bool not_ours =
            code == Errc::not_found || code == Errc::corrupt || code == Errc::refused;
        return not_ours ? Result<void>() : version.error();
    }
    const FileFormat format = file_format_of(version.value());
    if (format.version <= program_version || is_usable(format, program_version)) return {};
    return Error(Errc::refused, "written by newer software (format " +
                                    std::to_string(format.version) + "; this program knows " +
                                    std::to_string(program_version) +
                                    "): it is left as it is; install the newer software again");
}

}  // namespace hall
