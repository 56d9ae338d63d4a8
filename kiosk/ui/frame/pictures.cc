#include "kiosk/ui/frame/pictures.h"

#include <algorithm>

namespace hall::kiosk::ui {

namespace {

// A long article with its photographs, or one photograph looked at closely.
constexpr std::size_t bytes_max = std::size_t{32} << 20;
constexpr std::size_t entries_max = 256;  // of those that have no pixels, too

constexpr double retry_s = 5;

}  // namespace

void Pictures::set_source(PictureSource* source) {
    source_ = source;
    kept_.clear();
}

void Pictures::begin_frame(double now_s) {
    ++frame_;
    now_s_ = now_s;
    loaded_ = false;
    waiting_ = false;
}

std::size_t Pictures::bytes() const {
    std::size_t sum = 0;
    for (const auto& entry : kept_) sum += entry->picture.pixels.size() * sizeof(std::uint32_t);
    return sum;
}

Pictures::Kept* Pictures::kept(std::string_view name, canvas::Size size_max) {
    for (const auto& entry : kept_) {
        if (entry->size_max == size_max && entry->name == name) return entry.get();
    }
    return nullptr;
}

// Lets go of what was not seen for longest. What is seen in this frame stays, whatever it
// takes.
void Pictures::make_room() {
    std::size_t sum = bytes();
    while ((sum > bytes_max || kept_.size() >= entries_max) && !kept_.empty()) {
        const auto oldest =
            std::min_element(kept_.begin(), kept_.end(),
                             [](const auto& a, const auto& b) { return a->frame < b->frame; });
        if ((*oldest)->frame == frame_) return;
        sum -= (*oldest)->picture.pixels.size() * sizeof(std::uint32_t);
        kept_.erase(oldest);
    }
}

void Pictures::load(Kept& entry) {
    loaded_ = true;
    entry.tried_s = now_s_;
    Result<PixelPicture> loaded = source_ != nullptr
                                      ? source_->load(entry.name, entry.size_max)
                                      : Result<PixelPicture>(Error(Errc::not_found, "no pictures"));
    if (!loaded.ok()) {
        const bool coming = loaded.error().code() == Errc::not_found;
        entry.state = coming ? PictureState::coming : PictureState::broken;
        return;
    }
    entry.state = PictureState::ready;
    entry.picture = std::move(loaded).value();
    entry.image = {.width = entry.picture.size.width,
                   .height = entry.picture.size.height,
                   .stride = entry.picture.size.width,
                   .pixels = entry.picture.pixels.data(),
                   .has_alpha = entry.picture.has_alpha,
                   .generation = ++generation_};
}

FoundPicture Pictures::find(std::string_view name, canvas::Size size_max) {
    Kept* entry = kept(name, size_max);
    const bool again = entry != nullptr && entry->state == PictureState::coming &&
                       now_s_ - entry->tried_s >= retry_s;
    if (entry == nullptr || again) {
        if (loaded_) {
            waiting_ = true;
            return {again ? PictureState::coming : PictureState::waiting, nullptr};
        }
        if (entry == nullptr) {
            make_room();
            kept_.push_back(std::make_unique<Kept>());
            entry = kept_.back().get();
            entry->name = name;
            entry->size_max = size_max;
        }
        entry->frame = frame_;
        load(*entry);
        make_room();
    }
    entry->frame = frame_;
    return {entry->state, entry->state == PictureState::ready ? &entry->image : nullptr};
}

}  // namespace hall::kiosk::ui
