#include "kiosk/screens/receipt/receipt.h"

#include "kiosk/screens/open_screen.h"
#include "kiosk/ui/frame/spoken.h"
#include "kiosk/ui/widgets/widgets.h"

namespace hall::kiosk {

void draw_screen(const Chrome& chrome, const ReceiptModel& model, ui::Frame& frame,
                 ReceiptIntents& intents) {
    const ui::UiStrings& strings = frame.strings();
    // A wide screen is low: what is to be copied stands in it whole, number and code at once,
    // right below the word to copy them.
    const bool wide = frame.view().landscape();
    open_screen(chrome,
                {strings[wide ? "receipt.heading" : "receipt.title"], model.title, "services"},
                frame, intents);
    ui::begin_reading(frame, "receipt-" + model.number);
    const std::string_view state = strings[model.received ? "receipt.received" : "receipt.saved"];
    if (!wide) {
        ui::heading(frame, strings["receipt.heading"]);
        ui::check_line(frame, state, ui::Tone::good);
        ui::paragraph(frame, strings["receipt.keep"]);
    }
    ui::begin_card(frame, "services");
    {
        const ui::SpokenScope personal(frame, ui::SpokenAs::personal);
        ui::big_number(frame, strings["receipt.number"], model.number, "services");
        ui::big_number(frame, strings["receipt.code"], model.code, "services");
    }
    ui::end_card(frame);
    if (wide) {
        ui::check_line(frame, state, ui::Tone::good);
        ui::paragraph(frame, strings["receipt.keep"]);
    }
    print_button(chrome, "print.slip", "services", frame, intents);
    ui::qr_code(frame, model.number + " " + model.code, strings["receipt.qr"], 90);
    if (!model.next.empty()) ui::paragraph(frame, model.next);
    ui::end_scroll(frame);
}

}  // namespace hall::kiosk
