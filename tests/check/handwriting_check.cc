#include "tests/check/handwriting_check.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <fstream>
#include <nlohmann/json.hpp>

#include "kiosk/input/handwriting/recognizer.h"

namespace hall::check {
namespace {

struct Written {
    std::string character;
    kiosk::Ink ink;
};

// One line; false where it is none. Fitted into the square, whatever its scale.
bool parse(const std::string& line, Written& written) {
    const auto json = nlohmann::json::parse(line, nullptr, false);
    if (!json.is_object() || !json.contains("char") || !json.contains("strokes")) return false;
    if (!json["char"].is_string() || !json["strokes"].is_array()) return false;
    written.character = json["char"].get<std::string>();
    float left = 1e9f, top = 1e9f, right = -1e9f, bottom = -1e9f;
    for (const auto& stroke : json["strokes"]) {
        if (!stroke.is_array()) return false;
        for (const auto& point : stroke) {
            if (!point.is_array() || point.size() < 2) return false;
            if (!point[0].is_number() || !point[1].is_number()) return false;
            left = std::min(left, point[0].get<float>());
            right = std::max(right, point[0].get<float>());
            top = std::min(top, point[1].get<float>());
            bottom = std::max(bottom, point[1].get<float>());
        }
    }
    const float side = std::max({right - left, bottom - top, 1e-6f});
    for (const auto& stroke : json["strokes"]) {
        written.ink.begin_stroke();
        for (const auto& point : stroke) {
            written.ink.add({0.1f + 0.8f * (point[0].get<float>() - left) / side,
                             0.1f + 0.8f * (point[1].get<float>() - top) / side, 0});
        }
    }
    return true;
}

struct Tally {
    int all = 0, first = 0, five = 0, ten = 0;
    double ms = 0, ms_max = 0;
};

bool measure(std::istream& lines, kiosk::Recognizer& recognizer, Tally& tally) {
    std::string line;
    for (int number = 1; std::getline(lines, line); ++number) {
        if (line.empty()) continue;
        Written written;
        if (!parse(line, written)) {
            std::fprintf(stderr, "line %d is no written character\n", number);
            return false;
        }
        const auto began = std::chrono::steady_clock::now();
        const auto found = recognizer.recognize(written.ink);
        const std::chrono::duration<double, std::milli> took =
            std::chrono::steady_clock::now() - began;
        if (!found.ok()) return false;
        std::size_t rank = 0;
        const auto& candidates = found.value();
        while (rank < candidates.size() && candidates[rank].text != written.character) ++rank;
        if (rank == candidates.size()) rank = 99;
        ++tally.all;
        tally.first += rank < 1;
        tally.five += rank < 5;
        tally.ten += rank < 10;
        tally.ms += took.count();
        tally.ms_max = std::max(tally.ms_max, took.count());
    }
    return true;
}

}  // namespace

int handwriting(const std::vector<std::string>& arguments) {
    kiosk::HandwritingFiles files = kiosk::default_handwriting_files();
    std::string file;
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        if (arguments[i] == "--zinnia") files.model.clear();
        else if (arguments[i] == "--model" && i + 1 < arguments.size()) files.model = arguments[++i];
        else if (file.empty() && !arguments[i].starts_with("--")) file = arguments[i];
        else file = {}, i = arguments.size();
    }
    if (file.empty()) {
        std::fputs("usage: handwriting FILE.jsonl [--zinnia] [--model FILE]\n", stderr);
        return 2;
    }
    std::ifstream lines(file);
    if (!lines) {
        std::fprintf(stderr, "%s cannot be read\n", file.c_str());
        return 1;
    }
    kiosk::Recognizer recognizer(files);
    const auto loaded = recognizer.load();
    if (!recognizer.shortcoming().empty()) std::printf("without: %s\n", recognizer.shortcoming().c_str());
    Tally tally;
    if (!loaded.ok() || !measure(lines, recognizer, tally)) return 1;
    const double percent = 100.0 / std::max(1, tally.all);
    std::printf("%d characters: first %.1f %%, within five %.1f %%, within ten %.1f %%; %.2f ms a character, at most %.2f\n",
                tally.all, tally.first * percent, tally.five * percent, tally.ten * percent,
                tally.ms / std::max(1, tally.all), tally.ms_max);
    return 0;
}

}  // namespace hall::check
