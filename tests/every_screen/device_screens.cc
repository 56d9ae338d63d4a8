#include "tests/every_screen/device_screens.h"

#include <memory>
#include <utility>

namespace hall::kiosk {

namespace {

class DeviceScreens {
  public:
    explicit DeviceScreens(const std::function<Model(ScreenModel)>& over_home)
        : over_home_(over_home) {}

    std::vector<NamedScreen> screens() && { return std::move(screens_); }

    void add_camera() {
        using Step = CameraModel::Step;
        CameraModel camera;
        camera.label = "户口本第一页和老人那一页的照片";
        camera.accent = "services";
        add_fitted("camera-opening", camera);
        camera.picture = grey_picture(960, 720);
        add_fitted("camera-aiming", camera);
        camera.paper = true;
        add_fitted("camera-aiming-paper", camera);
        camera.step = Step::taking;
        add_fitted("camera-taking", camera);
        camera.step = Step::judging;
        camera.picture = grey_picture(700, 990);
        camera.jpeg = "jpeg";
        add_fitted("camera-clear", camera);
        camera.warnings = {"photo.blurred", "photo.too_dark"};
        add_fitted("camera-warned", camera);
        camera = {};
        camera.accent = "services";
        for (const char* trouble :
             {"camera.no_camera", "camera.busy", "camera.unsupported", "camera.no_frames",
              "camera.gone", "photo.not_a_picture", "photo.too_large", "photo.no_memory"}) {
            camera.trouble = trouble;
            add_fitted(std::string("camera-") + trouble, camera);
        }
        camera.trouble.clear();
        camera.use = CameraModel::Use::slip;
        camera.picture = grey_picture(960, 720);
        add_fitted("camera-slip", camera);
        camera.other_code = true;
        add_fitted("camera-other-code", camera);
        add_fitted("progress-scan", ProgressModel{});
    }

    void add_voice() {
        using Step = VoiceModel::Step;
        VoiceModel voice;
        voice.label = "说给专家听的话";
        voice.accent = "farming";
        add_fitted("voice-asking", voice);
        for (const char* said : {"recorder.no_microphone", "recorder.microphone_busy", "voice.lost",
                                 "voice.nothing"}) {
            voice.said = said;
            add_fitted(std::string("voice-") + said, voice);
        }
        voice.said.clear();
        voice.step = Step::recording;
        voice.level = 0.6;
        voice.elapsed_ms = 67'000;
        add_fitted("voice-recording", voice);
        voice.step = Step::judging;
        voice.ogg = "ogg";
        add_fitted("voice-recorded", voice);
        voice.said = "recorder.reached_limit";
        voice.elapsed_ms = 180'000;
        voice.playing = true;
        add_fitted("voice-full-playing", voice);
        voice.playing = false;
        voice.mute = true;
        add_fitted("voice-mute", voice);
    }

    void add_print() {
        using Step = PrintModel::Step;
        PrintModel print;
        print.title = "高龄津贴申请";
        add_fitted("print-preparing", print);
        print.step = Step::failed;
        print.said = "print.no_printer";
        add_fitted("print-no-printer", print);
        print.said.clear();
        print.step = Step::ready;
        print.sheets = 1;
        print.picture = grey_picture(576, 900);
        add_fitted("print-ready", print);
        print.sheets = 3;
        print.sheet = 1;
        print.missing_characters = 2;
        print.picture = grey_picture(990, 1400);
        add_fitted("print-sheets", print);
        print.step = Step::printing;
        print.said = "print.paper_out";
        add_fitted("print-held", print);
        print.said = "print.printing";
        Model leaving = over_home_(print);
        leaving.fitted = {true, true, true, true};
        leaving.printing = 1;
        leaving.leaving = Leaving::finish;
        screens_.push_back({"print-leaving", leaving});
        print.step = Step::printed;
        print.said = "print.printed";
        add_fitted("print-printed", print);
        print.step = Step::failed;
        print.said = "print.timed_out";
        add_fitted("print-timed-out", print);
        add_fitted("receipt-print", ReceiptModel{"高龄津贴申请", "K7M-0012X", "ZQ9W-JK84-TRMX",
                                                 "您交的表，村里先核对。", false});
    }

  private:
    void add_fitted(const std::string& name, ScreenModel screen) {
        Model model = over_home_(std::move(screen));
        model.fitted = {true, true, true, true};
        screens_.push_back({name, std::move(model)});
    }

    const std::function<Model(ScreenModel)>& over_home_;
    std::vector<NamedScreen> screens_;
};

}  // namespace

ui::PictureHandle grey_picture(int width, int height) {
    const std::size_t pixels = static_cast<std::size_t>(width) * static_cast<std::size_t>(height);
    return std::make_shared<const ui::ShownPicture>(
        canvas::Size{width, height}, std::vector<std::uint32_t>(pixels, 0xFF90'9A90));
}

std::vector<NamedScreen> device_screens(const std::function<Model(ScreenModel)>& over_home) {
    DeviceScreens all(over_home);
    all.add_camera();
    all.add_voice();
    all.add_print();
    return std::move(all).screens();
}

}  // namespace hall::kiosk
