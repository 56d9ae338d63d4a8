#include "kiosk/screens/open_screen.h"
#include "kiosk/screens/screens.h"
#include "kiosk/ui/widgets.h"

namespace hall {

void draw_receipt(const Chrome& chrome, const ReceiptModel& model, ui::Frame& frame,
                  Intents& intents) {
    const ui::Words& words = frame.words();
    open_screen(chrome, {words["receipt.title"], model.title, "services"}, frame, intents);
    ui::begin_reading(frame, "receipt-" + model.number);
    ui::heading(frame, words["receipt.heading"]);
    ui::check_line(frame, words[model.received ? "receipt.received" : "receipt.saved"],
                   ui::Tone::good);
    // A wide screen is low: what is to be copied stands in it whole, above how to keep it.
    const bool wide = frame.view().landscape();
    if (!wide) ui::paragraph(frame, words["receipt.keep"]);
    ui::begin_card(frame, "services");
    ui::big_number(frame, words["receipt.number"], model.number, "services");
    ui::big_number(frame, words["receipt.code"], model.code, "services");
    ui::end_card(frame);
    if (wide) ui::paragraph(frame, words["receipt.keep"]);
    ui::qr_code(frame, model.number + " " + model.code, words["receipt.qr"], 45);
    if (!model.next.empty()) ui::paragraph(frame, model.next);
    ui::end_scroll(frame);
}

}  // namespace hall
