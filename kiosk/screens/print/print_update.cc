#include <utility>

#include "kiosk/app/update_step.h"
#include "kiosk/screens/print/print_screen.h"

namespace hall::kiosk {

namespace {

struct PrintUpdater {
    PrintModel& print;
    UpdateStep& step;

    void operator()(const TurnSheet& intent) {
        if (intent.sheet < 0 || intent.sheet >= print.sheets || intent.sheet == print.sheet) return;
        print.sheet = intent.sheet;
        step.ask(DrawSheet{print.page, print.sheet});
    }

    // The second of two quick taps finds it printing.
    void operator()(const StartPrint&) {
        const bool can = print.step == PrintModel::Step::ready ||
                         print.step == PrintModel::Step::printed ||
                         print.step == PrintModel::Step::failed;
        if (!can || print.picture == nullptr) return;
        print.step = PrintModel::Step::printing;
        print.said = "print.waiting";
        print.job = 0;
        step.ask(PrintShownPage{print.page});
    }

    void operator()(const StopPrint&) {
        if (print.step == PrintModel::Step::printing && print.job != 0)
            step.ask(CancelPrint{print.job});
    }

    void operator()(SheetShown& intent) {
        if (intent.page != print.page || intent.sheet != print.sheet) return;
        print.sheets = intent.sheets;
        print.missing_characters = intent.missing_characters;
        print.picture = std::move(intent.picture);
        if (print.step != PrintModel::Step::preparing) return;
        print.step = print.picture != nullptr ? PrintModel::Step::ready : PrintModel::Step::failed;
        print.said = std::move(intent.trouble);
    }

    void operator()(PrintStarted& intent) {
        if (print.step != PrintModel::Step::printing) return;
        print.job = intent.job;
        if (intent.job != 0) return;
        print.step = PrintModel::Step::failed;
        print.said = std::move(intent.trouble);
    }
};

}  // namespace

void take_print_change(PrintModel& print, const std::string& said, bool ended, bool printed) {
    print.said = said;
    if (!ended) return;
    print.step = printed ? PrintModel::Step::printed : PrintModel::Step::failed;
    print.job = 0;
}

void update_screen(PrintModel& print, PrintIntent& intent, UpdateStep& step) {
    std::visit(PrintUpdater{print, step}, intent);
}

}  // namespace hall::kiosk
