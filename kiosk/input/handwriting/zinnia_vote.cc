#include "kiosk/input/handwriting/zinnia_vote.h"

#include <string.h>
#include <zinnia.h>

#include <algorithm>
#include <cmath>
#include <string_view>
#include <utility>

#include "kiosk/input/handwriting/features.h"
#include "sync/core/utf8.h"

namespace hall::kiosk {
namespace {

// Ramer, Douglas and Peucker: zinnia was trained on strokes of few points.
void mark_corners(const Stroke& stroke, std::size_t first, std::size_t last,
                  std::vector<bool>& kept) {
    constexpr float tolerance = 0.03f;
    std::vector<std::pair<std::size_t, std::size_t>> parts{{first, last}};
    while (!parts.empty()) {
        const auto [from, to] = parts.back();
        parts.pop_back();
        const float dx = stroke[to].x - stroke[from].x;
        const float dy = stroke[to].y - stroke[from].y;
        const float length = std::hypot(dx, dy);
        float farthest = tolerance;
        std::size_t corner = from;
        for (std::size_t i = from + 1; i < to; ++i) {
            const float x = stroke[i].x - stroke[from].x;
            const float y = stroke[i].y - stroke[from].y;
            const float off =
                length < 1e-4f ? std::hypot(x, y) : std::fabs(x * dy - y * dx) / length;
            if (off > farthest) {
                farthest = off;
                corner = i;
            }
        }
        if (corner == from) continue;
        kept[corner] = true;
        parts.push_back({from, corner});
        parts.push_back({corner, to});
    }
}

// Zinnia's time explodes with the corners of a stroke (a scribble of 10,000 points took
// over a minute, 64 strokes of 150 over four seconds): at most so many points of a stroke, and
// of all strokes together, reach it.
constexpr std::size_t stroke_points_max = 150;
constexpr std::size_t points_max = 900;

Stroke thinned(const Stroke& stroke, std::size_t points) {
    if (stroke.size() <= points) return stroke;
    Stroke thin;
    for (std::size_t i = 0; i < points; ++i) {
        thin.push_back(stroke[i * (stroke.size() - 1) / (points - 1)]);
    }
    return thin;
}

struct Box {
    float left = 1e9f, top = 1e9f, right = -1e9f, bottom = -1e9f;
};

Box box_of(const std::vector<Stroke>& strokes) {
    Box box;
    for (const Stroke& stroke : strokes) {
        for (const InkPoint& point : stroke) {
            box.left = std::min(box.left, point.x);
            box.right = std::max(box.right, point.x);
            box.top = std::min(box.top, point.y);
            box.bottom = std::max(box.bottom, point.y);
        }
    }
    return box;
}

}  // namespace

struct ZinniaVote::State {
    zinnia_recognizer_t* recognizer = zinnia_recognizer_new();
    State() = default;
    State(const State&) = delete;
    State& operator=(const State&) = delete;
    ~State() { zinnia_recognizer_destroy(recognizer); }
};

ZinniaVote::ZinniaVote(std::unique_ptr<State> state) : state_(std::move(state)) {}
ZinniaVote::ZinniaVote(ZinniaVote&&) noexcept = default;
ZinniaVote& ZinniaVote::operator=(ZinniaVote&&) noexcept = default;
ZinniaVote::~ZinniaVote() = default;

Result<ZinniaVote> ZinniaVote::open(const Path& file) {
    std::error_code failed;
    if (!std::filesystem::is_regular_file(file, failed)) {
        return Error(Errc::not_found, "zinnia's model " + file.string() + " is missing");
    }
    auto state = std::make_unique<State>();
    if (zinnia_recognizer_open(state->recognizer, file.c_str()) == 0) {
        return Error(Errc::corrupt, "zinnia does not take the model " + file.string());
    }
    return ZinniaVote(std::move(state));
}

std::vector<Scored> ZinniaVote::best(const std::vector<Stroke>& strokes, std::size_t count) const {
    constexpr float side = 1000;
    const Box box = box_of(strokes);
    if (box.right < box.left) return {};
    const float scale = 0.86f / std::max({box.right - box.left, box.bottom - box.top, 1e-3f});
    zinnia_character_t* character = zinnia_character_new();
    zinnia_character_set_width(character, static_cast<std::size_t>(side));
    zinnia_character_set_height(character, static_cast<std::size_t>(side));
    std::size_t number = 0;
    for (const Stroke& whole : strokes) {
        if (whole.empty()) continue;
        Stroke stroke = thinned(
            whole, std::clamp<std::size_t>(points_max / strokes.size(), 8, stroke_points_max));
        std::vector<bool> kept(stroke.size(), false);
        kept.front() = kept.back() = true;
        mark_corners(stroke, 0, stroke.size() - 1, kept);
        for (std::size_t i = 0; i < stroke.size(); ++i) {
            if (!kept[i]) continue;
            const float x = 0.5f + (stroke[i].x - (box.left + box.right) / 2) * scale;
            const float y = 0.5f + (stroke[i].y - (box.top + box.bottom) / 2) * scale;
            zinnia_character_add(character, number, static_cast<int>(x * side),
                                 static_cast<int>(y * side));
        }
        ++number;
        explicit_bzero(stroke.data(), stroke.size() * sizeof(InkPoint));
    }
    zinnia_result_t* result = zinnia_recognizer_classify(state_->recognizer, character, count);
    std::vector<Scored> found;
    for (std::size_t i = 0; result != nullptr && i < zinnia_result_size(result); ++i) {
        std::string_view text = zinnia_result_value(result, i);
        if (!text.empty()) found.push_back({next_character(text), zinnia_result_score(result, i)});
    }
    if (result != nullptr) zinnia_result_destroy(result);
    zinnia_character_destroy(character);
    return found;
}

}  // namespace hall::kiosk
