// DisplayEffects: the language of the screen, and what staff measured of the panel.
//
// One thread.

#pragma once

#include <string>
#include <vector>

#include "kiosk/app/effect.h"
#include "kiosk/app/effects/content_effects.h"
#include "kiosk/app/intent.h"

namespace hall::kiosk {

class DisplayEffects {
  public:
    // All must outlive it. `strings` are those that are shown, and exchanged for another
    // language's; what the content says of itself is then loaded again.
    DisplayEffects(Files& files, Path panel_file, ui::UiStrings& strings, ContentEffects& content)
        : files_(files),
          panel_file_(std::move(panel_file)),
          strings_(strings),
          language_(strings.language()),
          content_(content) {}

    std::vector<Intent> act(const UseLanguage& request);
    std::vector<Intent> act(const StorePanel& request);

  private:
    Files& files_;
    Path panel_file_;
    ui::UiStrings& strings_;
    std::string language_;  // that the kiosk was started with
    ContentEffects& content_;
};

}  // namespace hall::kiosk
