#include "kiosk/screens/disclosure/disclosure.h"

#include "kiosk/app/update_step.h"

namespace hall::kiosk {

void update_screen(DisclosureModel&, DisclosureIntent& intent, UpdateStep& step) {
    step.ask(LoadDocument{std::get<SwitchPeriod>(intent).document, true});
}

}  // namespace hall::kiosk
