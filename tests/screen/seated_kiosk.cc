#include "tests/screen/seated_kiosk.h"

#include <filesystem>

#include "tests/catch.h"
#include "tests/programs/county.h"

namespace hall::kiosk {

namespace {

constexpr const char* assets = HALL_SOURCE_DIR "/assets";

std::string copied(const std::string& board, const std::filesystem::path& folder) {
    const std::string copy = (folder / "board").string();
    std::filesystem::copy(board, copy, std::filesystem::copy_options::recursive);
    return copy;
}

App open_app(AppDependencies dependencies, const std::string& board) {
    ui::UiStrings strings = VALUE(ui::UiStrings::load(dependencies.files, assets, "zh-CN"));
    return VALUE(App::open(dependencies, DataFolder(board), std::move(strings)));
}

}  // namespace

const std::string& demonstration_device() {
    static const TempFolder folder;
    static const std::string board = [] {
        County county;
        county.enrol(county.device());
        REQUIRE(county.sync(county.device()) == 0);
        return copied(county.device(), folder.path());
    }();
    return board;
}

SeatedKiosk::SeatedKiosk(canvas::Presenter& presenter, PointerQueue& pointer)
    : board_(copied(demonstration_device(), temp_.path())),
      app_(open_app({files_, clock_, random_, devices_}, board_)),
      ui_(VALUE(ui::Ui::create(files_, {.assets = assets}))),
      stage_(app_, ui_, presenter, pointer) {
    stage_.set_px_per_mm(usual_px_per_mm(presenter.size()));
}

Result<void> SeatedKiosk::tour(const ScreenCamera& camera, const Path& pictures) {
    return run_screenshot_tour(stage_, camera, {.pictures = pictures, .offline = true}, files_);
}

}  // namespace hall::kiosk
