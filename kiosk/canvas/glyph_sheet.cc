#include "kiosk/canvas/glyph_sheet.h"

#include <sys/mman.h>

#include <cstring>
#include <new>
#include <utility>

#include "sync/core/check.h"

namespace hall::kiosk::canvas {

namespace {

constexpr int white_side = 2;
// Between pictures, so that a sample taken between two pixels never sees a neighbour.
constexpr int gap = 1;

}  // namespace

// Pages of the system, given only when written to: a sheet large enough for a whole
// screen of rare characters costs nothing until they are drawn.
struct GlyphSheet::Memory {
    explicit Memory(std::size_t size) : bytes_count(size) {
        void* pages = mmap(nullptr, bytes_count, PROT_READ | PROT_WRITE,
                           MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
        if (pages == MAP_FAILED) throw std::bad_alloc();
        bytes = static_cast<std::uint8_t*>(pages);
    }
    Memory(const Memory&) = delete;
    Memory& operator=(const Memory&) = delete;
    ~Memory() { munmap(bytes, bytes_count); }

    std::uint8_t* bytes = nullptr;
    std::size_t bytes_count = 0;
};

GlyphSheet::GlyphSheet(int width, int height) : width_(width), height_(height) {
    CHECK(width >= 64 && width <= 8192 && height >= 64 && height <= 8192);
    clear();
    generation_ = 1;
}

GlyphSheet::GlyphSheet(GlyphSheet&&) noexcept = default;
GlyphSheet& GlyphSheet::operator=(GlyphSheet&&) noexcept = default;
GlyphSheet::~GlyphSheet() = default;

std::optional<SheetSlot> GlyphSheet::place(const std::uint8_t* alpha, int width, int height,
                                           int stride) {
    CHECK(width >= 0 && height >= 0);
    if (width == 0 || height == 0) return SheetSlot{};
    if (width > width_) return std::nullopt;
    if (next_u_ + width > width_) {
        shelf_v_ += shelf_height_ + gap;
        shelf_height_ = 0;
        next_u_ = 0;
    }
    if (shelf_v_ + height > height_) return std::nullopt;

    SheetSlot slot{
        .u = static_cast<std::uint16_t>(next_u_),
        .v = static_cast<std::uint16_t>(shelf_v_),
        .width = static_cast<std::uint16_t>(width),
        .height = static_cast<std::uint16_t>(height),
    };
    std::uint8_t* to = memory_->bytes + static_cast<std::size_t>(shelf_v_) * width_ + next_u_;
    for (int row = 0; row < height; ++row) {
        std::memcpy(to, alpha, static_cast<std::size_t>(width));
        to += width_;
        alpha += stride;
    }
    next_u_ += width + gap;
    if (height > shelf_height_) shelf_height_ = height;
    return slot;
}

void GlyphSheet::clear() {
    // New pages, where madvise() would empty the old: it does not give back what is locked
    // against swap, as the kiosk's memory is.
    memory_.reset();
    memory_ = std::make_unique<Memory>(static_cast<std::size_t>(width_) * height_);
    for (int row = 0; row < white_side; ++row) {
        std::memset(memory_->bytes + static_cast<std::size_t>(row) * width_, 255, white_side);
    }
    next_u_ = white_side + gap;
    shelf_v_ = 0;
    shelf_height_ = white_side;
    ++generation_;
}

const std::uint8_t* GlyphSheet::pixels() const {
    return memory_->bytes;
}

float GlyphSheet::white_u() const {
    return static_cast<float>(white_side) / 2 / static_cast<float>(width_);
}

float GlyphSheet::white_v() const {
    return static_cast<float>(white_side) / 2 / static_cast<float>(height_);
}

}  // namespace hall::kiosk::canvas
