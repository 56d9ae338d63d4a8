#include "sync/sheets/zip_archive.h"

#include <zip.h>

namespace hall {

struct ZipArchive::State {
    zip_t* archive = nullptr;
    ~State() {
        if (archive) zip_discard(archive);
    }
};

namespace {

struct CloseZipFile {
    void operator()(zip_file_t* file) const { zip_fclose(file); }
};

}  // namespace

ZipArchive::ZipArchive(std::unique_ptr<State> state) : state_(std::move(state)) {}
ZipArchive::ZipArchive(ZipArchive&&) noexcept = default;
ZipArchive& ZipArchive::operator=(ZipArchive&&) noexcept = default;
ZipArchive::~ZipArchive() = default;

Result<ZipArchive> ZipArchive::open(std::string_view bytes) {
    zip_error_t error;
    zip_error_init(&error);
    zip_source_t* source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, &error);
    if (!source) return Error(Errc::exhausted, "no memory to open an archive");
    auto state = std::make_unique<State>();
    state->archive = zip_open_from_source(source, ZIP_RDONLY, &error);
    if (!state->archive) {
        zip_source_free(source);
        zip_error_fini(&error);
        return Error(Errc::corrupt, "not an archive, or not all of it");
    }
    zip_error_fini(&error);
    return ZipArchive(std::move(state));
}

bool ZipArchive::has(const std::string& name) const {
    return zip_name_locate(state_->archive, name.c_str(), 0) >= 0;
}

Result<void> ZipArchive::read_xml_part(const std::string& name, std::uint64_t bytes_max,
                                       XmlListener& listener) const {
    zip_stat_t stat;
    zip_stat_init(&stat);
    if (zip_stat(state_->archive, name.c_str(), 0, &stat) != 0) {
        return Error(Errc::not_found, "the archive has no " + name);
    }
    if ((stat.valid & ZIP_STAT_ENCRYPTION_METHOD) != 0 && stat.encryption_method != ZIP_EM_NONE) {
        return Error(Errc::refused, "a password is set");
    }
    constexpr std::uint64_t swelling_max = 200;  // a table's XML shrinks to a tenth or a fiftieth
    constexpr std::uint64_t swelling_from = 8 << 20;
    if (stat.size > bytes_max ||
        (stat.size > swelling_from && stat.size / swelling_max > stat.comp_size)) {
        return Error(Errc::exhausted, name + " is too large");
    }
    const std::unique_ptr<zip_file_t, CloseZipFile> file(
        zip_fopen(state_->archive, name.c_str(), 0));
    if (!file) return Error(Errc::corrupt, name + " cannot be read");
    std::array<char, 1 << 16> piece{};
    std::uint64_t read_bytes = 0;
    return read_xml(
        [&]() -> Result<std::string_view> {
            const zip_int64_t size = zip_fread(file.get(), piece.data(), piece.size());
            if (size < 0) return Error(Errc::corrupt, name + " cannot be read");
            read_bytes += static_cast<std::uint64_t>(size);
            if (read_bytes > bytes_max) return Error(Errc::exhausted, name + " is too large");
            return std::string_view(piece.data(), static_cast<std::size_t>(size));
        },
        listener);
}

}  // namespace hall
