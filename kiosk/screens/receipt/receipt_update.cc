#include "kiosk/screens/receipt/receipt.h"

namespace hall::kiosk {

void update_screen(ReceiptModel& receipt, ReceiptIntent& intent, UpdateStep&) {
    if (receipt.number == std::get<SlipReceived>(intent).number) receipt.received = true;
}

}  // namespace hall::kiosk
