// InputEffects: the engines of text input at work: what keys compose, and what is chosen of it.
//
// One thread. An engine is made when it is first needed: pinyin's words take half a second to
// read, in the background, and keys that come meanwhile wait for them. Handwriting is read in the
// background, stroke after stroke: a character takes longer than a frame may.

#pragma once

#include <memory>
#include <utility>
#include <vector>

#include "kiosk/app/background.h"
#include "kiosk/app/effect.h"
#include "kiosk/app/effects/input_engines.h"
#include "kiosk/app/intent.h"
#include "kiosk/input/handwriting/recognizer.h"
#include "kiosk/input/pinyin/pinyin_engine.h"
#include "sync/core/files.h"

namespace hall::kiosk {

class InputEffects {
  public:
    // Both must outlive it.
    InputEffects(Files& files, Background& background, HandwritingFiles handwriting)
        : files_(files), background_(background), handwriting_files_(std::move(handwriting)) {}

    // Whether there is anything to read handwriting with: known before it is first used.
    HandwritingKnown handwriting();

    std::vector<Intent> act(const FeedEngine& request);
    std::vector<Intent> act(const ClearEngines&);

    // Forgets what was being composed: the session ended.
    void forget();

  private:
    class WordsJob;
    class ReadingJob;

    // With the words that were read, or without: then letters write themselves.
    void take_words(Result<std::shared_ptr<const Lexicon>> words);
    std::vector<Intent> feed_waiting();

    Files& files_;
    Background& background_;
    HandwritingFiles handwriting_files_;
    std::shared_ptr<Recognizer> recognizer_;  // used by jobs alone; null before the first
    InputEngines engines_;
    enum class Words { unread, reading, read } words_ = Words::unread;
    std::vector<FeedEngine> waiting_;
};

}  // namespace hall::kiosk
