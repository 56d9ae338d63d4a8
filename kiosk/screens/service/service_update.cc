#include "kiosk/screens/service/service.h"

#include "kiosk/app/update_step.h"

namespace hall::kiosk {

void update_screen(ServiceModel& service, ServiceIntent&, UpdateStep& step) {
    if (service.has_form && service.unavailable_reason == ServiceModel::UnavailableReason::none) {
        step.ask(LoadForm{service.document});
    }
}

}  // namespace hall::kiosk
