// Recorded prompts: a person's voice in place of the engine's, for texts that were recorded.
//
// A folder (assets/prompts) holds manifest.json, {"请坐": "please_sit.wav", …}, and the files.
// The build copies it to where the program looks and decodes Opus files to WAV, so that the
// program needs no decoder: a manifest may name either.

#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "kiosk/devices/speech/audio_out.h"

namespace hall::kiosk {

class PromptBook {
  public:
    static constexpr std::size_t prompts_max = 10'000;

    // No prompts at all: everything is spoken by the voice.
    PromptBook() = default;

    // Reads the manifest; recordings are read when they are played. A folder without manifest
    // is an empty book. `files` outlives the book.
    //   corrupt    the manifest is not what it should be; names with a folder in them are refused
    static Result<PromptBook> open(Files& files, const Path& folder);

    std::size_t size() const { return names_.size(); }

    // The recording of exactly this text, without white space around it. Nothing if there is
    // none, or if it is damaged, which is logged: the voice speaks instead. One thread.
    std::optional<Recording> find(std::string_view text) const;

  private:
    Files* files_ = nullptr;
    Path folder_;
    std::map<std::string, std::string, std::less<>> names_;
};

}  // namespace hall::kiosk
