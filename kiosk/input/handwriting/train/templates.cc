#include "kiosk/input/handwriting/train/templates.h"

#include <iconv.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

#include "sync/core/utf8.h"

namespace hall::kiosk {
namespace {

// GB 2312 holds what is written in villages; traditional forms beside it would only be
// taken for one another with the simplified ones.
bool in_gb2312(std::string text) {
    const iconv_t converter = iconv_open("GB2312", "UTF-8");
    if (converter == reinterpret_cast<iconv_t>(-1)) return false;
    char out[8];
    char* from = text.data();
    char* to = out;
    std::size_t left = text.size();
    std::size_t room = sizeof out;
    const bool converted = iconv(converter, &from, &left, &to, &room) == 0 && left == 0;
    iconv_close(converter);
    return converted;
}

}  // namespace

Result<std::vector<Template>> read_templates(const Path& folder) {
    std::vector<Template> templates;
    std::error_code failed;
    for (const auto& entry : std::filesystem::directory_iterator(folder, failed)) {
        const std::string stem = entry.path().stem().string();
        std::string_view name = stem;
        if (entry.path().extension() != ".json" || character_count(name) != 1) continue;
        Template made{.character = next_character(name), .strokes = {}};
        if (made.character < 0x80 || !in_gb2312(stem)) continue;
        std::ifstream file(entry.path());
        const auto json = nlohmann::json::parse(file, nullptr, false);
        const Error damaged(Errc::corrupt, entry.path().string() + " is no template");
        if (!json.is_object() || !json.contains("medians")) return damaged;
        for (const auto& median : json["medians"]) {
            Stroke stroke;
            for (const auto& point : median) {
                if (!point.is_array() || point.size() != 2 || !point[0].is_number() || !point[1].is_number()) return damaged;
                // The font's em is 1024, its baseline at 900 from the top.
                stroke.push_back({point[0].get<float>() / 1024, (900 - point[1].get<float>()) / 1024, 0});
            }
            if (!stroke.empty()) made.strokes.push_back(std::move(stroke));
        }
        templates.push_back(std::move(made));
    }
    if (templates.empty()) return Error(Errc::not_found, "no templates in " + folder.string());
    std::sort(templates.begin(), templates.end(),
              [](const Template& a, const Template& b) { return a.character < b.character; });
    return templates;
}

}  // namespace hall::kiosk
