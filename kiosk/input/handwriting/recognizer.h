// The recogniser of handwriting: the trained model and zinnia, fused by reciprocal ranks
// (G. Cormack, C. Clarke, S. Büttcher, "Reciprocal rank fusion", 2009), and what stands
// before the character. Nothing written is learned or kept.

#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kiosk/input/handwriting/ink.h"
#include "kiosk/input/handwriting/model.h"
#include "kiosk/input/handwriting/zinnia_vote.h"

namespace hall::kiosk {

// How likely `next` stands after `before`: 0 (no word known) to 1.
using FollowsBy = std::function<float(char32_t before, char32_t next)>;

struct Candidate {
    std::string text;  // one character, UTF-8
    float score = 0;   // larger is better; of one writing only
};

struct HandwritingFiles {
    Path model;   // of hall-train-handwriting; empty: without
    Path zinnia;  // handwriting-zh_CN.model; empty: without
};

// Where the build and Debian put them.
HandwritingFiles default_handwriting_files();

// One thread; a character takes some milliseconds, so not the thread that draws.
class Recognizer {
  public:
    static constexpr std::size_t candidates_max = 10;

    explicit Recognizer(HandwritingFiles files, FollowsBy follows = {})
        : files_(std::move(files)), follows_(std::move(follows)) {}

    // Maps the models now rather than at the first character. Fails only where neither
    // is there: then there is no handwriting, and the error says why. Later calls return
    // what the first found.
    Result<void> load();

    // Why one of the two votes is missing, for the log and the status page; empty where
    // both are there. Meaningful after load().
    const std::string& shortcoming() const { return shortcoming_; }

    // Up to candidates_max, the best first; empty where nothing is written. `before` is the
    // text in front of the character; only its last character counts. Fails as load().
    Result<std::vector<Candidate>> recognize(const Ink& ink, std::string_view before = {});

  private:
    HandwritingFiles files_;
    FollowsBy follows_;
    bool loaded_ = false;
    std::optional<HandwritingModel> model_;
    std::optional<ZinniaVote> zinnia_;
    std::string shortcoming_;
};

}  // namespace hall::kiosk
