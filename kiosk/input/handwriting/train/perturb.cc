#include "kiosk/input/handwriting/train/perturb.h"

#include <algorithm>
#include <array>
#include <cstddef>

#include "kiosk/input/handwriting/features.h"

namespace hall::kiosk {
namespace {

constexpr float step = 0.015f;
constexpr float pi = std::numbers::pi_v<float>;

InkPoint centre_of(const Stroke& stroke) {
    InkPoint centre;
    for (const InkPoint& point : stroke) {
        centre.x += point.x;
        centre.y += point.y;
    }
    centre.x /= static_cast<float>(stroke.size());
    centre.y /= static_cast<float>(stroke.size());
    return centre;
}

struct StrokeChange {
    float move_x = 0, move_y = 0, scale = 1, bow = 0, turn = 0, tremor = 0, memory = 0;
};

void change(Stroke& stroke, const StrokeChange& by, Chance& chance) {
    const InkPoint centre = centre_of(stroke);
    const InkPoint first = stroke.front();
    const InkPoint last = stroke.back();
    const float cosine = std::cos(by.turn);
    const float sine = std::sin(by.turn);
    float drift_x = 0;
    float drift_y = 0;
    for (std::size_t i = 0; i < stroke.size(); ++i) {
        const float x = (stroke[i].x - centre.x) * by.scale;
        const float y = (stroke[i].y - centre.y) * by.scale;
        drift_x = by.memory * drift_x + (1 - by.memory) * chance.normal();
        drift_y = by.memory * drift_y + (1 - by.memory) * chance.normal();
        float bend = 0;
        if (stroke.size() > 1) {
            const float t = static_cast<float>(i) / static_cast<float>(stroke.size() - 1);
            bend = by.bow * 4 * t * (1 - t);
        }
        stroke[i].x = centre.x + x * cosine - y * sine + by.move_x - (last.y - first.y) * bend +
                      drift_x * by.tremor * 2;
        stroke[i].y = centre.y + x * sine + y * cosine + by.move_y + (last.x - first.x) * bend +
                      drift_y * by.tremor * 2;
    }
}

// What happens to the whole character.
struct Warp {
    float turn, shear, stretch_x, stretch_y, gamma_x, gamma_y;
    std::array<float, 4> wave_x, wave_y;  // amplitudes and phases of two waves

    Warp(float strength, Chance& chance)
        : turn(chance.within(0.12f * strength)),
          shear(chance.within(0.2f * strength)),
          stretch_x(std::exp(chance.within(0.25f * strength))),
          stretch_y(std::exp(chance.within(0.25f * strength))),
          gamma_x(1 + chance.within(0.35f * std::min(strength, 2.0f))),
          gamma_y(1 + chance.within(0.35f * std::min(strength, 2.0f))) {
        for (auto* wave : {&wave_x, &wave_y}) {
            *wave = {chance.normal() * 0.035f * strength, chance.normal() * 0.035f * strength,
                     chance.within(pi), chance.within(pi)};
        }
    }

    InkPoint operator()(InkPoint point) const {
        float u = point.x - 0.5f;
        float v = point.y - 0.5f;
        u += wave_x[0] * std::sin(pi * v + wave_x[2]) + wave_x[1] * std::sin(2 * pi * v + wave_x[3]);
        v += wave_y[0] * std::sin(pi * u + wave_y[2]) + wave_y[1] * std::sin(2 * pi * u + wave_y[3]);
        u = std::pow(std::clamp(u + 0.5f, 0.0f, 1.0f), gamma_x) - 0.5f;
        v = std::pow(std::clamp(v + 0.5f, 0.0f, 1.0f), gamma_y) - 0.5f;
        u = u * stretch_x + shear * v;
        v = v * stretch_y;
        return {u * std::cos(turn) - v * std::sin(turn) + 0.5f,
                u * std::sin(turn) + v * std::cos(turn) + 0.5f, 0};
    }
};

void cut(Stroke& stroke, float strength, Chance& chance) {
    if (stroke.size() <= 8) return;
    const auto off = static_cast<std::ptrdiff_t>(chance.share() * 0.12f * strength *
                                                 static_cast<float>(stroke.size()));
    if (chance.share() < 0.5f) stroke.erase(stroke.begin(), stroke.begin() + off / 2);
    else stroke.erase(stroke.end() - off, stroke.end());
}

}  // namespace

std::vector<Stroke> joined_strokes(const std::vector<Stroke>& strokes, float probability,
                                   Chance& chance) {
    std::vector<Stroke> joined;
    for (const Stroke& stroke : strokes) {
        if (joined.empty() || chance.share() >= probability) {
            joined.push_back(stroke);
            continue;
        }
        const Stroke bridge = densified({joined.back().back(), stroke.front()}, step);
        joined.back().insert(joined.back().end(), bridge.begin() + 1, bridge.end());
        joined.back().insert(joined.back().end(), stroke.begin(), stroke.end());
    }
    return joined;
}

std::vector<Stroke> perturbed(const std::vector<Stroke>& strokes, float strength, Chance& chance) {
    const Warp warp(strength, chance);
    std::vector<Stroke> made;
    for (const Stroke& original : strokes) {
        if (original.empty()) continue;
        Stroke stroke = densified(original, step);
        StrokeChange by;
        by.move_x = chance.normal() * 0.022f * strength;
        by.move_y = chance.normal() * 0.022f * strength;
        by.scale = 1 + chance.normal() * 0.10f * strength;
        by.bow = chance.normal() * 0.06f * strength;
        by.turn = chance.normal() * 0.09f * strength;
        by.tremor = 0.006f * strength;
        by.memory = 0.8f;
        change(stroke, by, chance);
        for (InkPoint& point : stroke) point = warp(point);
        cut(stroke, strength, chance);
        made.push_back(std::move(stroke));
    }
    made = joined_strokes(made, chance.share() * 0.25f * strength, chance);
    if (made.size() > 5 && chance.share() < 0.05f * strength) {
        const auto dropped = static_cast<std::ptrdiff_t>(chance.share() * static_cast<float>(made.size()));
        made.erase(made.begin() + dropped);
    }
    return made;
}

std::vector<Stroke> shaky(const std::vector<Stroke>& strokes, Chance& chance) {
    const float turn = chance.within(8) * pi / 180;
    const float stretch_x = std::exp(chance.within(0.2f));
    const float stretch_y = std::exp(chance.within(0.2f));
    std::vector<Stroke> made;
    for (const Stroke& original : strokes) {
        if (original.empty()) continue;
        Stroke stroke = densified(original, step);
        StrokeChange by;
        by.move_x = chance.normal() * 0.03f;
        by.move_y = chance.normal() * 0.03f;
        by.scale = 1 + chance.normal() * 0.045f;
        by.bow = chance.normal() * 0.06f;
        by.tremor = 0.012f;
        by.memory = 0.7f;
        change(stroke, by, chance);
        for (InkPoint& point : stroke) {
            const float x = (point.x - 0.5f) * stretch_x;
            const float y = (point.y - 0.5f) * stretch_y;
            point = {x * std::cos(turn) - y * std::sin(turn) + 0.5f,
                     x * std::sin(turn) + y * std::cos(turn) + 0.5f, 0};
        }
        made.push_back(std::move(stroke));
    }
    return made;
}

}  // namespace hall::kiosk
