// Camera screen: a photo that answers a question of a form, taken, looked at, and kept or not; and
// a slip whose code is read, to see what became of it.
//
// The camera is on while the model asks for it (camera_wanted) and this screen is the one that is
// shown; the screen says so all that time. kiosk/app/effects/camera_effects.h holds to it.

#pragma once

#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "kiosk/screens/screen.h"
#include "kiosk/ui/frame/shown_picture.h"

namespace hall::kiosk {

// --- Its intents
struct TakePhoto {};
struct KeepPhoto {};
struct TakeAnother {};  // another photo, or another try after trouble

// From the world
struct CameraFrame {
    ui::PictureHandle picture;  // none: `trouble` says why
    std::string trouble;        // key of a sentence
};
struct SlipSeen {
    std::string number;  // as a slip's code says them; both empty: it is another code
    std::string code;
};
struct PhotoTaken {
    std::string jpeg;
    ui::PictureHandle picture;
    std::vector<std::string> warnings;  // keys of sentences: before it is kept
    std::string trouble;                // key of a sentence; then there is no photo
};

using CameraIntent =
    std::variant<TakePhoto, KeepPhoto, TakeAnother, CameraFrame, SlipSeen, PhotoTaken>;

// --- Its model
struct CameraModel {
    using OwnIntent = CameraIntent;
    static constexpr std::string_view screen_name = "camera";  // as a call for help names it

    enum class Step {
        aiming,  // the camera is on
        taking,  // the photo is on its way
        judging  // is it kept?
    };
    enum class Use { photo, slip };
    Use use = Use::photo;
    std::string field;  // of the form below
    std::string label;
    std::string accent;
    bool paper = false;  // of a document
    Step step = Step::aiming;
    std::string trouble;        // why there is no picture; empty: nothing
    ui::PictureHandle picture;  // the newest frame, or the photo that was taken
    std::string jpeg;           // that photo
    std::vector<std::string> warnings;
    bool other_code = false;  // a code is in the picture that is no slip's
};

using CameraIntents = IntentsOf<CameraIntent>;

// The camera has to be on for what the screen shows.
inline bool camera_wanted(const CameraModel& model) {
    return model.step == CameraModel::Step::aiming && model.trouble.empty();
}

void draw_screen(const Chrome&, const CameraModel&, ui::Frame&, CameraIntents&);
void update_screen(CameraModel&, CameraIntent&, UpdateStep&);

}  // namespace hall::kiosk
