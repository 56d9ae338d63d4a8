// What a screen looks like on paper: the slip, the guide with its list to tick, the table, the
// answer and the article.

#pragma once

#include <optional>

#include "kiosk/app/model.h"
#include "kiosk/devices/print/print_page.h"
#include "kiosk/ui/text/ui_strings.h"

namespace hall::kiosk {

// The page of the screen that is shown; nothing if that one is not printed. A slip's page holds
// its code: whoever takes it wipes it. Pure.
std::optional<PrintPage> print_page_of(const Model& model, const ui::UiStrings& strings);

// The sentences that paper needs of its own.
PrintTexts print_texts_of(const ui::UiStrings& strings);

}  // namespace hall::kiosk
