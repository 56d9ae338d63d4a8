#include "kiosk/input/handwriting/model.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>

namespace hall::kiosk {
namespace {

constexpr std::size_t classes_max = 30'000;
constexpr std::size_t dimensions_max = feature_count;

std::size_t bytes_of(std::size_t classes, std::size_t dimensions) {
    return sizeof(ModelHeader) + classes * 4 + feature_count * dimensions * 4 + dimensions * 4 +
           classes * dimensions;
}

}  // namespace

std::uint64_t model_checksum(const char* bytes, std::size_t count) {
    std::uint64_t sum = 0xcbf29ce484222325U;
    for (std::size_t i = 0; i < count; ++i) {
        sum = (sum ^ static_cast<unsigned char>(bytes[i])) * 0x100000001b3U;
    }
    return sum;
}

Result<HandwritingModel> HandwritingModel::open(const Path& file) {
    const int descriptor = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) {
        const Errc code = errno == ENOENT ? Errc::not_found : Errc::unavailable;
        return Error(code, "handwriting model " + file.string() + ": " + std::strerror(errno));
    }
    struct stat about {};
    const bool known = ::fstat(descriptor, &about) == 0 && S_ISREG(about.st_mode);
    const auto bytes = static_cast<std::size_t>(std::max<off_t>(0, about.st_size));
    void* mapped = MAP_FAILED;
    if (known && bytes >= sizeof(ModelHeader) && bytes <= model_bytes_max) {
        mapped = ::mmap(nullptr, bytes, PROT_READ, MAP_PRIVATE, descriptor, 0);
    }
    ::close(descriptor);
    const Error damaged(Errc::corrupt, "handwriting model " + file.string() + " is damaged");
    if (mapped == MAP_FAILED) return damaged;
    HandwritingModel model;
    model.mapped_ = mapped;
    model.bytes_ = bytes;
    const char* at = static_cast<const char*>(mapped);
    ModelHeader header{};
    std::memcpy(&header, at, sizeof header);
    if (std::memcmp(header.magic, "HALLHWR1", 8) != 0 || header.features != feature_version ||
        header.classes == 0 || header.classes > classes_max || header.dimensions == 0 ||
        header.dimensions > dimensions_max ||
        bytes != bytes_of(header.classes, header.dimensions) ||
        header.checksum != model_checksum(at + sizeof header, bytes - sizeof header)) {
        return damaged;
    }
    model.classes_ = header.classes;
    model.dimensions_ = header.dimensions;
    at += sizeof header;
    model.characters_ = reinterpret_cast<const std::uint32_t*>(at);
    at += model.classes_ * 4;
    model.projection_ = reinterpret_cast<const float*>(at);
    model.steps_ = model.projection_ + feature_count * model.dimensions_;
    model.means_ = reinterpret_cast<const std::int8_t*>(model.steps_ + model.dimensions_);
    return model;
}

HandwritingModel::HandwritingModel(HandwritingModel&& other) noexcept { *this = std::move(other); }

HandwritingModel& HandwritingModel::operator=(HandwritingModel&& other) noexcept {
    if (this == &other) return *this;
    if (mapped_ != nullptr) ::munmap(mapped_, bytes_);
    mapped_ = std::exchange(other.mapped_, nullptr);
    bytes_ = other.bytes_;
    classes_ = std::exchange(other.classes_, 0);
    dimensions_ = other.dimensions_;
    characters_ = other.characters_;
    projection_ = other.projection_;
    steps_ = other.steps_;
    means_ = other.means_;
    return *this;
}

HandwritingModel::~HandwritingModel() {
    if (mapped_ != nullptr) ::munmap(mapped_, bytes_);
}

bool HandwritingModel::knows(char32_t character) const {
    return std::binary_search(characters_, characters_ + classes_, std::uint32_t{character});
}

std::vector<Scored> HandwritingModel::best(const Features& features, std::size_t count) const {
    std::vector<float> projected(dimensions_, 0.0f);
    for (std::size_t i = 0; i < features.size(); ++i) {
        const float* row = projection_ + i * dimensions_;
        const float value = features[i];
        if (value == 0) continue;
        for (std::size_t d = 0; d < dimensions_; ++d) projected[d] += value * row[d];
    }
    std::vector<Scored> all(classes_);
    for (std::size_t c = 0; c < classes_; ++c) {
        const std::int8_t* mean = means_ + c * dimensions_;
        float distance = 0;
        for (std::size_t d = 0; d < dimensions_; ++d) {
            const float off = projected[d] - steps_[d] * static_cast<float>(mean[d]);
            distance += off * off;
        }
        all[c] = {static_cast<char32_t>(characters_[c]), -distance};
    }
    count = std::min(count, all.size());
    std::partial_sort(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(count), all.end(),
                      [](const Scored& a, const Scored& b) {
                          return a.score != b.score ? a.score > b.score : a.character < b.character;
                      });
    all.resize(count);
    return all;
}

}  // namespace hall::kiosk
