#include "kiosk/devices/speech/prompt_book.h"

#include "sync/core/blank.h"
#include "sync/core/json.h"
#include "sync/core/log.h"

namespace hall::kiosk {

namespace {

constexpr std::uint64_t manifest_bytes_max = 4 << 20;
constexpr std::uint64_t recording_bytes_max = 64 << 20;

bool is_plain_name(std::string_view name) {
    return (name.ends_with(".wav") || name.ends_with(".opus")) &&
           name.find('/') == std::string_view::npos && !name.starts_with('.');
}

}  // namespace

Result<PromptBook> PromptBook::open(Files& files, const Path& folder) {
    PromptBook book;
    book.files_ = &files;
    book.folder_ = folder;
    auto bytes = files.read(folder / "manifest.json", manifest_bytes_max);
    if (!bytes.ok() && bytes.error().code() == Errc::not_found) return book;
    if (!bytes.ok()) return std::move(bytes).error().in("recorded prompts");
    const Json manifest = TRY_IN("recorded prompts", parse_json(bytes.value()));
    if (!manifest.is_object() || manifest.size() > prompts_max)
        return Error(Errc::corrupt, "recorded prompts: the manifest names no files");
    for (const auto& [text, name] : manifest.items()) {
        if (!name.is_string() || !is_plain_name(name.get_ref<const std::string&>()))
            return Error(Errc::corrupt,
                         "recorded prompts: a file's name is no plain .wav or .opus");
        std::string file = name.get<std::string>();
        if (file.ends_with(".opus")) file.replace(file.size() - 5, 5, ".wav");
        book.names_.emplace(trimmed(text), std::move(file));
    }
    return book;
}

std::optional<Recording> PromptBook::find(std::string_view text) const {
    const auto found = names_.find(trimmed(text));
    if (found == names_.end()) return std::nullopt;
    auto bytes = files_->read(folder_ / found->second, recording_bytes_max);
    auto recording =
        bytes.ok() ? parse_wav(bytes.value()) : Result<Recording>(std::move(bytes).error());
    if (recording.ok()) return std::move(recording).value();
    log_line(LogLevel::warning, "prompt_damaged",
             {{"file", found->second}, {"reason", recording.error().text()}});
    return std::nullopt;
}

}  // namespace hall::kiosk
