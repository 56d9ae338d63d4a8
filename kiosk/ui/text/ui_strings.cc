#include "kiosk/ui/text/ui_strings.h"

#include "sync/core/json.h"

namespace hall::kiosk::ui {

namespace {

constexpr std::uint64_t words_bytes_max = 1 << 20;

}  // namespace

Result<UiStrings> UiStrings::load(Files& files, const Path& assets, std::string_view language) {
    const std::string context = "words " + std::string(language);
    const Path file = assets / "text" / (std::string(language) + ".json");
    const std::string text = TRY_IN(context, files.read(file, words_bytes_max));
    const Json json = TRY_IN(context, parse_json(text));
    if (!json.is_object()) return Error(Errc::corrupt, context + ": not an object");

    UiStrings strings;
    strings.language_ = language;
    for (const auto& [key, sentence] : json.items()) {
        if (!sentence.is_string()) {
            return Error(Errc::corrupt, context + ": " + key + " is not a string");
        }
        strings.strings_.emplace(key, sentence.get<std::string>());
    }
    return strings;
}

std::string_view UiStrings::operator[](std::string_view key) const {
    const auto found = strings_.find(key);
    return found == strings_.end() ? key : std::string_view(found->second);
}

void UiStrings::append(std::string& text, std::string_view key,
                       std::initializer_list<std::string_view> values) const {
    const std::string_view sentence = (*this)[key];
    for (std::size_t i = 0; i < sentence.size(); ++i) {
        const bool place = sentence[i] == '{' && i + 2 < sentence.size() &&
                           sentence[i + 2] == '}' && sentence[i + 1] >= '0' &&
                           sentence[i + 1] <= '9';
        const std::size_t index = place ? static_cast<std::size_t>(sentence[i + 1] - '0') : 0;
        if (place && index < values.size()) {
            text += values.begin()[index];
            i += 2;
        } else {
            text += sentence[i];
        }
    }
}

std::string UiStrings::with(std::string_view key,
                            std::initializer_list<std::string_view> values) const {
    std::string text;
    append(text, key, values);
    return text;
}

}  // namespace hall::kiosk::ui
